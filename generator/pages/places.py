"""Places, and what is said to have happened there."""

from collections.abc import Iterator
from dataclasses import replace

from generator.derive.ledger import Entry
from generator.kinds import AnyEvent, Statement
from generator.model.claims import Leg
from generator.model.vocabularies import Place
from generator.output import Page
from generator.pages.listing import MOST_NAMES, by_name, index_of, paged
from generator.pages.maps import chronicle_map, place_map
from generator.pictures.atlas import Atlas
from generator.site import Site

MOST_CLAIMS = 12
"""Claims shown of one event; its own page has them all."""


def place_pages(site: Site) -> Iterator[Page]:
    """`/places/` and a page for each."""
    groups: dict[str, list[Place]] = {}
    for place in by_name(site.corpus.places.values()):
        groups.setdefault(place.country or "", []).append(place)
    in_order = dict(sorted(groups.items(), key=lambda item: (not item[0], _country(site, item[0]).casefold())))
    atlas = Atlas()
    index = index_of(site, "places")
    every = chronicle_map(site, atlas)
    index = replace(index, context={**index.context, "map": every}, files=every.files)
    yield from paged(site, index, in_order, MOST_NAMES, lambda code: _country(site, code))
    legs: dict[str, list[tuple[Entry, Leg]]] = {}
    for entry in site.timeline.entries:
        for leg in entry.claim.legs:
            for place_id in {leg.from_, leg.to} - {None}:
                legs.setdefault(str(place_id), []).append((entry, leg))
    for place in site.corpus.places.values():
        events = [use.event for use in site.timeline.uses.get(("places", place.id), ())]
        happened = [_claimed(site, event) for event in events if not isinstance(event, Statement)]
        shown = {entry.statement.id for _, entries, _ in happened for entry in entries}
        view = place_map(place, atlas)
        context = {
            "place": place,
            "happened": happened,
            "said": [event for event in events if isinstance(event, Statement) and event.id not in shown],
            "legs": legs.get(place.id, ()),
            "map": view,
        }
        page = Page(f"places/{place.id}.md", "pages/place.md.j2", place.name, context, record=place, search=True)
        yield replace(page, files=view.files if view else ())


def _country(site: Site, code: str) -> str:
    return site.phrases.country(code) if code else site.phrases.say("place.no_country")


def _claimed(site: Site, event: AnyEvent) -> tuple[AnyEvent, tuple[Entry, ...], int]:
    """An event with the claims about it and how many there are."""
    entries = site.timeline.ledgers.get(event.id, ())
    return event, entries[:MOST_CLAIMS], len(entries)
