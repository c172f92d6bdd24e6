"""Links in the place of working folders: a change may bring them, and what they lead to is nobody's to touch."""

import os
from pathlib import Path

import pytest

from generator.disk.caches import refuse_links
from generator.disk.scratch import Scratch
from generator.drawing import drawn, key_of
from generator.keeping.boxes import Boxes
from tests.pictures.test_cards import CARD
from tests.test_cli import kronik


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A folder elsewhere with files that look as if we had made them."""
    folder = tmp_path / "precious"
    (folder / "kronik/search/work").mkdir(parents=True)
    for name in ("file", "found-1", "x.new", "kronik/search/work/file"):
        (folder / name).write_text("mine")
    return folder


def held(folder: Path) -> dict[str, str]:
    """What stands below a folder."""
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_working_folder_that_is_a_link_is_refused(tmp_path: Path, precious: Path) -> None:
    """All that is in it would be removed."""
    before = held(precious)
    (tmp_path / ".site.kronik").symlink_to(precious)
    with pytest.raises(OSError, match="a link stands where we work"), Scratch(tmp_path / "site"):
        pass
    assert before == held(precious)


@pytest.mark.parametrize("place", [".cache", ".cache/kronik", ".cache/kronik/search", ".cache/kronik/check"])
def test_a_cache_that_is_a_link_is_refused(tmp_path: Path, precious: Path, place: str) -> None:
    """At each step of its path."""
    link = tmp_path / "chronicle" / place
    link.parent.mkdir(parents=True)
    refuse_links(tmp_path / "chronicle")
    link.symlink_to(precious)
    with pytest.raises(OSError, match="a link stands where files are kept"):
        refuse_links(tmp_path / "chronicle")


def test_commands_say_so_and_go_no_further(tmp_path: Path, precious: Path) -> None:
    """One sentence and exit status 2; nothing is read from there, written or removed."""
    before, root = held(precious), tmp_path / "chronicle"
    (root / "content/topics").mkdir(parents=True)
    (root / ".cache").symlink_to(precious)
    for words in (("check",), ("write", "tree")):
        done = kronik(root, *words)
        assert (2, "") == (done.returncode, done.stdout)
        assert done.stderr == f"kronik: {root}/.cache: a link stands where files are kept between runs; remove it\n"
    assert before == held(precious)
    assert [".cache", "content"] == sorted(path.name for path in root.iterdir())


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    """What is no file is as if it were not there, and a file takes its place."""
    boxes = Boxes(tmp_path / "check", "stamp")
    boxes.folder.mkdir()
    os.mkfifo(boxes.folder / "box")
    assert boxes.read("box") is None
    boxes.write("box", [1])
    assert [1] == boxes.read("box")
    (tmp_path / "cards").mkdir()
    kept = tmp_path / f"cards/{key_of(CARD)}.png"
    os.mkfifo(kept)
    [(_, picture)] = drawn([CARD], kept.parent)
    assert picture == kept.read_bytes()
