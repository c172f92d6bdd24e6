"""Reading and checking a chronicle: what there is, and all that is wrong with it."""

import atexit
import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.checks import CHECKS, check
from generator.checks.again import check_again
from generator.checks.pages import page_problems
from generator.corpus import Corpus
from generator.keeping import Kept
from generator.load.files import Contents, read
from generator.load.prose import Prose
from generator.load.since import Since, since_last
from generator.load.whole import Loaded, loaded
from generator.problems import Problem
from generator.progress import step

# A program that ends gives back all its memory; looking through its records for circles first would take seconds.
atexit.register(gc.freeze)


@dataclass(frozen=True)
class Inspected:
    """What was read and all that is wrong with it, by file and line."""

    corpus: Corpus
    pages: tuple[Prose, ...]
    problems: tuple[Problem, ...]


def inspect(root: Path, kept: Kept | None = None) -> Inspected:
    """Read and check everything under `root/content`; what an earlier run kept spares work and changes nothing."""
    return examined(read(root), kept)


def examined(contents: Contents, kept: Kept | None = None) -> Inspected:
    """Check what was read."""
    with without_collecting():
        found = loaded(contents, kept)
        return checked(found, since_last(contents, kept, found) if kept else None)


def checked(found: Loaded, since: Since | None = None) -> Inspected:
    """Apply every rule to the records, unless it is known what they find; to a few where it is known what they found
    in all others."""
    if found.verdict is not None:
        return Inspected(found.corpus, found.pages, found.verdict)
    with step("checking by rules", len(CHECKS)):
        ruled = check_again(since, found.corpus) if since else check(found.corpus)
        problems = [*found.problems, *ruled, *page_problems(found.pages, found.corpus)]
    return Inspected(found.corpus, found.pages, in_order(problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As they are told: by file, line and column."""
    return tuple(sorted(problems, key=lambda problem: problem.order))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Records stay: while hundreds of thousands of them are made, Python would look through all of them again and again
    for circles nobody needs any more, which takes a third of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
