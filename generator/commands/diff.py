"""`kronik diff REV`: what changed since a revision, for a reviewer."""

import sys
from pathlib import Path

import click

from generator.compare import WRITERS, NoRevision, content_of, document, summarise
from generator.compare.summary import side
from generator.inspection import inspect
from generator.settings import configure


@click.command()
@click.argument("revision", metavar="REV")
@click.option("--format", "how", type=click.Choice(list(WRITERS)), default="text", help="How it is written.")
@click.pass_obj
def diff(root: Path, revision: str, how: str) -> None:
    """Tell what changed in the content since REV: records, grades, what to look at."""
    configuration, problems = configure(root)
    if configuration is None:
        for problem in problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    try:
        with content_of(root, revision) as folder:
            before = side(inspect(folder), configuration)
    except NoRevision as error:
        raise click.UsageError(str(error)) from error
    after = side(inspect(root), configuration)
    click.echo(WRITERS[how](document(summarise(before, after), revision)))
