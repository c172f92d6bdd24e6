"""How problems reach a person or a machine."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.load.files import read_text
from generator.problems import Problem

FORMATS = ("text", "github", "json", "sarif")
"""The names of what `report.FORMATS` holds."""


def print_problems(root: Path, problems: Sequence[Problem], how: str) -> None:
    """Print them; the text format is made for reading on a terminal and one line a problem elsewhere."""
    if how == "text" and sys.stdout.isatty():
        if problems:
            from generator.terminal import pretty

            words = pretty(problems, lambda path: _lines(root, path), shutil.get_terminal_size().columns)
            click.echo(f"{words}\n", color=coloured(os.environ))
    elif problems or how in ("json", "sarif"):
        from generator import report

        click.echo(report.FORMATS[how](problems))


def coloured(environ: Mapping[str, str]) -> bool:
    """Whether a terminal wants colours (https://no-color.org/)."""
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _lines(root: Path, path: str) -> list[str]:
    """Lines as the YAML reader counts them."""
    text = read_text(root, path)
    return [] if isinstance(text, Problem) else text.replace("\r\n", "\n").split("\n")
