"""Which rules a save can have broken, so that a mistake is told at once in a chronicle of any size.

A rule looks at each record and at what the record names. So where one file changed, errors can be new in that record,
and in those that name it if what they ask of it is different. Rules that follow circles or look for ids given twice
see the whole; they are asked only if the record names or was named otherwise before. Warnings wait for a whole check.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from generator.checks import CHECKS, OF_THE_WHOLE, WARNINGS
from generator.corpus import Corpus
from generator.model.base import Record
from generator.model.event import Event
from generator.model.vocabularies import Source
from generator.problems import Problem


def new_errors(before: Corpus, after: Corpus, paths: Collection[str]) -> list[Problem]:
    """The errors of `after`, of which only the records in the files `paths` differ from those of `before`, a corpus
    without any. Both hold the same ids."""
    changed = [record for record in after if record.path in paths]
    pairs = [(before[record.vocabulary][record.id], record) for record in changed]
    suspects = {(record.vocabulary, record.id) for record in changed}
    asked = {(new.vocabulary, new.id) for old, new in pairs if _answers(old) != _answers(new)}
    if asked:
        suspects |= {(record.vocabulary, record.id) for record in after if _names(after, record, asked)}
    some = replace(after, only=frozenset(suspects))
    around = any(_ties(before, old) != _ties(after, new) for old, new in pairs)
    rules = [rule for rule in CHECKS if rule not in OF_THE_WHOLE and rule not in WARNINGS]
    found = [problem for rule in rules for problem in rule(some)]
    found += [problem for rule in OF_THE_WHOLE if around for problem in rule(after)]
    return [problem for problem in found if problem.severity == "error"]


def _answers(record: Record) -> tuple[Any, ...]:
    """What rules ask of a record that another one names."""
    days = record.date.text if isinstance(record, Event) else None
    published = record.published if isinstance(record, Source) else None
    return type(record), days, published


def _names(corpus: Corpus, record: Record, asked: Collection[tuple[str, str]]) -> bool:
    return any((v, named.id) in asked for named in corpus.named_by(record) for v in named.vocabularies)


def _ties(corpus: Corpus, record: Record) -> tuple[Any, ...]:
    """What joins a record to others."""
    related = [(of.event, of.relation) for of in record.related] if isinstance(record, Event) else []
    return corpus.named_by(record), record.former_ids, related
