"""The folder `.cache/kronik/`, in which runs keep what the next may use: files there are believed, written, removed.

A link in its way may lead anywhere, and a change of somebody else's may bring one; so nothing goes through it.
"""

from collections.abc import Iterator
from pathlib import Path

CACHE = ".cache/kronik"


def refuse_links(root: Path) -> None:
    """Raises `OSError` where a link stands in the place of a chronicle's cache or of a folder in it."""
    for path in _steps(root):
        if path.is_symlink():
            raise OSError(0, "a link stands where files are kept between runs; remove it", str(path))


def _steps(root: Path) -> Iterator[Path]:
    yield from (root / ".cache", root / CACHE)
    if (root / CACHE).is_dir():
        yield from sorted((root / CACHE).iterdir())
