"""Facts named by kind and key, looked up again: the digest that each has now."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from itertools import product
from typing import Any, get_origin

from generator.corpus import VOCABULARIES
from generator.dates import Edtf
from generator.derive import Timeline
from generator.kinds import AnyEvent, Statement
from generator.memory.digests import Digests, Indigestible, Told
from generator.memory.views import AROUND, LISTED, TABLES, WHOLE
from generator.notes import ALL, EVERYTHING, Fact
from generator.site import Site

_TABLE = re.compile(r"(generator\.pages\.[a-z_]+):(_?[a-z_]+)")
ABSENT = b"absent"
UNKNOWN = b""
"""The digest of what can't be told; it equals nothing, not even itself."""


Prepared = tuple[dict[Fact, bytes], Told]
"""Facts with their digests, and digests of values."""


class Facts:
    """The facts of one site."""

    def __init__(self, site: Site, digests: Digests) -> None:
        self._site, self._digests = site, digests
        self._known: dict[Fact, bytes] = {}

    def digest(self, fact: Fact) -> bytes:
        """The digest of a fact, worked out once; `UNKNOWN` for one that has none."""
        found = self._known.get(fact)
        if found is None:
            try:
                found = self._known[fact] = self._digest(*fact)
            except Indigestible:
                found = self._known[fact] = UNKNOWN
        return found

    def prepared(self) -> Prepared:
        """What pages of all folders read, and what is dear: every process that makes pages would else do it itself."""
        corpus, timeline = self._site.corpus, self._site.timeline
        for event in corpus.events:
            self.digest((LISTED, event))
            self.digest((AROUND, event))
        for vocabulary, record in timeline.uses:
            self.digest(("uses", f"{vocabulary}/{record}"))
        for day, kind in product(timeline.days, ("then_claimed", "then_graded")):
            self.digest((kind, day.isoformat()))
        return self._known, self._digests.told(timeline.entries)

    def take(self, prepared: Prepared) -> None:
        """What `prepared` gave in another process, of the same site."""
        known, digests = prepared
        self._known |= known
        self._digests.take(self._site.timeline.entries, digests)

    def _digest(self, kind: str, key: str) -> bytes:
        if kind in VOCABULARIES:
            return self._of_records(kind, key)
        if (kind, key) == EVERYTHING:
            return self._digests.of([*(self._of_records(name, ALL) for name in VOCABULARIES), *_more(self._site)])
        return self._digests.of(self._value(kind, key))

    def _of_records(self, vocabulary: str, key: str) -> bytes:
        records = self._site.corpus[vocabulary]
        if key != ALL:
            return self._digests.of_record(records[key]) if key in records else ABSENT
        return self._digests.of([(name, self._digests.of_record(record)) for name, record in records.items()])

    def _value(self, kind: str, key: str) -> Any:
        timeline = self._site.timeline
        if kind in TABLES:
            return _looked_up(getattr(timeline, kind), key)
        if kind in WHOLE:
            return getattr(timeline, kind)
        if kind in _MORE:
            return _MORE[kind](self._site)
        if kind in _OF_EVENTS:
            event = self._site.corpus.events.get(key)
            return ABSENT if event is None else _OF_EVENTS[kind](timeline, event)
        if kind in _OF_ACTORS:
            return _OF_ACTORS[kind](self._site, key)
        if kind in _OF_DAYS:
            return _OF_DAYS[kind](timeline.as_known(_day(key)))
        return _looked_up(self._site.table(_maker_of(kind)), key)


def _maker_of(kind: str) -> Callable[[Site], Mapping[Any, Any]]:
    """The function that makes a table; the name comes from a file, so it is not believed any further than that."""
    found = _TABLE.fullmatch(kind)
    if found is None:
        raise Indigestible(f"{kind} is no table")
    try:
        maker: Callable[[Site], Mapping[Any, Any]] = getattr(import_module(found[1]), found[2])
    except (ImportError, AttributeError) as error:
        raise Indigestible(f"{kind} is no table") from error
    hints = getattr(maker, "__annotations__", {})
    if set(hints) != {"site", "return"} or get_origin(hints["return"]) is not Mapping:
        raise Indigestible(f"{kind} is no table")
    return maker


def _looked_up(table: Mapping[Any, Any], key: str) -> Any:
    """The value under a key; keys of several parts were joined by slashes, which no id holds."""
    if key == ALL:
        return list(table.items())
    return table.get(key, ABSENT) if "/" not in key else table.get(tuple(key.split("/")), ABSENT)


def _more(site: Site) -> tuple[Any, ...]:
    return tuple(value(site) for value in _MORE.values())


_MORE: Mapping[str, Callable[[Site], Any]] = {
    "written": lambda site: [(page.path, page.text) for page in site.written],
    "lines": lambda site: (site.lines.all, site.lines.facets),
    "today": lambda site: site.today,
}


def _listed(timeline: Timeline, event: AnyEvent) -> tuple[Any, ...]:
    found = timeline.made_by.get(event.id), timeline.history.get(event.id), timeline.known.get(event.id)
    return *found, timeline.public_day(event)


def _around(timeline: Timeline, event: AnyEvent) -> tuple[Any, ...]:
    found = timeline.ledgers.get(event.id), timeline.parts.get(event.id), timeline.stances.get(event.id)
    claims = timeline.claims_on(event.id), timeline.evidence(event), timeline.roles(event)
    return *found, timeline.backlinks.get(event.id), *claims, _of_statement(timeline, event)


def _of_statement(timeline: Timeline, event: AnyEvent) -> tuple[Any, ...]:
    if not isinstance(event, Statement):
        return ()
    parties = [timeline.parties.of_speaker(speaker, event) for speaker in event.speaker]
    return parties, timeline.origins.chains.of_statement(event), sorted(timeline.origins.of_statement(event))


_OF_EVENTS: Mapping[str, Callable[[Timeline, AnyEvent], Any]] = {LISTED: _listed, AROUND: _around}
_OF_ACTORS: Mapping[str, Callable[[Site, str], Any]] = {
    "top": lambda site, key: site.timeline.parties.top(key),
    "party": lambda site, key: site.timeline.parties.of(*_actor_and_day(key)),
}
_OF_DAYS: Mapping[str, Callable[[Timeline], Any]] = {
    "then_claimed": lambda then: then.claimed,
    "then_graded": lambda then: then.grades,
    "then_standing": lambda then: then.standing,
}


def _day(key: str) -> date:
    try:
        return date.fromisoformat(key)
    except ValueError as error:
        raise Indigestible(f"{key} is no day") from error


def _actor_and_day(key: str) -> tuple[str, Edtf]:
    actor, _, day = key.partition("/")
    return actor, Edtf.parse(day)
