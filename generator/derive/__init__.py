"""From the corpus to the timeline: everything that is worked out and never stored.

Each rule stands once, in the module of its name: `parties`, `chains`, `origins`, `ledger`, `stances`, `grades`,
`clocks`, `changes`, `gaps`. This file puts their answers together.
"""

from bisect import insort
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from generator.corpus import Corpus
from generator.derive.chains import Chains
from generator.derive.changes import ChangeNote, Key, changes
from generator.derive.clocks import changed as last_day
from generator.derive.clocks import days_known, first_parts, in_time, whole_of
from generator.derive.gaps import Gap, gaps
from generator.derive.grades import Change, evidence, history, until
from generator.derive.ledger import Entry, by_event, entries, in_their_place, mean_the_same
from generator.derive.links import Back, Use, backlinks, named, uses, uses_again
from generator.derive.ondemand import OnDemand
from generator.derive.origins import Origins
from generator.derive.parties import Parties
from generator.derive.stances import ASSERTING, Row, matrix
from generator.kinds import AnyEvent, Deployment, Occurrence, Statement
from generator.model.base import Record
from generator.once import once

MOST_DAYS, MOST_LISTED = 150, 30_000
"""Pre-built pages of what was known, and the events they may list in all; days with the most new claims are kept."""

FEW = 1_000
"""Entries that may have others in their place after a save without all being gone through again."""


