"""`kronik import` and `kronik export`: chronicles that come from elsewhere, and go there."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.build import build, day_of
from generator.disk.scratch import put
from generator.drafts import create
from generator.exchange.plan import plan
from generator.exchange.rows import LARGEST, Table, Unreadable
from generator.exchange.tables import read_mapping, read_table
from generator.exchange.timelinejs import read_timelinejs, write_timelinejs
from generator.exchange.timemap import read_timemap
from generator.inspection import inspect
from generator.problems import has_errors, shown

_FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_DRY = click.option("--dry-run", is_flag=True, help="Only tell what would be written.")


@click.group("import")
def bring() -> None:
    """Make records of a file from elsewhere; what can't be taken over is told with its reason.

    Rerunning is safe: a record that is there is never written again.
    """


@bring.command("timelinejs")
@_FILE
@_DRY
@click.pass_obj
def timelinejs(root: Path, file: Path, dry_run: bool) -> None:
    """A TimelineJS file: its JSON, or its spreadsheet saved as CSV."""
    _import(root, file, dry_run, lambda data: read_timelinejs(data, file.suffix.lower()))


@bring.command("csv")
@_FILE
@click.option("--map", "mapping", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="The mapping file: which column says what.")  # fmt: skip
@_DRY
@click.pass_obj
def table(root: Path, file: Path, mapping: Path, dry_run: bool) -> None:
    """Any table with a mapping file."""
    try:
        text = mapping.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{shown(str(mapping))} is not UTF-8 text") from None
    read = read_mapping(mapping.name, text)
    if isinstance(read, list):
        raise click.UsageError("\n".join(str(problem) for problem in read))
    _import(root, file, dry_run, lambda data: read_table(data, read))


@bring.command("timemap")
@_FILE
@_DRY
@click.pass_obj
def timemap(root: Path, file: Path, dry_run: bool) -> None:
    """A spreadsheet of TimeMap (.xlsx)."""
    _import(root, file, dry_run, read_timemap)


def _import(root: Path, file: Path, dry_run: bool, read: Callable[[bytes], Table]) -> None:
    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    try:
        rows = read(data)
    except Unreadable as error:
        raise click.UsageError(f"{shown(file.name)}: {shown(str(error))}") from None
    today = (day_of() or datetime.now(UTC).astimezone().date()).isoformat()
    made = plan(inspect(root).corpus, rows, file.name, today)
    for path, text in made.files.items():
        if not dry_run:
            create(root, path, text)
        click.echo(path)
    for line in made.report:
        click.echo(shown(line), err=True)
    verb = "to be made" if dry_run else "made"
    click.echo(
        f"{made.created} records {verb}, {made.kept} there already, {made.refused} rows not taken over", err=True
    )


@click.group("export")
def export() -> None:
    """Write the chronicle in a format of elsewhere."""


@export.command("timelinejs")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def to_timelinejs(root: Path, file: Path | None) -> None:
    """A TimelineJS file (JSON), to FILE or to the terminal."""
    built = build(root, day_of())
    if built.site is None or has_errors(built.problems):
        click.echo("\n".join(map(str, built.errors)), err=True)
        sys.exit(1)
    text = write_timelinejs(built.site)
    if file is None:
        click.echo(text, nl=False)
    else:
        put((root / file).parent, root / file, text.encode())
