"""What makes the values and findings that are kept: if any of it changes, nothing kept is believed."""

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
MADE_BY = (
    *("characters.py", "checks", "corpus.py", "crew.py", "dates.py", "disk", "encode", "fields.py", "inspection.py"),
    *(
        "keeping",
        "kinds",
        "load",
        "model",
        "names.py",
        "plainyaml.py",
        "problems.py",
        "progress.py",
        "shape.py",
        "turns.py",
        "yamltext.py",
    ),
)
"""Everything in this package that has a part in a check; a test compares it with what is imported."""


@cache
def stamp() -> str:
    """The same as long as this code, the installed packages and Python are the same."""
    made = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name in sorted(installed()):
        made.update(f"\0{name}".encode("utf-8", "surrogateescape"))
    for path in sorted(_code()):
        made.update(b"\0" + path.read_bytes())
    return made.hexdigest()


def installed() -> Iterator[str]:
    """Name and version of every installed package: importlib.metadata would open each of them."""
    for folder in {Path(path).resolve() for path in sys.path if path}:
        if folder.is_dir():
            yield from (entry.name for entry in os.scandir(folder) if entry.name.endswith("-info"))


def _code() -> Iterator[Path]:
    for name in MADE_BY:
        path = PACKAGE / name
        yield from path.glob("*.py") if path.is_dir() else [path]
