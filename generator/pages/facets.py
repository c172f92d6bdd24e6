"""What the filters find, as pages that need no script: `/timeline/<facet>/` and `/timeline/<facet>/<value>/`."""

from collections.abc import Iterator

from generator.lines import Facet, place
from generator.lines.facets import Value
from generator.lines.paging import cut
from generator.output import Page
from generator.pages.lists import Listing, list_pages
from generator.site import Site


def facet_pages(site: Site) -> Iterator[Page]:
    """For each facet a page of its values; for each value a list of its events, unless it has a page already."""
    for facet in site.lines.facets:
        if facet.index.startswith("timeline/"):
            yield from _index(site, facet)
        for value in facet.values.values() if facet.paged else ():
            yield from list_pages(site, _listing(site, facet, value))


def _listing(site: Site, facet: Facet, value: Value) -> Listing:
    title = site.phrases.say("facet.title", facet=facet.label, value=value.label)
    return Listing(value.address, title, site.lines.at(facet, value.id), facet.name, value.id, chip=title)


def _index(site: Site, facet: Facet) -> Iterator[Page]:
    pages = cut(tuple(facet.values.values()), _weight)
    title = site.phrases.say("facet.index_title", facet=facet.label)
    for number, values in enumerate(pages, start=1):
        context = {
            "values": values,
            "before": place(facet.index, number - 1) if number > 1 else "",
            "after": place(facet.index, number + 1) if number < len(pages) else "",
        }
        yield Page(f"{place(facet.index, number)}index.md", "pages/facet.md.j2", title, context)


def _weight(value: Value) -> int:
    return 20 + len((value.label + value.address).encode())
