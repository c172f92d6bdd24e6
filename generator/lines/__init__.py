"""Events as lists show them: one line of plain words each, under its month and day, found by facets, cut into pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.derive import Timeline
from generator.lines.days import Days, filed
from generator.lines.facets import Facet, facets
from generator.lines.line import Line, Wording
from generator.lines.paging import place
from generator.phrases import Phrases


@dataclass(frozen=True)
class Lines:
    """Every standing event in the order of the timeline, and what it can be found by."""

    all: tuple[Line, ...]
    facets: tuple[Facet, ...]
    _positions: Mapping[str, int] = field(default_factory=dict)

    def of(self, event_ids: Iterable[str]) -> list[Line]:
        """The lines of some events, in the order of the timeline; what was withdrawn has none."""
        found = {self._positions[event_id] for event_id in event_ids if event_id in self._positions}
        return [self.all[position] for position in sorted(found)]

    def at(self, facet: Facet, value: str) -> list[Line]:
        """The lines that a value of a facet finds."""
        return [self.all[position] for position in facet.values[value].events]


def lines(timeline: Timeline, phrases: Phrases) -> Lines:
    """The lines of a timeline."""
    wording, days = Wording(timeline, phrases), Days(phrases)
    events = sorted(timeline.standing, key=filed)
    positions = {event.id: position for position, event in enumerate(events)}
    made = tuple(wording.line(event, *days.of(event)) for event in events)
    return Lines(made, tuple(facets(timeline, phrases, positions)), positions)


__all__ = ["Facet", "Line", "Lines", "lines", "place"]
