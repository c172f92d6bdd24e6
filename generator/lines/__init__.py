"""Events as lists show them: one line of plain words each, under its month and day, found by facets, cut into pages."""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.derive import Timeline
from generator.derive.clocks import in_time
from generator.kinds import AnyEvent, Statement
from generator.lines.days import Days, filed
from generator.lines.facets import Facet, facets, moved
from generator.lines.line import Line, Wording
from generator.lines.paging import place
from generator.once import once
from generator.phrases import Phrases
from generator.turns import in_turn


@dataclass(frozen=True)
class Lines:
    """Every standing event in the order of the timeline, and what it can be found by."""

    all: tuple[Line, ...]
    _find: Callable[[], Iterable[Facet]] = field(compare=False, repr=False)
    _positions: Mapping[str, int] = field(default_factory=dict)

    @once
    def facets(self) -> tuple[Facet, ...]:
        """What they can be found by."""
        return tuple(self._find())

    def of(self, event_ids: Iterable[str]) -> list[Line]:
        """The lines of some events, in the order of the timeline; what was withdrawn has none."""
        found = {self._positions[event_id] for event_id in event_ids if event_id in self._positions}
        return [self.all[position] for position in sorted(found)]

    def at(self, facet: Facet, value: str) -> list[Line]:
        """The lines that a value of a facet finds."""
        return [self.all[position] for position in facet.values[value].events]


def lines(timeline: Timeline, phrases: Phrases, before: "tuple[Timeline, Lines] | None" = None) -> Lines:
    """The lines of a timeline; `before` is that before a save with its lines, which are taken over where they hold."""
    wording, days = Wording(timeline, phrases), Days(phrases)
    known = _still_true(timeline, *before) if before else {}
    events = _in_order(timeline, before[1] if before else None, known)
    positions = {event.id: position for position, event in enumerate(events)}

    def found() -> Iterator[Facet]:
        kept = None
        if before and known:
            places = (positions[line.id] if line.id in known else None for line in before[1].all)
            kept = moved(before[1].facets, tuple(places))
        return facets(timeline, phrases, positions, kept)

    made = tuple(known.get(event.id) or wording.line(event, *days.of(event)) for event in in_turn(events))
    return Lines(made, found, positions)


def _in_order(timeline: Timeline, told: Lines | None, known: Mapping[str, Line]) -> list[AnyEvent]:
    """The events as lists show them; those of lines that still hold follow each other as they did."""
    if not told or not known:
        return sorted(timeline.standing, key=filed)
    found = [timeline.corpus.events[line.id] for line in told.all if line.id in known]
    for event in timeline.standing:
        if event.id not in known:
            insort(found, event, key=lambda event: (filed(event), in_time(event)))
    return found


def _still_true(timeline: Timeline, before: Timeline, told: Lines) -> Mapping[str, Line]:
    """Lines of events that are what they were, as far as lines tell, while all that they name is called the same."""
    old, new = before.corpus, timeline.corpus
    if any(old[name] is not new[name] for name in ("actors", "places", "sources")):
        return {}
    same_days, events, history = timeline.known is before.known, new.events, (timeline.history, before.history)
    return {
        line.id: line
        for line in told.all
        if old.events[line.id] is (event := events.get(line.id))
        and (same_days or timeline.public_day(event).isoformat() == line.known)
        and (isinstance(event, Statement) or history[0].get(line.id) == history[1].get(line.id))
    }


__all__ = ["Facet", "Line", "Lines", "lines", "place"]
