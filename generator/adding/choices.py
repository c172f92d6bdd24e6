"""What a contributor can choose from, and the files of records to be corrected.

One file of columns for each vocabulary, read when a field first asks for it. The files of records lie in drawers by a
hash of their address: 30,000 files of their own would be too many, and one file too long.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from generator.corpus import VOCABULARIES, Corpus
from generator.encode import one_line
from generator.kinds import AnyEvent, Statement
from generator.model.base import Record
from generator.model.event import Event
from generator.model.vocabularies import Actor, Place, Source
from generator.site import Site

DRAWERFUL = 60
"""About so many records lie in a drawer: some 20 kB compressed."""

Columns = Mapping[str, Sequence[Any]]


def choices(site: Site, vocabulary: str) -> Mapping[str, Any]:
    """The records of a vocabulary as columns, in the order of their ids."""
    records = list(site.corpus[vocabulary].values())
    former = {old: record.id for record in records for old in record.former_ids}
    named = {"id": [record.id for record in records], "name": [one_line(_name(site, record)) for record in records]}
    leads = {record.id: found for record in records if (found := _leads(record))}
    return {**named, **(_MORE[vocabulary](records) if vocabulary in _MORE else {}), "former": former, "leads": leads}


def _name(site: Site, record: Record) -> str:
    if isinstance(record, Source) and not record.title:
        return site.phrases.say("source.untitled", outlet=site.phrases.actor(record.outlet))
    return str(getattr(record, "name", None) or getattr(record, "title", None))


def _leads(record: Record) -> Mapping[str, Sequence[str]]:
    """The ids to which a record leads by each relation that must not run in a circle, in the order of the checks."""
    found: dict[str, Sequence[str]] = {}
    if isinstance(record, Event):
        found["relation"] = [related.event for related in record.related if related.relation != "see-also"]
        found["part"] = [record.part_of] if record.part_of else []
    if isinstance(record, Statement):
        borrowed = [one for claim in record.claims for one in claim.relies_on]
        found["reliance"] = [one.statement or one.either or "" for one in borrowed]
    if isinstance(record, Actor):
        found["part"] = [*([record.part_of] if record.part_of else []), *(role.of for role in record.roles if role.of)]
    if isinstance(record, Source):
        found["derivation"] = [step.source for step in record.derived_from if step.source]
    return {name: ids for name, ids in found.items() if any(ids)}


def _of_events(records: Sequence[Record]) -> Columns:
    events = cast("Sequence[AnyEvent]", records)
    return {"kind": [event.kind for event in events], "date": [event.date.text for event in events]}


def _of_actors(records: Sequence[Record]) -> Columns:
    actors = cast("Sequence[Actor]", records)
    return {"kind": [actor.kind for actor in actors], "also": [_also(actor) for actor in actors]}


def _of_places(records: Sequence[Record]) -> Columns:
    places = cast("Sequence[Place]", records)
    return {"also": [_also(place) for place in places], "country": [place.country or "" for place in places]}


def _of_sources(records: Sequence[Record]) -> Columns:
    sources = cast("Sequence[Source]", records)
    days = [source.published.text if source.published else "" for source in sources]
    return {"outlet": [source.outlet for source in sources], "date": days, "url": [s.url or "" for s in sources]}


def _also(record: Actor | Place) -> str:
    """Other names and spellings, by which a record is found too."""
    return " · ".join(one_line(name) for names in record.names.values() for name in names)


_MORE: Mapping[str, Callable[[Sequence[Record]], Columns]] = {
    "events": _of_events,
    "actors": _of_actors,
    "places": _of_places,
    "sources": _of_sources,
}


def drawers_of(corpus: Corpus) -> int:
    """How many drawers there are: a power of two, so that few files change as the chronicle grows."""
    filled = sum(len(of) for of in corpus.records.values()) // DRAWERFUL
    return 1 << max(filled - 1, 0).bit_length()


def drawer(address: str, drawers: int) -> int:
    """In which drawer the record of an address lies (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/)."""
    found = 0x811C9DC5
    for byte in address.encode():
        found = ((found ^ byte) * 0x01000193) & 0xFFFFFFFF
    return found % drawers


def filled_drawers(corpus: Corpus) -> Iterator[Mapping[str, tuple[str, str]]]:
    """Each drawer: the path and the text of a record by its address."""
    count = drawers_of(corpus)
    filled: list[dict[str, tuple[str, str]]] = [{} for _ in range(count)]
    for vocabulary in VOCABULARIES:
        for record in corpus[vocabulary].values():
            address = f"{vocabulary}/{record.id}"
            # The same wherever the chronicle was checked out.
            text = corpus.documents[record.path].text.removeprefix("\ufeff").replace("\r\n", "\n")
            filled[drawer(address, count)][address] = record.path, text
    yield from filled
