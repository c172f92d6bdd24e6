"""`mkdocs serve` shows after a save what it would show if it were started anew."""

import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from generator.build import Built, Given, plan
from generator.compiled import Compiled
from generator.early import Early
from generator.host import precedence
from generator.host.saves import Saves
from generator.host.serving import Serving
from generator.load import load
from generator.load.again import load_again
from generator.load.whole import Loaded
from generator.turns import give_way
from tests.host.chronicles import ENVIRONMENT, configured, small

LIVE = re.compile(r"<script>[^<]*var livereload.*?</script>", re.DOTALL)


class Served:
    """A served chronicle."""

    def __init__(self, port: int, log: Path) -> None:
        self._log = log
        self.address = f"http://127.0.0.1:{port}/"
        self.first = ""

    def get(self, path: str) -> str:
        """What is answered, without the reloading script."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as answer:
                text = str(answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as error:
            return str(error.code)
        except OSError as error:
            return str(error)
        return LIVE.sub("", text)

    def wait_for(self, path: str, words: str) -> str:
        """The page, as soon as it says something."""
        deadline = time.monotonic() + 120
        while words not in (text := self.get(path)):
            assert time.monotonic() < deadline, f"{words!r} never appeared on {path}"
            time.sleep(0.1)
        return text

    def wait_for_mending(self, path: str) -> None:
        """Until a page tells no mistake any more."""
        deadline = time.monotonic() + 120
        while "<h1" not in (text := self.get(path)) or "k-problems" in text:
            assert time.monotonic() < deadline, f"the mistake stayed on {path}"
            time.sleep(0.1)

    def wait_for_log(self, words: str) -> None:
        """Until the terminal was told something."""
        deadline = time.monotonic() + 120
        while words not in self._log.read_text():
            assert time.monotonic() < deadline, f"nobody was told {words!r}"
            time.sleep(0.1)

    def paths(self) -> list[str]:
        """Every page of the sitemap."""
        return sorted(path for path in re.findall(rf"<loc>{self.address}([^<]*)</loc>", self.get("sitemap.xml")))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(root: Path, port: int) -> Iterator[Served]:
    """Serve it, until Ctrl-C, which ends it without a complaint."""
    config = configured(root, fast=True, search=False)
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-f", str(config), "-a", f"127.0.0.1:{port}"]
    with (root / "log").open("w") as log:
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=log, stderr=log)
        served = Served(port, root / "log")
        try:
            served.first = served.wait_for("", "<h1")
            yield served
            process.send_signal(signal.SIGINT)
            assert 0 == process.wait(timeout=60)
        finally:
            process.kill()
            process.wait()
    assert "Traceback" not in (root / "log").read_text()


def everything(served: Served) -> dict[str, str]:
    """All pages, feeds and data."""
    more = [
        "feeds/events.atom",
        "feeds/changes.json",
        "api/v1/events.json",
        "data/claims.csv",
        "nowhere/",
    ]
    listed = "\n".join(
        sorted(re.findall("<url>.*?</url>", served.get("sitemap.xml"), re.DOTALL))
    )  # their order means nothing
    return {path: served.get(path) for path in [*served.paths(), *more]} | {"sitemap": listed}


def test_after_saves_nothing_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A title, a name, a new record, a deleted one and a template: all pages are those of a fresh start."""
    root = small(tmp_path, 8)
    event = sorted(root.glob("content/events/*/*.yml"))[0]
    actor, port = root / "content/actors/outlet-1.yml", free_port()
    with serving(root, port) as served:
        everything(served)
        event.write_text(re.sub("(?m)^title: .*", "title: An event of another name", event.read_text()))
        served.wait_for(f"events/{event.stem}/", "An event of another name")
        actor.write_text(re.sub("(?m)^name: .*", "name: Another Outlet", actor.read_text()))
        (root / "content/topics/brand-new.yml").write_text("title: Brand new\n")
        served.wait_for("topics/brand-new/", "Brand new")
        (root / "content/topics/topic-8.yml").unlink()
        gone, new = sorted(root.glob("content/events/*/statement-*.yml"))[3:5]
        new.with_name("statement-brand-new.yml").write_text(retitled(new.read_text(), "A brand new event"))
        gone.unlink()
        template = root / "site_config/templates/pages/place.md.j2"
        template.write_text(f"{template.read_text()}\n<p>More of the place.</p>\n")
        served.wait_for("places/place-1/", "More of the place.")
        served.wait_for("topics/topic-8/", "404")
        served.wait_for(f"events/{gone.stem}/", "404")
        served.wait_for("events/statement-brand-new/", "A brand new event")
        served.wait_for("actors/outlet-1/", "Another Outlet")
        after = everything(served)
    monkeypatch.setitem(ENVIRONMENT, "XDG_CACHE_HOME", str(tmp_path / "another user's"))
    with serving(root, port) as served:
        anew = everything(served)
    assert sorted(anew) == sorted(after)
    assert [] == [path for path, text in anew.items() if text != after[path]]


