"""Writing the published files. Everything we write ourselves goes through here, so that how it is done is one place.

Nothing here writes into a file that is there: it may be a second name of one of the standing site.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from generator.disk.standing import Standing


def publish(folder: str, files: Iterable[tuple[str, bytes]], standing: Standing | None = None) -> int:
    """Write files by their paths below a folder; tell how many."""
    made: set[str] = set()
    count = 0
    for path, data in files:
        target = f"{folder}/{path}"
        parent = target.rpartition("/")[0]
        if parent not in made:
            _folder(parent)
            made.add(parent)
        if standing is None or not standing.name(path, data, target):
            _write(target, data)
        count += 1
    return count


def _folder(path: str) -> None:
    """Make a folder, of which there are as many as pages, unless it is there."""
    try:
        os.mkdir(path)  # noqa: PTH102 - a `Path` takes longer to make than the folder
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(path).mkdir(parents=True, exist_ok=True)


def _write(target: str, data: bytes) -> None:
    handle = _new(target)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _new(target: str) -> int:
    """A file of its own, also where one is: that may be a name of an old one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.open(target, flags, 0o666)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108 - as above
        return os.open(target, flags, 0o666)
