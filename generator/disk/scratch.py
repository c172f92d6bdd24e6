"""One hidden folder beside a target, where everything is made before it takes its place.

It ignores itself in git, it is locked by the kernel while somebody works in it, and whoever comes next removes what
a killed run left there. So a crash at any moment costs at most one folder, and never what was there before.
"""

import atexit
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

if sys.platform != "win32":
    import fcntl

IGNORE = ".gitignore"


class Busy(OSError):
    """Another process works on the same target; the words say so."""


class Scratch:
    """The folder `.<name>.kronik` beside a target; a context manager, ours from begin to end."""

    def __init__(self, target: Path, repair: Callable[[Path], None] | None = None) -> None:
        self.target = target.resolve()
        """The target itself: links are followed, so that an exchange happens where the files are."""
        self.folder = self.target.parent / f".{self.target.name}.kronik"
        self.mode = 0o666
        """What a file that is made here is allowed, once the folder is there."""
        self._repair = repair
        self._lock = -1

    def __enter__(self) -> "Scratch":
        """Make and lock the folder, and clear it of what an earlier run left."""
        mask = os.umask(0o077) & 0o077  # a mask that takes our own rights would lock us out of what we make
        os.umask(mask)
        self.mode = 0o666 & ~mask
        self.target.parent.mkdir(parents=True, exist_ok=True)
        while not self._locked():
            os.close(self._lock)
        atexit.register(self.close)
        if self._repair:
            self._repair(self.folder)
        self._clear()
        (self.folder / IGNORE).write_text("*\n", encoding="ascii")
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _locked(self) -> bool:
        """Take the lock; whether the folder it locks is still the one at its path."""
        self.folder.mkdir(exist_ok=True)
        if self.folder.is_symlink():  # all that is in the folder will be removed
            raise OSError(0, "a link stands where we work; remove it", str(self.folder))
        self._lock = os.open(self.folder, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        if sys.platform != "win32":
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(self._lock)
                self._lock = -1
                words = "another run is writing it at this moment; try again when that has ended"
                raise Busy(0, words, str(self.target)) from None
        try:
            return os.path.samestat(os.fstat(self._lock), self.folder.stat())
        except FileNotFoundError:
            return False

    def _clear(self) -> None:
        """Remove all that stands in the folder, and last what hides it from git."""
        for entry in sorted(self.folder.iterdir(), key=lambda entry: entry.name == IGNORE):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def close(self) -> None:
        """Remove the folder and give the lock back; a second time does no harm."""
        if self._lock < 0:
            return
        atexit.unregister(self.close)
        try:
            self._clear()
            self.folder.rmdir()
        finally:
            os.close(self._lock)
            self._lock = -1


def put(folder: Path, path: Path, data: bytes, *, new: bool = False) -> bool:
    """Put a file below `folder` in its place whole, if its bytes change; tell whether they did.

    With `new`, raises `FileExistsError` rather than replace one; else `OSError` as the system gives it.
    """
    if not new and path.is_file() and path.read_bytes() == data:
        return False
    if path.exists() and not path.is_file():  # a device or a pipe has nothing to replace
        path.write_bytes(data)
        return True
    with Scratch(folder) as scratch:
        made = scratch.folder / "file"
        made.write_bytes(data)
        if new:
            _link(made, path)
        else:
            if path.is_file():
                made.chmod(path.stat().st_mode & 0o777)
            made.replace(path)
    return True


def _link(made: Path, path: Path) -> None:
    """Unlike a rename, a link never takes the place of a file; some disks have none."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        made.rename(path)
