"""Which rules a change can have broken, so that a mistake is told at once in a chronicle of any size.

A rule looks at each record and at what the record names. So where one file changed, findings can be new in that record,
and in those that name it if what they ask of it is different. Rules that follow circles or look for ids given twice
see the whole; they are asked only if the record names or was named otherwise before. So are those that warn of what
nothing leads to, and of pairs that look like one event if the record would be compared otherwise.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from generator.checks import CHECKS, OF_THE_WHOLE, WARNINGS, Check
from generator.checks.pages import page_problems
from generator.checks.prose import unknown_prose_link
from generator.corpus import Corpus
from generator.load.prose import Prose
from generator.load.since import Since
from generator.model.base import Record
from generator.model.event import Event
from generator.model.vocabularies import Source
from generator.names import named_by_path
from generator.problems import Problem

Pair = tuple[Record | None, Record | None]
"""A record before and after a save; None where there was or is none."""


@dataclass(frozen=True)
class _Difference:
    """What lies between two states of a chronicle, the first without an error."""

    before: Corpus
    after: Corpus
    pairs: Mapping[tuple[str, str], Pair]
    """The records that changed."""

    @classmethod
    def of(cls, before: Corpus, after: Corpus, paths: Collection[str]) -> "_Difference":
        return cls(before, after, changed_in(before, after, paths))

    def asked_by(self, rule: Check) -> Corpus:
        """The records in which a rule that looks at each can find something else: any may link to what is gone."""
        return self.after if rule is unknown_prose_link and self.lacks_some else self.some

    @property
    def lacks_some(self) -> bool:
        """Whether a record is gone."""
        return any(new is None for _, new in self.pairs.values())

    @cached_property
    def some(self) -> Corpus:
        """The records that changed, and those that name one of them in a key and may find it different."""
        suspects = {key for key, (_, new) in self.pairs.items() if new}
        asked = {key for key, (old, new) in self.pairs.items() if _answers(old) != _answers(new)}
        if asked:
            after = self.after
            suspects |= {(record.vocabulary, record.id) for record in after if _names(after, record, asked)}
        return replace(self.after, only=frozenset(suspects))

    def tied_otherwise(self) -> bool:
        """Whether the rules `OF_THE_WHOLE` can find something else."""
        return any(_ties(self.before, old) != _ties(self.after, new) for old, new in self.pairs.values())

    def asked_otherwise(self, ask: Callable[[Corpus, Record], Any]) -> bool:
        """Whether something else is asked of a record, or there are other records, or some that can't be read."""
        return any(self.after.unread.values()) or any(
            old is None or new is None or ask(self.before, old) != ask(self.after, new)
            for old, new in self.pairs.values()
        )


_OF_EACH = tuple(rule for rule in CHECKS if rule not in OF_THE_WHOLE and rule not in WARNINGS)
"""The rules that look at each record."""


def new_errors(before: Corpus, after: Corpus, paths: Collection[str], pages: Iterable[Prose]) -> list[Problem]:
    """The errors of `after`, which differs from `before`, a corpus without any, in the files `paths` alone.

    Hand-written pages had no errors either; they may name what is gone.
    """
    found = _Difference.of(before, after, paths)
    problems = [problem for rule in _OF_EACH for problem in rule(found.asked_by(rule))]
    if found.tied_otherwise():
        problems += [problem for rule in OF_THE_WHOLE for problem in rule(after)]
    if found.lacks_some:
        problems += page_problems(pages, after)
    return [problem for problem in problems if problem.severity == "error"]


def check_again(since: Since, after: Corpus) -> list[Problem]:
    """What `check` finds in `after`."""
    found = _Difference.of(since.before, after, since.paths)
    tied = found.tied_otherwise()
    touched = {after[vocabulary][name].path for vocabulary, name in found.some.only or ()} | since.paths
    problems: list[Problem] = []
    for rule in CHECKS:
        kept = [problem for problem in since.warnings if problem.code == code_of(rule)]
        if rule in _OF_EACH:
            problems += (problem for problem in kept if problem.where.path not in touched)
            problems += rule(found.asked_by(rule))
        elif rule in OF_THE_WHOLE:
            problems += rule(after) if tied else ()
        else:
            moved = any(problem.where.path in touched for problem in kept)
            problems += rule(after) if moved or found.asked_otherwise(WARNINGS[rule]) else kept
    return problems


def code_of(rule: Check) -> str:
    """The code of the warnings of a rule."""
    return rule.__name__.replace("_", "-")


def changed_in(before: Corpus, after: Corpus, paths: Collection[str]) -> dict[tuple[str, str], Pair]:
    """The records that stand or stood in some files, as they were and are."""
    found = {}
    for path in sorted(paths):
        vocabulary, record_id = named_by_path(path)
        pair = before.record(vocabulary, record_id), after.record(vocabulary, record_id)
        if any(record and record.path in paths for record in pair):
            found[vocabulary, record_id] = pair
    return found


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
