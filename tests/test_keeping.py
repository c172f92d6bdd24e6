"""What `kronik check` keeps spares work and never changes a finding."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import langcodes
import pytest

from generator import checks, fields, inspection, report
from generator.commands import printing
from generator.corpus import VOCABULARIES, Corpus
from generator.host.records import kept_records
from generator.inspection import checked, examined, inspect
from generator.keeping import KEPT, Kept, Verdict
from generator.keeping.boxes import Boxes
from generator.keeping.seen import Seen
from generator.keeping.stamp import MADE_BY, PACKAGE, stamp
from generator.keeping.values import SPARE, Values
from generator.keeping.verdicts import MOST
from generator.load import files, sharing
from generator.load.files import read
from generator.names import FOLDERS
from generator.problems import Problem
from tests.test_cases import NAMES
from tests.test_cases import read as read_case
from tests.test_cli import kronik


def lay(root: Path, files: dict[str, str]) -> Path:
    """The small chronicle with some files laid over it."""
    for path, text in {**read_case("base"), **files}.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text)
    return root


def found(root: Path, kept: Kept) -> tuple[Problem, ...]:
    """What a check finds that keeps what it read."""
    problems = inspect(root, kept).problems
    kept.save()
    return problems


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all chronicles of this module, as a shared one is."""
    return tmp_path_factory.mktemp("shared")


@pytest.mark.parametrize("name", NAMES)
def test_findings_are_the_same_from_what_was_kept(tmp_path: Path, shared: Path, name: str) -> None:
    """Cold, while values are kept, from kept values and from the kept verdict; for what is broken and for its twin."""
    for part in ("broken", "twin"):
        root = lay(tmp_path / part, read_case(name)[part])
        cold = inspect(root)
        assert cold.problems == found(root, Kept(Boxes(shared, stamp())))
        again = inspect(root, Kept(Boxes(shared, stamp())))
        assert (cold.corpus.records, cold.corpus.unread) == (again.corpus.records, again.corpus.unread)
        Kept(Boxes(shared, stamp())).keep_verdict(read(root).digest, {}, Verdict(3, cold.problems))
        assert Verdict(3, cold.problems) == Kept(Boxes(shared, stamp())).verdict(read(root).digest)


def _edit(root: Path) -> None:
    path = root / "content/topics/roads.yml"
    path.write_text("title: Lanes\n")


def _edit_back(root: Path) -> None:
    path = root / "content/topics/roads.yml"
    path.write_text("title: Roads\n")


def _break(root: Path) -> None:
    (root / "content/topics/roads.yml").write_text("titel: Roads\n")


def _add(root: Path) -> None:
    (root / "content/topics/new.yml").write_text("title: Roads\n")


def _rename(root: Path) -> None:
    (root / "content/topics/new.yml").rename(root / "content/topics/newer.yml")


def _move_out(root: Path) -> None:
    (root / "content/topics/newer.yml").unlink()


def _link(root: Path) -> None:
    (root / "content/topics/link.yml").symlink_to("roads.yml")


def _page(root: Path) -> None:
    (root / "content/pages").mkdir(exist_ok=True)
    (root / "content/pages/x.md").write_text("<b>x</b>\n")


def _picture(root: Path) -> None:
    (root / "content/pages/timeline.png").write_bytes(b"\x89PNG\r\n\x1a\n")


def _other_picture(root: Path) -> None:
    (root / "content/pages/picture.png").write_bytes(b"x")


EDITS = (_edit, _edit_back, _break, _edit_back, _add, _rename, _move_out, _link, _page, _picture, _other_picture)


def test_findings_follow_every_edit(tmp_path: Path) -> None:
    """After each edit a check says what one without a cache says, whatever was kept before."""
    root = lay(tmp_path, {"topics/roads.yml": "title: Roads\n"})
    before = set()
    for edit in (lambda _: None, *EDITS):
        edit(root)
        kept, contents = Kept.of(root), read(root)
        cold = inspect(root).problems
        known = kept.verdict(contents.digest)
        assert known is None or cold == known.problems
        assert cold == found(root, kept)
        kept.keep_verdict(contents.digest, contents.digests, Verdict(1, cold))
        before.add(contents.digest)
    assert len(before) == len(EDITS) - 2, "the state of the beginning came back twice"


def _seen(root: Path, *, later: int = 10**10) -> Seen:
    """As if the files had been written a while ago."""
    return Seen(Kept.of(root).boxes, time.time_ns() + later)


