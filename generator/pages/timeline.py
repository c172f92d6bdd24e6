"""The timeline in full and by year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

from generator.kinds import AnyEvent
from generator.lines.days import filed
from generator.lines.paging import cut, weight
from generator.output import Page
from generator.pages.listing import MOST_ROWS, paged
from generator.pages.lists import Listing, Overview, list_pages, overview
from generator.site import Site

MOST_YEARS = 12
"""Years in the navigation, which is drawn into every page; a longer chronicle has them on a page of their own."""
TIMELINE = "timeline/"


@dataclass(frozen=True, slots=True)
class Group:
    """The events that begin in one month, or at an unknown time of one year."""

    first: date
    precision: Literal["month", "year"]
    events: tuple[AnyEvent, ...]

    @property
    def anchor(self) -> str:
        return self.first.isoformat()[: 7 if self.precision == "month" else 4]


def groups(events: Iterable[AnyEvent]) -> list[Group]:
    """Events by the month in which they begin; those of which only the year is known stand before its months."""
    found: dict[tuple[int, int], list[AnyEvent]] = {}
    for event in events:
        found.setdefault(filed(event), []).append(event)
    ordered = sorted(found.items())
    return [Group(date(year, month or 1, 1), "month" if month else "year", tuple(of)) for (year, month), of in ordered]


def grouped_pages(site: Site, first: Page, events: Iterable[AnyEvent]) -> Iterator[Page]:
    """`first` with the beginning of its list of events, and a page for each further part; each gets its `groups`."""
    found = {(group.first, group.precision): group.events for group in groups(events)}
    for page in paged(site, first, found, MOST_ROWS, lambda key: _named(site, *key)):
        yield replace(page, context=partial(_grouped, page))


def _grouped(page: Page) -> Mapping[str, Any]:
    values = page.values
    return {**values, "groups": [Group(shelf.key[0], shelf.key[1], shelf.items) for shelf in values["shelves"]]}


def _named(site: Site, first: date, precision: Literal["month", "year"]) -> str:
    return site.phrases.month(first) if precision == "month" else f"{first.year:04}"


def timeline_pages(site: Site) -> Iterator[Page]:
    """`/timeline/`, and `/<year>/` for each year with events."""
    say = site.phrases.say
    nav = f"{say('nav.timeline')}/{say('nav.all')}"
    whole = Listing(TIMELINE, say("timeline.title"), site.lines.all, events=site.timeline.standing, nav=nav)
    yield from list_pages(site, whole)
    yield from _years(site)


def timeline_overview(site: Site) -> Overview | None:
    """The picture of the whole chronicle for other pages: `parts/strip.md.j2` draws it."""
    return overview(site.timeline.standing, TIMELINE, cut(site.lines.all, weight))


def _years(site: Site) -> Iterator[Page]:
    say, years = site.phrases.say, [f"{year:04}" for year in site.timeline.by_year]
    few = len(years) <= MOST_YEARS
    for name, before, after in zip(years, ["", *years], [*years[1:], ""], strict=False):
        events = site.timeline.by_year[int(name)]
        nav = f"{say('nav.timeline')}/{name}" if few else None
        lines = site.lines.of(event.id for event in events)
        title, chip = say("timeline.year_title", year=name), say("facet.title", facet=say("facet.year"), value=name)
        yield from list_pages(site, Listing(f"{name}/", title, lines, "year", name, events, nav, chip, before, after))
