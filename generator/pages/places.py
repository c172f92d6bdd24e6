"""Places, and what is said to have happened there."""

from collections.abc import Iterator
from dataclasses import replace

from generator.derive.ledger import Entry
from generator.model.claims import Leg
from generator.model.vocabularies import Place
from generator.output import Page
from generator.pages.listing import by_name, index_page
from generator.pages.maps import chronicle_map, place_map
from generator.pictures.atlas import Atlas
from generator.site import Site


def place_pages(site: Site) -> Iterator[Page]:
    """`/places/` and a page for each."""
    groups: dict[str, list[Place]] = {}
    for place in by_name(site.corpus.places.values()):
        groups.setdefault(place.country or "", []).append(place)
    atlas = Atlas()
    index = index_page(site, "places", dict(sorted(groups.items())))
    yield replace(index, context={**index.context, "map": chronicle_map(site, atlas)})
    legs: dict[str, list[tuple[Entry, Leg]]] = {}
    for entry in site.timeline.entries:
        for leg in entry.claim.legs:
            for place_id in {leg.from_, leg.to} - {None}:
                legs.setdefault(str(place_id), []).append((entry, leg))
    for place in site.corpus.places.values():
        context = {
            "place": place,
            "uses": site.timeline.uses.get(("places", place.id), ()),
            "legs": legs.get(place.id, ()),
            "map": place_map(place, atlas),
        }
        yield Page(f"places/{place.id}.md", "pages/place.md.j2", place.name, context, record=place, search=True)
