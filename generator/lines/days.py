"""Where in a list an event stands: its month and, within it, its day, both in words.

An event is filed under the month in which it begins; without an earliest day under that of its latest. What is known
no closer than to a year stands before the months of that year. A date that is no plain day is told in words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby

from generator.dates import Edtf
from generator.kinds import AnyEvent
from generator.lines.line import Day, Line, Month
from generator.phrases import Phrases

_MARKS = (("~", "-about"), ("?", "-uncertain"), ("%", "-both"), ("..", "open"), ("/", "-to-"))
"""EDTF marks that an anchor spells out, because an address would have to encode them."""


def filed(event: AnyEvent) -> tuple[int, int]:
    """The year and month under which an event stands; month 0 where only the year is known."""
    return _filed(event.date)


@lru_cache(maxsize=50_000)
def _filed(when: Edtf) -> tuple[int, int]:
    start, end = when.ends
    known = start or end or when
    day = (known.earliest if start else known.latest) or date.min
    return day.year, day.month if known.precision in ("day", "month", "season") else 0


def anchor(value: Edtf) -> str:
    """The name of a date within a page: letters, digits and hyphens."""
    text = value.text
    for mark, words in _MARKS:
        text = text.replace(mark, words)
    return f"d{text}"


@dataclass(frozen=True)
class Days:
    """Makes each month and day once."""

    phrases: Phrases
    _months: dict[tuple[int, int], Month] = field(default_factory=dict)
    _days: dict[str, Day] = field(default_factory=dict)

    def of(self, event: AnyEvent) -> tuple[Month, Day]:
        """The month and the day of an event."""
        month, text = filed(event), event.date.text
        if month not in self._months:
            self._months[month] = self._month(*month)
        if text not in self._days:
            self._days[text] = self._day(event.date)
        return self._months[month], self._days[text]

    def _month(self, year: int, month: int) -> Month:
        if not month:
            return Month(f"m{year:04}", self.phrases.say("timeline.some_time", year=f"{year:04}"))
        return Month(f"m{year:04}-{month:02}", self.phrases.month(date(year, month, 1)))

    def _day(self, value: Edtf) -> Day:
        if value.is_day and value.earliest:
            number, weekday = self.phrases.day_of_month(value.earliest), self.phrases.weekday(value.earliest)
            return Day(anchor(value), value.text, "", number, weekday)
        return Day(anchor(value), value.text, self.phrases.when(value), "", "")


@dataclass(frozen=True, slots=True)
class DayGroup:
    """The events of one day, or of one uncertain date."""

    day: Day
    anchor: str
    """Empty where the page has it already."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """The days of one month."""

    month: Month
    days: tuple[DayGroup, ...]


def grouped(lines: Iterable[Line]) -> tuple[MonthGroup, ...]:
    """Lines in their order, under months and days."""
    seen: set[str] = set()
    return tuple(
        MonthGroup(month, tuple(_day_group(day, of_day, seen) for day, of_day in groupby(of, lambda line: line.day)))
        for month, of in groupby(lines, lambda line: line.month)
    )


def _day_group(day: Day, of: Iterable[Line], seen: set[str]) -> DayGroup:
    name = "" if day.anchor in seen else day.anchor
    seen.add(day.anchor)
    return DayGroup(day, name, tuple(of))
