"""The shapes under a map: what is vendored, and what is cut out of it."""

import hashlib
import json
import re
from collections.abc import Iterator
from math import floor

import pytest

from generator.pictures.atlas import FOLDER, TOLERANCES, Atlas, Base
from generator.pictures.projections import Azimuthal, EqualEarth
from generator.pictures.windows import RATIO, Window, frame

MANIFEST = json.loads((FOLDER / "MANIFEST.json").read_text())
UNITS = 640
WINDOWS = {
    "region": Window(Azimuthal(46, 131), 3200),
    "continent": Window(Azimuthal(56, 90), 10159),
    "antimeridian": Window(Azimuthal(-17, 180), 6400),
    "pole": Window(Azimuthal(-90, 0), 8063),
    "near": Window(Azimuthal(51, 35), 400),
    "earth": Window(EqualEarth(30), 40637),
}

Ring = list[tuple[int, int]]


def lines(path: str) -> Iterator[Ring]:
    """The points of each part of an SVG path, read as a browser reads it."""
    for part in re.findall(r"M([^Mz]*)z?", path):
        start, _, steps = part.partition("l")
        x, y = map(int, re.findall(r"-?\d+", start))
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        points = [(x, y)]
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            points.append((x, y))
        yield points


def inside(base: Base, window: Window, lat: float, lon: float) -> bool:
    """Whether a place lies on the land of a map."""
    ((fx, fy),) = window.on([(lat, lon)])
    x, y = fx * UNITS, fy * UNITS * RATIO
    crossed = 0
    for ring in lines(base.land):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossed += (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
    return crossed % 2 == 1


def test_vendored_files_are_those_of_the_manifest() -> None:
    """Nobody changes a shape by hand; version, licence and source are told."""
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in FOLDER.iterdir() if p.name != "MANIFEST.json"}
    assert MANIFEST["files"] == found
    assert {f"shapes-{t:g}.json.gz" for t in TOLERANCES} | {"LICENSE"} == set(found)
    assert {"package", "version", "licence", "source", "file", "sha256"} == set(MANIFEST["from"])


@pytest.mark.parametrize("name", WINDOWS)
def test_paths_are_whole_numbers_on_the_map(name: str) -> None:
    """Nothing but steps in whole units, none of them far beyond the edge."""
    base = Atlas().base(WINDOWS[name], UNITS)
    for path in (base.land, base.lines, base.grid):
        assert re.fullmatch(r"(?:M-?\d+(?: |(?=-))-?\d+l-?\d+(?:(?: |(?=-))-?\d+)*z?)*", path)
    for ring in lines(base.land):
        assert all(-9 <= x <= UNITS + 9 and -9 <= y <= UNITS * RATIO + 9 for x, y in ring)


@pytest.mark.parametrize(
    ("name", "lat", "lon", "is_land"),
    [
        ("region", 44.5, 132.0, True),
        ("region", 39.5, 133.0, False),
        ("continent", 60.0, 90.0, True),
        ("continent", 78.0, 75.0, False),
        ("continent", 30.0, 100.0, True),
        ("antimeridian", -21.3, 165.5, True),
        ("antimeridian", -17.8, 178.0, True),
        ("antimeridian", -15.0, -175.0, False),
        ("pole", -89.9, 10.0, True),
        ("pole", -60.0, 0.0, False),
        ("near", 51.7, 36.2, True),
        ("earth", -25.0, 135.0, True),
        ("earth", 45.0, -100.0, True),
        ("earth", 68.0, -178.0, True),
        ("earth", 0.0, -140.0, False),
        ("earth", -85.0, 0.0, True),
    ],
)
def test_land_is_land_and_sea_is_sea(name: str, lat: float, lon: float, is_land: bool) -> None:
    """At all levels, on both sides of the antimeridian, and at the pole."""
    window = WINDOWS[name]
    assert is_land == inside(Atlas().base(window, UNITS), window, lat, lon)


def test_cells_leave_no_seams() -> None:
    """Where there is nothing but land, it is one shape."""
    for width in (400, 1600, 2016):
        base = Atlas().base(Window(Azimuthal(60, 88), width), UNITS)
        assert [4] == [len(ring) for ring in lines(base.land)], width


def test_lines_in_dispute_are_left_out() -> None:
    """What the manifest leaves out is in no level."""
    rules = [(set(rule["between"]), rule.get("within")) for rule in MANIFEST["left_out"]]
    assert ({"Russia", "Ukraine"}, [32, 44, 37, 46.5]) in rules
    window = frame([(45.0, 33.0), (46.2, 35.5)])
    assert window is not None
    base = Atlas().base(window, UNITS)
    crimea = window.on([(46.5, 32.5), (44.5, 36.6)])
    (left, top), (right, bottom) = ((x * UNITS, y * UNITS * RATIO) for x, y in crimea)
    points = [point for line in lines(base.lines) for point in line]
    assert not [(x, y) for x, y in points if left < x < right and top < y < bottom]


def test_a_window_is_cut_once() -> None:
    """Pages that share a window share its shapes, and the same window always gives the same."""
    atlas, window = Atlas(), WINDOWS["region"]
    assert atlas.base(window, UNITS) is atlas.base(window, UNITS)
    assert Atlas().base(window, UNITS) == atlas.base(window, UNITS)


def test_meridians_lead_to_the_pole() -> None:
    """A map around a pole has them all around it."""
    base = Atlas().base(WINDOWS["pole"], UNITS)
    quarters = {(floor(2 * x / UNITS), floor(2 * y / UNITS / RATIO)) for line in lines(base.grid) for x, y in line}
    assert {(0, 0), (0, 1), (1, 0), (1, 1)} <= quarters
