"""Marks and names on maps: each place once, nothing over another, whatever the names and wherever the places."""

import random
from itertools import combinations
from math import hypot

from hypothesis import given, settings

from generator.model.vocabularies import Place
from generator.pictures.atlas import Atlas
from generator.pictures.maps import Chart, Subject, draw, draw_small, locate
from generator.pictures.marks import MOST, SPOT, Mark
from generator.pictures.placing import NARROW, SMALL, WIDE, Box, Label, Tier, cut, length
from generator.pictures.sheets import sheets
from generator.pictures.windows import RATIO, frame
from tests.pictures.places import chronicles, place

ATLAS = Atlas()


def drawn(places: tuple[Place, ...], few: int | None = None) -> Chart:
    """A large map of all places that have coordinates."""
    window = frame([(one.lat, one.lon) for one in places if one.lat is not None and one.lon is not None], few)
    assert window is not None
    return draw(Subject(places), window, ATLAS)


def labels(chart: Chart, tier: Tier) -> list[tuple[Mark, Label]]:
    """The names that a page of this tier shows."""
    every = [(mark, mark.narrow if tier.name == "narrow" else mark.wide) for mark in shown(chart, tier)]
    return [(mark, label) for mark, label in every if label]


def shown(chart: Chart, tier: Tier) -> list[Mark]:
    """The marks that a page of this tier shows."""
    return [mark for mark in chart.marks if mark.tier in ("", tier.name)]


def at(mark: Mark, box: Box, width: int) -> tuple[float, float, float, float]:
    """A box where its mark stands on a map of this width."""
    x, y = mark.at[0] * width, mark.at[1] * width * RATIO
    return x + box[0], y + box[1], x + box[2], y + box[3]


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return min(one[2], other[2]) - max(one[0], other[0]) > 1e-6 < min(one[3], other[3]) - max(one[1], other[1])


def check(chart: Chart, tier: Tier) -> None:
    """Nothing overlaps and nothing sticks out, at any width of the tier."""
    marks, names = shown(chart, tier), labels(chart, tier)
    for width in range(tier.low, tier.high + 1, 40):
        for one, other in combinations(marks, 2):
            apart = hypot((one.at[0] - other.at[0]) * width, (one.at[1] - other.at[1]) * width * RATIO)
            assert apart > 24, width
        texts = [at(mark, label.box, width) for mark, label in names]
        assert not [pair for pair in combinations(texts, 2) if overlap(*pair)], width
        spots = [at(mark, SPOT, width) for mark in marks]
        assert not [(text, spot) for text in texts for spot in spots if overlap(text, spot)], width
        for left, top, right, bottom in [*texts, *(at(mark, (0, 0, 0, 0), width) for mark in marks)]:
            assert 0 <= left <= right <= width
            assert 0 <= top <= bottom <= width * RATIO


@settings(max_examples=40, deadline=None)
@given(chronicles())
def test_nothing_overlaps_at_any_width(places: tuple[Place, ...]) -> None:
    """Marks and names keep clear of each other and of the edge, on every page between the narrowest and the widest."""
    chart = drawn(places)
    for tier in (NARROW, WIDE):
        check(chart, tier)
        check(drawn(places, 10), tier)


@settings(max_examples=40, deadline=None)
@given(chronicles())
def test_each_place_has_one_mark(places: tuple[Place, ...]) -> None:
    """In each tier; a place without coordinates has none."""
    chart = drawn(places, 10)
    for tier in (NARROW, WIDE):
        ids = [one.id for mark in shown(chart, tier) for one in mark.places]
        assert sorted(one.id for one in places if one.lat is not None) == sorted(ids)


@settings(max_examples=25, deadline=None)
@given(chronicles())
def test_order_of_records_changes_nothing(places: tuple[Place, ...]) -> None:
    """The same places make the same map, mark by mark and byte by byte."""
    shuffled = list(places)
    random.Random(1).shuffle(shuffled)
    assert drawn(places) == drawn(tuple(shuffled))
    subject, other = Subject(places), Subject(tuple(shuffled))
    assert sheets(subject, ATLAS, 10, 4) == sheets(other, ATLAS, 10, 4)


