"""What events can be found by: kind, party, actor, place, topic, measure, stance, grade, language, year.

Each value of a facet has a page without scripts, and its number of events there and in the filters is the same,
because both are made of this. Actors, places, topics and years have pages of their own; the others get one under
`/timeline/`.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.derive import Timeline
from generator.derive.grades import GRADES
from generator.derive.links import named
from generator.derive.parties import UNKNOWN
from generator.kinds import KINDS, AnyEvent, Statement
from generator.lines.days import filed
from generator.lines.line import stances
from generator.model.claims import MEASURES, STANCES
from generator.phrases import Phrases
from generator.turns import in_turn

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


_NAMES = ("kind", "party", "stance", "measure", "grade", "actor", "place", "topic", "language", "year")
RECORDS = {"actor": "actors", "place": "places", "topic": "topics"}
"""Facets whose values are records."""
_FACET_OF = {vocabulary: name for name, vocabulary in RECORDS.items()}

FEW = 50
"""Events that are taken out of lists one by one."""

Found = dict[str, list[int]]
"""Where the events of each value stand."""
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(kind.type_name for kind in KINDS),
    "stance": STANCES,
    "measure": MEASURES,
    "grade": GRADES,
}
"""Facets whose values have an order of their own; in the others the most frequent come first."""


def facets(
    timeline: Timeline, phrases: Phrases, positions: Mapping[str, int], kept: Mapping[str, Found] | None = None
) -> Iterator[Facet]:
    """Every facet, also one without values.

    `kept` has what finds the events of which nothing changed; the others stand in no list of it yet.
    """
    for name, found in _found(timeline, positions, kept).items():
        says = _says(name, phrases)
        named = [(value, says(value), tuple(events)) for value, events in found.items() if events]
        ordered = sorted(named, key=lambda value: _order(name, *value))
        values = {value: Value(value, label, _address(name, value), of) for value, label, of in ordered}
        index = f"{RECORDS[name]}/" if name in RECORDS else f"timeline/{name}/"
        yield Facet(name, phrases.say(f"facet.{name}"), index, values)


def moved(before: Iterable[Facet], places: Sequence[int | None]) -> dict[str, Found]:
    """What facets find when each event has another place, or None where it is to be looked at anew."""
    anew = [old for old, place in enumerate(places) if place is None]
    stay = len(anew) <= FEW and all(place is None or place == old for old, place in enumerate(places))

    def after(events: Sequence[int]) -> list[int]:
        return _without(events, anew) if stay else [new for old in events if (new := places[old]) is not None]

    return {facet.name: {value.id: after(value.events) for value in facet.values.values()} for facet in before}


def _without(events: Sequence[int], places: Iterable[int]) -> list[int]:
    """Places in order but for some, of which there are few."""
    found = list(events)
    for place in places:
        at = bisect_left(found, place)
        if found[at : at + 1] == [place]:
            del found[at]
    return found


def _found(timeline: Timeline, positions: Mapping[str, int], kept: Mapping[str, Found] | None) -> Mapping[str, Found]:
    """For each facet its values and where their events stand."""
    found: Mapping[str, Found] = kept or {name: {} for name in _NAMES}
    there = {place for of in found["kind"].values() for place in of}
    for event_id, position in in_turn(positions.items()):
        if position not in there:
            for name, value in dict.fromkeys(_values(timeline, timeline.corpus.events[event_id])):
                found[name].setdefault(value, []).append(position)
    for of in found.values() if kept else ():
        for events in of.values():
            events.sort()
    return found


def _values(timeline: Timeline, event: AnyEvent) -> Iterator[tuple[str, str]]:
    """Each facet with what an event is found by in it; a value may come twice."""
    yield "kind", event.kind
    yield from (("party", party) for party in _parties(timeline, event))
    yield from (("stance", stance) for stance in stances(event))
    claims = event.claims if isinstance(event, Statement) else ()
    yield from (("measure", figure.measure) for claim in claims for figure in claim.figures)
    if grade := timeline.grade(event.id):
        yield "grade", grade.grade
    for (vocabulary, record_id), _ in named(event, timeline.corpus.named_by):
        if vocabulary in _FACET_OF:
            yield _FACET_OF[vocabulary], record_id
    # Tags of languages that differ in case alone are one.
    yield from (("language", timeline.corpus.sources[citation.source].language.lower()) for citation in event.sources)
    yield "year", f"{filed(event)[0]:04}"


def _parties(timeline: Timeline, event: AnyEvent) -> Iterable[str]:
    """Who speaks, or whose own act it is; not against whom."""
    if isinstance(event, Statement):
        return [party if party != UNKNOWN else NOBODY for party in timeline.parties.of_statement(event)]
    return [party for party, role in timeline.roles(event).items() if role != "opposing"]


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
