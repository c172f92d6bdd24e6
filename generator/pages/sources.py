"""Sources, and all that each supports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.kinds import AnyEvent
from generator.model.event import Citation
from generator.model.vocabularies import Source
from generator.output import Page
from generator.pages.listing import ALONE, MOST_ROWS, index_of, paged, parted
from generator.site import Site


def source_pages(site: Site) -> Iterator[Page]:
    """`/sources/` and a page for each."""
    sources = _in_order(site)
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.outlet, []).append(source)
    yield from paged(site, index_of(site, "sources"), groups, MOST_ROWS, site.phrases.actor)
    resting = _resting(sources)
    for source in sources:
        yield from _pages_of(site, source, resting.get(source.id, ()))


def pages_of(site: Site, source_id: str) -> Iterator[Page]:
    """Those of one source."""
    resting = _resting(_in_order(site)).get(source_id, ())
    yield from _pages_of(site, site.corpus.sources[source_id], resting)


def _in_order(site: Site) -> list[Source]:
    return sorted(site.corpus.sources.values(), key=lambda s: (site.phrases.actor(s.outlet).casefold(), s.id))


def _resting(sources: Iterable[Source]) -> Mapping[str, list[Source]]:
    """For each document those that rest on it."""
    resting: dict[str, list[Source]] = {}
    for source in sources:
        for step in source.derived_from:
            if step.source:
                resting.setdefault(step.source, []).append(source)
    return resting


def _pages_of(site: Site, source: Source, resting: Sequence[Source]) -> Iterator[Page]:
    context, title = partial(_shown, site, source, resting), source_title(site, source)
    page = Page(f"sources/{source.id}.md", "pages/source.md.j2", title, context, record=source, search=True)
    used = len(site.timeline.uses.get(("sources", source.id), ())) + len(resting)
    yield from parted(site, page, ("supports", "resting"), used)


def _shown(site: Site, source: Source, resting: Sequence[Source]) -> Mapping[str, Any]:
    return {**ALONE, "source": source, "supports": list(_supported(site, source)), "resting": resting}


def _supported(site: Site, source: Source) -> Iterator[tuple[AnyEvent, Citation]]:
    """Each event that cites the document, and where in it."""
    for use in site.timeline.uses.get(("sources", source.id), ()):
        for citation in use.event.sources:
            if citation.source == source.id:
                yield use.event, citation


def source_title(site: Site, source: Source) -> str:
    """The title as published; for one that is not known, whose document it is."""
    return source.title or site.phrases.say("source.untitled", outlet=site.phrases.actor(source.outlet))
