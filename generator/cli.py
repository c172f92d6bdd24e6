"""The command line: thin, and nothing but words around the steps of the package."""

import sys
from pathlib import Path

import click

from generator.checks import check as check_corpus
from generator.load import load
from generator.problems import has_errors


@click.group()
@click.option("-C", "root", type=click.Path(path_type=Path), default=Path(), help="Folder of the chronicle.")
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Make a sourced chronicle from YAML records."""
    ctx.obj = root


@main.command()
@click.pass_obj
def check(root: Path) -> None:
    """Tell all problems."""
    loaded = load(root)
    problems = sorted([*loaded.problems, *check_corpus(loaded.corpus)], key=lambda p: p.order)
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{sum(len(v) for v in loaded.corpus.records.values())} records, {len(problems)} problems", err=True)
    sys.exit(1 if has_errors(problems) else 0)
