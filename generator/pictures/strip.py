"""The overview of a chronicle: what was said above an axis of time, what happened below it.

Places along the axis are per cent of its width, heights are pixels. Few events are dots, many are columns that count
them; events that last, or whose day is known only roughly, are bars below. An end that is not known for certain
fades; a date of which only the month or the year is known fades to both sides. Every mark names an event to link to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.dates import Edtf
from generator.kinds import AnyEvent, Statement
from generator.pictures.periods import UNITS, YEAR, Unit, finest

MOST_COLUMNS, MOST_TICKS = 110, 26
MOST_DOTS, MOST_STACKED = 60, 5
"""Up to so many events, so many of them in one place, are drawn one by one."""
MOST_BARS, MOST_ROWS = 36, 9
HEIGHT, STEP, ROW, AXIS, MARGIN, TOP = 40, 7, 7, 20, 4, 14
"""Pixels: the highest column, from dot to dot, from bar to bar, words of the axis, between them, for the years."""
MAIN = 9.0
"""Per cent of the width between the ticks that a narrow screen shows."""
GAP, FADE, OPEN, SEAM = 0.5, 1.2, 7.0, 0.15
"""Per cent of the width: between two bars in a row, of an approximate end, of an open one, laid over a fading end."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a period on the axis."""

    at: float
    day: date
    event: str
    """The first event from that day on."""
    is_year: bool
    """The first tick of a year or of a round number of years."""
    is_main: bool
    """One of the few that a narrow screen has room for."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One event; hollow where its day is not certain."""

    at: float
    level: int
    """How many stand below it."""
    event: AnyEvent
    hollow: bool


@dataclass(frozen=True, slots=True)
class Column:
    """Several events of one period."""

    at: float
    width: float
    height: float
    first: date
    last: date
    count: int
    event: str
    """The first of them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An event that lasts, or whose day lies somewhere within."""

    at: float
    width: float
    fade_in: float
    """How much of the width, in per cent of the whole axis, fades in; likewise at the end."""
    fade_out: float
    row: int
    event: AnyEvent
    lasting: bool
    """A span, not one uncertain day."""

    @property
    def core(self) -> float:
        """Where it is certain from; a hair earlier, so that no seam shows."""
        return round(self.at + self.fade_in - min(self.fade_in, SEAM), 2)

    @property
    def core_width(self) -> float:
        return round(self.fades - self.core + min(self.fade_out, SEAM), 2)

    @property
    def fades(self) -> float:
        """Where its end begins to fade."""
        return round(self.at + self.width - self.fade_out, 2)


@dataclass(frozen=True, slots=True)
class Lane:
    """Dots or columns, and in the lower lane bars."""

    dots: tuple[Dot, ...] = ()
    columns: tuple[Column, ...] = ()
    bars: tuple[Bar, ...] = ()
    count: int = 0

    @property
    def rows(self) -> int:
        return max((bar.row for bar in self.bars), default=-1) + 1

    @property
    def levels(self) -> int:
        return max((dot.level for dot in self.dots), default=-1) + 1


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole picture; without events nothing is drawn."""

    ticks: tuple[Tick, ...]
    unit: Unit
    """The distance of the ticks."""
    said: Lane
    happened: Lane
    before: tuple[AnyEvent, ...]
    """Events so much earlier than the rest that the axis leaves them out; likewise later ones."""
    after: tuple[AnyEvent, ...]

    @property
    def axis(self) -> float:
        """Where the axis begins, in pixels from above: below what was said."""
        return TOP + _high(self.said)

    @property
    def lower(self) -> float:
        """Where what happened begins: below the words of the axis."""
        return self.axis + AXIS

    @property
    def bars(self) -> float:
        """Where the bars begin."""
        return self.lower + _high(self.happened) + MARGIN

    @property
    def height(self) -> float:
        return self.bars + self.happened.rows * ROW


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days to per cent."""

    first: int
    end: int
    unit: Unit

    def at(self, day: float) -> float:
        shown = min(max(day, self.first), self.end)
        return round(100 * (shown - self.first) / (self.end - self.first), 2)

    @property
    def column(self) -> float:
        """About the width of a column, in days."""
        return self.unit.days or self.unit.months * 30.4


