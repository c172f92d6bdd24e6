"""What events can be found by: kind, party, actor, place, topic, measure, stance, grade, language, year.

Each value of a facet has a page without scripts, and its number of events there and in the filters is the same,
because both are made of this. Actors, places, topics and years have pages of their own; the others get one under
`/timeline/`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.derive import Timeline
from generator.derive.grades import GRADES
from generator.derive.parties import UNKNOWN
from generator.kinds import KINDS, AnyEvent, Statement
from generator.lines.days import filed
from generator.lines.line import stances
from generator.model.claims import MEASURES, STANCES
from generator.phrases import Phrases

NOBODY = "unknown--"
"""Stands for the party of an unnamed speaker; no record can have this id."""


@dataclass(frozen=True, slots=True)
class Value:
    """One thing to look for, its page, and the places of its events in the timeline."""

    id: str
    label: str
    address: str
    events: tuple[int, ...]


@dataclass(frozen=True)
class Facet:
    """One way to look at the chronicle."""

    name: str
    label: str
    index: str
    """The page that lists all its values."""
    values: Mapping[str, Value]
    """Only those with events, in the order they are shown."""

    @property
    def paged(self) -> bool:
        """Whether its values get pages of their own under the timeline."""
        return self.name not in RECORDS and self.name != "year"


RECORDS = {"actor": "actors", "place": "places", "topic": "topics"}
"""Facets whose values are records."""

Found = Mapping[str, list[int]]
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(kind.type_name for kind in KINDS),
    "stance": STANCES,
    "measure": MEASURES,
    "grade": GRADES,
}
"""Facets whose values have an order of their own; in the others the most frequent come first."""


def facets(timeline: Timeline, phrases: Phrases, positions: Mapping[str, int]) -> Iterator[Facet]:
    """Every facet, also one without values."""
    for name, found in _found(timeline, positions).items():
        says = _says(name, phrases)
        named = [(value, says(value), tuple(events)) for value, events in found.items()]
        ordered = sorted(named, key=lambda value: _order(name, *value))
        values = {value: Value(value, label, _address(name, value), of) for value, label, of in ordered}
        index = f"{RECORDS[name]}/" if name in RECORDS else f"timeline/{name}/"
        yield Facet(name, phrases.say(f"facet.{name}"), index, values)


def _found(timeline: Timeline, positions: Mapping[str, int]) -> dict[str, Found]:
    """For each facet its values and where their events stand."""
    events = [timeline.corpus.events[event_id] for event_id in positions]
    found: dict[str, Found] = {
        "kind": _by(events, lambda event: [event.kind]),
        "party": _by(events, lambda event: _parties(timeline, event)),
        "stance": _by(events, stances),
        "measure": _by(events, _measures),
        "grade": _by(events, lambda event: [change.grade for change in filter(None, [timeline.grade(event.id)])]),
    }
    used: dict[str, dict[str, list[int]]] = {vocabulary: {} for vocabulary in RECORDS.values()}
    for (vocabulary, record), uses in timeline.uses.items():
        if vocabulary in used:
            used[vocabulary][record] = sorted(positions[use.event.id] for use in uses)
    found |= {name: used[vocabulary] for name, vocabulary in RECORDS.items()}
    found["language"] = _by(events, lambda event: _languages(timeline, event))
    found["year"] = _by(events, lambda event: [f"{filed(event)[0]:04}"])
    return found


def _by(events: Iterable[AnyEvent], values: Callable[[AnyEvent], Iterable[str]]) -> Found:
    found: dict[str, list[int]] = {}
    for position, event in enumerate(events):
        for value in dict.fromkeys(values(event)):
            found.setdefault(value, []).append(position)
    return found


def _parties(timeline: Timeline, event: AnyEvent) -> Iterable[str]:
    """Who speaks, or whose own act it is; not against whom."""
    if isinstance(event, Statement):
        return [party if party != UNKNOWN else NOBODY for party in timeline.parties.of_statement(event)]
    return [party for party, role in timeline.roles(event).items() if role != "opposing"]


def _measures(event: AnyEvent) -> Iterable[str]:
    claims = event.claims if isinstance(event, Statement) else ()
    return [figure.measure for claim in claims for figure in claim.figures]


def _languages(timeline: Timeline, event: AnyEvent) -> Iterable[str]:
    """The languages of its sources; tags that differ in case alone are one."""
    return [timeline.corpus.sources[citation.source].language.lower() for citation in event.sources]


def _says(name: str, phrases: Phrases) -> Callable[[str], str]:
    """What the values of a facet are called."""
    corpus = phrases.corpus
    named: Mapping[str, Callable[[str], str]] = {
        "party": lambda value: phrases.actor(UNKNOWN if value == NOBODY else value),
        "actor": phrases.actor,
        "place": lambda value: corpus.places[value].name,
        "topic": lambda value: corpus.topics[value].title,
        "language": phrases.language,
        "year": lambda value: value,
    }
    return named.get(name, lambda value: phrases.say(f"{name}.{value}"))


def _order(name: str, value: str, label: str, events: tuple[int, ...]) -> tuple[int, str, str]:
    if name in _ORDERS:
        return _ORDERS[name].index(value), "", ""
    return (0, value, "") if name == "year" else (-len(events), label.casefold(), value)


def _address(name: str, value: str) -> str:
    if name == "year":
        return f"{value}/"
    return f"{RECORDS.get(name, f'timeline/{name}')}/{value}/"
