"""A folder takes another's place whole: after errors, kills, full disks and two runs at once."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.disk import exchange
from generator.disk.exchange import Exchange
from generator.disk.scratch import Busy, Scratch, put

FILES = 40
PUBLISH = f"""
import sys
from pathlib import Path
from generator.disk.exchange import Exchange
version = int(sys.argv[2])
while True:
    version += 1
    made = Exchange(Path(sys.argv[1])).begin()
    for number in range({FILES}):
        (made.new / f"part{{number % 4}}").mkdir(exist_ok=True)
        (made.new / f"part{{number % 4}}/{{number}}").write_text(f"{{version}}" * 2000)
    made.finish()
    print(version, flush=True)
"""


def publish(target: Path, **files: str) -> None:
    """Make a folder of some files and put it in place."""
    made = Exchange(target).begin()
    for name, text in files.items():
        (made.new / name).write_text(text)
    made.finish()


def names(folder: Path) -> set[str]:
    """What stands directly in a folder."""
    return {path.name for path in folder.iterdir()}


def held(folder: Path) -> dict[str, str]:
    """What stands below a folder."""
    return {str(p.relative_to(folder)): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """What is gone is gone, what the owner keeps is kept, nothing else is left."""
    publish(tmp_path / "site", a="1", b="1")
    (tmp_path / "site/.git").write_text("mine")
    publish(tmp_path / "site", a="2")
    assert {".git": "mine", "a": "2"} == held(tmp_path / "site")
    assert {"site"} == names(tmp_path)


def test_unchanged_files_keep_their_time(tmp_path: Path) -> None:
    """A file is as old as its bytes; nothing at all is touched if nothing changed."""
    publish(tmp_path / "site", a="1", b="1")
    for name in "ab":
        os.utime(tmp_path / "site" / name, (1, 1))
    publish(tmp_path / "site", a="1", b="1")
    folder = (tmp_path / "site").stat().st_ino
    publish(tmp_path / "site", a="1", b="1")
    assert folder == (tmp_path / "site").stat().st_ino
    publish(tmp_path / "site", a="1", b="2")
    assert 1 == (tmp_path / "site/a").stat().st_mtime
    assert 1 < (tmp_path / "site/b").stat().st_mtime


def test_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    """The exchange happens where the files are."""
    (tmp_path / "there").mkdir()
    (tmp_path / "site").symlink_to("there")
    publish(tmp_path / "site", a="1")
    assert (tmp_path / "site").is_symlink()
    assert {"a": "1"} == held(tmp_path / "there")


def test_abandoned_folder_leaves_the_old_one(tmp_path: Path) -> None:
    """An error in the middle changes nothing."""
    publish(tmp_path / "site", a="1")
    made = Exchange(tmp_path / "site").begin()
    (made.new / "a").write_text("2")
    made.abandon()
    made.abandon()
    assert {"site/a": "1"} == held(tmp_path)


def test_two_runs_at_once_are_refused(tmp_path: Path) -> None:
    """The second is told so at once, the first goes on; the lock goes with its holder."""
    made = Exchange(tmp_path / "site").begin()
    with pytest.raises(Busy, match="another run"):
        Exchange(tmp_path / "site").begin()
    made.finish()
    publish(tmp_path / "site", a="1")
    assert {"site/a": "1"} == held(tmp_path)


def test_systems_without_exchange_rename_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result is the same, the owner's files included."""
    monkeypatch.setattr(exchange, "at_once", lambda *_: False)
    publish(tmp_path / "site", a="1")
    (tmp_path / "site/.keep").write_text("mine")
    publish(tmp_path / "site", a="2")
    assert {"site/.keep": "mine", "site/a": "2"} == held(tmp_path)


