"""The JSON files under `/api/v1/`."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from generator.citations import kept_entry, kept_reference
from generator.citations.csl import csl_item
from generator.derive.grades import Change
from generator.derive.ledger import Entry
from generator.derive.stances import Row
from generator.encode import json_text
from generator.exports.columns import TABLES, Table
from generator.exports.items import ITEMS, Item, Items, claim_items, event_item, plain_day, stored
from generator.exports.parts import parted
from generator.exports.rules import BARE
from generator.kinds import AnyEvent, Statement
from generator.model.base import Part
from generator.output import Output, Parted
from generator.shape import fields
from generator.site import Site

SCHEMA_VERSION = "1.0"


def api(site: Site) -> Iterator[Output]:
    """An index, a file for each table, a file for each event."""
    for table in TABLES:
        yield Output(_path(table), _table(site, table))
    for event in site.timeline.events:
        made = partial(_event_file, site, event)
        yield Output(f"api/v1/events/{event.id}.json", made, event.path, inputs=made)
    yield Output("api/v1/index.json", partial(_index, site))


def _path(table: Table) -> str:
    return f"api/v1/{table.name}.json"


def _table(site: Site, table: Table) -> Parted:
    items, written = ITEMS[table.name], partial(_written_items, table.name)
    joined = partial(_joined, site, items)
    return parted(site, f"{table.name}json", partial(items.of, site), written, joined)


def _written_items(table: str, site: Site, run: Sequence[Any]) -> str:
    """The items of a run, without the brackets around them."""
    return json_text(list(ITEMS[table].items(site, run)), compact=True)[1:-2]


def _joined(site: Site, items: Items, runs: Iterable[bytes]) -> bytes:
    before, _, after = _file(site, [], items.total(site)).rpartition("]")
    return b"".join((before.encode(), b",".join(runs), f"]{after}".encode()))


def _index(site: Site) -> str:
    """The tables with their sizes."""
    tables, day = sorted(TABLES, key=lambda table: table.name), plain_day(site.today)
    items = [(table, ITEMS[table.name].total(site)) for table in tables]
    return _file(site, [{"name": t.name, "url": site.absolute(_path(t)), "total": n, "day": day} for t, n in items])


def _event_file(site: Site, event: AnyEvent) -> str:
    return _file(site, [_whole(site, event)])


def _file(site: Site, items: list[Item], total: int | None = None) -> str:
    licence = {"name": site.settings.licence.name, "url": site.settings.licence.url}
    head = {"schema_version": SCHEMA_VERSION, "title": site.settings.title, "licence": licence}
    return json_text({**head, "total": len(items) if total is None else total, "items": items}, compact=True)


def _whole(site: Site, event: AnyEvent) -> Item:
    """An event in full: as written, and all that is worked out from it."""
    timeline = site.timeline
    return {
        **event_item(site, event),
        "record": _keyed(event),
        "clocks": _clocks(site, event),
        "chain": _chain(site, event),
        "claims": [item for e in timeline.made_by.get(event.id, ()) for item in claim_items(site, e)],
        "ledger": [item for e in timeline.claims_on(event.id) for item in claim_items(site, e)],
        "stances": [_row(row) for row in timeline.stances.get(event.id, ())],
        "history": [_change(change) for change in timeline.history.get(event.id, ())],
        "evidence": [_claim_id(e) for e in timeline.evidence(event)],
        "parts": list(timeline.parts.get(event.id, ())),
        "backlinks": [f"{back.how}:{back.event.id}" for back in timeline.backlinks.get(event.id, ())],
        "citation": _citation(site, event),
    }


def _citation(site: Site, event: AnyEvent) -> Item:
    reference = kept_reference(site, event)
    return {
        "text": reference.text,
        "bibtex": kept_entry(site, "bibtex", event),
        "csl": csl_item(reference),
        "ris": kept_entry(site, "ris", event),
    }


def _clocks(site: Site, event: AnyEvent) -> Item:
    """When it happened or was said, became public and entered the chronicle; dates as stored, `known_from` a day."""
    spoken = isinstance(event, Statement)
    dates = [site.corpus.sources[citation.source].published for citation in event.sources]
    first = min((known for known in dates if known), key=lambda known: known.sort_key, default=None)
    return {
        "happened": None if spoken else event.date.text,
        "said": event.date.text if spoken else None,
        "released": stored(event.released) if isinstance(event, Statement) else None,
        "published": stored(first),
        "known_from": plain_day(site.timeline.known[event.id]),
        "added": event.added.text,
        "corrected": [correction.date.text for correction in event.corrections],
    }


def _chain(site: Site, event: AnyEvent) -> list[str]:
    chains = site.timeline.origins.chains.of_statement(event) if isinstance(event, Statement) else ()
    return [site.phrases.chain(chain) for chain in chains]


def _claim_id(entry: Entry) -> str:
    return f"{entry.statement.id}#{entry.anchor}"


def _change(change: Change) -> Item:
    return {"day": plain_day(change.day), "grade": change.grade, "origins": change.origins}


def _row(row: Row) -> Item:
    said = [{"said": plain_day(e.said), "stance": e.claim.stance, "claim": _claim_id(e)} for e in row.entries]
    return {
        "party": row.party,
        "role": row.role,
        "latest": row.latest.claim.stance if row.latest else None,
        "said": said,
    }


def _plain(value: Any) -> Any:
    if value is None or value.__class__ is str:
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Part):
        bare = BARE.get(type(value).__name__)
        return (getattr(value, bare) if bare else None) or _keyed(value)
    return getattr(value, "text", value)


def _keyed(part: Part) -> Item:
    """A record or a group as the contributor wrote it: keys in their order, dates as stored, absent keys left out."""
    written = {}
    for field in fields(type(part)).values():
        value = _plain(getattr(part, field.name))
        if value is not None and value != []:
            written[field.key] = value
    return written
