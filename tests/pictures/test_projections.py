"""Projections are true to area and can be undone."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pictures.projections import RADIUS, Azimuthal, EqualEarth, Projection, ray, wrapped
from tests.pictures.places import POINTS

SIDE = 0.02


@given(POINTS, POINTS)
def test_a_point_comes_back(centre: tuple[float, float], point: tuple[float, float]) -> None:
    """What is laid on the plane is found again on the globe, but for the point opposite to the centre."""
    view = Azimuthal(*centre)
    ((x, y),) = view.line([ray(*point)])
    if hypot(x, y) > 1.999 * RADIUS:
        return
    ((again_x, again_y),) = view.line([ray(*view.back(x, y))])
    assert hypot(again_x - x, again_y - y) < 0.5


@pytest.mark.parametrize("view", [Azimuthal(55, 90), Azimuthal(-90, 0), EqualEarth(0), EqualEarth(150)])
@given(st.floats(-80, 80), st.floats(-179, 179))
def test_area_is_true(view: Projection, lat: float, lon: float) -> None:
    """A small square has the same area on the map as on the globe, wherever it lies."""
    if abs(wrapped(lon - view.lon)) > 175:
        return
    corners = [(lat, lon), (lat, lon + SIDE), (lat + SIDE, lon + SIDE), (lat + SIDE, lon)]
    laid = view.line(ray(*corner) for corner in corners)
    if max(hypot(x, y) for x, y in laid) > 1.9 * RADIUS and isinstance(view, Azimuthal):
        return
    shape = zip(laid, [*laid[1:], laid[0]], strict=True)
    found = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in shape)) / 2
    side = radians(SIDE) * RADIUS
    assert side * side * cos(radians(lat + SIDE / 2)) == pytest.approx(found, rel=1e-3)


def test_shapes_at_the_cut_stay_whole() -> None:
    """A cell that touches the cut lies on one side of it, whichever of its two longitudes its points have."""
    view = EqualEarth(0)
    west = view.line([ray(0, 180), ray(0, 170)], 175)
    east = view.line([ray(0, 180), ray(0, -170)], -175)
    assert west[0][0] > west[1][0] > 0 > east[1][0] > east[0][0]
