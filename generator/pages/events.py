"""One page for each event, its permanent address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from generator.citations import cited, of_event
from generator.dates import Edtf
from generator.derive.grades import Change
from generator.derive.ledger import Entry
from generator.derive.origins import count
from generator.derive.parties import UNKNOWN
from generator.derive.stances import COUNTING, Row
from generator.kinds import AnyEvent, Deployment, Statement
from generator.once import once
from generator.output import Output, Page, address_of
from generator.pages.head import event_head
from generator.pages.heads import head, heads
from generator.pages.linked_data import linked_data
from generator.pages.listing import ALONE, parted
from generator.pages.maps import MapView, deployment_map
from generator.pages.ways import ways
from generator.pictures.atlas import Atlas
from generator.pictures.cards import with_card
from generator.pictures.figures import draw
from generator.site import Site

MOST_OF_PARTS = 40
"""Claims on parts that stand and are drawn on the page of the whole; where there are more, each part tells its head
there and draws its own, so that the page of the whole stays light."""


def event_pages(site: Site) -> Iterator[Page]:
    """`/events/<id>/` for each event, withdrawn ones included: their pages stay as tombstones."""
    makes = _Pages(site, with_card(site), _in_context(site), Atlas())
    for index in range(len(site.timeline.events)):
        yield from makes.of(index)


def pages_of(site: Site, event_id: str) -> Iterator[Page]:
    """Those of one event."""
    makes = _Pages(site, with_card(site), _in_context(site), Atlas())
    ids = [event.id for event in site.timeline.events]
    yield from makes.of(ids.index(event_id))


@dataclass(frozen=True)
class _Pages:
    """Makes them, with what they share."""

    site: Site
    carded: frozenset[str]
    context_of: Mapping[str, Sequence[tuple[str, str]]]
    atlas: Atlas

    def of(self, index: int) -> Iterator[Page]:
        """The pages of the event at a place of the timeline: one, unless its lists are long."""
        site, events = self.site, self.site.timeline.events
        event = events[index]
        around = events[index - 1] if index else None, events[index + 1] if index + 1 < len(events) else None
        shown = _Shown(site, event, around, self.context_of.get(event.id, ()), self.atlas)
        page = Page(
            f"events/{event.id}.md",
            f"kinds/{event.type_name}.md.j2",
            event.title,
            shown.values,
            event.summary,
            event,
            head=event_head(site, event, card=event.id in self.carded),
            search=not event.withdrawn,
            files=shown.files if isinstance(event, Deployment) else (),
        )
        yield from parted(site, page, LISTS, _length(site, event))


LISTS = ("ledger", "part_heads", "stances", "evidence", "history", "citations", "backlinks")
"""What grows with the chronicle on the page of an event."""


def _length(site: Site, event: AnyEvent) -> int:
    """How long the lists of its page are at most."""
    timeline, about = site.timeline, event.id
    tables = (timeline.ledgers, timeline.parts, timeline.history, timeline.backlinks)
    parties = len(timeline.stances.get(about, ()))  # each may have its own evidence
    return len(event.sources) + sum(len(table.get(about, ())) for table in tables) + 2 * parties


@dataclass(frozen=True)
class _Shown:
    """What one event's page shows, worked out when the page is rendered."""

    of_one_page: ClassVar[bool] = True
    """What it keeps is worked out of its own fields alone (see `memory/digests.py`)."""

    site: Site
    event: AnyEvent
    around: tuple[AnyEvent | None, AnyEvent | None]
    in_context: Sequence[tuple[str, str]]
    atlas: Atlas

    def values(self) -> Mapping[str, Any]:
        """For the template."""
        before, after = self.around
        given = {**ALONE, "event": self.event, "before": before, "after": after, "in_context": self.in_context}
        derived = self._derived if isinstance(self.event, Deployment) else _derived(self.site, self.event)
        return {**given, **derived, "map": self._map}

    def files(self) -> tuple[Output, ...]:
        """The shapes beneath its map."""
        return self._map.files if self._map else ()

    @once
    def _derived(self) -> Mapping[str, Any]:
        """Kept for deployments, whose map needs it too; all other events would fill the memory."""
        return _derived(self.site, self.event)

    @once
    def _map(self) -> MapView | None:
        if not isinstance(self.event, Deployment):
            return None
        marks = dict(self._derived["picture"].parties)
        return deployment_map(self.site, self.event, marks, self.atlas)