def draw(events: Iterable[AnyEvent]) -> Strip | None:
    """The overview of some events, in any order; None where there are none."""
    placed = sorted(((_day(event), event) for event in events), key=_order)
    if not placed:
        return None
    first, last = _core([day for day, event in placed if not _is_coarse(event)] or [day for day, _ in placed])
    before = tuple(event for day, event in placed if day < first and _end(event, last) < first)
    after = tuple(event for day, event in placed if day > last)
    left_out = {event.id for event in (*before, *after)}
    inside = sorted(((max(day, first), event) for day, event in placed if event.id not in left_out), key=_order)
    axis = _axis(first, max(last, *(_end(event, last) for _, event in inside)))
    said = [(day, event) for day, event in inside if isinstance(event, Statement)]
    happened = [(day, event) for day, event in inside if not isinstance(event, Statement)]
    bars = tuple(_rows(_chosen([_bar(event, axis) for _, event in happened if _is_wide(event, axis)])))
    barred = {bar.event.id for bar in bars}
    points = [(day, event) for day, event in happened if event.id not in barred]
    upper, lower = _binned(axis, said), _binned(axis, points)
    fullest = max((len(of) for bins in (upper, lower) for of in bins.values()), default=0)
    unit = finest(axis.first, axis.end, MOST_TICKS, UNITS[2:])
    return Strip(
        tuple(_ticks(axis, unit, inside)),
        unit,
        _lane(axis, upper, fullest),
        _lane(axis, lower, fullest, bars),
        before,
        after,
    )


def _order(placed: tuple[int, AnyEvent]) -> tuple[int, str]:
    return placed[0], placed[1].id


def _high(lane: Lane) -> float:
    return max([column.height for column in lane.columns] + [STEP * lane.levels])


def _day(event: AnyEvent) -> int:
    """Where an event stands: at its earliest day, without one at its latest."""
    day = event.date.earliest or event.date.latest
    return day.toordinal() if day else 1


def _is_coarse(event: AnyEvent) -> bool:
    """Whether no more than a year is known of where the event begins; such a day sets no axis."""
    start, end = event.date.ends
    return (start or end or event.date).precision in ("year", "decade", "century")


def _end(event: AnyEvent, last: int) -> int:
    """How far the event reaches, as far as that does not stretch the axis by more than a fifth of a year."""
    latest = event.date.latest.toordinal() if event.date.latest else last
    return min(latest, last + 73)


def _core(days: Sequence[int]) -> tuple[int, int]:
    """First and last day to be drawn: all, unless one in twenty stretches the axis more than threefold."""
    cut = len(days) // 40
    low, high = days[cut], days[-1 - cut]
    if cut and days[-1] - days[0] > 3 * max(high - low, 30):
        return low, high
    return days[0], days[-1]


def _axis(first: int, last: int) -> _Axis:
    unit = finest(first, last + 1, MOST_COLUMNS)
    return _Axis(unit.floor(first), unit.ceil(last), unit)


def _ticks(axis: _Axis, unit: Unit, placed: Sequence[tuple[int, AnyEvent]]) -> Iterable[Tick]:
    """Ticks, each with the first event from it on; where none follows, with the last one."""
    index, main = 0, -MAIN
    starts = [day for day in unit.starts(unit.floor(axis.first), axis.end) if day >= axis.first] or [axis.first]
    for day in starts:
        while index < len(placed) - 1 and placed[index][0] < day:
            index += 1
        at, is_year = axis.at(day), YEAR.floor(day) == day
        is_main = (is_year or day == starts[0]) and at - main >= MAIN
        main = at if is_main else main
        yield Tick(at, date.fromordinal(day), placed[index][1].id, is_year, is_main)


def _binned(axis: _Axis, placed: Sequence[tuple[int, AnyEvent]]) -> dict[int, list[AnyEvent]]:
    """Events by the column that they fall in."""
    starts = list(axis.unit.starts(axis.first, axis.end))
    bins: dict[int, list[AnyEvent]] = {}
    index = 0
    for day, event in placed:
        while index + 1 < len(starts) and starts[index + 1] <= day:
            index += 1
        bins.setdefault(index, []).append(event)
    return bins


