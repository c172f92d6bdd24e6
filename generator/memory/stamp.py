"""What makes pages beside records: if any of it changes, nothing that is kept is believed."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from generator.keeping.stamp import installed

PACKAGE = Path(__file__).parents[1]
_THEME = "theme"
"""The theme has no part in what is kept."""


def stamp_of(settings: Path, *words: str) -> str:
    """The same as long as code, installed packages, Python, the owner's templates and words, and `words` are."""
    made = blake2b(maker().encode(), digest_size=16)
    for word in words:
        made.update(f"\0{word}".encode("utf-8", "surrogateescape"))
    for path in sorted(files_below(settings, _THEME)):
        made.update(f"\0{path.relative_to(settings)}\0".encode("utf-8", "surrogateescape") + path.read_bytes())
    return made.hexdigest()


@cache
def maker() -> str:
    """The code and what it reads, which do not change while a program runs."""
    made = blake2b(sys.version.encode(), digest_size=16)
    for name in sorted(installed()):
        made.update(f"\0{name}".encode("utf-8", "surrogateescape"))
    for path in sorted(files_below(PACKAGE, "__pycache__")):
        made.update(f"\0{path.relative_to(PACKAGE)}\0".encode() + path.read_bytes())
    return made.hexdigest()


def files_below(folder: Path, but: str = "") -> Iterator[Path]:
    """All files below a folder, without those of folders of one name; links to folders are not followed."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != but]
        yield from (Path(at, name) for name in names if Path(at, name).is_file())