def _in_context(site: Site) -> Mapping[str, list[tuple[str, str]]]:
    """For each event the hand-written pages that lead to it, title and address, so that both ways can be gone."""
    found: dict[str, list[tuple[str, str]]] = {}
    for page in sorted(site.written, key=lambda page: page.place):
        for place in page.leads_to:
            if place.startswith("events/"):
                found.setdefault(address_of(place).removeprefix("events/"), []).append(
                    (page.title, f"{address_of(page.place)}/")
                )
    return found


def _derived(site: Site, event: AnyEvent) -> Mapping[str, Any]:
    timeline = site.timeline
    own = timeline.ledgers.get(event.id, ())
    every = timeline.claims_on(event.id)
    parts = [site.corpus.events[part] for part in timeline.parts.get(event.id, ())]
    claimed = [(part, timeline.claims_on(part.id)) for part in parts]
    many = sum(len(claims) for _, claims in claimed) > MOST_OF_PARTS
    return {
        "made": timeline.made_by.get(event.id, ()),
        "ledger": own,
        "parts": [] if many else claimed,
        "part_heads": heads(timeline, parts) if many else [],
        "picture": draw(own if many else every),
        "stances": timeline.stances.get(event.id, ()),
        "last_words": {row.party: tuple(_last_words(row)) for row in timeline.stances.get(event.id, ())},
        "grade": timeline.grade(event.id),
        "history": timeline.history.get(event.id, ()),
        "evidence": timeline.evidence(event) if every else (),
        "known": timeline.known[event.id],
        "citations": event.sources,
        "backlinks": [back for back in timeline.backlinks.get(event.id, ()) if back.how != "part"],
        "linked_data": linked_data(site, event, _year(event)),
        "cited": cited(of_event(site, event)),
        "published": _first_published(site, event),
        "lag": _lag(timeline.history.get(event.id, ())),
        "head": head(timeline, event),
        "year": _year(event),
        **(_of_statement(site, event) if isinstance(event, Statement) else {}),
    }


def _year(event: AnyEvent) -> int | None:
    """The year under which the timeline lists the event; what is withdrawn stands under none."""
    day = event.date.earliest or event.date.latest
    return day.year if day and not event.withdrawn else None


def _of_statement(site: Site, statement: Statement) -> Mapping[str, Any]:
    parties = site.timeline.parties
    known = ((speaker, site.corpus.actors.get(speaker.actor or "")) for speaker in statement.speaker)
    roles = ((speaker, parties.role(actor, statement.date)) for speaker, actor in known if actor)
    origins = site.timeline.origins
    return {
        "held": {speaker: role for speaker, role in roles if role},
        "parties": [party for party in parties.of_statement(statement) if party not in _speaking(statement)],
        "ways": ways(origins.chains.of_statement(statement)),
        "origins": count(origins.of_statement(statement)),
    }


def _speaking(statement: Statement) -> set[str]:
    return {UNKNOWN, *(speaker.actor or "" for speaker in statement.speaker)}


def _last_words(row: Row) -> Iterator[tuple[date, str]]:
    """From which day on which stance was a party's last word, for the date control."""
    counting: Entry | None = None
    latest: Entry | None = None
    shown = ""
    for entry in sorted(row.entries, key=lambda e: (e.public, e.order)):
        latest = entry if latest is None or entry.order > latest.order else latest
        if entry.claim.stance in COUNTING and (counting is None or entry.order > counting.order):
            counting = entry
        holds = counting and counting.claim.stance != "retracts"
        word = counting.claim.stance if counting and holds else latest.claim.stance
        if word != shown:
            yield entry.public, word
        shown = word


def _first_published(site: Site, event: AnyEvent) -> Edtf | None:
    dates = [site.corpus.sources[citation.source].published for citation in event.sources]
    return min((date for date in dates if date), key=lambda date: date.sort_key, default=None)


@dataclass(frozen=True, slots=True)
class Lag:
    """How long it took from the first claim to the first acknowledgement, in whole months."""

    first: date
    acknowledged: date

    @property
    def months(self) -> int:
        """Months that had passed in full."""
        between = (self.acknowledged.year - self.first.year) * 12 + self.acknowledged.month - self.first.month
        return between - (self.acknowledged.day < self.first.day)


def _lag(history: tuple[Change, ...]) -> Lag | None:
    acknowledged = next((change.day for change in history if change.grade == "acknowledged"), None)
    first = next((change.day for change in history if change.claims), None)
    return Lag(first, acknowledged) if first and acknowledged and first < acknowledged else None
