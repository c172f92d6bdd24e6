"""`kronik check`: what is wrong with the content.

Nothing that knows the model is loaded before it is clear that there is something to read.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.commands.paths import below, inside
from generator.commands.printing import FORMATS, print_problems
from generator.disk.caches import refuse_links
from generator.keeping import Kept, Verdict
from generator.load.files import glance, read_whole
from generator.problems import Problem, has_errors
from generator.progress import listening


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "how", type=click.Choice(FORMATS), default="text", help="How problems are printed.")
@click.option("--timings", is_flag=True, help="Tell where time went.")
@click.option("--watch", "watching", is_flag=True, help="Answer again after every change, until Ctrl-C.")
@click.pass_obj
def check(root: Path, /, paths: tuple[str, ...], how: str, timings: bool, watching: bool) -> None:
    """Tell all problems of the content, or those of PATHS alone."""
    wanted = [inside(root, path) for path in paths]
    if watching:
        from generator.commands.watching import keep_answering

        keep_answering(root, lambda: _check(root, wanted, how, timings))
    else:
        sys.exit(_check(root, wanted, how, timings))


def _check(root: Path, wanted: list[str], how: str, timings: bool) -> int:
    with listening(timings=timings):
        verdict = _verdict(root)
    problems = [problem for problem in verdict.problems if not wanted or below(problem.where.path, wanted)]
    print_problems(root, problems, how)
    click.echo(summary(verdict.records, problems), err=True)
    return 1 if has_errors(problems) else 0


def _verdict(root: Path) -> Verdict:
    """What an earlier check of the same files found, else what this one finds."""
    refuse_links(root)
    kept = Kept.of(root)
    contents = glance(root, kept.seen.digest)
    verdict = kept.verdict(contents.digest)
    if verdict is None:
        from generator.inspection import examined

        contents = read_whole(root, contents)
        kept.seen.keep(contents.traces, contents.digests)
        inspected = examined(contents, kept)
        verdict = Verdict(sum(1 for _ in inspected.corpus), inspected.problems)
        kept.save()
        kept.keep_verdict(contents.digest, contents.digests, verdict)
    else:
        kept.seen.keep(contents.traces, contents.digests)
    if kept.damaged:
        others = f" and {len(kept.damaged) - 1} more" if len(kept.damaged) > 1 else ""
        click.echo(f"warning: damaged and made anew: {kept.damaged[0]}{others}", err=True)
    return verdict


def summary(records: int, problems: Sequence[Problem]) -> str:
    """What was found, in one line."""
    errors = sum(problem.severity == "error" for problem in problems)
    if not problems:
        return f"no problems in {records} records"
    return f"{errors} errors and {len(problems) - errors} warnings in {records} records"