def test_files_nobody_wrote_to_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their texts are read when somebody wants them; all that is told of the chronicle is the same."""
    root = lay(tmp_path, {"pages/x.md": "# x\n", "pages/bad.png": "no picture", "topics/broken.yml": "\x00"})
    whole = read(root)
    _seen(root).keep(whole.traces, whole.digests)
    opened = list[str]()
    really = files._bytes

    def opening(root: Path, path: str, most: int) -> bytes | Problem:
        opened.append(path)
        return really(root, path, most)

    monkeypatch.setattr(files, "_bytes", opening)
    seen = files.glance(root, _seen(root).digest)
    assert ["content/pages/bad.png"] == opened
    assert (whole.digest, whole.problems) == (seen.digest, seen.problems)
    assert whole == files.read_whole(root, seen)


def test_builds_apply_rules_to_what_no_check_knew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that follows a check believes its findings; one that follows an edit asks about the edit."""
    root = lay(tmp_path, read_case("unused-actor")["broken"])
    applied: list[int] = []
    real = checks.check

    def counting(corpus: Corpus) -> list[Problem]:
        applied.append(1)
        return real(corpus)

    monkeypatch.setattr(inspection, "check", counting)
    kronik(root, "check")
    built = kept_records(root, pytest.fail)
    assert not applied
    assert inspect(root).problems == checked(built).problems
    assert ["unused-actor"] == [problem.code for problem in checked(built).problems]
    applied.clear()
    (root / "content/topics/spare.yml").write_text("title: Spare\nsummary: Nobody names it.\ncolour: red\n")
    again = kept_records(root, pytest.fail)
    assert not applied
    assert inspect(root).problems == checked(again).problems
    assert "unknown-key" in kronik(root, "check").stdout


@pytest.mark.parametrize("how", ["same size and time", "replaced", "just written", "of another stamp"])
def test_files_that_may_have_changed_are_read(tmp_path: Path, how: str) -> None:
    """Size and time of modification can be what they were; the system's time of change can't."""
    root = lay(tmp_path, {"topics/roads.yml": "title: Roads\n"})
    path = root / "content/topics/roads.yml"
    before, whole = path.stat(), read(root)
    _seen(root, later=0 if how == "just written" else 10**10).keep(whole.traces, whole.digests)
    text = "title: Lanes\n"
    if how == "replaced":
        (root / "other").write_text(text)
        (root / "other").replace(path)
    elif how != "of another stamp":
        path.write_text(text)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    seen = Seen(Boxes(root / KEPT, "x")) if how == "of another stamp" else _seen(root)
    assert read(root).digest == files.glance(root, seen.digest).digest
    if how == "of another stamp":
        assert all(seen.digest(path, trace) is None for path, trace in whole.traces.items())


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _flip(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-20] + bytes([data[-20] ^ 1]) + data[-19:])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _rubbish(path: Path) -> None:
    path.write_bytes(b"\x00\xff{}\n[")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [_cut, _flip, _empty, _rubbish, _folder])
def test_damage_is_told_once_and_changes_nothing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    """Every file of the cache is damaged: one warning, the same findings, and no warning the next time."""
    root = lay(tmp_path, read_case("bad-date")["broken"])
    cold = kronik(root, "check")
    files = sorted((root / KEPT).iterdir())
    assert {"found", "values"} <= {path.name.split("-")[0] for path in files}
    for path in files:
        damage(path)
    again = kronik(root, "check")
    assert (cold.returncode, cold.stdout) == (again.returncode, again.stdout)
    assert 1 == again.stderr.count("warning: damaged and made anew: ")
    if damage is not _folder:
        assert cold.stderr == kronik(root, "check").stderr


def test_cache_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    """A file stands where its folder would be."""
    root = lay(tmp_path, {})
    (root / ".cache").write_text("")
    done = kronik(root, "check")
    assert (0, "") == (done.returncode, done.stdout)
    assert "warning" not in done.stderr.replace("warnings", "")


def test_what_another_version_kept_is_not_believed(tmp_path: Path) -> None:
    """It is no damage either, and it is written over."""
    boxes = Boxes(tmp_path, "one")
    boxes.write("x.json", {"a": 1})
    other = Boxes(tmp_path, "two")
    assert ({"a": 1}, None, []) == (boxes.read("x.json"), other.read("x.json"), other.damaged)
    other.write("x.json", {"a": 2})
    assert (None, {"a": 2}) == (boxes.read("x.json"), other.read("x.json"))
    forged = (tmp_path / "x.json").read_bytes().replace(b" two ", b" one ").replace(b"kronik two", b"kronik one")
    (tmp_path / "x.json").write_bytes(forged)
    assert boxes.read("x.json") is None
    assert 1 == len(boxes.damaged)


