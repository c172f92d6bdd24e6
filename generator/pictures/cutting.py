"""Shapes on the plane of a map: cut at its edge, brought to whole units, joined again, and written as SVG paths."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Point = tuple[float, float]
Spot = tuple[int, int]
Edge = tuple[Spot, Spot]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def ring_within(ring: Sequence[Point], box: Box) -> list[Spot]:
    """The part of a closed ring inside a box, in whole units (I. Sutherland, G. Hodgman, 1974)."""
    cut = list(ring)
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        if not cut or all(sign * (point[axis] - limit) >= 0 for point in cut):
            continue
        cut = list(_half(cut, axis, limit, sign))
    return [(round(x), round(y)) for x, y in cut]


def _half(ring: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    before = ring[-1]
    was = sign * (before[axis] - limit) >= 0
    for point in ring:
        now = sign * (point[axis] - limit) >= 0
        if now != was:
            yield _crossing(before, point, axis, limit)
        if now:
            yield point
        before, was = point, now


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    """Where an edge meets a line; the same to the last bit from both of its ends, as neighbours share edges."""
    (ax, ay), (bx, by) = min(one, other), max(one, other)
    share = (limit - (ax, ay)[axis]) / ((bx, by)[axis] - (ax, ay)[axis])
    return (limit, ay + share * (by - ay)) if axis == 0 else (ax + share * (bx - ax), limit)


def lines_within(line: Sequence[Point], box: Box) -> Iterator[list[Spot]]:
    """The stretches of a line that a box may show, in whole units."""
    left, top, right, bottom = box
    stretch: list[Spot] = []
    for (ax, ay), (bx, by) in pairwise(line):
        if max(ax, bx) < left or min(ax, bx) > right or max(ay, by) < top or min(ay, by) > bottom:
            if stretch:
                yield stretch
            stretch = []
            continue
        stretch = stretch or [(round(ax), round(ay))]
        stretch.append((round(bx), round(by)))
    if stretch:
        yield stretch


def cancel(edges: dict[Spot, list[Spot]], ring: Sequence[Spot]) -> None:
    """Add the edges of a ring; an edge that is there the other way round is shared by neighbours and goes."""
    for start, end in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if start == end:
            continue
        back = edges.get(end)
        if back and start in back:
            back.remove(start)
        else:
            edges.setdefault(start, []).append(end)


def rings(edges: dict[Spot, list[Spot]]) -> Iterator[list[Spot]]:
    """The edges joined to rings, in an order that depends on nothing but them."""
    for start in sorted(edges):
        while edges[start]:
            ring = [start]
            here = start
            while edges.get(here):
                following = edges[here]
                following.sort()
                here = following.pop()
                if here == start:
                    break
                ring.append(here)
            yield ring


def joined(lines: Iterable[Sequence[Spot]]) -> list[list[Spot]]:
    """Lines that meet end to end made one, where no third line meets them."""
    ends: dict[Spot, list[list[Spot]]] = {}
    made: list[list[Spot]] = []
    for line in lines:
        made.append(list(line))
        for end in (made[-1][0], made[-1][-1]):
            ends.setdefault(end, []).append(made[-1])
    for spot in sorted(spot for spot, found in ends.items() if len(found) == 2):
        one, other = ends[spot]
        if one is other:
            continue
        one[:] = [*(one if one[-1] == spot else one[::-1]), *(other if other[0] == spot else other[::-1])[1:]]
        far = ends[one[-1]]
        far[:] = [one if line is other else line for line in far]
        other.clear()
    return [line for line in made if line]


def area(ring: Sequence[Spot]) -> float:
    """In square units, whichever way it runs."""
    around = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in around)) / 2


def plain(line: Sequence[Spot], bend: float) -> list[Spot]:
    """A line without the points that span less than so many square units with their neighbours; its ends stay."""
    kept = [line[0]]
    for (x, y), (nx, ny) in pairwise(line[1:]):
        ax, ay = kept[-1]
        if abs((x - ax) * (ny - ay) - (nx - ax) * (y - ay)) > 2 * bend:
            kept.append((x, y))
    if len(line) > 1:
        kept.append(line[-1])
    return kept


def path(line: Sequence[Spot], end: str = "") -> str:
    """The data of an SVG path: where it begins, then steps."""
    (x, y), *_ = line
    steps = [n for (ax, ay), (bx, by) in pairwise(line) for n in (bx - ax, by - ay)]
    return f"M{x}{_number(y)}l{_numbers(steps)}{end}" if steps else ""


def _numbers(numbers: Iterable[int]) -> str:
    text = "".join(map(_number, numbers))
    return text.removeprefix(" ")


def _number(number: int) -> str:
    return f" {number}" if number >= 0 else str(number)
