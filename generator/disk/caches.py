"""The folder `.cache/kronik/`, in which runs keep what the next may use: files there are believed, written, removed.

A link in its way may lead anywhere, and a change of somebody else's may bring one; so nothing goes through it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CACHE = ".cache/kronik"


def refuse_links(root: Path) -> None:
    """Raises `OSError` where a link stands in the place of a chronicle's cache or of a folder in it."""
    for path in _steps(root):
        if path.is_symlink():
            raise OSError(0, "a link stands where files are kept between runs; remove it", str(path))


def _steps(root: Path) -> Iterator[Path]:
    yield from (root / ".cache", root / CACHE)
    with suppress(OSError):  # one that is not there, or that nobody can read, is not used
        yield from sorted((root / CACHE).iterdir())
