"""The overview: everything has its place on it, nothing sticks out, whatever the dates are."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import Edtf
from generator.kinds import AnyEvent
from generator.pictures.periods import END, UNITS, finest
from generator.pictures.strip import GAP, MOST_BARS, MOST_COLUMNS, MOST_ROWS, MOST_TICKS, Strip, draw
from tests.derive.chronicle import MOVE, said, timeline


def strip(*dates: str, kind: str = "deployment") -> Strip:
    """The overview of an event on each date; `said` makes statements of them."""
    texts = (
        MOVE.replace("date: 2024-10\n", f"date: {text}\n") if kind == "deployment" else said(text, "boris")
        for text in dates
    )
    drawn = draw(timeline({f"e{n:05}": text for n, text in enumerate(texts)}).events)
    assert drawn is not None
    return drawn


def test_nothing_is_drawn_of_nothing() -> None:
    """An empty chronicle has no picture."""
    assert draw(()) is None


def test_few_events_are_dots_and_uncertain_ones_hollow() -> None:
    """Each leads to itself."""
    drawn = strip("2024-10-18", "2024-10-23~", kind="said")
    assert [False, True] == [dot.hollow for dot in drawn.said.dots]
    assert ["e00000", "e00001"] == [dot.event.id for dot in drawn.said.dots]
    assert () == drawn.happened.bars


def test_many_events_are_columns_that_count_them() -> None:
    """Ten thousand on one day are one column of full height."""
    days = ["2024-10-18"] * 100 + ["2024-10-19"] * 50
    drawn = strip(*days, kind="said")
    assert [100, 50] == [column.count for column in drawn.said.columns]
    assert drawn.said.columns[0].height == 2 * drawn.said.columns[1].height
    assert date(2024, 10, 18) == drawn.said.columns[0].first == drawn.said.columns[0].last


SPANS = (
    "2024-10-01/2024-12-31",
    "2024-10-01~/2024-12-31",
    "2024-10/2024-12-31",
    "2024-10-01/..",
    "../2024-12-31",
    "2024-11",
)


def test_spans_are_solid_and_uncertain_ends_fade() -> None:
    """Known days are hard ends; approximate, coarse and open ones fade, a month alone to both sides."""
    bars = {bar.event.date.text: bar for bar in strip(*SPANS).happened.bars}
    assert set(SPANS) == set(bars)
    assert (0, 0) == (bars["2024-10-01/2024-12-31"].fade_in, bars["2024-10-01/2024-12-31"].fade_out)
    assert 0 < bars["2024-10-01~/2024-12-31"].fade_in < bars["2024-10/2024-12-31"].fade_in
    assert bars["2024-10-01/.."].fade_out > 0 == bars["2024-10-01/.."].fade_in
    assert bars["../2024-12-31"].fade_in > 0 == bars["../2024-12-31"].fade_out
    assert not bars["2024-11"].lasting
    assert bars["2024-11"].width == pytest.approx(2 * bars["2024-11"].fade_in, abs=0.02)


def test_a_stray_century_does_not_squeeze_the_rest() -> None:
    """A few far events are named beside the axis; three alone keep it."""
    days = [f"2024-10-{n % 30 + 1:02}" for n in range(100)]
    drawn = strip("0476-09-04", "9999", *days, kind="said")
    assert ["0476-09-04"] == [event.date.text for event in drawn.before]
    assert ["9999"] == [event.date.text for event in drawn.after]
    assert 100 == drawn.said.count
    few = strip("0001-01-01", "2024-10-01", "9999-12-31", kind="said")
    assert () == few.before + few.after
    assert 3 == few.said.count


DATES = st.builds(
    lambda year, month, day, form: form.format(
        y=f"{year:04}", m=f"{month:02}", d=f"{day:02}", z=f"{min(year + 3, 9999):04}"
    ),
    st.one_of(st.integers(1, 9999), st.integers(2020, 2026)),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from(
        (
            "{y}-{m}-{d}",
            "{y}-{m}-{d}~",
            "{y}-{m}",
            "{y}",
            "{y}-{m}-XX",
            "{y}-{m}/..",
            "../{y}-{m}-{d}",
            "{y}/{z}?",
            "{y}-21",
        )
    ),
)


def happening(texts: Sequence[str]) -> list[AnyEvent]:
    """Events of which nothing matters but kind and date."""
    kinds = ("deployment", "occurrence")
    found: list[Any] = [
        SimpleNamespace(id=f"e{n:04}", kind=kinds[n % 2], date=Edtf.parse(text)) for n, text in enumerate(texts)
    ]
    return cast("list[AnyEvent]", found)


@given(st.lists(DATES, min_size=1, max_size=80))
def test_everything_has_a_place_and_nothing_sticks_out(texts: list[str]) -> None:
    """Each event is drawn once or told beside; all lies between 0 and 100 per cent; bars of a row never touch."""
    events = happening(texts)
    drawn = draw(events)
    assert drawn is not None
    lane = drawn.happened
    assert len(events) == lane.count + len(drawn.before) + len(drawn.after)
    assert lane.count == len(lane.dots) + len(lane.bars) + sum(column.count for column in lane.columns)
    for at, width in [*((b.at, b.width) for b in lane.bars), *((c.at, c.width) for c in lane.columns)]:
        assert 0 <= at <= at + width <= 100.02
    assert [] == [dot for dot in lane.dots if not 0 <= dot.at <= 100]
    for row in range(lane.rows):
        bars = [bar for bar in lane.bars if bar.row == row]
        assert [] == [bar for bar, after in pairwise(bars) if bar.at + bar.width + GAP > after.at + 0.01]
    assert [] == [bar for bar in lane.bars if bar.fade_in + bar.fade_out > bar.width + 0.02]
    assert len(lane.bars) <= MOST_BARS
    assert lane.rows <= MOST_ROWS
    assert len(lane.columns) <= MOST_COLUMNS + 31
    assert 1 <= len(drawn.ticks) <= 2 * MOST_TICKS
    assert sorted(tick.at for tick in drawn.ticks) == [tick.at for tick in drawn.ticks]


@given(st.lists(DATES, min_size=1, max_size=30), st.randoms())
def test_order_of_events_does_not_matter(texts: list[str], chance: Any) -> None:
    """Same events, same picture."""
    events = happening(texts)
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert draw(events) == draw(shuffled)


@given(st.integers(1, END - 1), st.integers(0, END))
def test_periods_cover_every_day_once(first: int, length: int) -> None:
    """Starts rise from where the first day's period begins, and are never too many."""
    end = min(first + length + 1, END)
    unit = finest(first, end, 100)
    starts = list(unit.starts(unit.floor(first), end))
    assert starts == sorted(set(starts))
    assert starts[0] == unit.floor(first) <= first < unit.ceil(first)
    assert len(starts) < 250
    assert unit in UNITS
