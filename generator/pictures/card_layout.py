"""Where everything on a share card stands. Pure geometry, in pixels from the upper left corner."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.pictures.bidi import is_rtl
from generator.pictures.cards import Card, Saying
from generator.pictures.letters import Style
from generator.pictures.typeset import LEADING, Block, Line, block, line

Ink = Literal["ink", "muted", "accent", "line"]

WIDE, HIGH = 1200, 630
"""What the large networks ask for: 1.91 to 1."""
MARGIN, TOP, FOOT = 72, 88, 556
ROOM = WIDE - 2 * MARGIN
TITLE_SIZES = (76, 70, 64, 58, 52, 47, 43, 39)
FIGURE_SIZES = (34, 31, 28, 25)
SMALL, GAP = 26, 10
MOST = 190
"""How much of the height figures and speakers may take from the title."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: int
    y: int
    wide: int
    high: int
    ink: Ink


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text by its left end and its baseline."""

    line: Line
    x: float
    y: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that is drawn."""

    bars: tuple[Bar, ...]
    lines: tuple[Placed, ...]


def layout(card: Card) -> Layout:
    """The title as large as it can be; below it who said what; at the foot whose chronicle it is."""
    rtl = is_rtl(card.title)
    said = _sayings(card)
    low = FOOT - 68 - sum(row.high for rows in said for row in rows) - GAP * len(said)
    title = block(card.title, "title", TITLE_SIZES, ROOM, low - TOP - 54 - (150 if card.note else 0))
    lines = [*_head(card, rtl=rtl), *_stacked(title, TOP + 34, "ink")]
    if card.note:
        note = block(card.note, "text", (34, 31, 28), ROOM, 150)
        lines += _stacked(note, TOP + 34 + title.height + 26, "muted")
    y: float = low
    for rows in said:
        for row in rows:
            y += row.high
            lines += row.placed(y, rtl=rtl)
        y += GAP
    bars = [Bar(MARGIN, FOOT - 48, ROOM, 2, "line")]
    return Layout(tuple(bars), (*lines, *_foot(card, rtl=rtl)))


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of text after each other on one baseline."""

    parts: tuple[tuple[Line, Ink], ...]
    high: float

    def placed(self, y: float, *, rtl: bool) -> Iterator[Placed]:
        """The parts from the side where reading begins."""
        x: float = WIDE - MARGIN if rtl else MARGIN
        for part, ink in self.parts:
            yield Placed(part, x - part.width if rtl else x, y, ink)
            x += -part.width - 18 if rtl else part.width + 18


def _sayings(card: Card) -> list[list[Row]]:
    """As many as there is room for, the first ones first."""
    found: list[list[Row]] = []
    for rows in map(_saying, card.sayings):
        if sum(row.high for kept in (*found, rows) for row in kept) <= MOST:
            found.append(rows)
    return found


def _saying(saying: Saying) -> list[Row]:
    """A figure with its speaker on one line where there is room, else on two; several figures above their speaker."""
    size = min((_one(figure, "strong", FIGURE_SIZES).size for figure in saying.figures), default=0)
    figures = [_one(figure, "strong", (size,)) for figure in saying.figures]
    who = _one(saying.who, "text", (28, 26, 24) if figures else (36, 32, 28))
    if len(figures) == 1 and figures[0].width + 18 + who.width <= ROOM:
        return [Row(((figures[0], "ink"), (who, "muted")), 46)]
    return [*(Row(((figure, "ink"),), 44) for figure in figures), Row(((who, "muted"),), 40)]


def _one(text: str, style: Style, sizes: tuple[int, ...]) -> Line:
    return block(text, style, sizes, ROOM, 1).lines[0]


def _head(card: Card, *, rtl: bool) -> Iterator[Placed]:
    kind = line(card.kind, "strong", SMALL, rtl=is_rtl(card.kind))
    date = line(card.date, "text", SMALL, rtl=is_rtl(card.date))
    yield from Row(((kind, "accent"), (date, "muted")), 0).placed(TOP, rtl=rtl)


def _stacked(text: Block, top: float, ink: Ink) -> Iterator[Placed]:
    for index, part in enumerate(text.lines):
        x = WIDE - MARGIN - part.width if text.rtl else MARGIN
        yield Placed(part, x, top + text.size + index * text.size * LEADING, ink)


def _foot(card: Card, *, rtl: bool) -> Iterator[Placed]:
    """The chronicle's name on the side where reading begins, the grade of the event on the other."""
    mark = line("¶", "title", 30)
    yield from Row(((mark, "accent"),), 0).placed(FOOT, rtl=rtl)
    grade = line(card.grade, "strong", SMALL, rtl=is_rtl(card.grade))
    free = ROOM - mark.width - 18 - (grade.width + 40 if card.grade else 0)
    name = block(card.site, "strong", (SMALL,), free, 1).lines[0]
    x = MARGIN + mark.width + 18
    yield Placed(name, WIDE - x - name.width if rtl else x, FOOT, "ink")
    yield Placed(grade, MARGIN if rtl else WIDE - MARGIN - grade.width, FOOT, "muted")