@dataclass(frozen=True)
class Timeline:
    """A corpus in order, with its derived facts, as of one day or in full."""

    corpus: Corpus
    today: date
    parties: Parties
    origins: Origins
    entries: tuple[Entry, ...]
    known: Mapping[str, date | None]
    known_on: date | None = None
    """None for the full chronicle, else only what was public on that day."""
    whole: "Timeline | None" = None
    """The full chronicle, where this is one of a day."""
    before: "Timeline | None" = field(default=None, repr=False, compare=False)
    """The chronicle before a save, of which is taken over what still holds."""

    @once
    def events(self) -> tuple[AnyEvent, ...]:
        """Events in order of time."""
        if self.whole and self.known_on:
            day = self.known_on
            return tuple(event for event, public in self.whole._published if public <= day)
        if self.before is None:
            return tuple(sorted(self.corpus.events.values(), key=in_time))
        old, new = self.before.corpus.events, self.corpus.events
        found = [event for event in self.before.events if new.get(event.id) is event]
        for event in new.values():
            if old.get(event.id) is not event:
                insort(found, event, key=in_time)
        return tuple(found)

    @once
    def _published(self) -> tuple[tuple[AnyEvent, date], ...]:
        """Events with the day they became known, which is asked for each day of the chronicle."""
        return tuple((event, self.public_day(event)) for event in self.events)

    @once
    def standing(self) -> tuple[AnyEvent, ...]:
        """Events that were not withdrawn; what is withdrawn keeps its page and nothing else."""
        return tuple(event for event in self.events if not event.withdrawn)

    def is_known(self, event: AnyEvent) -> bool:
        """Whether the event was public on the day this timeline is about."""
        return self.known_on is None or self.public_day(event) <= self.known_on

    def public_day(self, event: AnyEvent) -> date:
        """The day an event became known; the day it was added, where no other can be told."""
        return self.known[event.id] or event.added.latest or date.max

    @once
    def by_year(self) -> Mapping[int, tuple[AnyEvent, ...]]:
        """Events by the year of their earliest day; without one, by the year of their latest."""
        years: dict[int, list[AnyEvent]] = {}
        for event in self.standing:
            if day := event.date.earliest or event.date.latest:
                years.setdefault(day.year, []).append(event)
        return {year: tuple(of) for year, of in sorted(years.items())}

    @once
    def ledgers(self) -> Mapping[str, tuple[Entry, ...]]:
        """The claims about each event itself."""
        return by_event(self.entries)

    @once
    def made_by(self) -> Mapping[str, tuple[Entry, ...]]:
        """The claims that each statement makes."""
        if self.before and self._others is not None:
            return self._renewed(self.before.made_by, {entry.statement.id for entry in self._others.values()})
        return {statement_id: tuple(of) for statement_id, of in groupby(self.entries, lambda e: e.statement.id)}

    @once
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """For each event the events that are part of it."""
        return first_parts(self.corpus)

    @once
    def _with_parts(self) -> Mapping[str, tuple[Entry, ...]]:
        """For each event the claims about it and all its parts, in the order they were said."""
        if self.before and self._others is not None:
            about = {entry.claim.about for entry in self._others.values()}
            return self._renewed(self.before._with_parts, {i for of in about for i in whole_of(self.corpus, of)})
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for event_id in whole_of(self.corpus, entry.claim.about):
                found.setdefault(event_id, []).append(entry)
        return {event_id: tuple(of) for event_id, of in found.items()}

    @once
    def _others(self) -> "Mapping[tuple[object, ...], Entry] | None":
        """By their order the entries in the place of those of before; None where more differs, or nothing is known."""
        before = self.before
        if before is None or len(before.entries) != len(self.entries) or before.parts != self.parts:
            return None
        pairs = [(old, new) for old, new in zip(before.entries, self.entries, strict=True) if old is not new]
        if len(pairs) > FEW or any((a.order, a.claim.about) != (b.order, b.claim.about) for a, b in pairs):
            return None
        return {new.order: new for _, new in pairs}

    def _renewed(
        self, kept: Mapping[str, tuple[Entry, ...]], touched: Collection[str]
    ) -> Mapping[str, tuple[Entry, ...]]:
        """What is known of before, with the other entries where they stand."""
        others = self._others or {}
        return {**kept, **{name: tuple(others.get(entry.order, entry) for entry in kept[name]) for name in touched}}

    def claims_on(self, event_id: str) -> tuple[Entry, ...]:
        """The claims about an event and all its parts."""
        return self._with_parts.get(event_id, ())

    def roles(self, event: AnyEvent) -> dict[str, str]:
        """The parties to an event and what each is to it."""
        named: list[tuple[str, str]] = []
        if isinstance(event, Deployment):
            named = [(event.force, "sending"), *((host, "receiving") for host in filter(None, [event.host]))]
            named += [(actor, "opposing") for actor in event.against]
        elif isinstance(event, Occurrence):
            named = [(actor, "acting") for actor in event.parties]
        roles: dict[str, str] = {}
        for actor_id, role in named:
            roles.setdefault(self.parties.of(actor_id, event.date), role)
        return roles

    def _own_act(self, event: AnyEvent) -> list[str]:
        return [party for party, role in self.roles(event).items() if role != "opposing"]

    @once
    def stances(self) -> Mapping[str, tuple[Row, ...]]:
        """The stance matrix of each event that is claimed about, assertions on its parts included."""
        return OnDemand({event.id: event for event in self.events}, self._stances)

    def _stances(self, event_id: str) -> tuple[Row, ...] | None:
        own: list[Entry] = []
        of_parts: list[Entry] = []
        for entry in self.claims_on(event_id):
            counts = entry.claim.about == event_id or entry.claim.stance in ASSERTING
            (own if counts else of_parts).append(entry)
        return matrix(own, self.roles(self.corpus.events[event_id]), of_parts) if own else None

    @once
    def history(self) -> Mapping[str, tuple[Change, ...]]:
        """How the grade of each deployment and occurrence changed; statements have none.

        Of a day it is the beginning of the whole one, since grades are worked out claim by claim as they became public.
        """
        graded = {event.id: event for event in self.events if not isinstance(event, Statement)}
        return OnDemand(graded, self._history)

    def _history(self, event_id: str) -> tuple[Change, ...]:
        if self.whole and self.known_on:
            return until(self.whole.history[event_id], self.known_on)
        event = self.corpus.events[event_id]
        if self.before and self._stands_as_it_did(event, self.before):
            return self.before.history[event_id]
        return history(event_id, self.claims_on(event_id), self._own_act(event), self.public_day(event))

    def _stands_as_it_did(self, event: AnyEvent, before: "Timeline") -> bool:
        """Whether a record, the actors and all claims about it are what they were, and so its grades."""
        return (
            before.corpus["actors"] is self.corpus["actors"]
            and before.corpus.events.get(event.id) is event
            and before.public_day(event) == self.public_day(event)
            and before.claims_on(event.id) == self.claims_on(event.id)
        )

    def grade(self, event_id: str) -> Change | None:
        """The grade as it stands; None for a statement."""
        changes = self.history.get(event_id)
        return changes[-1] if changes else None

    def evidence(self, event: AnyEvent) -> tuple[Entry, ...]:
        """The claims that led to the grade."""
        claims = self.claims_on(event.id)
        return evidence(event.id, claims, self._own_act(event)) if claims else ()

    @once
    def backlinks(self) -> Mapping[str, tuple[Back, ...]]:
        """For each event what answers, claims, corrects or quotes it."""
        return backlinks(self.standing)

    @once
    def uses(self) -> Mapping[tuple[str, str], tuple[Use, ...]]:
        """For each actor, place, source and topic the events that name it and how."""
        if self.before is None:
            return uses(self.standing, self.corpus.named_by)
        old, new = ({event.id: event for event in of.standing} for of in (self.before, self))
        named_by = self.before.corpus.named_by
        gone = {i: [key for key, _ in named(event, named_by)] for i, event in old.items() if new.get(i) is not event}
        come = [event for i, event in new.items() if old.get(i) is not event]
        return uses_again(self.before.uses, gone, uses(come, self.corpus.named_by))

    @once
    def changes(self) -> tuple[ChangeNote, ...]:
        """What changed in the chronicle, newest first."""
        return changes(self.corpus)

    @once
    def last_changes(self) -> Mapping[Key, date]:
        """For each record the last day on which something dated changed that its page is about."""
        last = cache(lambda event_id: last_day(self.corpus.events[event_id]))
        keys = {(record.vocabulary, record.id): record for record in self.corpus}
        return OnDemand(keys, lambda key: max(filter(None, map(last, self._near(key))), default=None))

    def _near(self, key: Key) -> Iterator[str]:
        """The events of which a record's page tells: itself, claims about it, what answers or names it."""
        vocabulary, record_id = key
        if vocabulary != "events":
            yield from (use.event.id for use in self.uses.get(key, ()))
        elif self.is_known(self.corpus.events[record_id]):
            yield record_id
            yield from (back.event.id for back in self.backlinks.get(record_id, ()))
            yield from (entry.statement.id for entry in self.claims_on(record_id))

    @once
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing."""
        return gaps(self.corpus, self.history, self.stances)

    def as_known(self, day: date) -> "Timeline":
        """The same chronicle from what was public on a day."""
        if day not in self._then:
            public = tuple(entry for entry in self.entries if entry.public <= day)
            self._then[day] = replace(self, entries=public, known_on=day, whole=self.whole or self, before=None)
        return self._then[day]

    @once
    def _then(self) -> dict[date, "Timeline"]:
        """What was asked for before."""
        return {}

    @once
    def claimed(self) -> tuple[tuple[AnyEvent, tuple[Entry, ...]], ...]:
        """The deployments and occurrences that are claimed about, in order, each with the claims about it alone."""
        events = (event for event in self.standing if not isinstance(event, Statement))
        return tuple((event, self.ledgers[event.id]) for event in events if event.id in self.ledgers)

    @once
    def grades(self) -> Mapping[str, Change]:
        """The grade of each deployment and occurrence as it stands."""
        return {event_id: changes[-1] for event_id, changes in self.history.items()}

    @once
    def days(self) -> tuple[date, ...]:
        """The days worth a page of what was known: new claims and month ends, bounded in number."""
        claims: dict[date, int] = {}
        for entry in self.entries:
            claims[entry.public] = claims.get(entry.public, 0) + 1
        if not claims:
            return ()
        most = min(MOST_DAYS, max(24, MOST_LISTED // len(self.events)))
        ends = list(_month_ends(min(claims), max(claims)))
        if len(ends) > most // 2:
            ends = [day for day in ends if day.month == 12][-most // 2 :]
        kept = sorted(claims.keys() - set(ends), key=lambda day: (-claims[day], day))
        return tuple(sorted([*ends, *kept[: max(most - len(ends), 1)]]))


def _month_ends(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        following = (day + timedelta(days=31)).replace(day=1)
        if following - timedelta(days=1) <= last:
            yield following - timedelta(days=1)
        day = following


def derive(corpus: Corpus, today: date) -> Timeline:
    """The timeline of a corpus that has been checked."""
    parties = Parties(corpus.actors)
    origins = Origins(corpus, parties, Chains(corpus, parties))
    known = days_known(corpus)
    return Timeline(corpus, today, parties, origins, entries(corpus, origins, known), known)


def derive_again(
    before: Timeline, corpus: Corpus, today: date, changed: Mapping[Key, tuple[Record | None, Record | None]]
) -> Timeline:
    """What `derive` gives of a corpus that differs from that of `before` in some records alone.

    `changed` has each as it was and is, None where there was or is none; what was and is belongs to one class. All
    that they have no say in is taken over. A source or actor that is new or gone is named by changed events alone.
    """
    changed = {key: pair for key, pair in changed.items() if key[0] not in ("places", "topics")}
    both = {key: (old, new) for key, (old, new) in changed.items() if old and new}
    apart = {key for key, (old, new) in both.items() if not mean_the_same(old, new)} | (changed.keys() - both.keys())
    if any(vocabulary != "events" for vocabulary, _ in apart & both.keys()):
        return derive(corpus, today)
    parties = before.parties.but(corpus.actors)
    origins = before.origins.but(corpus, parties, [record_id for of, record_id in changed if of == "events"])
    dated = apart or any(isinstance(new, Deployment | Occurrence) for _, new in both.values())
    known = days_known(corpus) if dated else before.known
    found = (
        entries(corpus, origins, known) if apart else in_their_place(before.entries, (new for _, new in both.values()))
    )
    return Timeline(corpus, today, parties, origins, found, known, before=before)


__all__ = ["Timeline", "derive", "derive_again"]
