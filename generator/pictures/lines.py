"""Claimed ways on a map, and the marks of the parties that claim them.

A way is a straight line between two places, bent aside only where several would cover each other: it says who claims
it, never which way was taken. Where only one end is on the map, its party's mark stands beside that place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot

from generator.pictures.marks import SPOT, Mark
from generator.pictures.placing import Box, Room, Share
from generator.pictures.routes import Way
from generator.pictures.windows import RATIO

WIDTH = 640
"""Of the map on which lengths are measured here."""
MOST = 40
BOW = 22
"""How far lines between the same two places are apart, on such a map."""
SHORTEST = 24
"""Lines shorter than this are not drawn."""
STANDS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
"""Where on a line the mark of its party may stand, the best first."""
ASIDE = ((0, -34), (0, 34), (28, -26), (-28, -26), (28, 26), (-28, 26))
"""Where it may stand beside a place, in pixels, the best first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A way between two places: from start to end, drawn towards a bend."""

    way: Way
    start: Share
    bend: Share
    end: Share

    def at(self, part: float) -> Share:
        """A point of it, from 0 at its start to 1 at its end."""
        weights = (1 - part) ** 2, 2 * part * (1 - part), part**2
        (ax, ay), (bx, by), (cx, cy) = self.start, self.bend, self.end
        a, b, c = weights
        return round(a * ax + b * bx + c * cx, 4), round(a * ay + b * by + c * cy, 4)

    def path(self, width: int) -> str:
        """Its SVG path on a map of this width."""
        (ax, ay), (bx, by), (cx, cy) = (
            (round(x * width), round(y * width * RATIO)) for x, y in (self.start, self.bend, self.end)
        )
        return f"M{ax} {ay}Q{bx} {by} {cx} {cy}"

    @property
    def turn(self) -> int:
        """Which way it points where it arrives, in degrees from the right, clockwise."""
        (ax, ay), (bx, by) = _wide(self.bend), _wide(self.end)
        return round(degrees(atan2(by - ay, bx - ax)))


@dataclass(frozen=True, slots=True)
class Sign:
    """The mark of a party on a line; or beside a place, where the other end is not on the map."""

    way: Way
    at: Share
    off: tuple[int, int] = (0, 0)
    """How far beside the place, in pixels; nothing where it stands on a line."""
    arrives: bool = True
    """Whether the place it stands beside is where the way ends."""
    tier: str = ""
    """The only tier it is drawn in; empty for both."""

    @property
    def key(self) -> tuple[int, Share, tuple[int, int]]:
        """What makes it the same sign in another tier."""
        return id(self.way), self.at, self.off

    @property
    def turn(self) -> int:
        """From beside the place towards it, in degrees from the right, clockwise."""
        return round(degrees(atan2(-self.off[1], -self.off[0])))

    @property
    def length(self) -> int:
        """From the place to the sign, in pixels."""
        return round(hypot(*self.off))


def lines(ways: Iterable[Way], spots: Mapping[str, Share]) -> tuple[Line, ...]:
    """Lines for the ways that have both ends on the map and room between them."""
    drawn: list[Line] = []
    between: dict[tuple[Share, Share], int] = {}
    for way in ways:
        start, end = spots.get(way.from_ or ""), spots.get(way.to or "")
        if not way.drawn or start is None or end is None or _far(start, end) < SHORTEST or len(drawn) == MOST:
            continue
        pair = min(start, end), max(start, end)
        between[pair] = between.get(pair, -1) + 1
        drawn.append(Line(way, start, _bend(*pair, between[pair]), end))
    return tuple(drawn)


def _bend(one: Share, other: Share, number: int) -> Share:
    """Straight for the first line between two places, then to either side by turns."""
    (ax, ay), (bx, by) = _wide(one), _wide(other)
    side = (number + 1) // 2 * (1 if number % 2 else -1) * 2 * BOW / hypot(bx - ax, by - ay)
    x, y = (ax + bx) / 2 - (by - ay) * side, (ay + by) / 2 + (bx - ax) * side
    return x / WIDTH, y / WIDTH / RATIO


def _wide(at: Share) -> Share:
    return at[0] * WIDTH, at[1] * WIDTH * RATIO


def _far(one: Share, other: Share) -> float:
    (ax, ay), (bx, by) = _wide(one), _wide(other)
    return hypot(bx - ax, by - ay)


def signs(ways: Sequence[Way], drawn: Sequence[Line], marks: Sequence[Mark], room: Room) -> Iterator[Sign]:
    """The marks of parties that find room: on their line, else beside the one end that is on the map."""
    for line in drawn:
        stand = next((at for at in map(line.at, STANDS) if room.free(at, SPOT)), None)
        if stand:
            room.take(stand, SPOT)
            yield Sign(line.way, stand)
    spots = {place.id: mark.at for mark in marks for place in mark.places}
    for way in [way for way in ways if way.drawn and (way.from_ in spots) != (way.to in spots)][:MOST]:
        at = spots[(way.to if way.to in spots else way.from_) or ""]
        off = next((off for off in ASIDE if room.free(at, _beside(off))), None)
        if off:
            room.take(at, _beside(off))
            yield Sign(way, at, off, way.to in spots)


def _beside(off: tuple[int, int]) -> Box:
    (x, y), (left, top, right, bottom) = off, SPOT
    return x + left, y + top, x + right, y + bottom