def test_mistakes_are_told_on_the_page_and_go_again(tmp_path: Path) -> None:
    """In a record, in a template, in the configuration."""
    root = small(tmp_path, 8)
    source, template = root / "content/sources/source-2.yml", root / "site_config/templates/pages/actor.md.j2"
    record, text = source.read_text(), template.read_text()
    with serving(root, free_port()) as served:
        source.write_text(f"{record}\n[broken\n")
        served.wait_for("method/", "content/sources/source-2.yml:")
        served.wait_for("", "content/sources/source-2.yml:")
        source.write_text(record)
        served.wait_for_mending("sources/source-2/")
        served.wait_for_mending("method/")
        template.write_text("{{ nobody_knows }}")
        served.wait_for("actors/outlet-1/", "templates/pages/actor.md.j2")
        template.write_text(text)
        served.wait_for_mending("actors/outlet-1/")
        assert served.get("actors/outlet-1/") == served.get("actors/outlet-1")
        config = root / "fast.yml"
        whole = config.read_text()
        config.write_text(f"{whole}\nnav: [\n")
        served.wait_for_log("the site stays as it was")
        assert "<h1" in served.get("actors/outlet-2/")
        config.write_text(whole.replace("site_name: Kronik", "site_name: Other"))
        served.wait_for("actors/outlet-2/", "<h1")


def same_as_read(root: Path, again: Loaded | None) -> Loaded:
    """It, if it is what reading all files gives."""
    whole = load(root)
    assert again is not None
    assert whole.corpus.records == again.corpus.records
    assert whole.corpus.unread == again.corpus.unread
    assert all(list(of) == list(again.corpus.records[name]) for name, of in whole.corpus.records.items())
    assert whole.corpus.documents == again.corpus.documents
    assert sorted(map(str, whole.problems)) == sorted(map(str, again.problems))
    return again


def test_reading_again_is_reading(tmp_path: Path) -> None:
    """One file changed, broken, mended."""
    root = small(tmp_path, 8)
    before = load(root)
    path = "content/sources/source-2.yml"
    text = (root / path).read_text()
    for new in (text.replace("title: ", "title: X "), "title: [", text.replace("language: en", "language: 7"), text):
        (root / path).write_text(new)
        before = same_as_read(root, load_again(root, before, [path]))


def test_reading_again_knows_new_and_removed_files(tmp_path: Path) -> None:
    """Of any vocabulary, readable or not; moved to another year at once."""
    root = small(tmp_path, 8)
    before = load(root)
    event = sorted((root / "content/events").glob("*/statement-*.yml"))[0]
    new = root / "content/events/2031/statement-brand-new.yml"
    new.parent.mkdir()
    new.write_text(event.read_text())
    before = same_as_read(root, load_again(root, before, [new.relative_to(root).as_posix()]))
    new.rename(moved := event.with_name(new.name))
    paths = [path.relative_to(root).as_posix() for path in (new, moved)]
    before = same_as_read(root, load_again(root, before, paths))
    actor, source = root / "content/actors/actor-0.yml", root / "content/sources/source-of-another-day.yml"
    actor.unlink()
    source.write_text("outlet: [")
    paths = [path.relative_to(root).as_posix() for path in (actor, source)]
    before = same_as_read(root, load_again(root, before, paths))
    source.unlink()
    same_as_read(root, load_again(root, before, paths[1:]))


