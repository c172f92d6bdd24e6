"""The command line: thin words around the steps of the package.

Exit status: 0 fine, 1 errors in the content (or nobody read what was printed), 2 wrong use or a disk that will not
have it, 3 a bug of ours, 130 stopped from the keyboard.
"""

import os
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from generator import __version__
from generator.commands import COMMANDS
from generator.problems import has_errors, told

STOPPED = 128 + 2  # SIGINT, as shells count it


class Commands(click.Group):
    """Loads a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names in order."""
        return sorted([*COMMANDS, *super().list_commands(ctx)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, None if there is no such one."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
@click.pass_obj
def editorial(root: Path) -> None:
    """Tell what an editor would: figures, days, copied sentences, people at risk."""
    from generator.commands.check import summary
    from generator.commands.printing import print_problems
    from generator.editorial import review
    from generator.inspection import inspect

    corpus = inspect(root).corpus
    problems = review(corpus)
    print_problems(root, problems, "text")
    click.echo(summary(sum(1 for _ in corpus), problems), err=True)
    sys.exit(1 if has_errors(problems) else 0)


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
        with suppress(OSError):
            error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        _say("stopped; nothing is left half-written")
        sys.exit(STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _say(told(error))
        sys.exit(2)
    except Exception as error:  # noqa: BLE001 - the one place where a bug becomes a sentence
        if "--debug" in sys.argv:
            traceback.print_exc()
        what = f"{type(error).__name__}: {error}"
        _say(f"a bug of ours: {what}; please report it (--debug shows where)")
        sys.exit(3)
    sys.exit(0)


def _say(words: str) -> None:
    """How it ended, to whoever listens; if nobody does, the exit status says it."""
    with suppress(OSError):
        click.echo(f"kronik: {words}", err=True)