def test_cache_is_bounded(tmp_path: Path) -> None:
    """Old verdicts go; values that nobody used go once they are many."""
    kept = Kept(Boxes(tmp_path, "x"))
    for number in range(3 * MOST):
        (tmp_path / f"c{number}/content/topics").mkdir(parents=True)
        (tmp_path / f"c{number}/content/topics/t{number}.yml").write_text("title: x\n")
        kept.keep_verdict(read(tmp_path / f"c{number}").digest, {}, Verdict(1, ()))
    assert MOST == len(list(tmp_path.glob("found-*")))
    for start in range(0, 10_000, 1_000):
        values = Values(kept.boxes)
        for number in range(start, start + 1_000):
            values.put(f"0{number}", {"title": "x"})
        values.save()
    assert len(Values(kept.boxes)._box("0").values) <= 2 * 1_000 + SPARE


def test_stamp_names_all_code_that_checks() -> None:
    """What is loaded to check a chronicle decides what is found: a change of it must end what was kept."""
    code = "import sys, generator.inspection; print(*(m for m in sys.modules if m.startswith('generator.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    parts = {name.split(".")[1] for name in loaded}
    assert set() == parts - {name.removesuffix(".py") for name in MADE_BY}
    assert all((PACKAGE / name).exists() for name in MADE_BY)


def test_check_loads_what_it_needs(tmp_path: Path) -> None:
    """The first loads no templates, no host and no pictures; one of what was seen before loads no model."""
    root = lay(tmp_path, {})
    command = [sys.executable, "-X", "importtime", "-m", "generator", "-C", str(root), "check"]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=True).stderr for _ in range(2))
    assert [] == [name for name in ("jinja2", "mkdocs", "uharfbuzz", "babel", "ruamel", "openpyxl") if name in first]
    assert [] == [name for name in ("pydantic", "yaml", "markdown_it") if f" {name}" in second]
    assert "pydantic" in first


def test_known_names_are_those_of_the_model() -> None:
    """Lists that spare loading something say what it says."""
    assert tuple(VOCABULARIES) == FOLDERS
    assert tuple(report.FORMATS) == printing.FORMATS
    assert [] == [tag for tag in fields._WELL_KNOWN if not langcodes.tag_is_valid(tag)]


TEXTS = [*(f"title: x{number}\nlist:\n  - a\n  - {{b: c}}\n" for number in range(60)), "a: &x b\n", "[", "", "a: 1\n"]


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forked processes read very few files."""
    monkeypatch.setattr(sharing, "FEWEST", 1)
    monkeypatch.setattr(sharing, "PORTION", 7)
    monkeypatch.setattr(sharing, "_may_fork", lambda: sys.platform == "linux")


def test_forked_processes_read_the_same(forking: None) -> None:  # noqa: ARG001 - it forks
    """In order, None for what only the careful reader may read; and nobody is left behind."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    before = children.read_text() if children.exists() else ""
    assert [sharing._value(text) for text in TEXTS] == list(sharing.plain_values(TEXTS))
    assert before == (children.read_text() if children.exists() else "")


def test_death_of_a_forked_process_costs_nothing(forking: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """This process reads what the other did not send, and one that is not wanted any more ends."""
    asked = sharing._Hand.next

    def killed(hand: sharing._Hand) -> list[object] | None:
        os.kill(hand.process, signal.SIGKILL)
        return asked(hand)

    monkeypatch.setattr(sharing._Hand, "next", killed)
    assert [sharing._value(text) for text in TEXTS] == list(sharing.plain_values(TEXTS))
    monkeypatch.undo()
    monkeypatch.setattr(sharing, "FEWEST", 1)
    values = sharing.plain_values(TEXTS)
    next(values)
    values.close()  # type: ignore[attr-defined]


def test_whole_check_is_the_same_when_shared(tmp_path: Path, forking: None) -> None:  # noqa: ARG001
    """Records, problems and their places."""
    root = lay(tmp_path, read_case("duplicate-key")["broken"])
    shared_out = examined(read(root))
    assert inspect(root).problems == shared_out.problems
    assert read_case("duplicate-key")["expected"] == [str(problem) for problem in shared_out.problems]


@pytest.mark.parametrize("body", [b"", b"no frame", b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 7 + b"\x0f" + b"\x01\x00\x00x"])
def test_what_was_never_packed_is_damaged(tmp_path: Path, body: bytes) -> None:
    """With a sum that is right, as whoever wants can make it; the last one says that it is of exabytes."""
    Boxes(tmp_path, "one").put("box", body)
    boxes = Boxes(tmp_path, "one", packed=True)
    assert boxes.take("box") is None
    assert [str(tmp_path / "box")] == boxes.damaged
    boxes.put("box", body)
    assert body == boxes.take("box")