@pytest.mark.parametrize("what", ["name", "taken", "folder", "linked folder", "link", "unknown", "directory", "top"])
def test_what_only_a_look_at_the_folder_tells(tmp_path: Path, what: str) -> None:
    """Names and places that no record has, ids that are taken, and links are left to `load`."""
    root = small(tmp_path, 4)
    before = load(root)
    path = {
        "name": root / "content/sources/Source_Of_Another_Day.yml",
        "taken": root / "content/events/2031" / next(root.glob("content/events/*/*.yml")).name,
        "folder": root / "content/events/someday/statement-new.yml",
        "linked folder": root / "content/events/2031/statement-new.yml",
        "link": root / "content/sources/source-2.yml",
        "unknown": root / "content/nowhere/x.yml",
        "top": root / "content/statement-new.yml",
        "directory": root / "content/sources/source-new.yml",
    }[what]
    if what == "link":
        path.unlink()
        path.symlink_to(root / "content/sources/source-1.yml")
    elif what == "directory":
        path.mkdir()
    else:
        if what == "linked folder":
            (root / "elsewhere").mkdir()
            path.parent.symlink_to(root / "elsewhere")
        path.parent.mkdir(exist_ok=True)
        path.write_text("outlet: outlet-1\n")
    assert load_again(root, before, [path.relative_to(root).as_posix()]) is None


def test_unreadable_record_is_told_at_once(tmp_path: Path) -> None:
    """The pages stay as they were, nothing is planned; what is mended is planned again."""
    root = small(tmp_path, 8)
    source = root / "content/sources/source-2.yml"
    text = source.read_text()
    saves = Saves(root, lambda: load(root), Compiled(root / "compiled", "x"))
    frame = saves.whole(None)
    source.write_text(f"{text}\n[broken\n")
    broken = saves.after([str(source)], frame)
    assert broken is not None
    assert broken.outputs is frame.outputs
    assert [str(source.relative_to(root))] == [p.where.path for p in broken.problems if p.severity == "error"]
    source.write_text(text.replace("title: ", "title: X ", 1))
    mended = saves.after([str(source)], broken)
    assert isinstance(mended, Early)
    assert "X " in str(next(mended.outputs("sources/source-2.md")).content)
    settled = saves.settled(broken)
    assert settled is not None
    assert settled.outputs is not frame.outputs
    assert [] == [p for p in settled.problems if p.severity == "error"]


def retitled(text: str, title: str) -> str:
    """A record under another title."""
    return re.sub("(?m)^title: .*", f"title: {title}", text)


def test_a_save_never_waits_for_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of an event shows it at once; a plan that is being made then is given up, and made again."""
    root = small(tmp_path, 8)
    event = sorted(root.glob("content/events/*/statement-*.yml"))[0]
    text, page = event.read_text(), f"events/{event.stem}.md"
    saves = Saves(root, lambda: load(root), Compiled(root / "compiled", "x"))
    frame = saves.whole(None)
    begun, go_on = threading.Event(), threading.Event()

    def slow(*args: object, given: Given, **named: object) -> Built:
        begun.set()
        go_on.wait()
        give_way()
        return plan(*args, given=given, **named)  # type: ignore[arg-type]

    def shown(title: str) -> Early:
        event.write_text(retitled(text, title))
        soon = saves.after([str(event)], frame)
        assert isinstance(soon, Early)
        assert title in str(next(soon.outputs(page)).content)
        assert title in str(next(soon.outputs("api/v1/events.json")).content)
        assert [] == list(soon.outputs("reading.md"))
        return soon

    shown("The first")
    monkeypatch.setattr("generator.host.saves.plan", slow)
    finished: list[bool] = []
    planning = threading.Thread(target=lambda: finished.append(saves.settle()))
    planning.start()
    begun.wait()
    shown("The second")
    go_on.set()
    planning.join()
    assert [False] == finished
    assert saves.settle()
    settled = saves.settled(frame)
    assert settled is not None
    assert "The second" in next(str(o.content) for o in settled.outputs if o.path == page)
    assert settled is saves.settled(frame)


def test_a_plan_lets_others_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It rests while somebody is answered, unless what he asks for needs the plan."""
    monkeypatch.setattr(precedence, "LONGEST", None)
    root = small(tmp_path, 8)
    saves = Saves(root, lambda: load(root), Compiled(root / "compiled", "x"))
    frame = saves.whole(None)
    event = sorted(root.glob("content/events/*/statement-*.yml"))[0]
    event.write_text(retitled(event.read_text(), "Another"))
    assert isinstance(saves.after([str(event)], frame), Early)
    finished: list[bool] = []
    planning = threading.Thread(target=lambda: finished.append(saves.settle()), daemon=True)
    with saves.precedence.taken():
        planning.start()
        planning.join(timeout=0.2)
        assert [] == finished
        settled = saves.settled(frame)
        assert settled is not None
        assert "Another" in {item.title for item in settled.site.timeline.events}  # type: ignore[union-attr]
    planning.join(30)
    assert [True] == finished


