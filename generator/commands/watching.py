"""`kronik check --watch`: the same answer again whenever a file of the chronicle changes."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from watchfiles import watch

from generator.names import CONTENT
from generator.settings import FOLDER


def keep_answering(root: Path, answer: Callable[[], object]) -> None:
    """Answer now and after every change, until Ctrl-C; the screen is cleared on a terminal only."""
    watched = [root / name for name in (CONTENT, FOLDER) if (root / name).is_dir()]
    if not watched:
        raise click.UsageError(f"{root} has no folder {CONTENT}")
    try:
        _answer(answer)
        for _ in watch(*watched, raise_interrupt=True, debounce=200, step=50, rust_timeout=1000):
            _answer(answer)
    except KeyboardInterrupt:
        click.echo("\nno longer watching", err=True)


def _answer(answer: Callable[[], object]) -> None:
    if sys.stdout.isatty():
        click.clear()
    answer()
    click.echo("watching for changes; Ctrl-C ends", err=True)
    sys.stdout.flush()
