"""Paths of the content as they are given on the command line."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from generator.names import CONTENT


def inside(root: Path, path: str) -> str:
    """A path of the content, relative to the root; anything else is wrong use."""
    try:
        found = Path(os.path.normpath(root / path)).absolute().relative_to(root.absolute())
    except ValueError:
        found = None
    if found is None or not (root / found).exists() or found.parts[:1] not in ((CONTENT,), ()):
        raise click.UsageError(f"{path} is not a file or folder of {CONTENT}/")
    return found.as_posix()


def below(path: str, wanted: Sequence[str]) -> bool:
    """Whether a path is one of those wanted, or stands in one."""
    return any(path == one or path.startswith(f"{one}/") or one == "." for one in wanted)
