"""Stretches of a calendar for pictures along time: days, weeks, months, years, up to centuries.

Days are ordinals (`date.toordinal`), because the day after 9999-12-31 is the end of an axis, but no date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

END = date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A length of time: so many days, or so many calendar months."""

    days: int = 0
    months: int = 0

    def floor(self, day: int) -> int:
        """The first day of the period that holds a day; periods of days begin with their month."""
        number = _month(day)
        return _first(number - number % (self.months or 1))

    def ceil(self, day: int) -> int:
        """The day after the period that holds a day."""
        step = self.months or 1
        number = _month(day)
        return _first(number - number % step + step)

    def starts(self, first: int, end: int) -> Iterator[int]:
        """The first days of the periods from `first`, itself one, up to `end`."""
        if self.days:
            yield from range(first, end, self.days)
            return
        number = _month(first)
        while (day := _first(number)) < end:
            yield day
            number += self.months


DAY, WEEK, MONTH, YEAR = Unit(days=1), Unit(days=7), Unit(months=1), Unit(months=12)
UNITS = (DAY, WEEK, MONTH, Unit(months=3), YEAR, *(Unit(months=12 * years) for years in (5, 10, 50, 100, 500)))


def finest(first: int, end: int, most: int, units: tuple[Unit, ...] = UNITS) -> Unit:
    """The shortest unit of which at most `most` cover the days from `first` up to `end`."""
    for unit in units[:-1]:
        length = unit.days or unit.months * 30.4
        if (end - first) / length <= most:
            return unit
    return units[-1]


def _month(day: int) -> int:
    """Months since the year 0."""
    shown = date.fromordinal(min(max(day, 1), END - 1))
    return shown.year * 12 + shown.month - 1


def _first(month: int) -> int:
    year, rest = divmod(month, 12)
    if year < 1:
        return 1
    return date(year, rest + 1, 1).toordinal() if year <= date.max.year else END
