"""The window of a map holds its places, is as near as it may be, and stands on a grid."""

import random

from hypothesis import given
from hypothesis import strategies as st

from generator.pictures.projections import Azimuthal, EqualEarth
from generator.pictures.windows import ALONE, WIDTHS, around, frame
from tests.pictures.places import POINTS

KURSK, VLADIVOSTOK, NEW_YORK = (51.73, 36.18), (43.11, 131.87), (40.71, -74.01)


@given(st.lists(POINTS, min_size=1, max_size=30))
def test_all_places_lie_inside_with_room(points: list[tuple[float, float]]) -> None:
    """Poles, antimeridian, one place, equal places, places all over the Earth."""
    window = frame(points)
    assert window is not None
    assert window.holds(points)
    assert window.width in WIDTHS


@given(st.lists(POINTS, min_size=1, max_size=30), st.randoms())
def test_order_changes_nothing(points: list[tuple[float, float]], chance: random.Random) -> None:
    """The same places in another order, or named twice, make the same window."""
    shuffled = [*points, points[0]]
    chance.shuffle(shuffled)
    assert frame(points, 10) == frame(shuffled, 10)


def test_no_places_make_no_window() -> None:
    """There is nothing to show."""
    assert None is frame([])


def test_one_place_shows_its_surroundings() -> None:
    """A single place is not drawn at the nearest scale, where nothing around it can be told."""
    window = frame([KURSK, KURSK])
    assert window is not None
    assert ALONE == window.width


def test_places_next_to_each_other_across_the_antimeridian_are_near() -> None:
    """180 degrees east is 180 degrees west."""
    window = frame([(-17, 179.5), (-17, -179.5)])
    assert window is not None
    assert window.width < 300


def test_eurasia_is_seen_from_above_its_middle() -> None:
    """From Kursk to Vladivostok one projection serves; around the Earth the whole Earth is shown."""
    near, wide = frame([KURSK, VLADIVOSTOK]), frame([KURSK, VLADIVOSTOK, NEW_YORK, (-33.9, 151.2), (-34.6, -58.4)])
    assert near is not None
    assert wide is not None
    assert isinstance(near.projection, Azimuthal)
    assert near.width < 11_000
    assert isinstance(wide.projection, EqualEarth)


def test_a_few_far_places_do_not_push_all_others_together() -> None:
    """Of twelve places, one far away lies beyond the edge; with fewer, or if all must be shown, it does not."""
    points = [(51 + n / 10, 35 + n / 10) for n in range(11)] + [NEW_YORK]
    assert (left_out := frame(points, 10)) is not None
    assert not left_out.holds([NEW_YORK])
    assert left_out.holds(points[:-1])
    assert (whole := frame(points)) is not None
    assert whole.holds(points)


def test_neighbours_share_a_window() -> None:
    """So that shapes are cut once for many pages."""
    assert 1 == len({around((51 + n / 20, 35 + n / 20), 6400) for n in range(10)})
