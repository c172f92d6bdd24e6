"""Places, and what is said to have happened there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from generator.derive.ledger import Entry
from generator.kinds import AnyEvent, Statement
from generator.model.claims import Leg
from generator.model.vocabularies import Place
from generator.once import once
from generator.output import Output, Page
from generator.pages.listing import ALONE, MOST_NAMES, by_name, index_of, paged, parted
from generator.pages.maps import MapView, chronicle_map, place_map
from generator.pictures.atlas import Atlas
from generator.site import Site

MOST_CLAIMS = 12
"""Claims shown of one event; its own page has them all."""


MOST_EVENTS = 150
"""Events on one page, each with so many claims."""


def place_pages(site: Site) -> Iterator[Page]:
    """`/places/` and a page for each."""
    groups: dict[str, list[Place]] = {}
    for place in by_name(site.corpus.places.values()):
        groups.setdefault(place.country or "", []).append(place)
    in_order = dict(sorted(groups.items(), key=lambda item: (not item[0], _country(site, item[0]).casefold())))
    atlas = Atlas()
    index = index_of(site, "places")
    every = chronicle_map(site, atlas)
    index = replace(index, context={**index.values, "map": every}, files=every.files)
    yield from paged(site, index, in_order, MOST_NAMES, lambda code: _country(site, code))
    legs: dict[str, list[tuple[Entry, Leg]]] = {}
    for entry in site.timeline.entries:
        for leg in entry.claim.legs:
            for place_id in {leg.from_, leg.to} - {None}:
                legs.setdefault(str(place_id), []).append((entry, leg))
    for place in site.corpus.places.values():
        shown = _Shown(site, place, legs.get(place.id, ()), atlas)
        path = f"places/{place.id}.md"
        context, files = shown.values, shown.files
        page = Page(path, "pages/place.md.j2", place.name, context, record=place, search=True, files=files)
        used = len(site.timeline.uses.get(("places", place.id), ())) + len(shown.legs)
        yield from parted(site, page, ("happened", "legs", "said"), used, MOST_EVENTS)


@dataclass(frozen=True)
class _Shown:
    """What one place's page shows, worked out when the page is rendered."""

    of_one_page: ClassVar[bool] = True
    """What it keeps is worked out of its own fields alone (see `memory/digests.py`)."""

    site: Site
    place: Place
    legs: Sequence[tuple[Entry, Leg]]
    atlas: Atlas

    def values(self) -> Mapping[str, Any]:
        """For the template."""
        events = [use.event for use in self.site.timeline.uses.get(("places", self.place.id), ())]
        happened = [_claimed(self.site, event) for event in events if not isinstance(event, Statement)]
        shown = {entry.statement.id for _, entries, _ in happened for entry in entries}
        return {
            **ALONE,
            "place": self.place,
            "happened": happened,
            "said": [event for event in events if isinstance(event, Statement) and event.id not in shown],
            "legs": self.legs,
            "map": self._map,
        }

    def files(self) -> tuple[Output, ...]:
        """The shapes beneath its map."""
        return self._map.files if self._map else ()

    @once
    def _map(self) -> MapView | None:
        return place_map(self.place, self.atlas)


def _country(site: Site, code: str) -> str:
    return site.phrases.country(code) if code else site.phrases.say("place.no_country")


def _claimed(site: Site, event: AnyEvent) -> tuple[AnyEvent, tuple[Entry, ...], int]:
    """An event with the claims about it and how many there are."""
    entries = site.timeline.ledgers.get(event.id, ())
    return event, entries[:MOST_CLAIMS], len(entries)
