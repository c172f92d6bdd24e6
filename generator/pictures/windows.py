"""Which part of the Earth a map shows: the smallest of a ladder of windows that holds all places, with some room.

Windows stand on a grid, so that places near each other share one, and with it the shapes beneath.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import acos, asin, atan2, ceil, cos, degrees, fsum, hypot, pi, radians, sin

from generator.pictures.projections import Azimuthal, EqualEarth, Point, Projection, ray, wrapped

RATIO = 0.625
"""Height by width, on every map."""
WIDTHS = tuple(round(200 * 2 ** (step / 3)) for step in range(25))
"""In km, each a quarter wider. Shapes are true to about one km, so no map shows less; the widest holds the Earth."""
ALONE = WIDTHS[12]
"""For a single place: wide enough to tell where it is."""
ROOM = 0.1
"""What stays free along each edge, as a share of the width or the height."""
STEPS = 8
"""How many steps of the grid of windows a window is wide."""
HALF = radians(60)
"""Places further than this from their middle are shown on a map of the whole Earth."""
ENDS = EqualEarth(0).line([ray(0, 179.999)])[0][0], EqualEarth(0).line([ray(90, 0)])[0][1]
"""Where the Earth ends on a map of the whole."""
DEGREE = 111.2
"""A degree of latitude in km."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the plane of a projection, around a point of it, all in km."""

    projection: Projection
    width: int
    x: float = 0
    y: float = 0

    @property
    def height(self) -> float:
        return self.width * RATIO

    def on(self, points: Iterable[Point]) -> list[Point]:
        """Where places come to lie, as shares of width and height from the upper left corner."""
        laid = self.projection.line(ray(*point) for point in points)
        return [(0.5 + (x - self.x) / self.width, 0.5 - (y - self.y) / self.height) for x, y in laid]

    def holds(self, points: Iterable[Point]) -> bool:
        """Whether all places lie inside with room around them."""
        return all(ROOM <= x <= 1 - ROOM and ROOM <= y <= 1 - ROOM for x, y in self.on(points))

    @property
    def middle(self) -> tuple[Point, float]:
        """The place in the middle, and how far away its corners are, as an angle; all of the Earth for a wide map."""
        if isinstance(self.projection, EqualEarth):
            return (0.0, self.projection.lon), pi
        far = hypot(self.width, self.height) / 2 / 6371
        return (self.projection.lat, self.projection.lon), 2 * asin(min(far / 2, 1))


def frame(places: Iterable[Point], few: int | None = None) -> Window | None:
    """The window for places, each latitude and longitude; None where there are none.

    Of every `few` places one that lies far from all others may stay outside, if that brings the rest twice as near.
    """
    points = sorted({(lat, wrapped(lon)) for lat, lon in places})
    if not points:
        return None
    whole = _frame(points)
    if not few or len(points) < few:
        return whole
    rest = _frame(_nearest(points, len(points) - len(points) // few))
    return rest if 2 * rest.width <= whole.width else whole


def _frame(points: Sequence[Point]) -> Window:
    middle, far = _middle(points)
    found = _near(points, middle, ALONE if len(points) == 1 else WIDTHS[0]) if far <= HALF else None
    return found or _wide(points)


def _nearest(points: Sequence[Point], count: int) -> list[Point]:
    """So many of the places as lie nearest to the middle of most of them."""
    kept = list(points)
    for share in (0.75, 1.0):
        middle, _ = _middle(kept)
        kept = sorted(points, key=lambda point: (round(_apart(middle, point), 9), point))[: ceil(count * share)]
    return sorted(kept)


def _apart(one: Point, other: Point) -> float:
    """The angle between two places."""
    return acos(max(-1, min(1, sum(a * b for a, b in zip(_way(*one), _way(*other), strict=True)))))


def _middle(points: Sequence[Point]) -> tuple[Point, float]:
    """The middle of places on the globe and the angle to the one furthest away."""
    ways = [_way(*point) for point in points]
    sums = [fsum(way[axis] for way in ways) for axis in range(3)]
    length = hypot(*sums)
    if length < 1e-6 * len(points):
        return points[0], pi
    x, y, z = (part / length for part in sums)
    middle = degrees(asin(max(-1, min(1, z)))), degrees(atan2(y, x))
    return middle, max(_apart(middle, point) for point in points)


def _way(lat: float, lon: float) -> tuple[float, float, float]:
    phi, away = radians(lat), radians(lon)
    return cos(phi) * cos(away), cos(phi) * sin(away), sin(phi)


def _near(points: Sequence[Point], middle: Point, least: int) -> Window | None:
    view = Azimuthal(*middle)
    centre = view.back(*_centre(view.line(ray(*point) for point in points)))
    for width in (width for width in WIDTHS if least <= width <= 12800):
        window = Window(_snapped(centre, width / STEPS), width)
        if window.holds(points):
            return window
    return None


def _centre(laid: Sequence[Point]) -> Point:
    xs, ys = [x for x, _ in laid], [y for _, y in laid]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _snapped(centre: Point, step: float) -> Azimuthal:
    """The nearest point of a grid whose lines are `step` km apart."""
    lat = max(-90.0, min(90.0, round(centre[0] * DEGREE / step) * step / DEGREE))
    around = max(1, round(360 * DEGREE * cos(radians(lat)) / step))
    lon = wrapped(round(centre[1] / 360 * around) * 360 / around)
    return Azimuthal(round(lat, 3), round(lon, 3))


def _wide(points: Sequence[Point]) -> Window:
    """A part of the whole Earth, cut where there are no places for the longest stretch."""
    lons = sorted({lon for _, lon in points})
    gaps = [(after - before, before) for before, after in zip(lons, [*lons[1:], lons[0] + 360], strict=True)]
    gap, before = max(gaps, key=lambda found: (found[0], -found[1]))
    view = EqualEarth(wrapped(round((before + gap / 2 - 180) / 30) * 30))
    centre = _centre(view.line(ray(*point) for point in points))
    for width in WIDTHS:
        sides = zip(centre, (width, width * RATIO), ENDS, strict=True)
        x, y = (_within(at, width / STEPS, side / 2, end) for at, side, end in sides)
        window = Window(view, width, x, y)
        if window.holds(points):
            return window
    return Window(view, WIDTHS[-1])


def _within(at: float, step: float, half: float, end: float) -> float:
    """The nearest line of a grid, without showing what lies beyond the end of the Earth."""
    most = max(0.0, end - half)
    return round(max(-most, min(most, at)) / step) * step


def around(place: Point, width: int) -> Window:
    """A window of a given width with a place near its middle; many places share it."""
    return Window(_snapped(place, width / 6), width)
