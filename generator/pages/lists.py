"""A list of events as pages: by month and day, with filters at its side, small enough each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generator.kinds import AnyEvent
from generator.lines import Facet, Line, place
from generator.lines.days import grouped
from generator.lines.facets import Value
from generator.lines.line import Month
from generator.lines.paging import cut, weight
from generator.output import Page
from generator.pictures.strip import Strip, draw
from generator.site import Site

MOST_VALUES = 7
"""Values of a facet that the filters show at once; its own page has all."""
MOST_JUMPS = 120
"""Months of other pages that the first page of a list leads to; beyond, the years do."""
NEAR = 2


@dataclass(frozen=True)
class Overview:
    """The picture above a list, and where each of its marks leads."""

    strip: Strip
    places: Mapping[str, str]
    """By event the address of its day, from the first page of the site."""


@dataclass(frozen=True)
class Choice:
    """A facet as the filters show it."""

    facet: Facet
    values: tuple[Value, ...]
    """The first few; all where there are few."""


@dataclass(frozen=True)
class Listing:
    """Events to be listed under one address."""

    base: str
    title: str
    lines: Sequence[Line]
    facet: str = ""
    value: str = ""
    """What these events have in common."""
    events: Sequence[AnyEvent] = ()
    """Those of the picture above the list; none is drawn without."""
    nav: str | None = None
    chip: str = ""
    """The same in words, as the filters say it."""
    before: str = ""
    """The year before, for the list of a year; likewise after."""
    after: str = ""


def list_pages(site: Site, listing: Listing) -> Iterator[Page]:
    """The pages of a list; the first has its address, the others follow below it."""
    pages = cut(listing.lines, weight)
    panel = choices(site, listing.facet, listing.value)
    # Without its events: a page that is given them all is made again whenever any of them changes.
    shown = replace(listing, lines=(), events=())
    for number, lines in enumerate(pages, start=1):
        context = {
            "listing": shown,
            "found": len(listing.lines),
            "total": len(site.lines.all),
            "pager": _pager(listing.base, number, len(pages)),
            "jumps": _jumps(listing.base, pages) if number == 1 else (),
            "panel": panel,
            "complete": len(pages) == 1,
        }
        title = listing.title if number == 1 else _numbered(site, listing.title, number)
        nav = listing.nav if number == 1 else None
        pictured = (listing.events, listing.base, pages) if number == 1 else ()
        given = partial(_listed, context, lines, *pictured)
        yield Page(f"{place(listing.base, number)}index.md", "pages/timeline.md.j2", title, given, nav=nav)


def _listed(context: Mapping[str, Any], lines: Sequence[Line], *pictured: Any) -> Mapping[str, Any]:
    """What a page of a list is given; the first one has the picture of them all."""
    return {**context, "months": grouped(lines), "overview": overview(*pictured) if pictured else None}


def _numbered(site: Site, title: str, number: int) -> str:
    return site.phrases.say("paging.title", title=title, number=number)


def overview(events: Sequence[AnyEvent], base: str, pages: Sequence[Sequence[Line]]) -> Overview | None:
    """The picture of some events, its marks leading to their days on these pages."""
    strip = draw(events)
    return Overview(strip, _places(base, pages)) if strip else None


def _places(base: str, pages: Sequence[Sequence[Line]]) -> Mapping[str, str]:
    return {
        line.id: f"{place(base, number)}#{line.day.anchor}"
        for number, lines in enumerate(pages, start=1)
        for line in lines
    }


def choices(site: Site, facet: str = "", value: str = "") -> tuple[Choice, ...]:
    """The filters: of each facet the first values, of the years the last ones, always the one that is set."""
    return tuple(
        Choice(one, _shown(one, value if one.name == facet else "")) for one in site.lines.facets if one.values
    )


def _shown(facet: Facet, chosen: str) -> tuple[Value, ...]:
    values = list(facet.values.values())
    if facet.paged and len(values) <= 2 * MOST_VALUES and facet.name not in ("party", "language"):
        return tuple(values)
    shown = values[-MOST_VALUES:] if facet.name == "year" else values[:MOST_VALUES]
    left_out = chosen in facet.values and facet.values[chosen] not in shown
    return (*shown, facet.values[chosen]) if left_out else tuple(shown)


@dataclass(frozen=True)
class Pager:
    """The pages of a list around one of them."""

    number: int
    count: int
    pages: tuple[tuple[int, str], ...]
    """Numbers and addresses: the first, the last, and those near."""
    before: str
    after: str


def _pager(base: str, number: int, count: int) -> Pager:
    near = {1, count, *range(max(number - NEAR, 1), min(number + NEAR, count) + 1)}
    pages = tuple((page, place(base, page)) for page in sorted(near))
    before = place(base, number - 1) if number > 1 else ""
    return Pager(number, count, pages, before, place(base, number + 1) if number < count else "")


def _jumps(base: str, pages: Sequence[Sequence[Line]]) -> tuple[tuple[Month, str], ...]:
    """Months that begin on later pages: old links to them still lead there from the first page."""
    seen = {line.month.anchor for line in pages[0]}
    found: list[tuple[Month, str]] = []
    for number, lines in enumerate(pages[1:], start=2):
        for line in lines:
            if line.month.anchor not in seen:
                seen.add(line.month.anchor)
                found.append((line.month, f"{place(base, number)}#{line.month.anchor}"))
    return tuple(found) if len(found) <= MOST_JUMPS else ()