@pytest.mark.parametrize("left", ["old", "new"])
def test_next_run_repairs_what_a_crash_left(tmp_path: Path, left: str) -> None:
    """Between two renames the old folder comes back; after the exchange the owner's files do."""
    folder = tmp_path / ".site.kronik"
    (folder / left).mkdir(parents=True)
    (folder / left / ".git").write_text("mine")
    (folder / left / "a").write_text("1")
    if left == "new":
        publish(tmp_path / "elsewhere", a="2")
        (tmp_path / "elsewhere").rename(tmp_path / "site")
    Exchange(tmp_path / "site").begin().abandon()
    assert {"site/.git": "mine", "site/a": "1" if left == "old" else "2"} == held(tmp_path)


def test_what_can_not_be_replaced_is_said_before_work_begins(tmp_path: Path) -> None:
    """A file, a mounted folder, and the folder we stand in."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError):
        Exchange(tmp_path / "file").begin()
    with pytest.raises(OSError, match="mounted"):
        Exchange(Path("/proc")).begin()
    with pytest.raises(OSError, match="name another"):
        Exchange(Path.cwd().parent).begin()
    assert {"file"} == names(tmp_path)


def test_odd_mask_does_not_lock_us_out(tmp_path: Path) -> None:
    """A mask that takes every right away still lets the owner in."""
    old = os.umask(0o777)
    try:
        publish(tmp_path / "site", a="1")
        assert {"site/a": "1"} == held(tmp_path)
        assert 0o700 == (tmp_path / "site").stat().st_mode & 0o777
    finally:
        os.umask(old)


def test_killed_at_any_moment_the_folder_is_whole(tmp_path: Path) -> None:
    """All files are of one version, at most one folder is left, and the next run removes it."""
    chance, version, kills = random.Random(8), 0, 0
    while kills < 25:
        command = [sys.executable, "-c", PUBLISH, str(tmp_path / "site"), str(version)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        version = int(process.stdout.readline())
        time.sleep(chance.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        version = max(version, *map(int, process.stdout.read().split()), version)
        process.wait()
        process.stdout.close()
        kills += 1
        found = held(tmp_path / "site")
        assert FILES == len(found)
        assert 1 == len(set(found.values()))
        assert {"site"} <= names(tmp_path) <= {"site", ".site.kronik"}
    publish(tmp_path / "site", a="1")
    assert {"site/a": "1"} == held(tmp_path)


FULL = """
import resource, sys
from pathlib import Path
from generator.disk.exchange import Exchange
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
made = Exchange(Path(sys.argv[1])).begin()
try:
    (made.new / "a").write_text("2" * 5000)
finally:
    made.abandon()
"""


def test_full_disk_leaves_the_old_folder(tmp_path: Path) -> None:
    """No file may grow beyond a limit, as on a full disk."""
    publish(tmp_path / "site", a="1")
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path / "site")], capture_output=True, check=False)
    assert b"OSError" in done.stderr
    assert {"site/a": "1"} == held(tmp_path)
    assert resource.RLIM_INFINITY == resource.getrlimit(resource.RLIMIT_FSIZE)[0]


def test_single_files_are_put_whole(tmp_path: Path) -> None:
    """Written when their bytes change, with the rights they had; a new one never takes another's place."""
    path = tmp_path / "content/x.yml"
    path.parent.mkdir()
    assert put(path.parent, path, b"1")
    path.chmod(0o600)
    os.utime(path, (1, 1))
    assert not put(path.parent, path, b"1")
    assert 1 == path.stat().st_mtime
    assert put(path.parent, path, b"2")
    assert (0o600, b"2") == (path.stat().st_mode & 0o777, path.read_bytes())
    with pytest.raises(FileExistsError):
        put(path.parent, path, b"3", new=True)
    assert {"content/x.yml": "2"} == held(tmp_path)


def test_scratch_hides_itself_from_git(tmp_path: Path) -> None:
    """While it stands there, git does not see it."""
    with Scratch(tmp_path / "site") as scratch:
        assert "*\n" == (scratch.folder / ".gitignore").read_text()
    assert set() == names(tmp_path)