def _lane(axis: _Axis, bins: dict[int, list[AnyEvent]], fullest: int, bars: tuple[Bar, ...] = ()) -> Lane:
    """Events at their places: one by one where they are few; both lanes count by one scale."""
    edges = [*axis.unit.starts(axis.first, axis.end), axis.end]
    sizes = [len(of) for of in bins.values()]
    count = sum(sizes) + len(bars)
    if sum(sizes) <= MOST_DOTS and max(sizes, default=0) <= MOST_STACKED:
        return Lane(tuple(_dots(axis, edges, bins)), (), bars, count)
    return Lane((), tuple(_columns(axis, edges, bins, fullest)), bars, count)


def _dots(axis: _Axis, edges: Sequence[int], bins: dict[int, list[AnyEvent]]) -> Iterable[Dot]:
    for index, of in bins.items():
        middle = axis.at((edges[index] + edges[index + 1]) / 2)
        for level, event in enumerate(of):
            yield Dot(middle, level, event, not event.date.is_day)


def _columns(axis: _Axis, edges: Sequence[int], bins: dict[int, list[AnyEvent]], fullest: int) -> Iterable[Column]:
    for index, of in bins.items():
        first, end = edges[index], edges[index + 1]
        height = max(round(HEIGHT * len(of) / fullest, 1), 2)
        days = date.fromordinal(first), date.fromordinal(end - 1)
        yield Column(axis.at(first), round(axis.at(end) - axis.at(first), 2), height, *days, len(of), of[0].id)


def _is_wide(event: AnyEvent, axis: _Axis) -> bool:
    """Whether an event covers more than a column, or has an open end."""
    first, last = event.date.earliest, event.date.latest
    return first is None or last is None or (last - first).days >= axis.column


def _bar(event: AnyEvent, axis: _Axis) -> Bar:
    first, last = event.date.earliest, event.date.latest
    start = axis.at(first.toordinal()) if first else 0
    end = axis.at(last.toordinal() + 1) if last else 100
    if not first or not last:
        start, end = (start, min(_opened(event, axis), 100)) if first else (max(end - OPEN, 0), end)
    start = round(min(start, 100 - GAP), 2)
    width = round(max(end - start, GAP), 2)
    if not event.date.is_interval:
        return Bar(start, width, round(width / 2, 2), round(width / 2, 2), 0, event, False)
    opening, closing = event.date.ends
    fade_in, fade_out = min(_fade(opening, axis), width / 2), min(_fade(closing, axis), width / 2)
    return Bar(start, width, round(fade_in, 2), round(fade_out, 2), 0, event, True)


def _opened(event: AnyEvent, axis: _Axis) -> float:
    """Where a bar without an end stops: nobody said how long it lasts, so no more than that it does is drawn."""
    begins = event.date.ends[0]
    certain = begins.latest if begins and begins.latest else event.date.earliest
    return axis.at(certain.toordinal()) + OPEN if certain else OPEN


def _fade(end: Edtf | None, axis: _Axis) -> float:
    """How far an end fades: as wide as what it may mean, an approximate one a little, an open one far."""
    if end is None or end.earliest is None or end.latest is None:
        return OPEN
    wide = axis.at(end.latest.toordinal()) - axis.at(end.earliest.toordinal())
    return max(wide, FADE if end.text.endswith(("~", "?", "%")) else 0)


def _chosen(bars: Sequence[Bar]) -> list[Bar]:
    """The bars that are drawn where there are too many: what moved before what else happened, the longest first."""
    ranked = sorted(bars, key=lambda bar: (bar.event.kind != "deployment", -bar.width, bar.event.id))
    return sorted(ranked[:MOST_BARS], key=lambda bar: (bar.at, -bar.width, bar.event.id))


def _rows(bars: Sequence[Bar]) -> Iterable[Bar]:
    """Each bar in the first row that is free; what finds none is left to the columns."""
    ends: list[float] = []
    for bar in bars:
        row = next((row for row, end in enumerate(ends) if end + GAP <= bar.at), len(ends))
        if row < MOST_ROWS:
            ends[row:] = [bar.at + bar.width, *ends[row + 1 :]]
            yield Bar(bar.at, bar.width, bar.fade_in, bar.fade_out, row, bar.event, bar.lasting)
