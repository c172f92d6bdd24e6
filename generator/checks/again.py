"""Which rules a save can have broken, so that a mistake is told at once in a chronicle of any size.

A rule looks at each record and at what the record names. So where one file changed, errors can be new in that record,
and in those that name it if what they ask of it is different. Rules that follow circles or look for ids given twice
see the whole; they are asked only if the record names or was named otherwise before. Warnings wait for a whole check.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from generator.checks import CHECKS, OF_THE_WHOLE, WARNINGS
from generator.checks.pages import page_problems
from generator.corpus import Corpus
from generator.load.prose import Prose
from generator.model.base import Record
from generator.model.event import Event
from generator.model.vocabularies import Source
from generator.problems import Problem

Pair = tuple[Record | None, Record | None]
"""A record before and after a save; None where there was or is none."""


def new_errors(before: Corpus, after: Corpus, paths: Collection[str], pages: Iterable[Prose]) -> list[Problem]:
    """The errors of `after`, which differs from `before`, a corpus without any, in the files `paths` alone.

    Hand-written pages had no errors either; they may name what is gone.
    """
    pairs = changed_in(before, after, paths)
    suspects = {key for key, (_, new) in pairs.items() if new}
    asked = {key for key, (old, new) in pairs.items() if _answers(old) != _answers(new)}
    if asked:
        suspects |= {(record.vocabulary, record.id) for record in after if _names(after, record, asked)}
    some = replace(after, only=frozenset(suspects))
    around = any(_ties(before, old) != _ties(after, new) for old, new in pairs.values())
    rules = [rule for rule in CHECKS if rule not in OF_THE_WHOLE and rule not in WARNINGS]
    found = [problem for rule in rules for problem in rule(some)]
    found += [problem for rule in OF_THE_WHOLE if around for problem in rule(after)]
    if any(new is None for _, new in pairs.values()):
        found += page_problems(pages, after)
    return [problem for problem in found if problem.severity == "error"]


def changed_in(before: Corpus, after: Corpus, paths: Collection[str]) -> dict[tuple[str, str], Pair]:
    """The records that stand or stood in some files, as they were and are."""
    records = (record for corpus in (before, after) for record in corpus if record.path in paths)
    keys = sorted({(record.vocabulary, record.id) for record in records})
    return {(of, name): (before[of].get(name), after[of].get(name)) for of, name in keys}


def _answers(record: Record | None) -> tuple[Any, ...]:
    """What rules ask of a record that another one names."""
    days = record.date.text if isinstance(record, Event) else None
    published = record.published if isinstance(record, Source) else None
    return type(record), days, published


def _names(corpus: Corpus, record: Record, asked: Collection[tuple[str, str]]) -> bool:
    return any((v, named.id) in asked for named in corpus.named_by(record) for v in named.vocabularies)


def _ties(corpus: Corpus, record: Record | None) -> tuple[Any, ...]:
    """What joins a record to others; where there is none, nothing does."""
    if record is None:
        return ()
    related = [(of.event, of.relation) for of in record.related] if isinstance(record, Event) else []
    return corpus.named_by(record), record.former_ids, related
