"""The shapes under a map: land, lines between states, meridians and parallels, as SVG paths in whole units.

Read from Natural Earth as `scripts/shapes.py` cut it; `natural_earth/MANIFEST.json` says where it comes from and which
lines are left out. Only the cells that a window shows are read, laid on its plane and cut at its edge; the edges that
neighbouring cells share are cancelled, so that land is one shape again.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import asin, ceil, cos, degrees, floor, radians, sin, sqrt
from pathlib import Path

from generator.pictures.cutting import Box, Spot, area, cancel, joined, lines_within, path, plain, ring_within, rings
from generator.pictures.projections import EqualEarth, Point, Ray, ray
from generator.pictures.windows import DEGREE, RATIO, Window

FOLDER = Path(__file__).parent / "natural_earth"
TOLERANCES = (1, 2.5, 6, 15, 30)
"""How far the lines of each level may be off, in km."""
COARSE = 2.0
"""How many units the shapes may be off."""
MARGIN = 8.0
"""Shapes run on beyond the edge of a map, so that nothing is drawn along it."""
BEND = 2.0
"""What points must span to be drawn, in square units; lines between states, which are faint, three times as much."""
SPECK = 4.0
"""What is smaller, in square units, is not drawn."""
STRETCH = 1.25
"""A length on a map that is no map of the whole Earth is at most so much longer than in its middle."""
GRID = (1, 2, 5, 10, 15, 30)
"""Degrees between meridians, and between parallels."""
LINES, BENDS = 8, 12
"""The most parallels on a map, and into how many pieces each is cut."""


@dataclass(frozen=True, slots=True)
class Base:
    """What lies under the marks of a map, as paths of SVG."""

    land: str
    lines: str
    grid: str

    @property
    def svg(self) -> str:
        """A picture that holds the paths by id, without colours: these come from the page that uses them."""
        paths = zip(("land", "lines", "grid"), (self.land, self.lines, self.grid), strict=True)
        drawn = "".join(f'<path id="{name}" vector-effect="non-scaling-stroke" d="{path}"/>' for name, path in paths)
        return f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>\n'

    @property
    def path(self) -> str:
        """Where the picture is published; the name changes with its content."""
        return f"assets/maps/{hashlib.sha256(self.svg.encode()).hexdigest()[:12]}.svg"


@dataclass(frozen=True)
class Level:
    """The shapes at one degree of detail."""

    size: int
    """Of a cell, in degrees."""
    units: int
    """Of a degree."""
    cells: Mapping[str, str]
    read: dict[tuple[int, int], tuple[list[list[Ray]], list[list[Ray]]]] = field(default_factory=dict)

    def cell(self, x: int, y: int) -> tuple[list[list[Ray]], list[list[Ray]]]:
        """Rings of land and lines between states in the cell with this lower left corner, read once."""
        if (x, y) not in self.read:
            text = self.cells.get(f"{x},{y}", "[[],[]]")
            rings, lines = json.loads(text) if text else ([self._whole(x, y)], [])
            self.read[x, y] = [self._rays(ring) for ring in rings], [self._rays(line) for line in lines]
        return self.read[x, y]

    def _whole(self, x: int, y: int) -> list[int]:
        """The ring of a cell that is all land."""
        side = self.size * self.units
        return [x * self.units, y * self.units, side, 0, 0, side, -side, 0]

    def _rays(self, steps: Sequence[int]) -> list[Ray]:
        units = self.units
        whole = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
        return [ray(y / units, x / units) for x, y in whole]


def _level(tolerance: float) -> Level:
    """A level out of a file of this package."""
    read = json.loads(gzip.decompress((FOLDER / f"shapes-{tolerance:g}.json.gz").read_bytes()))
    return Level(read["degrees"], read["units"], read["cells"])


@dataclass(frozen=True)
class Atlas:
    """Bases for windows; what was read or made once is not read or made again."""

    made: dict[tuple[Window, int], Base] = field(default_factory=dict)
    levels: dict[float, Level] = field(default_factory=dict)

    def base(self, window: Window, units: int) -> Base:
        """What lies under a window that is so many units wide."""
        key = window, units
        if key not in self.made:
            self.made[key] = _base(_Sheet(window, units), self._level(COARSE * window.width / units))
        return self.made[key]

    def _level(self, off: float) -> Level:
        """The coarsest shapes that are not off by more, in km."""
        tolerance = max((t for t in TOLERANCES if t <= off), default=TOLERANCES[0])
        if tolerance not in self.levels:
            self.levels[tolerance] = _level(tolerance)
        return self.levels[tolerance]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A window of so many units."""

    window: Window
    units: int

    @property
    def box(self) -> Box:
        return -MARGIN, -MARGIN, self.units + MARGIN, self.units * RATIO + MARGIN

    def laid(self, points: Iterable[Ray], middle: float) -> list[Point]:
        """Where the points of a shape around a longitude lie, in units from the upper left corner."""
        scale = self.units / self.window.width
        left, top = self.window.x - self.window.width / 2, self.window.y + self.window.height / 2
        return [((x - left) * scale, (top - y) * scale) for x, y in self.window.projection.line(points, middle)]


def _base(sheet: _Sheet, level: Level) -> Base:
    edges: dict[Spot, list[Spot]] = {}
    borders: list[list[Spot]] = []
    for x, y in _cells(sheet.window, level.size):
        land, lines = level.cell(x, y)
        middle = x + level.size / 2
        for ring in land:
            cancel(edges, ring_within(sheet.laid(ring, middle), sheet.box))
        lines = [] if isinstance(sheet.window.projection, EqualEarth) else lines  # too small there to help anybody
        borders += [part for line in lines for part in lines_within(sheet.laid(line, middle), sheet.box)]
    shapes = [plain([*ring, ring[0]], BEND)[:-1] for ring in rings(edges) if area(ring) >= SPECK]
    return Base(
        "".join(path(ring, "z") for ring in shapes if len(ring) > 2),
        "".join(path(plain(line, 3 * BEND)) for line in joined(borders)),
        "".join(path(plain(part, BEND)) for line in _grid(sheet) for part in lines_within(line, sheet.box)),
    )


def _cells(window: Window, size: int) -> Iterator[tuple[int, int]]:
    """The lower left corners of the cells that a window may show."""
    south, north, west, east = _bounds(window)
    for y in range(-90 + floor((south + 90) / size) * size, min(90, ceil(north)), size):
        for x in range(-180 + floor((west + 180) / size) * size, ceil(east), size):
            if _near(window, y + size / 2, x + size / 2, size):
                yield (x + 180) % 360 - 180, y


def _near(window: Window, lat: float, lon: float, size: float) -> bool:
    """Whether a cell around this point may be on the map; wide maps show nearly all of them."""
    if isinstance(window.projection, EqualEarth):
        return True
    ((x, y),) = window.projection.line([ray(lat, lon)])
    reach = STRETCH * size * DEGREE / sqrt(2)
    return abs(x) < window.width / 2 + reach and abs(y) < window.height / 2 + reach


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
        yield sheet.laid([ray(lat, lon) for lat in _spread(max(south, -80), min(north, 80))], lon)
    middle = (west + east) / 2
    for lat in range(ceil(south / step) * step, ceil(north / step) * step, step):
        yield sheet.laid([ray(lat, lon) for lon in _spread(west, east)], middle)


def _spread(first: float, last: float) -> list[float]:
    """Numbers from one to another, near enough for a line to look bent."""
    return [first + (last - first) * part / BENDS for part in range(BENDS + 1)]
