"""The head of a ledger: how much is claimed about an event, by how many, since when, and the latest figure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.derive import Timeline
from generator.derive.grades import Change
from generator.derive.ledger import Entry
from generator.kinds import AnyEvent
from generator.model.claims import MIXED, Figure


@dataclass(frozen=True, slots=True)
class Head:
    """What a list tells of a ledger; parts of the event are counted in."""

    event: AnyEvent
    grade: Change | None
    claims: int
    parties: int
    first: Entry | None
    last: Entry | None
    latest: tuple[Entry, Figure] | None
    """The last figure of the measure that was given most often."""


def head(timeline: Timeline, event: AnyEvent) -> Head:
    """The head of one ledger."""
    found = timeline.claims_on(event.id)
    parties = {party for entry in found for party in entry.parties}
    first, last = (found[0], found[-1]) if found else (None, None)
    own = timeline.ledgers.get(event.id, ())
    latest = latest_figure(own) or latest_figure(found)
    return Head(event, timeline.grade(event.id), len(found), len(parties), first, last, latest)


def heads(timeline: Timeline, events: Iterable[AnyEvent]) -> list[Head]:
    """The heads of several ledgers, in the order of the events."""
    return [head(timeline, event) for event in events]


def latest_figure(entries: Sequence[Entry]) -> tuple[Entry, Figure] | None:
    """The last figure of the commonest measure; None where none was given but of mixed things."""
    figures = [(entry, figure) for entry in entries for figure in entry.claim.figures if figure.measure != MIXED]
    times = Counter(figure.measure for _, figure in figures)
    commonest = max(times, key=lambda measure: times[measure], default=None)
    return next(((e, f) for e, f in reversed(figures) if f.measure == commonest), None)
