"""`kronik write` and `kronik schema`: folders for other programs."""

import sys
from pathlib import Path

import click

from generator.build import build, day_of, found_in
from generator.commands.printing import print_problems
from generator.disk.caches import refuse_links
from generator.disk.scratch import put
from generator.exports.schemas import schema_files
from generator.host.indexing import BUNDLE, CACHE, Indexing
from generator.host.pagefind import CannotIndex
from generator.problems import has_errors
from generator.progress import listening, step
from generator.settings import configure
from generator.tree import NotOurs, write


@click.command("write")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--timings", is_flag=True, help="Tell where time went.")
@click.pass_obj
def write_tree(root: Path, target: Path, timings: bool) -> None:
    """Write the Markdown tree, the exports, the search index and a ready mkdocs.yml to DIR."""
    with listening(timings=timings):
        _write(root, target)


def _write(root: Path, target: Path) -> None:
    refuse_links(root)
    built = build(root, day_of())
    print_problems(root, built.problems, "text")
    if has_errors(built.problems):
        click.echo("nothing was written", err=True)
        sys.exit(1)
    try:
        with step("making the search index"):
            found = Indexing(lambda: found_in(built), root / CACHE).files()
        with step("writing files"):
            count = write(root, built, root / target, {f"{BUNDLE}/{path}": data for path, data in found.items()})
    except NotOurs as error:
        raise click.UsageError(str(error)) from error
    except CannotIndex as error:
        raise click.ClickException(f"there is no search index: {error}") from error
    click.echo(f"{count} files written to {target}", err=True)


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def schema(root: Path, target: Path) -> None:
    """Write the JSON Schema of each record type to DIR."""
    configuration, _ = configure(root)
    address = configuration.settings.url if configuration else "https://kronik.example/"
    folder = root / target
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files(address).items():
        put(folder, folder / name, text.encode())
    click.echo(f"schemas written to {target}", err=True)
