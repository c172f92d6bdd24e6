"""Marks and words on a map whose width is not known when it is drawn.

Places of marks are shares of the map; words and marks keep their size in pixels. So whether two of them meet depends on
the width: everything here holds for all widths of a tier, from the lowest to the highest.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot

from generator.pictures.windows import RATIO

SIZE = 12
"""Of letters, in pixels."""
NARROW_LETTERS = frozenset("iljtfrI.,:;'’|!()[] ")
WIDE_LETTERS = frozenset("mwMWQOGD@%&—")

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels from the mark."""
Share = tuple[float, float]
"""A place on the map, as shares of its width and height."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Widths in pixels for which marks and words are placed once."""

    name: str
    low: int
    high: int

    @property
    def longest(self) -> float:
        """The most that a name may take, in pixels; the link and the table have the whole of it."""
        return min(0.45 * self.low, 170)


NARROW, WIDE = Tier("narrow", 280, 520), Tier("wide", 520, 800)
SMALL = Tier("", 280, 600)
"""A small map has these widths on every page."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside a mark: where its text begins, ends or has its middle."""

    text: str
    x: int
    y: int
    anchor: str
    length: float

    @property
    def box(self) -> Box:
        left = {"start": 0.0, "end": -self.length, "middle": -self.length / 2}[self.anchor] + self.x
        return left, self.y - SIZE + 1, left + self.length, self.y + 4


BESIDE = (
    (12, 4, "start"),
    (-12, 4, "end"),
    (0, -16, "middle"),
    (0, 23, "middle"),
    (4, -16, "start"),
    (4, 23, "start"),
    (-4, -16, "end"),
    (-4, 23, "end"),
)
"""Where a name may stand, the best first."""


@dataclass(frozen=True)
class Room:
    """What is taken on a map, for all widths of a tier."""

    tier: Tier
    taken: list[tuple[Share, Box]] = field(default_factory=list)
    crossed: list[tuple[Share, Box]] = field(default_factory=list)
    """What names avoid if they can."""

    def free(self, at: Share, box: Box) -> bool:
        """Whether a box fits on the map without meeting another."""
        return self._inside(at, box) and not any(meet(at, box, *other, self.tier) for other in self.taken)

    def take(self, at: Share, box: Box) -> None:
        self.taken.append((at, box))

    def label(self, at: Share, text: str) -> Label | None:
        """The best free stand for a name beside a mark, which it then takes; None where there is none."""
        long = length(text)
        stands = [label for label in (Label(text, *beside, long) for beside in BESIDE) if self.free(at, label.box)]
        best = min(stands, key=lambda label: self._crossings(at, label.box), default=None)
        if best:
            self.take(at, best.box)
        return best

    def _crossings(self, at: Share, box: Box) -> int:
        return sum(meet(at, box, *other, self.tier) for other in self.crossed)

    def _inside(self, at: Share, box: Box) -> bool:
        (x, y), (left, top, right, bottom) = at, box
        return all(
            x * width + left >= 2
            and x * width + right <= width - 2
            and y * width * RATIO + top >= 2
            and y * width * RATIO + bottom <= width * RATIO - 2
            for width in (self.tier.low, self.tier.high)
        )


def meet(one: Share, box: Box, other: Share, other_box: Box, tier: Tier) -> bool:
    """Whether two boxes overlap at any width of a tier."""
    low, high = float(tier.low), float(tier.high)
    for axis, scale in ((0, 1.0), (1, RATIO)):
        away = (other[axis] - one[axis]) * scale
        first, last = box[axis] - other_box[axis + 2], box[axis + 2] - other_box[axis]
        if abs(away) < 1e-12:
            if not first < 0 < last:
                return False
            continue
        begin, end = sorted((first / away, last / away))
        low, high = max(low, begin), min(high, end)
        if low >= high:
            return False
    return True


def together(places: Sequence[Share], apart: float, tier: Tier) -> list[list[int]]:
    """Places that lie nearer than `apart` pixels to each other where the tier is lowest, by their numbers.

    The middles of the groups keep that distance, so that each mark can be hit and seen. Depends on where places lie
    alone, and takes time in proportion to their number.
    """
    order = sorted(range(len(places)), key=lambda number: places[number])
    groups = [[number] for number in order]
    while True:
        joined = list(_joined(groups, places, apart, tier))
        if len(joined) == len(groups):
            return joined
        groups = joined


def _joined(groups: Iterable[list[int]], places: Sequence[Share], apart: float, tier: Tier) -> Iterable[list[int]]:
    cells: dict[tuple[int, int], list[tuple[Share, list[int]]]] = {}
    found: list[list[int]] = []
    for group in groups:
        x, y = middle([places[number] for number in group])
        at = x * tier.low, y * tier.low * RATIO
        column, row = int(at[0] // apart), int(at[1] // apart)
        near = (one for i in (-1, 0, 1) for j in (-1, 0, 1) for one in cells.get((column + i, row + j), ()))
        close = (
            (hypot(at[0] - there[0], at[1] - there[1]), number, other) for number, (there, other) in enumerate(near)
        )
        distance, _, other = min(close, key=lambda one: one[:2], default=(apart, 0, []))
        if distance < apart:
            other.extend(group)
        else:
            found.append(list(group))
            cells.setdefault((column, row), []).append((at, found[-1]))
    return found


def middle(places: Sequence[Share]) -> Share:
    """The middle of places, the same in whichever order they come."""
    xs, ys = sorted(x for x, _ in places), sorted(y for _, y in places)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def length(text: str) -> float:
    """How long a text is in pixels, rather too long than too short: which font a reader has is not known."""
    return sum(_letter(letter) for letter in text) * SIZE


def _letter(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF:
        return 1.1
    if letter in NARROW_LETTERS:
        return 0.36
    return 0.9 if letter in WIDE_LETTERS else 0.7 if letter.isupper() else 0.6


def cut(text: str, longest: float) -> str:
    """The text in one line, cut off between letters where it is too long."""
    line = " ".join(text.split())
    if length(line) <= longest:
        return line
    kept = list(_letters(line))
    while kept and length("".join(kept)) + SIZE > longest:
        kept.pop()
    return "".join(kept).rstrip() + "…"


def _letters(text: str) -> Iterator[str]:
    """Letters with all that belongs to them: accents, joined emoji."""
    whole = ""
    for letter in text:
        if whole and not _joins(letter) and not whole.endswith("\u200d"):
            yield whole
            whole = ""
        whole += letter
    yield whole


def _joins(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me", "Mc") or letter in "\u200d\ufe0f" or "🏻" <= letter <= "🏿"
