"""A folder of published files, exchanged with the one before it in a single step.

The new folder is made in a `Scratch` beside the old one. Linux exchanges the two at once (renameat2, see
https://man7.org/linux/man-pages/man2/rename.2.html); elsewhere two renames do it, and the next run repairs what a
crash between them left. What the owner keeps in the folder (`foreign`) is carried over.
"""

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path

from generator.disk.removing import remove
from generator.disk.scratch import Scratch
from generator.disk.standing import Standing, content

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of <fcntl.h> and <linux/fs.h>
_IMPOSSIBLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)


def hidden(name: str) -> bool:
    """What MkDocs never makes at the top of a site and never removes there: `.git`, `.nojekyll`, …"""
    return name.startswith(".")


class Exchange:
    """A folder being made to take the place of `target`, from `begin` to `finish` or `abandon`."""

    def __init__(self, target: Path, foreign: Callable[[str], bool] = hidden) -> None:
        self._foreign = foreign
        self._scratch = Scratch(target, self._repair)
        self.target = self._scratch.target
        self.new = self._scratch.folder / "new"
        """Where the new files go."""

    def begin(self) -> "Exchange":
        """Lock the target and make the new folder; raises `OSError` where the target could not be replaced later."""
        if self.target == Path.cwd() or self.target in Path.cwd().parents:
            raise OSError(0, "the folder we work in can't be replaced; name another", str(self.target))
        if self.target.exists():
            _replaceable(self.target)
        self._scratch.__enter__()
        try:
            self.new.mkdir()
            if self.target.exists():
                self.new.chmod(self.target.stat().st_mode & 0o777)
        except BaseException:
            self.abandon()
            raise
        return self

    @property
    def standing(self) -> Standing | None:
        """The folder as it is until the end; None where there is none."""
        return Standing(os.fspath(self.target), self._scratch.mode) if self.target.is_dir() else None

    def finish(self) -> None:
        """Put the new folder in the place of the old one, if any byte differs."""
        try:
            if not _same(self.target, self.new, self._foreign):
                self._exchange()
            if self.new.is_dir():  # the old one, or the same once more
                remove(self.new)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Remove what was made; the target stays as it is. A second time does no harm."""
        self._scratch.close()

    def _exchange(self) -> None:
        old = self._scratch.folder / "old"
        if not self.target.exists():
            self.new.rename(self.target)
        elif at_once(self.new, self.target):
            _carry(self.new, self.target, self._foreign)
        else:
            self.target.rename(old)
            self.new.rename(self.target)
            _carry(old, self.target, self._foreign)

    def _repair(self, folder: Path) -> None:
        """After a crash: the old folder comes back, and what the owner keeps in it is carried over."""
        if (folder / "old").is_dir() and not self.target.exists():
            (folder / "old").rename(self.target)
        for left in (folder / "old", folder / "new"):
            if left.is_dir() and self.target.is_dir():
                _carry(left, self.target, self._foreign)


def _replaceable(target: Path) -> None:
    if not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
    if target.is_mount():
        raise OSError(0, "a mounted folder can't be replaced in one step; name a folder inside it", str(target))
    if not os.access(target, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def at_once(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system can't."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _IMPOSSIBLE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _carry(old: Path, new: Path, foreign: Callable[[str], bool]) -> None:
    """Move what the owner keeps in the old folder into the new one, unless it has its own."""
    for entry in list(old.iterdir()):
        if foreign(entry.name) and not os.path.lexists(new / entry.name):
            entry.rename(new / entry.name)


def _same(old: Path, new: Path, foreign: Callable[[str], bool]) -> bool:
    """Whether two folders hold the same bytes; files that do keep their time."""
    return old.exists() and _alike(os.fspath(old), os.fspath(new), foreign)


def _alike(old: str, new: str, foreign: Callable[[str], bool]) -> bool:
    """Folder by folder, to the end even where they differ; tens of thousands of files need not be listed at once."""
    before = {entry.name: entry for entry in os.scandir(old) if not foreign(entry.name)}
    alike = True
    for entry in os.scandir(new):
        was = before.pop(entry.name, None)
        if was is None or was.is_dir(follow_symlinks=False) != entry.is_dir(follow_symlinks=False):
            alike = False
        elif entry.is_dir(follow_symlinks=False):
            alike &= _alike(was.path, entry.path, lambda _: False)
        else:
            alike &= _unchanged(was, entry)
    return alike and not before


def _unchanged(old: os.DirEntry[str], new: os.DirEntry[str]) -> bool:
    """Whether two files hold the same; if so the new one takes the old one's time, as if it had not been written."""
    was, now = old.stat(follow_symlinks=False), new.stat(follow_symlinks=False)
    if os.path.samestat(was, now):
        return True
    if was.st_mode != now.st_mode or was.st_size != now.st_size or old.is_symlink():
        return False
    if content(old.path) != content(new.path):
        return False
    os.utime(new.path, ns=(was.st_atime_ns, was.st_mtime_ns))
    return True
