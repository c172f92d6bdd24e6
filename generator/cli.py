"""The command line: thin words around the steps of the package.

Exit status: 0 fine, 1 errors in the content (or nobody read what was printed), 2 wrong use or a disk that will not
have it, 3 a bug of ours, 130 stopped from the keyboard.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator import __version__, format
from generator.build import Inspected, build, day_of, found_in, inspect
from generator.commands import COMMANDS
from generator.commands.printing import print_problems
from generator.commands.watching import keep_answering
from generator.corpus import VOCABULARIES
from generator.disk.scratch import put
from generator.editorial import review
from generator.exports.schemas import schema_files
from generator.host.indexing import BUNDLE, CACHE, Indexing
from generator.host.pagefind import CannotIndex
from generator.load.files import CONTENT, find, read_text
from generator.problems import Problem, has_errors, told
from generator.report import FORMATS
from generator.settings import configure
from generator.tree import NotOurs, write

STOPPED = 128 + 2  # SIGINT, as shells count it


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "root", type=click.Path(path_type=Path), default=Path(), help="Folder of the chronicle.")
@click.option("--debug", is_flag=True, help="Show where a bug of ours happened.")
@click.version_option(__version__, prog_name="kronik")
@click.pass_context
def commands(ctx: click.Context, root: Path, debug: bool) -> None:  # noqa: ARG001 - `main` looks for it
    """Make a sourced chronicle from YAML records."""
    if not root.is_dir():
        raise click.UsageError(f"{root} is not a folder")
    ctx.obj = root


@commands.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "how", type=click.Choice(list(FORMATS)), default="text", help="How problems are printed.")
@click.option("--watch", "watching", is_flag=True, help="Answer again after every change, until Ctrl-C.")
@click.pass_obj
def check(root: Path, paths: tuple[str, ...], how: str, watching: bool) -> None:
    """Tell all problems of the content, or those of PATHS alone."""
    wanted = [_inside(root, path) for path in paths]
    if watching:
        keep_answering(root, lambda: _check(root, wanted, how))
    else:
        sys.exit(_check(root, wanted, how))


def _check(root: Path, wanted: list[str], how: str) -> int:
    inspected = inspect(root)
    problems = [problem for problem in inspected.problems if not wanted or _below(problem.where.path, wanted)]
    print_problems(root, problems, how)
    click.echo(_summary(inspected, problems), err=True)
    return 1 if has_errors(problems) else 0


@commands.command()
@click.pass_obj
def editorial(root: Path) -> None:
    """Tell what an editor would: figures, days, copied sentences, people at risk."""
    inspected = inspect(root)
    problems = review(inspected.corpus)
    print_problems(root, problems, "text")
    click.echo(_summary(inspected, problems), err=True)
    sys.exit(1 if has_errors(problems) else 0)


@commands.command("write")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def write_tree(root: Path, target: Path) -> None:
    """Write the Markdown tree, the exports, the search index and a ready mkdocs.yml to DIR."""
    built = build(root, day_of())
    print_problems(root, built.problems, "text")
    if has_errors(built.problems):
        click.echo("nothing was written", err=True)
        sys.exit(1)
    try:
        found = Indexing(lambda: found_in(built), root / CACHE).files()
        count = write(root, built, root / target, {f"{BUNDLE}/{path}": data for path, data in found.items()})
    except NotOurs as error:
        raise click.UsageError(str(error)) from error
    except CannotIndex as error:
        raise click.ClickException(f"there is no search index: {error}") from error
    click.echo(f"{count} files written to {target}", err=True)


@commands.command()
@click.argument("paths", nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; tell what would change, exit 1 if anything.")
@click.pass_obj
def fmt(root: Path, paths: tuple[str, ...], only_check: bool) -> None:
    """Bring records into canonical order and layout; comments and values stay."""
    wanted = [_inside(root, path) for path in paths]
    changed = 0
    for found in find(root)[0]:
        if found.vocabulary is None or (wanted and not _below(found.path, wanted)):
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


@commands.command()
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


def _summary(inspected: Inspected, problems: Sequence[Problem]) -> str:
    records = sum(len(inspected.corpus[vocabulary]) for vocabulary in VOCABULARIES)
    errors = sum(problem.severity == "error" for problem in problems)
    if not problems:
        return f"no problems in {records} records"
    return f"{errors} errors and {len(problems) - errors} warnings in {records} records"


def _inside(root: Path, path: str) -> str:
    """A path of the content, relative to the root; anything else is wrong use."""
    try:
        inside = Path(os.path.normpath(root / path)).absolute().relative_to(root.absolute())
    except ValueError:
        inside = None
    if inside is None or not (root / inside).exists() or inside.parts[:1] not in ((CONTENT,), ()):
        raise click.UsageError(f"{path} is not a file or folder of {CONTENT}/")
    return inside.as_posix()


def _below(path: str, wanted: Sequence[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") or one == "." for one in wanted)


for command in COMMANDS:
    commands.add_command(command)


def main(prog_name: str | None = None) -> NoReturn:
    """Run a command; a bug of ours is told in one sentence and exit status 3."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace", encoding="utf-8")
    try:
        commands(prog_name=prog_name or "kronik", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("kronik: stopped; nothing is left half-written", err=True)
        sys.exit(STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        click.echo(f"kronik: {told(error)}", err=True)
        sys.exit(2)
    except Exception as error:  # noqa: BLE001 - the one place where a bug becomes a sentence
        if "--debug" in sys.argv:
            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        click.echo(f"kronik: a bug of ours: {what}; please report it (--debug shows where)", err=True)
        sys.exit(3)
    sys.exit(0)