def test_who_asks_before_the_first_build_waits_for_it(tmp_path: Path) -> None:
    """Only pages that were kept are there until then; no other is told to be missing, however long the build waits."""
    site, watched = tmp_path / "site", tmp_path / "watched"
    page = site / "page/index.html"
    watched.mkdir()

    def build() -> None:
        page.parent.mkdir(parents=True)
        page.write_text("<p>Built</p>")

    server = LiveReloadServer(build, "127.0.0.1", port := free_port(), str(site))
    server.watch(str(watched))
    beginning = Serving(server, build, lambda _: False, lambda: None)
    server.build_delay = 1.0
    beginning.begin({"index.html": b"<p>Kept</p>"})
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        served = Served(port, tmp_path / "log")
        served.wait_for("", "Kept")
        assert "Built" in served.get("page/")
    finally:
        server.shutdown(wait=True)
        thread.join()


def test_what_is_shown_stays_while_a_record_is_broken(tmp_path: Path) -> None:
    """A good save, one that breaks a rule, a plan of everything, a mended one, another record."""
    root = small(tmp_path, 8)
    event, other = sorted(root.glob("content/events/*/statement-*.yml"))[:2]
    text, page = event.read_text(), f"events/{event.stem}.md"
    saves = Saves(root, lambda: load(root), Compiled(root / "compiled", "x"))
    frame = saves.whole(None)
    event.write_text(retitled(text, "The good one"))
    assert isinstance(saves.after([str(event)], frame), Early)
    event.write_text(re.sub("(?m)^speaker: .*", "speaker: nobody-at-all", text))
    told = saves.after([str(event)], frame)
    assert isinstance(told, Built)
    assert told.outputs is frame.outputs
    assert ["unknown-reference"] == [p.code for p in told.problems if p.severity == "error"]
    settled = saves.settled(told)
    assert settled is not None
    assert ["unknown-reference"] == [p.code for p in settled.problems if p.severity == "error"]
    assert "The good one" in next(str(o.content) for o in settled.outputs if o.path == page)
    other.write_text(retitled(other.read_text(), "The other one"))
    without = saves.after([str(other)], settled)
    assert isinstance(without, Built)
    assert page not in {output.path for output in without.outputs}
    assert "The other one" in next(str(o.content) for o in without.outputs if o.path == f"events/{other.stem}.md")
    event.write_text(retitled(text, "The mended one"))
    mended = saves.after([str(event)], without)
    assert isinstance(mended, Built)
    assert [] == [p for p in mended.problems if p.severity == "error"]
    event.write_text(retitled(text, "The last one"))
    assert isinstance(saves.after([str(event)], mended), Early)


SLOWLY = """
import sys, time
from pathlib import Path

begun, write = Path(sys.argv.pop()), Path.write_bytes

def slowly(path, data):
    if "pagefind" in path.parts:
        begun.touch()
        time.sleep(0.02)
        path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, data)

Path.write_bytes = slowly
from mkdocs.__main__ import cli
cli()
"""


def test_ctrl_c_while_search_is_written_is_no_fault(tmp_path: Path) -> None:
    """MkDocs removes the site's folder; nobody may put anything into it by then."""
    root, begun, log = small(tmp_path / "chronicle", 8), tmp_path / "begun", tmp_path / "log"
    site = tmp_path / "site"
    site.mkdir()
    command = [sys.executable, "-c", SLOWLY, "serve", "-a", f"127.0.0.1:{free_port()}", str(begun)]
    with log.open("w") as told:
        process = subprocess.Popen(command, cwd=root, stderr=told, env={**ENVIRONMENT, "TMPDIR": str(site)})
    deadline = time.monotonic() + 120
    while not begun.exists():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    assert 0 == process.wait(60), log.read_text()
    assert "Traceback" not in log.read_text()
    assert [] == list(site.iterdir())
