"""The first page: what this chronicle is, what is claimed and by whom, what is new, where to go on."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from generator.kinds import AnyEvent, Deployment
from generator.load.prose import NOT_FOUND
from generator.model.claims import MIXED
from generator.output import Page, address_of
from generator.pages.about import REPLACEABLE
from generator.pages.claims import measured
from generator.pages.heads import heads
from generator.pages.timeline import timeline_overview
from generator.site import Site

MOST = 3
"""Lines of each list."""
MOST_MEASURES = 8
MOST_HEADS = 12


def home_page(site: Site) -> Iterator[Page]:
    """One page, `/`."""
    title, description = site.settings.title, site.settings.description
    nav, context = site.phrases.say("nav.home"), partial(_shown, site)
    yield Page("index.md", "pages/home.md.j2", title, context, description, nav=nav)


def _shown(site: Site) -> Mapping[str, Any]:
    timeline = site.timeline
    moved = [event for event in timeline.standing if isinstance(event, Deployment)]
    claimed = sorted(heads(timeline, moved), key=lambda head: -head.claims)[:MOST_HEADS]
    return {
        "counts": {vocabulary: len(records) for vocabulary, records in site.corpus.records.items()},
        "claims": len(timeline.entries),
        "measures": [found for found in measured(timeline) if found.measure != MIXED],
        "most_measures": MOST_MEASURES,
        "heads": sorted(claimed, key=lambda head: (head.event.date.sort_key, head.event.id)),
        "newest": sorted(timeline.standing, key=_entered, reverse=True)[:MOST],
        "corrections": [c for c in timeline.changes if c.what != "added"][:MOST],
        "reading": reading(site),
        "overview": timeline_overview(site),
    }


def _entered(event: AnyEvent) -> tuple[int, tuple[int, int], str]:
    """By the day it entered the chronicle, then by its own."""
    return event.added.sort_key[1], event.date.sort_key, event.id


def reading(site: Site) -> list[tuple[str, str]]:
    """The hand-written pages to begin with, title and address: those of no folder, and the first one of each."""
    pages = sorted((address_of(page.place), page.title) for page in site.written if page.place != NOT_FOUND)
    return [
        (title, f"{quote(address)}/") for address, title in pages if "/" not in address and address not in REPLACEABLE
    ]
