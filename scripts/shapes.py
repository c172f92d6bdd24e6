# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely==2.2.0", "numpy==2.4.6"]
# ///
"""Cuts the shapes under the maps out of Natural Earth, as the npm package `world-atlas` carries it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    uv run scripts/shapes.py package

Reading 3.6 MB and simplifying half a million points takes seconds, which no build should pay: so it is done here, once.
Each level holds land and lines between states as polygons and lines in cells of a grid, so that a map reads only the
cells it shows. Neighbouring cells share the vertices of their common edge: that lets a map cancel the edges exactly.
The lines that are left out, and why, stand in the manifest; it also holds the hashes of what is read and written.
"""

import gzip
import hashlib
import json
import math
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import LineString, MultiLineString, Polygon, box, line_merge, make_valid, unary_union
from shapely.affinity import translate
from shapely.prepared import prep

FOLDER = Path(__file__).parents[1] / "generator/pictures/natural_earth"
MANIFEST = FOLDER / "MANIFEST.json"
LEVELS = ((1, 4, 400), (2.5, 10, 150), (6, 15, 60), (15, 15, 25), (30, 15, 15))
"""How far a line may be moved in km, the size of a cell in degrees, and the units of a degree."""
KM = 111.2
"""A degree of latitude."""

Line = list[tuple[float, float]]


def read(path: Path) -> tuple[list[Line], dict[str, Any]]:
    """Arcs as points in degrees, and the objects made of them (https://github.com/topojson/topojson-specification)."""
    topology = json.loads(path.read_bytes())
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for right, up in steps:
            x, y = x + right, y + up
            arc.append((x * kx + dx, y * ky + dy))
        arcs.append(arc)
    return arcs, topology["objects"]


def rings_of(geometry: dict[str, Any]) -> Iterator[list[list[int]]]:
    """The polygons of a geometry, each as rings of arc numbers."""
    if geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from rings_of(part)


def simplified(arc: Line, tolerance: float) -> Line:
    """The arc with fewer points, none of it moved by more than `tolerance` km; its ends stay."""
    middle = (max(y for _, y in arc) + min(y for _, y in arc)) / 2
    narrow = max(math.cos(math.radians(middle)), 0.05)
    line = LineString([(x * narrow, y) for x, y in unrolled(arc)]).simplify(tolerance / KM, preserve_topology=False)
    return [(x / narrow, y) for x, y in line.coords]


def unrolled(line: Line) -> Line:
    """The line without jumps from one side of the map to the other: longitudes run on beyond 180."""
    made: Line = []
    for x, y in line:
        made.append((x - 360 * round((x - made[-1][0]) / 360) if made else x, y))
    return made


def land(arcs: list[Line], objects: dict[str, Any], least: float) -> list[Polygon]:
    """All land of more than `least` km², made valid, from -180 to 180."""
    found = []
    for rings in rings_of(objects["land"]):
        outer, *inner = [joined(arcs, numbers) for numbers in rings]
        if outer:
            whole = make_valid(Polygon(outer, [hole for hole in inner if hole and area(hole) > least]))
            found += [part for part in flat(whole) if area(list(part.exterior.coords)) > least]
    world = box(-180, -90, 180, 90)
    turned = [translate(part, turn) for part in found for turn in (-360, 0, 360)]
    return flat(unary_union([part.intersection(world) for part in turned]))


def joined(arcs: list[Line], numbers: list[int]) -> Line:
    """A ring out of arcs; a negative number is an arc read backwards."""
    ring: Line = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    ring = unrolled(ring)
    if abs(ring[0][0] - ring[-1][0]) > 180:  # around a pole
        ring += [(ring[-1][0], -90), (ring[0][0], -90), ring[0]]
    return ring if len({*ring}) > 2 else []


def area(ring: Line) -> float:
    """The area in km², near enough to tell specks."""
    narrow = math.cos(math.radians(ring[0][1]))
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2 * narrow * KM * KM


def flat(shape: Any) -> list[Any]:
    """The polygons in a geometry."""
    parts = getattr(shape, "geoms", [shape])
    return [p for part in parts for p in (flat(part) if hasattr(part, "geoms") else [part]) if p.geom_type == "Polygon"]