@settings(max_examples=15, deadline=None)
@given(chronicles())
def test_small_maps_keep_the_same_promises(places: tuple[Place, ...]) -> None:
    """A map that is narrow on every page, and the map of one place."""
    window = frame([(one.lat, one.lon) for one in places if one.lat is not None and one.lon is not None])
    assert window is not None
    check(draw_small(Subject(places), window, ATLAS), SMALL)
    located = [chart for one in places if (chart := locate(one, ATLAS))]
    assert len(places) - 1 == len(located)
    for chart in located:
        check(chart, SMALL)
        assert 1 == len(chart.marks)


def test_marks_say_how_exact_a_position_is() -> None:
    """A spot, an area, a position not known; nothing said counts as not known."""
    precisions = ("point", "area", "unknown", None)
    places = tuple(place(f"p{n}", 10 + n, 10 * n, precision=precision) for n, precision in enumerate(precisions))
    forms = {mark.places[0].id: mark.form for mark in drawn(places).marks}
    assert {"p0": "point", "p1": "area", "p2": "unknown", "p3": "unknown"} == forms


def test_many_places_become_few_marks() -> None:
    """Two thousand places: no more marks than the eye can part, and nearer maps for those that are named most."""
    chance = random.Random(4)
    places = tuple(place(f"p{n}", chance.uniform(-60, 70), chance.uniform(-180, 180)) for n in range(2000))
    found = sheets(Subject(places, (), {f"p{n}": 5 for n in range(20)}), ATLAS, 10, 7)
    assert 7 == len(found)
    for sheet in found:
        assert all(len(shown(sheet.chart, tier)) <= 2 * MOST for tier in (NARROW, WIDE))
    assert 2000 == sum(len(mark.places) for mark in shown(found[0].chart, WIDE))


def test_a_group_leads_to_the_map_that_parts_it() -> None:
    """Places that fall together on the large map have a nearer one; the rest stand in a list."""
    near = tuple(place(f"k{n}", 51.2 + n / 10, 35 + n / 8) for n in range(5))
    pair = (place("a", 43.1, 131.87), place("b", 43.1, 131.87))
    large, small = sheets(Subject((*near, *pair)), ATLAS, 0, 5)
    groups = {len(mark.places): mark for mark in shown(large.chart, WIDE) if mark.form == "group"}
    crowd, two = groups[5], groups[2]
    assert small.number == large.nearer(crowd)
    assert None is large.nearer(two)
    assert pair == dict(large.listed)[large.chart.marks.index(two) + 1].places
    assert {one.id for one in near} == {one.id for mark in small.chart.marks for one in mark.places}


def test_far_places_are_marked_at_the_edge() -> None:
    """They stand in the direction in which they lie, and point outwards."""
    near = tuple(place(f"k{n}", 48 + n, 30 + 2 * n) for n in range(11))
    chart = drawn((*near, place("west", 50, -100)), 10)
    (mark,) = [mark for mark in shown(chart, WIDE) if mark.form == "beyond"]
    assert ["west"] == [one.id for one in mark.places]
    assert 0 < mark.at[0] < 1
    assert 0 < mark.at[1] < 1
    assert min(mark.at[0], mark.at[1], 1 - mark.at[0], 1 - mark.at[1]) < 0.1


def test_names_are_cut_between_letters() -> None:
    """An accent or a joined emoji is never torn from its letter; a short name stays as it is."""
    assert "Kursk" == cut("Kursk", 170)
    assert "two lines" == cut("two\n\tlines", 170)
    for text in ("e\u0301" * 60, "👩‍👩‍👧" * 20, "W" * 99, "海" * 50):
        short = cut(text, 100)
        assert length(short) <= 100
        assert short.endswith("…")
        assert not short[:-1].endswith(("\u200d", "e"))
    assert 0 < len(Label("x", 0, 0, "start", length("x")).box)
