"""The items of the API files and tables: one function a table, its keys in the order of `columns.py`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from generator.dates import Edtf
from generator.derive.ledger import Entry
from generator.derive.links import doers
from generator.derive.origins import count
from generator.derive.parties import UNKNOWN
from generator.kinds import AnyEvent, Deployment, Statement
from generator.kinds.statement import Speaker
from generator.model.base import Record
from generator.model.claims import Bounded, Figure
from generator.model.vocabularies import Actor, Place, Role, Source, Topic
from generator.site import Site

Item = dict[str, Any]


def plain_day(day: date | None) -> str | None:
    """A day as YYYY-MM-DD."""
    return day.isoformat() if day else None


def stored(value: Edtf | None) -> str | None:
    """A date as it was written."""
    return value.text if value else None


def speaker_id(speaker: Speaker) -> str:
    """An actor's id; for an unnamed speaker the role, with the organisation's id."""
    unnamed = f"{speaker.role} ({speaker.of})" if speaker.of else str(speaker.role)
    return speaker.actor or unnamed


def _links(site: Site, record: Record) -> Item:
    address = site.absolute(f"{record.vocabulary}/{record.id}/")
    return {"url": address, "edit_url": site.edit_url(record.path)}


def _events_naming(site: Site, record: Record) -> list[str]:
    return sorted({use.event.id for use in site.timeline.uses.get((record.vocabulary, record.id), ())})


def event_item(site: Site, event: AnyEvent) -> Item:
    """One event."""
    return site.kept(("event", event.id), partial(_event_item, site, event))


def _event_item(site: Site, event: AnyEvent) -> Item:
    timeline = site.timeline
    statement = event if isinstance(event, Statement) else None
    grade = timeline.grade(event.id)
    origins = count(timeline.origins.of_statement(statement)) if statement else grade.origins if grade else 0
    return {
        "id": event.id,
        "kind": event.kind,
        "title": event.title,
        "date": event.date.text,
        "earliest": plain_day(event.date.earliest),
        "latest": plain_day(event.date.latest),
        "known_from": plain_day(timeline.known[event.id]),
        "added": event.added.text,
        "speaker": [speaker_id(speaker) for speaker in statement.speaker] if statement else [],
        "on_behalf_of": list(statement.on_behalf_of) if statement else [],
        "force": event.force if isinstance(event, Deployment) else None,
        "actors": list(dict.fromkeys(actor_id for actor_id, _ in doers(event))),
        "places": list(event.places),
        "topics": list(event.topics),
        "sources": list(dict.fromkeys(citation.source for citation in event.sources)),
        "related": [f"{related.relation}:{related.event}" for related in event.related],
        "grade": grade.grade if grade else None,
        "origins": origins,
        **_links(site, event),
    }


def claim_items(site: Site, entry: Entry) -> list[Item]:
    """One item for each figure of a claim; a claim without figures is one item."""
    key = "claim", entry.statement.id, entry.index
    return site.kept(key, lambda: [_claim_item(site, entry, figure) for figure in _figures(entry)])


def _figures(entry: Entry) -> Sequence[Figure | None]:
    return entry.claim.figures or (None,)


def _claim_item(site: Site, entry: Entry, figure: Figure | None) -> Item:
    statement, claim = entry.statement, entry.claim
    return {
        "statement": statement.id,
        "about": claim.about,
        "said": plain_day(entry.said),
        "known_from": plain_day(entry.known),
        "speaker": [speaker_id(speaker) for speaker in statement.speaker],
        "party": [party for party in entry.parties if party != UNKNOWN],
        "relayed_by": list(statement.relayed_by),
        "stance": claim.stance,
        "text": claim.text,
        "hedge": claim.hedge,
        "basis": claim.basis,
        "when": stored(claim.when),
        "measure": figure.measure if figure else None,
        "unit": figure.unit if figure else None,
        "bound": figure.bound if figure else None,
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
        "scope": figure.scope if figure else None,
        "period": stored(figure.period) if figure else None,
        "as_of": stored(figure.as_of) if figure else None,
        "as_stated": figure.as_stated if figure else None,
        "wordings": [_wording(w.source, w, w.as_stated) for w in figure.wordings] if figure else [],
        "sources": list(dict.fromkeys(citation.source for citation in statement.sources)),
        "origins": entry.origins,
        "chain": [site.phrases.chain(chain) for chain in entry.chains],
    }


def _wording(source: str, bounded: Bounded, as_stated: str | None) -> str:
    numbers = [str(v) for v in dict.fromkeys((bounded.low, bounded.high)) if v is not None]
    said = f" “{as_stated}”" if as_stated else ""
    return f"{source}: {bounded.bound} {bounded.words or ' to '.join(numbers)}{said}"


def _names(names: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [f"{language}:{name}" for language, of in names.items() for name in of]


def _role(role: Role) -> str:
    period = f", {stored(role.from_) or '..'}/{stored(role.to) or '..'}" if role.from_ or role.to else ""
    return f"{role.title}{f', {role.of}' if role.of else ''}{period}"


def actor_item(site: Site, actor: Actor) -> Item:
    """One actor."""
    return {
        "id": actor.id,
        "kind": actor.kind,
        "name": actor.name,
        "names": _names(actor.names),
        "part_of": actor.part_of,
        "member_of": list(actor.member_of),
        "roles": [_role(role) for role in actor.roles],
        "party": site.timeline.parties.top(actor.id),
        "notes": actor.notes,
        "former_ids": list(actor.former_ids),
        "events": _events_naming(site, actor),
        **_links(site, actor),
    }


def _place_item(site: Site, place: Place) -> Item:
    return {
        "id": place.id,
        "name": place.name,
        "names": _names(place.names),
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "coordinates_from": place.coordinates_from,
        "precision": place.precision,
        "notes": place.notes,
        "former_ids": list(place.former_ids),
        "events": _events_naming(site, place),
        **_links(site, place),
    }


def _source_item(site: Site, source: Source) -> Item:
    links = _links(site, source)
    return {
        "id": source.id,
        "outlet": source.outlet,
        "title": source.title,
        "title_unknown": source.title_unknown,
        "title_translation": source.title_translation,
        "url": source.url,
        "url_unknown": source.url_unknown,
        "archived": source.archived,
        "published": stored(source.published),
        "published_unknown": source.published_unknown,
        "language": source.language,
        "added": stored(source.added),
        "derived_from": [f"{step.relation}:{step.source or step.outlet}" for step in source.derived_from],
        "mentions": [str(mention.source or mention.title) for mention in source.mentions],
        "notes": source.notes,
        "former_ids": list(source.former_ids),
        "events": _events_naming(site, source),
        "page": links["url"],
        "edit_url": links["edit_url"],
    }


def _topic_item(site: Site, topic: Topic) -> Item:
    return {
        "id": topic.id,
        "title": topic.title,
        "summary": topic.summary,
        "former_ids": list(topic.former_ids),
        "events": _events_naming(site, topic),
        **_links(site, topic),
    }


@dataclass(frozen=True)
class Items:
    """How a table is filled."""

    of: Callable[[Site], Iterable[Any]]
    """What its items are made of, in order: events and claims by day, the others by id."""
    made: Callable[[Site, Any], Sequence[Item]]
    """The items of one of these."""
    count: Callable[[Any], int] = lambda _: 1
    """How many they are."""

    def items(self, site: Site, run: Iterable[Any]) -> Iterator[Item]:
        """The items of some of what `of` gives."""
        return (item for one in run for item in self.made(site, one))

    def total(self, site: Site) -> int:
        """How many items there are, none of which is made for it."""
        return sum(map(self.count, self.of(site)))


ITEMS: Mapping[str, Items] = {
    "events": Items(lambda site: site.timeline.events, lambda site, event: [event_item(site, event)]),
    "claims": Items(lambda site: site.timeline.entries, claim_items, lambda entry: len(_figures(entry))),
    "actors": Items(lambda site: site.corpus.actors.values(), lambda site, actor: [actor_item(site, actor)]),
    "places": Items(lambda site: site.corpus.places.values(), lambda site, place: [_place_item(site, place)]),
    "sources": Items(lambda site: site.corpus.sources.values(), lambda site, source: [_source_item(site, source)]),
    "topics": Items(lambda site: site.corpus.topics.values(), lambda site, topic: [_topic_item(site, topic)]),
}
"""For each table where its items come from."""
