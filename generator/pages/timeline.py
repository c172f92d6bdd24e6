"""The timeline in full and by year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from generator.kinds import AnyEvent
from generator.output import Page
from generator.site import Site


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
    """Events by the month in which they begin; those of which only the year is known stand before its months.

    An event without an earliest day is filed under its latest.
    """
    found = groupby(sorted(events, key=_filed), key=_filed)
    return [Group(date(year, month or 1, 1), "month" if month else "year", tuple(of)) for (year, month), of in found]


def _filed(event: AnyEvent) -> tuple[int, int]:
    start, end = event.date.ends
    known = start or end or event.date
    day = known.earliest or known.latest or date.min
    return day.year, day.month if known.precision in ("day", "month", "season") else 0


def timeline_pages(site: Site) -> Iterator[Page]:
    """`/timeline/`, and `/<year>/` for each year with events."""
    say, timeline = site.phrases.say, site.timeline
    years = list(timeline.by_year)
    nav = say("nav.timeline")
    context = {"groups": groups(timeline.standing), "years": years, "year": None}
    title = say("timeline.title")
    yield Page("timeline/index.md", "pages/timeline.md.j2", title, context, nav=f"{nav}/{say('nav.all')}")
    for year, events in timeline.by_year.items():
        context = {"groups": groups(events), "years": years, "year": year}
        title = say("timeline.year_title", year=f"{year:04}")
        yield Page(f"{year:04}/index.md", "pages/timeline.md.j2", title, context, nav=f"{nav}/{year:04}")
