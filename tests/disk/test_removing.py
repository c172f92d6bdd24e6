"""A large folder is removed by several processes, and nothing beside it."""

import os
from pathlib import Path

import pytest

from generator.disk import removing
from generator.disk.removing import remove


@pytest.fixture(params=[1, removing.FEWEST])
def _fewest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removing, "FEWEST", request.param)


def tree(folder: Path) -> Path:
    """Pages, files beside folders, links that lead out."""
    for number in range(60):
        page = folder / f"part{number % 7}/page{number}/deep"
        page.mkdir(parents=True)
        (page / "index.html").write_text("x")
        (page.parent.parent / f"{number}.json").write_text("x")
    (folder / "top.html").write_text("x")
    (folder / "out").symlink_to(folder.parent / "kept")
    (folder / "part0/out").symlink_to(folder.parent / "kept")
    return folder


@pytest.mark.usefixtures("_fewest")
def test_nothing_is_left_and_nothing_else_gone(tmp_path: Path) -> None:
    """Links are removed, not followed; an empty folder is no exception."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/file").write_text("x")
    remove(tree(tmp_path / "old"))
    (tmp_path / "empty").mkdir()
    remove(tmp_path / "empty")
    assert [tmp_path / "kept"] == list(tmp_path.iterdir())
    assert [tmp_path / "kept/file"] == list((tmp_path / "kept").iterdir())


def test_what_can_not_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the system says it, though other processes met it first."""
    monkeypatch.setattr(removing, "FEWEST", 1)
    folder = tree(tmp_path / "old")
    real = os.rmdir

    def refusing(path: str, **more: int) -> None:
        if path.endswith("page3"):
            raise PermissionError(13, "no", path)
        real(path, **more)

    monkeypatch.setattr(os, "rmdir", refusing)
    with pytest.raises(PermissionError):
        remove(folder)
    assert (folder / "part3/page3").is_dir()
