"""What was known on a day: the chronicle from what had been said in public by then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from generator.citations import cited, of_day
from generator.derive import Timeline
from generator.derive.ledger import Entry
from generator.kinds import AnyEvent
from generator.output import Page
from generator.pages.listing import MOST_ROWS
from generator.pages.timeline import grouped_pages
from generator.pictures.figures import Picture, draw
from generator.site import Site


def known_pages(site: Site) -> Iterator[Page]:
    """`/known/` and `/known/<day>/` for each day when the picture changed."""
    say, days = site.phrases.say, site.timeline.days
    months = [tuple(of) for _, of in groupby(days, key=lambda day: (day.year, day.month))]
    yield Page("known/index.md", "pages/known_days.md.j2", say("known.title"), {"months": months}, nav=say("nav.known"))
    for index, day in enumerate(days):
        then = site.timeline.as_known(day)
        around = days[index - 1] if index else None, days[index + 1] if index + 1 < len(days) else None
        context = partial(_shown, site, day, then, around)
        title = say("known.day_title", day=site.phrases.day(day))
        first = Page(f"known/{day.isoformat()}.md", "pages/known.md.j2", title, context)
        yield from grouped_pages(site, first, then.standing)


def _shown(site: Site, day: date, then: Timeline, around: tuple[date | None, date | None]) -> Mapping[str, Any]:
    return {
        "known_day": day,
        "cited": cited(of_day(site, day)),
        "then": then,
        "claimed": Claimed(then),
        "before": around[0],
        "after": around[1],
    }


@dataclass(frozen=True, slots=True)
class Told:
    """The claims about one event that a day's page tells: of all that were public by then, the latest."""

    event: AnyEvent
    found: tuple[Entry, ...]
    most: int
    """How many there is room for."""

    @property
    def name(self) -> tuple[str, int, int]:
        """Names it among all days: a later day has the claims of an earlier one and more."""
        return self.event.id, len(self.found), len(self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.found[self.left_out :]

    @property
    def left_out(self) -> int:
        """How many earlier claims are left out."""
        return max(len(self.found) - self.most, 0)

    @property
    def size(self) -> int:
        """How long its table is, in powers of two: the style sheet guesses the height of what is far below."""
        return len(self.entries).bit_length()

    def drawn(self) -> Picture:
        """The picture of all that was public."""
        return draw(self.found)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What was claimed by a day, worked out where it is shown: further pages of the day list events alone."""

    then: Timeline

    def __iter__(self) -> Iterator[Told]:
        """The claims about each event."""
        room = MOST_ROWS
        for event, found in self.then.claimed:
            told = Told(event, found, room)
            room -= len(told.entries)
            yield told
