"""The shapes under a map: land, lines between states, meridians and parallels, as SVG paths in whole units.

Read from Natural Earth as `scripts/shapes.py` cut it; `natural_earth/MANIFEST.json` says where it comes from and which
lines are left out. Only the cells that a window shows are read, laid on its plane and cut at its edge; the edges that
neighbouring cells share are cancelled, so that land is one shape again.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from math import asin, ceil, cos, degrees, floor, radians, sin
from pathlib import Path

from generator.pictures.cutting import Box, Spot, area, cancel, lines_within, path, plain, ring_within, rings
from generator.pictures.projections import EqualEarth, Point
from generator.pictures.windows import RATIO, Window

FOLDER = Path(__file__).parent / "natural_earth"
TOLERANCES = (1, 2.5, 6, 15, 30)
"""How far the lines of each level may be off, in km."""
COARSE = 2.0
"""How many units the shapes may be off."""
MARGIN = 8.0
"""Shapes run on beyond the edge of a map, so that nothing is drawn along it."""
SPECK = 4.0
"""What is smaller, in square units, is not drawn."""
GRID = (1, 2, 5, 10, 15, 30)
"""Degrees between meridians, and between parallels."""
LINES, BENDS = 8, 24
"""The most parallels on a map, and into how many pieces each is cut."""


@dataclass(frozen=True, slots=True)
class Base:
    """What lies under the marks of a map, as paths of SVG."""

    land: str
    lines: str
    grid: str


@dataclass(frozen=True)
class Level:
    """The shapes at one degree of detail."""

    size: int
    """Of a cell, in degrees."""
    units: int
    """Of a degree."""
    cells: Mapping[str, str]

    def cell(self, x: int, y: int) -> tuple[list[list[Point]], list[list[Point]]]:
        """Rings of land and lines between states, as latitude and longitude; x and y are the lower left corner."""
        text = self.cells.get(f"{x},{y}")
        if text is None:
            return [], []
        if not text:
            right, top = x + self.size, y + self.size
            return [[(y, x), (y, right), (top, right), (top, x)]], []
        found, lines = json.loads(text)
        return [self._points(ring) for ring in found], [self._points(line) for line in lines]

    def _points(self, steps: Sequence[int]) -> list[Point]:
        units = self.units
        return [(y / units, x / units) for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)]


@cache
def _level(tolerance: float) -> Level:
    """A level out of a file of this package, which never changes while it runs."""
    read = json.loads(gzip.decompress((FOLDER / f"shapes-{tolerance:g}.json.gz").read_bytes()))
    return Level(read["degrees"], read["units"], read["cells"])


@dataclass(frozen=True)
class Atlas:
    """Bases for windows; what was made once is not made again."""

    made: dict[tuple[Window, int], Base] = field(default_factory=dict)

    def base(self, window: Window, units: int) -> Base:
        """What lies under a window that is so many units wide."""
        key = window, units
        if key not in self.made:
            self.made[key] = _base(_Sheet(window, units))
        return self.made[key]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A window of so many units."""

    window: Window
    units: int

    @property
    def box(self) -> Box:
        return -MARGIN, -MARGIN, self.units + MARGIN, self.units * RATIO + MARGIN

    def laid(self, points: Iterable[Point], middle: float) -> list[Point]:
        """Where the points of a shape around a longitude lie, in units from the upper left corner."""
        view, scale = self.window.projection, self.units / self.window.width
        flat = view.near(points, middle) if isinstance(view, EqualEarth) else view.line(points)
        left, top = self.window.x - self.window.width / 2, self.window.y + self.window.height / 2
        return [((x - left) * scale, (top - y) * scale) for x, y in flat]


def _base(sheet: _Sheet) -> Base:
    off = COARSE * sheet.window.width / sheet.units
    level = _level(max((t for t in TOLERANCES if t <= off), default=TOLERANCES[0]))
    edges: dict[Spot, list[Spot]] = {}
    borders: list[list[Spot]] = []
    for x, y in _cells(sheet.window, level.size):
        land, lines = level.cell(x, y)
        middle = x + level.size / 2
        for ring in land:
            cancel(edges, ring_within(sheet.laid(ring, middle), sheet.box))
        borders += [part for line in lines for part in lines_within(sheet.laid(line, middle), sheet.box)]
    shapes = [plain([*ring, ring[0]])[:-1] for ring in rings(edges) if area(ring) >= SPECK]
    return Base(
        "".join(path(ring, "z") for ring in shapes if len(ring) > 2),
        "".join(path(plain(line)) for line in borders),
        "".join(path(plain(part)) for line in _grid(sheet) for part in lines_within(line, sheet.box)),
    )


def _cells(window: Window, size: int) -> Iterator[tuple[int, int]]:
    """The lower left corners of the cells that a window may show."""
    south, north, west, east = _bounds(window)
    for y in range(-90 + floor((south + 90) / size) * size, min(90, ceil(north)), size):
        for x in range(-180 + floor((west + 180) / size) * size, ceil(east), size):
            yield (x + 180) % 360 - 180, y


def _bounds(window: Window) -> tuple[float, float, float, float]:
    """Latitudes and longitudes that a window lies between; the longitudes may go beyond 180."""
    (lat, lon), far = window.middle
    south, north = lat - degrees(far), lat + degrees(far)
    if isinstance(window.projection, EqualEarth) or south <= -90 or north >= 90:
        return max(south, -90), min(north, 90), -180, 180
    side = degrees(asin(sin(far) / cos(radians(lat))))
    return south, north, lon - side, lon + side


def _grid(sheet: _Sheet) -> Iterator[list[Point]]:
    """Meridians and parallels: they show where north is, which is not the same everywhere on a map."""
    south, north, west, east = _bounds(sheet.window)
    step = next((step for step in GRID if (north - south) / step <= LINES), GRID[-1])
    apart = step if east - west < 180 else 30
    for lon in range(ceil(west / apart) * apart, ceil(east / apart) * apart, apart):
        yield sheet.laid([(lat, lon) for lat in _spread(max(south, -80), min(north, 80))], lon)
    middle = (west + east) / 2
    for lat in range(ceil(south / step) * step, ceil(north / step) * step, step):
        yield sheet.laid([(lat, lon) for lon in _spread(west, east)], middle)


def _spread(first: float, last: float) -> list[float]:
    """Numbers from one to another, near enough for a line to look bent."""
    return [first + (last - first) * part / BENDS for part in range(BENDS + 1)]
