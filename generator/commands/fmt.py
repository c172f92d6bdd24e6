"""`kronik fmt`: records in canonical order and layout."""

import sys
from pathlib import Path

import click

from generator import format
from generator.commands.paths import below, inside
from generator.disk.scratch import put
from generator.load.files import find, read_text
from generator.names import CONTENT
from generator.problems import Problem


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; tell what would change, exit 1 if anything.")
@click.pass_obj
def fmt(root: Path, paths: tuple[str, ...], only_check: bool) -> None:
    """Bring records into canonical order and layout; comments and values stay."""
    wanted = [inside(root, path) for path in paths]
    changed = 0
    for found in find(root)[0]:
        if found.vocabulary is None or (wanted and not below(found.path, wanted)):
            continue
        changed += _format(root, found.path, found.vocabulary, only_check)
    sys.exit(1 if changed and only_check else 0)


def _format(root: Path, path: str, vocabulary: str, only_check: bool) -> bool:
    """Whether the file changed, or would."""
    text = read_text(root, path)
    if isinstance(text, Problem):
        click.echo(str(text), err=True)
        return False
    try:
        made = format.formatted(path, text, vocabulary)
    except format.Unchanged as reason:
        click.echo(f"{path}: left as it is: {reason}", err=True)
        return False
    if made == text:
        return False
    if not only_check:
        put(root / CONTENT, root / path, made.encode())
    click.echo(f"{path}: {'would change' if only_check else 'changed'}")
    return True