def borders(objects: dict[str, Any], arcs: list[Line], left_out: list[dict[str, Any]]) -> list[Line]:
    """The arcs that two states share, without those that the manifest leaves out."""
    sides: dict[int, set[str]] = {}
    for country in objects["countries"]["geometries"]:
        for number in (n for rings in rings_of(country) for ring in rings for n in ring):
            sides.setdefault(max(number, ~number), set()).add(country["properties"]["name"])
    shared = {number: names for number, names in sides.items() if len(names) == 2}
    return [line for number, names in sorted(shared.items()) for line in kept(names, arcs[number], left_out)]


def kept(names: set[str], arc: Line, left_out: list[dict[str, Any]]) -> Iterator[Line]:
    """What the manifest does not leave out of a line."""
    rest: Any = unary_union([translate(LineString(arc), turn) for turn in (-360, 0, 360)])
    for rule in left_out:
        if names <= {*rule["between"]}:
            rest = rest.difference(box(*rule.get("within", (-180, -90, 180, 90))))
    yield from (list(line.coords) for line in flat_lines(rest) if not line.is_empty)


def cells(polygons: list[Polygon], lines: list[Line], size: int, units: int) -> dict[str, str]:
    """Land and lines by cell: empty for one that is all land, else JSON, so that it is read only where it is shown."""
    found: dict[str, str] = {}
    merged = flat_lines(line_merge(MultiLineString(lines))) if lines else []
    for y in range(-90, 90, size):
        band = box(-180, y, 180, y + size)
        near, near_lines = clipped(polygons, band), clipped(merged, band)
        for x in range(-180, 180, size):
            cell = box(x, y, x + size, y + size)
            rings = [r for p in clipped(near, cell) for part in flat(p) for r in (part.exterior, *part.interiors)]
            whole = [steps(ring.coords, units) for ring in rings]
            open_lines = [steps(line.coords, units) for cut in clipped(near_lines, cell) for line in flat_lines(cut)]
            whole = [ring for ring in whole if len(ring) > 6]
            open_lines = [line for line in open_lines if len(line) > 2]
            if whole == [full(x, y, size, units)] and not open_lines:
                found[f"{x},{y}"] = ""
            elif whole or open_lines:
                found[f"{x},{y}"] = json.dumps([sorted(whole), sorted(open_lines)], separators=(",", ":"))
    return found


def clipped(shapes: Iterable[Any], cell: Any) -> list[Any]:
    """What of the shapes lies in a cell."""
    inside = prep(cell)
    return [s if inside.contains(s) else s.intersection(cell) for s in shapes if inside.intersects(s)]


def flat_lines(shape: Any) -> list[LineString]:
    """The lines in a geometry."""
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == "LineString"]


def full(x: int, y: int, size: int, units: int) -> list[int]:
    """The ring of a cell that is all land."""
    return steps(box(x, y, x + size, y + size).exterior.coords, units)


def steps(points: Iterable[tuple[float, float]], units: int) -> list[int]:
    """Whole units: the first point, then how far to the next; nothing that stays on the spot."""
    whole = [(round(x * units), round(y * units)) for x, y in points]
    kept = [point for index, point in enumerate(whole) if not index or point != whole[index - 1]]
    return [*kept[0], *(n for (ax, ay), (bx, by) in pairwise(kept) for n in (bx - ax, by - ay))]


def write(name: str, level: dict[str, Any]) -> str:
    """Write one level, the same bytes each time; gives its hash."""
    text = json.dumps(level, separators=(",", ":"), sort_keys=True)
    data = gzip.compress(text.encode(), 9, mtime=0)
    (FOLDER / name).write_bytes(data)
    sys.stdout.write(f"{name}: {len(level['cells'])} cells, {len(text)} bytes, {len(data)} compressed\n")
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    """Check what is read against the manifest, write the shapes, and note their hashes."""
    manifest = json.loads(MANIFEST.read_text())
    source = Path(sys.argv[1]) / manifest["from"]["file"]
    if manifest["from"]["sha256"] != hashlib.sha256(source.read_bytes()).hexdigest():
        sys.exit(f"{source} is not the file the manifest names")
    arcs, objects = read(source)
    for tolerance, size, units in LEVELS:
        fewer = [simplified(arc, tolerance) for arc in arcs]
        lines = borders(objects, fewer, manifest["left_out"])
        made = cells(land(fewer, objects, (2 * tolerance) ** 2), lines, size, units)
        name = f"shapes-{tolerance}.json.gz"
        manifest["files"][name] = write(name, {"tolerance": tolerance, "degrees": size, "units": units, "cells": made})
    MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


main()
