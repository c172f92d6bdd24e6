"""What was shown in the last session is shown again only if nothing it was made of is different."""

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from mkdocs.config import load_config

from generator.host.reopening import Session
from generator.keeping.boxes import Boxes
from generator.load import load
from tests.host.chronicles import ENVIRONMENT, small
from tests.host.test_serving import everything, free_port, serving

PAGE = {"index.html": "<p>Жук & 김</p>".encode(), "assets/site.css": b"p {}"}


def session(root: Path, *options: str) -> Session | None:
    """As `mkdocs serve` has it."""

    @click.command()
    @click.option("--no-livereload", "livereload", flag_value=False)
    @click.option("--livereload", "livereload", flag_value=True, default=True)
    @click.option("--strict", is_flag=True)
    def told(**_: object) -> None:
        with (root / "mkdocs.yml").open() as file:
            found.append(Session.of(load_config(file), root, root / "own"))

    found: list[Session | None] = []
    told.main(list(options), standalone_mode=False)
    return found[0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle that was served."""
    return small(tmp_path_factory.mktemp("reopening"), 4)


def shown(root: Path, *options: str) -> dict[str, bytes]:
    """What the next session shows first."""
    now = session(root, *options)
    return dict(now.shown(pytest.fail)) if now else {}


def keep(root: Path) -> None:
    """The end of a session."""
    now = session(root)
    assert now is not None
    now.keep(load(root), PAGE)


def add(path: str, text: str) -> Callable[[Path], None]:
    """An edit: more text in a file."""

    def edit(root: Path) -> None:
        file = root / path
        file.write_text((file.read_text() if file.exists() else "") + text)

    return edit


EDITS: dict[str, Callable[[Path], None]] = {
    "record": add("content/topics/topic-1.yml", "# more\n"),
    "new record": add("content/topics/new.yml", "title: New\n"),
    "gone": lambda root: (root / "content/topics/new.yml").unlink(),
    "prose": add("content/pages/reading.md", "More.\n"),
    "file that is refused": add("content/topics/Bad Name.yml", "title: Bad\n"),
    "no longer": lambda root: (root / "content/topics/Bad Name.yml").unlink(),
    "template": add("site_config/templates/pages/place.md.j2", "<p>More.</p>"),
    "words": add("site_config/labels/en.yml", "\n"),
    "theme": add("site_config/theme/main.html", "{# more #}"),
    "configuration": add("mkdocs.yml", "# more\n"),
}


def test_nothing_is_shown_that_is_different(root: Path) -> None:
    """After each edit nothing is known, and all of it when it was shown again."""
    keep(root)
    assert shown(root) == PAGE
    for name, edit in EDITS.items():
        edit(root)
        if name != "no longer":
            assert {} == shown(root), name
        if name != "file that is refused":
            keep(root)
            assert shown(root) == PAGE, name
    assert {} == shown(root, "--strict")


def test_only_where_browsers_load_pages_anew_and_all_is_known(root: Path) -> None:
    """Not without the reloading script, nor where the configuration stands in more than one file."""
    keep(root)
    assert session(root, "--no-livereload") is None
    text = (root / "mkdocs.yml").read_text()
    for more in ("INHERIT: base.yml\n", "hooks: [mine.py]\n", "copyright: !ENV COPYRIGHT\n"):
        (root / "base.yml").write_text("site_author: Somebody\n")
        (root / "mine.py").write_text("")
        (root / "mkdocs.yml").write_text(f"{text}\n{more}")
        assert session(root) is None, more
    (root / "mkdocs.yml").write_text(text)
    assert shown(root) == PAGE


def test_damage_is_told_and_nothing_of_it_shown(root: Path) -> None:
    """One warning, and the pages are made."""
    keep(root)
    for path in (root / "own").iterdir():
        path.write_bytes(path.read_bytes()[:-3])
    now, told = session(root), list[str]()
    assert now is not None
    assert {} == now.shown(told.append)
    assert 1 == len(told)


def test_pages_of_the_last_session_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are what was shown; then MkDocs' pages take their place, and a change between sessions is never missed."""
    root = small(tmp_path / "chronicle", 8)
    monkeypatch.setitem(ENVIRONMENT, "XDG_CACHE_HOME", str(tmp_path / "own"))
    event = sorted(root.glob("content/events/*/statement-*.yml"))[0]
    pages = ["", f"events/{event.stem}/", "timeline/", "assets/site.css", "nowhere/"]
    with serving(root, port := free_port()) as served:
        before = [served.get(page) for page in pages]
    assert not (root / ".cache/kronik/served").exists()
    with serving(root, port) as served:
        assert before == [served.get(page) for page in pages]
        served.wait_for("data/claims.csv", event.stem)
        assert before == [served.get(page) for page in pages]
    (kept,) = (tmp_path / "own/kronik/served").iterdir()
    stamp = kept.read_bytes().split(b" ")[1].decode()
    Boxes(kept.parent, stamp, packed=True).write(kept.name, {"index.html": "<h1>Kept</h1>"})
    with serving(root, port) as served:
        assert "Kept" in served.first
        served.wait_for("data/claims.csv", event.stem)
        assert before[0] == served.get("")
    event.write_text(re.sub("(?m)^title: .*", "title: Changed in between", event.read_text()))
    with serving(root, port) as served:
        assert "Changed in between" in served.get(pages[1])
        event.write_text(re.sub("(?m)^title: .*", "title: Saved while it starts", event.read_text()))
        served.wait_for(pages[1], "Saved while it starts")
    with serving(root, port) as served:
        assert "Saved while it starts" in served.get(pages[1])
        event.write_text(re.sub("(?m)^title: .*", "title: Saved at once", event.read_text()))
        served.wait_for(pages[1], "Saved at once")
        served.wait_for("timeline/", "Saved at once")


def test_a_changed_chronicle_begins_by_the_outline_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are made of what stands in the files now; the navigation of before goes when everything is planned."""
    root = small(tmp_path / "chronicle", 8)
    monkeypatch.setitem(ENVIRONMENT, "XDG_CACHE_HOME", str(tmp_path / "own"))
    event = sorted(root.glob("content/events/*/statement-*.yml"))[0]
    with serving(root, port := free_port()) as served:
        served.get("timeline/")
    (kept,) = (tmp_path / "own/kronik/outlines").iterdir()
    boxes = Boxes(kept.parent, kept.read_bytes().split(b" ")[1].decode())
    outline = boxes.read(kept.name)
    outline["navigation"] = [[path, nav.replace("Method", "As it was called")] for path, nav in outline["navigation"]]
    boxes.write(kept.name, outline)
    event.write_text(re.sub("(?m)^(title|date): .*", r"\1: 1931-05-01", event.read_text(), count=2))
    (root / "content/pages/reading.md").write_text("# Another page\n\nBy hand.\n")
    with serving(root, port) as served:
        assert "As it was called" in served.first
        assert "1931-05-01" in served.get(f"events/{event.stem}/")
        assert "1931-05-01" in served.get("timeline/")
        event.write_text(re.sub("(?m)^title: .*", "title: Saved at once", event.read_text()))
        served.wait_for(f"events/{event.stem}/", "Saved at once")
        assert "By hand." in served.get("reading/")
        served.wait_for("1931/", "Saved at once")
        served.wait_for("", 'href="1931/"')
        after = everything(served)
    assert "As it was called" not in after["timeline/"]
    monkeypatch.setitem(ENVIRONMENT, "XDG_CACHE_HOME", str(tmp_path / "another user's"))
    with serving(root, port) as served:
        anew = everything(served)
    assert sorted(anew) == sorted(after)
    assert [] == [path for path, text in anew.items() if text != after[path]]
