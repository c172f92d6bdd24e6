"""Everything a reviewer asks about a change: what is new, what differs, what it does to grades, what to look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.build import sound
from generator.checks.duplicates import possible_duplicate
from generator.compare.fields import FieldChange, field_changes
from generator.compare.told import Told
from generator.corpus import VOCABULARIES, Corpus
from generator.derive import Timeline, derive
from generator.derive.clocks import today_of
from generator.derive.grades import Change
from generator.editorial.people import people_at_risk
from generator.inspection import Inspected
from generator.kinds import AnyEvent, Statement
from generator.model.base import Record
from generator.model.event import Event
from generator.model.vocabularies import Source
from generator.phrases import Phrases
from generator.problems import Problem
from generator.settings import Configuration


@dataclass(frozen=True)
class Side:
    """The chronicle before or after, with its derived facts and its words."""

    timeline: Timeline
    told: Told
    problems: tuple[Problem, ...]
    pages: Mapping[str, str]

    @property
    def corpus(self) -> Corpus:
        return self.timeline.corpus


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that is there before and after with other values."""

    before: Record
    after: Record
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Regraded:
    """A deployment or occurrence whose ledger changed; None where the event is not there."""

    event: AnyEvent
    before: Change | None
    after: Change | None
    touched: bool
    """Whether its own record changed, or only what is claimed about it."""


@dataclass(frozen=True)
class Summary:
    """What changed between two states of a chronicle."""

    before: Side
    after: Side
    added: tuple[Record, ...]
    changed: tuple[Changed, ...]
    removed: tuple[Record, ...]
    withdrawn: tuple[AnyEvent, ...]
    pages: tuple[tuple[str, str], ...]
    """Hand-written pages: what happened to them, and their path."""
    grades: tuple[Regraded, ...]
    duplicates: tuple[Problem, ...]
    outlets: tuple[str, ...]
    """Actors that publish a source now and published none before."""
    unarchived: tuple[Source, ...]
    at_risk: tuple[Problem, ...]

    @property
    def cards(self) -> tuple[AnyEvent, ...]:
        """The events to be shown whole."""
        events = self.after.corpus.events
        touched = [*self.added, *(change.after for change in self.changed)]
        return tuple(events[record.id] for record in touched if isinstance(record, Event))


def side(inspected: Inspected, configuration: Configuration, today: date | None = None) -> Side:
    """One state of the chronicle; records with errors are left out of what is derived."""
    corpus = sound(inspected.corpus, inspected.problems)
    phrases = Phrases(corpus, configuration.labels, configuration.locale)
    timeline = derive(corpus, today or today_of(corpus))
    pages = {page.path: page.text for page in inspected.pages}
    return Side(timeline, Told(corpus, phrases), inspected.problems, pages)


def summarise(before: Side, after: Side) -> Summary:
    """Compare two states."""
    pairs = list(_pairs(before.corpus, after.corpus))
    changed = tuple(_changed(before, after, pairs))
    added = tuple(new for old, new in pairs if old is None and new is not None)
    touched = {record.path for record in (*added, *(change.after for change in changed))}
    return Summary(
        before,
        after,
        added,
        changed,
        tuple(old for old, new in pairs if new is None and old is not None),
        tuple(_withdrawn(after.corpus, changed)),
        tuple(_pages(before.pages, after.pages)),
        tuple(_regraded(before, after, touched)),
        tuple(p for p in _new(before, after) if p.code == "possible-duplicate"),
        tuple(sorted(_outlets(after.corpus) - _outlets(before.corpus))),
        tuple(s for s in after.corpus.sources.values() if s.path in touched and s.url and not s.archived),
        tuple(p for p in people_at_risk(after.corpus) if p.where.path in touched),
    )


def _pairs(before: Corpus, after: Corpus) -> Iterable[tuple[Record | None, Record | None]]:
    """Each record before and after, vocabulary by vocabulary; one that was renamed is paired through `former_ids`."""
    for vocabulary in VOCABULARIES:
        was, now = before[vocabulary], after[vocabulary]
        older = {new.id: old for new in now.values() for old in new.former_ids if old in was and old not in now}
        renamed = set(older.values())
        for record_id in sorted({*was, *now} - renamed):
            new = now.get(record_id)
            old = was.get(record_id) or (was.get(older.get(record_id, "")) if new else None)
            yield old, new


def _changed(before: Side, after: Side, pairs: Iterable[tuple[Record | None, Record | None]]) -> Iterable[Changed]:
    for old, new in pairs:
        if old is not None and new is not None and _values(old) != _values(new):
            found = tuple(field_changes(old, new, before.told, after.told))
            if old.id != new.id:
                found = (FieldChange("id", old.id, new.id), *found)
            yield Changed(old, new, found)


def _values(record: Record) -> tuple[object, ...]:
    """All that was written; where the file stands is no value."""
    return type(record), record.model_copy(update={"path": ""})


def _withdrawn(corpus: Corpus, changed: Iterable[Changed]) -> Iterable[AnyEvent]:
    for change in changed:
        event = corpus.events.get(change.after.id) if isinstance(change.after, Event) else None
        if event and event.withdrawn and not getattr(change.before, "withdrawn", None):
            yield event


def _pages(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            yield ("added" if path not in before else "removed" if path not in after else "changed"), path


def _regraded(before: Side, after: Side, touched: set[str]) -> Iterable[Regraded]:
    events = {**before.corpus.events, **after.corpus.events}
    for event in sorted(events.values(), key=lambda event: (event.date.sort_key, event.id)):
        if isinstance(event, Statement):
            continue
        was, now = before.timeline.grade(event.id), after.timeline.grade(event.id)
        standing = [(c.grade, c.origins, c.claims) if c else None for c in (was, now)]
        if standing[0] != standing[1]:
            yield Regraded(event, was, now, event.path in touched)


def _new(before: Side, after: Side) -> Iterable[Problem]:
    """Warnings that were not there before; lines move, so only the words count."""
    known = {problem.message for problem in possible_duplicate(before.corpus)}
    return (problem for problem in possible_duplicate(after.corpus) if problem.message not in known)


def _outlets(corpus: Corpus) -> set[str]:
    return {source.outlet for source in corpus.sources.values()}
