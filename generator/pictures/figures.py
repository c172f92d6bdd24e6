"""Claimed figures over time: one panel for each measure, unit and scope, a row for each figure.

Different measures, units or scopes never share an axis. Rows run down in the order they were said; the place along the
axis is the figure, and the form of the mark is its bound. Lengths along the axis are per cent of its width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, log10

from generator.derive.ledger import Entry
from generator.model.claims import Figure

SHAPES = 8
"""How many marks there are for parties; beyond that they repeat."""
MOST_ROWS = 24
MOST_SINGLE = 4
"""Panels of one figure, drawn only where no figures can be compared."""
LEFT, WIDTH = 2.0, 88.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a figure stands and how its bound is drawn."""

    form: str
    """exact | about | at_least | at_most | between | words"""
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of one claim."""

    entry: Entry
    figure: Figure
    mark: Mark
    shape: int
    """Which of the `SHAPES` marks the party has."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis."""

    value: float
    at: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures that may be compared."""

    measure: str
    unit: str
    scope: str | None
    ticks: tuple[Tick, ...]
    rows: tuple[FigureRow, ...]
    left_out: int
    """Rows beyond `MOST_ROWS`; the table has them all."""


@dataclass(frozen=True, slots=True)
class Picture:
    """All panels of a ledger that hold something to compare, and what the marks mean."""

    panels: tuple[Panel, ...]
    parties: tuple[tuple[str, int], ...]
    alone: int
    """Figures that have no other of their measure, unit and scope; only the table shows them."""

    @property
    def compares(self) -> bool:
        """Whether any panel holds more than one figure."""
        return any(len(panel.rows) > 1 for panel in self.panels)


def draw(entries: Iterable[Entry]) -> Picture:
    """The picture of a ledger: figures that can be compared, else the first few that stand alone."""
    groups: dict[tuple[str, str, str], list[tuple[Entry, Figure]]] = {}
    shapes: dict[str, int] = {}
    for entry in entries:
        for figure in entry.claim.figures:
            shapes.setdefault(entry.parties[0], len(shapes) % SHAPES)
            key = (figure.measure, figure.unit, figure.scope or "")
            groups.setdefault(key, []).append((entry, figure))
    ranked = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    numbered = [(key, rows) for key, rows in ranked if _numbers(rows)]
    comparable = [(key, rows) for key, rows in numbered if len(rows) > 1] or numbered[:MOST_SINGLE]
    panels = tuple(_panel(key, rows, shapes) for key, rows in comparable)
    drawn = {row.entry.parties[0] for panel in panels for row in panel.rows}
    alone = sum(len(rows) for _, rows in ranked) - sum(len(rows) for _, rows in comparable)
    return Picture(panels, tuple((party, shape) for party, shape in shapes.items() if party in drawn), alone)


def _numbers(rows: Sequence[tuple[Entry, Figure]]) -> list[float]:
    return [value for _, figure in rows for value in (figure.low, figure.high) if value is not None]


def _panel(key: tuple[str, str, str], rows: list[tuple[Entry, Figure]], shapes: dict[str, int]) -> Panel:
    measure, unit, scope = key
    top, step = _scale(max(_numbers(rows)))
    shown = rows if len(rows) <= MOST_ROWS else [*rows[: MOST_ROWS // 2], *rows[-MOST_ROWS // 2 :]]
    ticks = tuple(Tick(step * n, _at(step * n, top)) for n in range(int(top / step) + 1))
    made = tuple(FigureRow(e, f, _mark(f, top), shapes[e.parties[0]]) for e, f in shown)
    return Panel(measure, unit, scope or None, ticks, made, len(rows) - len(shown))


def _scale(most: float) -> tuple[float, float]:
    """The end of the axis and the distance of its ticks: the first round number that holds all figures."""
    if most <= 0:
        return 1, 1
    power = 10.0 ** floor(log10(most))
    for times, parts in ((1, 2), (2, 4), (3, 3), (4, 4), (5, 5), (6, 3), (8, 4), (10, 5)):
        if most <= times * power:
            return _whole(times * power), _whole(times * power / parts)
    return _whole(10 * power), _whole(2 * power)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _at(value: float, top: float) -> float:
    return round(LEFT + WIDTH * value / top, 2)


def _mark(figure: Figure, top: float) -> Mark:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return Mark("words", LEFT, LEFT)
    form = {"more_than": "at_least", "less_than": "at_most"}.get(figure.bound, figure.bound)
    first = low if low is not None else high
    last = high if high is not None else low
    return Mark(form, _at(first or 0, top), _at(last or 0, top))
