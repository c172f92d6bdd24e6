"""The site as pages and templates see it: the same, but what is read of it is noted.

Each view offers what the thing behind it offers. What is looked up by a key is noted by that key; whatever has no
view of its own counts as a reading of everything, so that a page is made once too often rather than once too seldom.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Generic, TypeVar, cast

from generator.corpus import VOCABULARIES, Corpus
from generator.dates import Edtf
from generator.derive import Timeline
from generator.derive.chains import Chain, Chains
from generator.derive.ledger import Entry
from generator.derive.origins import Origins
from generator.derive.parties import Parties
from generator.kinds import AnyEvent, Statement
from generator.kinds.statement import Speaker
from generator.model.base import Record
from generator.model.vocabularies import Actor, Role
from generator.notes import ALL, EVERYTHING, Notes, View
from generator.phrases import Phrases
from generator.site import Site

V = TypeVar("V")


LISTED, AROUND = "listed", "around"
"""What lists say of an event beside its record; everything else that is worked out about it."""
JOINED = {
    **dict.fromkeys(("made_by", "history", "known"), LISTED),
    **dict.fromkeys(("ledgers", "parts", "stances", "backlinks"), AROUND),
}
"""Tables of which the value of one event is part of a fact: a page that reads one of them mostly reads them all."""


class Table(View, Mapping[Any, V], Generic[V]):
    """A mapping of which one value is one fact, or part of one."""

    __slots__ = ("_inner", "_kind", "_notes", "_of_one")

    def __init__(self, inner: Mapping[Any, V], kind: str, notes: Notes) -> None:
        self._inner, self._kind, self._notes = inner, kind, notes
        self._of_one = JOINED.get(kind, kind)

    def _note(self, key: object) -> None:
        name = named(key)
        self._notes.note(self._kind if name == ALL else self._of_one, name)

    def __getitem__(self, key: Any) -> V:
        self._note(key)
        return self._inner[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """As of a mapping."""
        self._note(key)
        return self._inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._inner

    def __iter__(self) -> Iterator[Any]:
        self._notes.note(self._kind)
        return iter(self._inner)

    def __len__(self) -> int:
        self._notes.note(self._kind)
        return len(self._inner)

    def values(self) -> Any:
        """As of a mapping."""
        self._notes.note(self._kind)
        return self._inner.values()

    def items(self) -> Any:
        """As of a mapping."""
        self._notes.note(self._kind)
        return self._inner.items()


def named(key: object) -> str:
    """The key of a fact: ids, joined by slashes, which no id holds; any other key reads all of its kind."""
    if isinstance(key, str):
        return key
    if isinstance(key, tuple) and all(isinstance(part, str) and "/" not in part for part in key):
        return "/".join(key)
    return ALL


class CorpusView(View):
    """The records."""

    __slots__ = ("_inner", "_notes", "records")

    def __init__(self, inner: Corpus, notes: Notes) -> None:
        self._inner, self._notes = inner, notes
        self.records = {name: Table(inner[name], name, notes) for name in VOCABULARIES}

    def __getitem__(self, vocabulary: str) -> Mapping[str, Record]:
        return self.records[vocabulary]

    def __iter__(self) -> Iterator[Record]:
        self._notes.add([EVERYTHING])
        return iter(self._inner)

    @property
    def events(self) -> Mapping[str, Any]:
        return self.records["events"]

    @property
    def actors(self) -> Mapping[str, Any]:
        return self.records["actors"]

    @property
    def places(self) -> Mapping[str, Any]:
        return self.records["places"]

    @property
    def sources(self) -> Mapping[str, Any]:
        return self.records["sources"]

    @property
    def topics(self) -> Mapping[str, Any]:
        return self.records["topics"]

    def __getattr__(self, name: str) -> Any:
        self._notes.add([EVERYTHING])
        return getattr(self._inner, name)


class PartiesView(View):
    """Which party an actor belongs to."""

    __slots__ = ("_inner", "_notes")

    def __init__(self, inner: Parties, notes: Notes) -> None:
        self._inner, self._notes = inner, notes

    def of(self, actor_id: str, day: Edtf) -> str:
        """See `Parties`."""
        self._notes.note("party", f"{actor_id}/{day.text}")
        return self._inner.of(actor_id, day)

    def role(self, actor: Actor, day: Edtf) -> Role | None:
        """See `Parties`; a role stands in the record of its actor."""
        self._notes.note("actors", actor.id)
        return self._inner.role(actor, day)

    def top(self, actor_id: str) -> str:
        """See `Parties`."""
        self._notes.note("top", actor_id)
        return self._inner.top(actor_id)

    def of_speaker(self, speaker: Speaker, statement: Statement) -> str:
        """See `Parties`."""
        self._notes.note(AROUND, statement.id)
        return self._inner.of_speaker(speaker, statement)

    def of_statement(self, statement: Statement) -> tuple[str, ...]:
        """See `Parties`."""
        self._notes.note(AROUND, statement.id)
        return self._inner.of_statement(statement)


class ChainsView(View):
    """The chains of statements."""

    __slots__ = ("_inner", "_notes")

    def __init__(self, inner: Chains, notes: Notes) -> None:
        self._inner, self._notes = inner, notes

    def of_statement(self, statement: Statement) -> tuple[Chain, ...]:
        """See `Chains`."""
        self._notes.note(AROUND, statement.id)
        return self._inner.of_statement(statement)


class OriginsView(View):
    """The roots of statements."""

    __slots__ = ("_inner", "_notes", "chains", "parties")

    def __init__(self, inner: Origins, notes: Notes, parties: PartiesView) -> None:
        self._inner, self._notes, self.parties = inner, notes, parties
        self.chains = ChainsView(inner.chains, notes)

    def of_statement(self, statement: Statement) -> frozenset[str]:
        """See `Origins`."""
        self._notes.note(AROUND, statement.id)
        return self._inner.of_statement(statement)

    def of_claim(self, statement: Statement, index: int) -> frozenset[str]:
        """See `Origins`."""
        self._notes.note(LISTED, statement.id)
        return self._inner.of_claim(statement, index)


TABLES = ("ledgers", "made_by", "parts", "stances", "history", "known", "backlinks", "uses", "last_changes")
"""Facts of a timeline that are looked up by a key."""
WHOLE = ("events", "standing", "entries", "by_year", "changes", "gaps", "days", "today")
"""Facts of a timeline that are taken whole."""


class TimelineView(View):
    """What is worked out of the records."""

    def __init__(self, inner: Timeline, notes: Notes) -> None:
        self._inner, self._notes = inner, notes
        self.corpus = CorpusView(inner.corpus, notes)
        self.parties = PartiesView(inner.parties, notes)
        self.origins = OriginsView(inner.origins, notes, self.parties)

    def __getattr__(self, name: str) -> Any:
        if name in TABLES:  # kept, so that this is asked once for each
            made = self.__dict__[name] = Table(getattr(self._inner, name), name, self._notes)
            return made
        self._notes.add([(name, ALL) if name in WHOLE else EVERYTHING])
        return getattr(self._inner, name)

    def as_known(self, day: date) -> "ThenView":
        """See `Timeline`; what is read of it is noted then."""
        return ThenView(self._inner.as_known(day), day.isoformat(), self._notes)

    def claims_on(self, event_id: str) -> tuple[Entry, ...]:
        """See `Timeline`."""
        self._notes.note(AROUND, event_id)
        return self._inner.claims_on(event_id)

    def grade(self, event_id: str) -> Any:
        """See `Timeline`."""
        self._notes.note(LISTED, event_id)
        return self._inner.grade(event_id)

    def evidence(self, event: AnyEvent) -> tuple[Entry, ...]:
        """See `Timeline`."""
        self._notes.note(AROUND, event.id)
        return self._inner.evidence(event)

    def public_day(self, event: AnyEvent) -> Any:
        """See `Timeline`."""
        self._notes.note(LISTED, event.id)
        return self._inner.public_day(event)

    def is_known(self, event: AnyEvent) -> bool:
        """See `Timeline`."""
        self._notes.note(LISTED, event.id)
        return self._inner.is_known(event)

    def roles(self, event: AnyEvent) -> dict[str, str]:
        """See `Timeline`."""
        self._notes.note(AROUND, event.id)
        return self._inner.roles(event)


class ThenView(View):
    """What was known on a day: the claims of the day are one fact, the grades another, the list of events a third."""

    __slots__ = ("_day", "_inner", "_notes")

    def __init__(self, inner: Timeline, day: str, notes: Notes) -> None:
        self._inner, self._day, self._notes = inner, day, notes

    @property
    def claimed(self) -> Any:
        self._notes.note("then_claimed", self._day)
        return self._inner.claimed

    def grade(self, event_id: str) -> Any:
        """See `Timeline`."""
        self._notes.note("then_graded", self._day)
        return self._inner.grade(event_id)

    @property
    def standing(self) -> Any:
        self._notes.note("then_standing", self._day)
        return self._inner.standing

    def __getattr__(self, name: str) -> Any:
        self._notes.add([EVERYTHING])
        return getattr(self._inner, name)


CONSTANT = ("settings", "address", "absolute", "edit_url")
"""What no record has a say in; another setting is another cache."""


class SiteView(View):
    """Everything that pages are made of."""

    __slots__ = (*CONSTANT, "_inner", "_kept", "_notes", "_tables", "phrases", "timeline")

    def __init__(self, inner: Site, notes: Notes) -> None:
        self._inner, self._notes = inner, notes
        for name in CONSTANT:
            setattr(self, name, getattr(inner, name))
        self.timeline = TimelineView(inner.timeline, notes)
        corpus = cast("Corpus", self.timeline.corpus)
        self.phrases = Phrases(corpus, inner.phrases.labels, inner.phrases.locale)
        self._kept: dict[Any, tuple[Any, tuple[Any, ...]]] = {}
        self._tables: dict[str, Table[Any]] = {}

    @property
    def corpus(self) -> CorpusView:
        return self.timeline.corpus

    def __getattr__(self, name: str) -> Any:
        self._notes.add([(name, ALL) if name in ("today", "written", "lines") else EVERYTHING])
        return getattr(self._inner, name)

    def kept(self, key: Any, make: Callable[[], V]) -> V:
        """See `Site`: what was read when it was made is read again with it."""
        if key not in self._kept:
            self._kept[key] = self._notes.of(make)
        made, facts = self._kept[key]
        self._notes.add(facts)
        return cast("V", made)

    def table(self, make: Callable[[Site], Mapping[Any, V]]) -> Mapping[Any, V]:
        """See `Site`."""
        kind = f"{make.__module__}:{make.__qualname__}"
        if kind not in self._tables:
            self._tables[kind] = Table(self._inner.table(make), kind, self._notes)
        return self._tables[kind]


def noted(site: Site, notes: Notes) -> Site:
    """The site as pages see it."""
    return cast("Site", SiteView(site, notes))
