"""Files of the standing site that hold the same become files of the new one, and are never written into."""

import os
from pathlib import Path

import pytest

from generator.disk.standing import Standing
from generator.host.publish import publish
from tests.host.chronicles import built, small


@pytest.fixture
def standing(tmp_path: Path) -> Standing:
    """A site of two files, one in a folder."""
    publish(str(tmp_path / "old"), [("a", b"1"), ("in/b", b"1")])
    return Standing(str(tmp_path / "old"), (tmp_path / "old/a").stat().st_mode & 0o777)


def named(tmp_path: Path, standing: Standing, path: str) -> bool:
    """Whether a new file with the bytes `1` is the old one."""
    publish(str(tmp_path / "new"), [(path, b"1")], standing)
    assert b"1" == (tmp_path / "new" / path).read_bytes()
    return (tmp_path / "new" / path).samefile(tmp_path / "old" / path)


def test_same_file_is_not_written(tmp_path: Path, standing: Standing) -> None:
    """In a folder too."""
    assert named(tmp_path, standing, "a")
    assert named(tmp_path, standing, "in/b")


def test_other_bytes_and_new_files_are_written(tmp_path: Path, standing: Standing) -> None:
    """The old files stay what they were."""
    files = [("a", b"2"), ("in/b", b"12"), ("in/c", b"3")]
    assert 3 == publish(str(tmp_path / "new"), files, standing)
    assert files == [(path, (tmp_path / "new" / path).read_bytes()) for path, _ in files]
    assert [b"1", b"1"] == [(tmp_path / "old" / path).read_bytes() for path in ("a", "in/b")]


def test_file_written_a_second_time_leaves_the_old_one(tmp_path: Path, standing: Standing) -> None:
    """A page that is made again may have been a name of the old page."""
    assert named(tmp_path, standing, "a")
    publish(str(tmp_path / "new"), [("a", b"2")])
    assert (b"1", b"2") == ((tmp_path / "old/a").read_bytes(), (tmp_path / "new/a").read_bytes())


def test_what_may_be_of_use_to_others_is_not_named(tmp_path: Path, standing: Standing) -> None:
    """Another right, another name of the file (a copy of `cp -l`), a link to it, a folder that is a link."""
    old = tmp_path / "old"
    (old / "a").chmod(0o600)
    assert not named(tmp_path, standing, "a")
    os.link(old / "in/b", tmp_path / "copy")
    assert not named(tmp_path, standing, "in/b")
    (tmp_path / "copy").unlink()
    (old / "c").symlink_to("in/b")
    publish(str(tmp_path / "new"), [("c", b"1")], standing)
    assert not (tmp_path / "new/c").is_symlink()
    (old / "in").rename(tmp_path / "mine")
    (old / "in").symlink_to(tmp_path / "mine")
    assert not named(tmp_path, standing, "in/b")


def test_disk_without_names_gets_files(tmp_path: Path, standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the site lies on another disk."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    assert not named(tmp_path, standing, "a")


def test_edit_leaves_the_files_of_other_pages(tmp_path: Path) -> None:
    """They are the very files of the build before, and have no second name in the end."""
    root = small(tmp_path, 8)
    built(root, fast=True, search=False)
    site = root / "site-fast"
    files = [*site.glob("sources/source-*/index.html"), *site.glob("data/**/*.csv")]
    before = {path: (path.stat().st_ino, path.read_bytes()) for path in files}
    source = root / "content/sources/source-3.yml"
    source.write_text(source.read_text().replace("title: ", "title: Another "))
    built(root, fast=True, search=False)
    page = site / "sources/source-3/index.html"
    assert before[page][1] != page.read_bytes()
    same = [path for path in files if path.read_bytes() == before[path][1]]
    assert 8 < len(same)
    assert [] == [path for path in same if path.stat().st_ino != before[path][0]]
    assert {1} == {path.stat().st_nlink for path in site.rglob("*") if path.is_file()}


def test_hook_that_writes_into_files_spoils_no_old_site(tmp_path: Path) -> None:
    """A hook of the owner that changes pages in place, and then fails."""
    root = small(tmp_path, 8)
    hook = (
        "from pathlib import Path\n"
        "def on_post_build(config):\n"
        "    with open(Path(config.site_dir) / 'sources/source-3/index.html', 'r+b') as page:\n"
        "        page.write(b'spoiled')\n"
        "    raise OSError(28, 'no space left')\n"
    )
    before, _ = built(root, fast=True, search=False)
    (root / "hook.py").write_text(hook)
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "hooks:\n  - hook.py\n")
    with pytest.raises(AssertionError, match="Building"):
        built(root, fast=True, search=False)
    site = root / "site-fast"
    assert before == {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
