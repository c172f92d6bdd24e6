"""Events as lists show them: filed by month and day, found by facets, cut into pages."""

import gzip
import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import Edtf
from generator.derive import Timeline
from generator.lines import Line, Lines, lines, place
from generator.lines.days import anchor, filed, grouped
from generator.lines.facets import FEW, NOBODY, Facet, Value, moved
from generator.lines.line import Day, FigureWords, Month
from generator.lines.paging import BUDGET, cut, weight
from generator.phrases import Phrases
from generator.settings import configure
from tests.derive.chronicle import MOVE, PART, said, timeline
from tests.test_build import ROOT


def phrases(found: Timeline) -> Phrases:
    """The words of this repository's site."""
    configuration, _ = configure(ROOT)
    assert configuration is not None
    return Phrases(found.corpus, configuration.labels, configuration.locale)


def made(events: dict[str, str]) -> Lines:
    """The lines of a small chronicle."""
    found = timeline(events)
    return lines(found, phrases(found))


def dated(*dates: str) -> dict[str, str]:
    """A deployment for each date."""
    return {f"e{n}": MOVE.replace("date: 2024-10\n", f"date: {date}\n") for n, date in enumerate(dates)}


def order(found: Iterable[Line]) -> list[tuple[str, str]]:
    return [(line.month.anchor, line.day.text) for line in found]


def test_lines_stand_under_their_month_and_day() -> None:
    """A year before its months, an open beginning under its end, an interval under its beginning."""
    dates = ("2024-10-23", "2024", "2024-10", "../2024-10-18", "2024-10-01~/2024-10-15~", "2023-24", "2024-11/..")
    assert [
        ("m2023-12", "2023-24"),
        ("m2024", "2024"),
        ("m2024-10", "../2024-10-18"),
        ("m2024-10", "2024-10-01~/2024-10-15~"),
        ("m2024-10", "2024-10"),
        ("m2024-10", "2024-10-23"),
        ("m2024-11", "2024-11/.."),
    ] == order(made(dated(*dates)).all)


def test_an_event_without_beginning_stands_in_the_year_of_its_latest_day() -> None:
    """The winter of 2024/25 ends in 2025."""
    found = timeline(dated("../2024-24"))
    assert [(2025, 2)] == [filed(event) for event in found.events]
    assert [2025] == list(found.by_year)


def test_days_are_grouped_in_order_and_named_once() -> None:
    """A day that others interrupt goes on below without its name, so that a link has one goal."""
    found = made(dated("2024-10-01", "2024-10-01~", "2024-10-01"))
    (month,) = grouped(found.all)
    assert ["d2024-10-01", "d2024-10-01-about", ""] == [day.anchor for day in month.days]
    assert "about 1 October 2024" == month.days[1].day.label
    assert ("1", "Tue", "") == (month.days[0].day.number, month.days[0].day.weekday, month.days[0].day.label)


SINGLE = ("2024", "2024-10", "2024-10-23", "2024-10-XX", "2024-XX-XX", "201X", "20XX", "2024-24")
ENDS = [f"{text}{mark}" for text in ("2024", "2024-10", "2024-10-23") for mark in ("", "?", "~", "%")]
INTERVALS = [f"{first}/{last}" for first in ENDS for last in (*ENDS, "..")] + [f"../{last}" for last in ENDS]


def test_anchors_are_plain_and_tell_dates_apart() -> None:
    """No mark that an address would have to encode; different dates never meet."""
    texts = [*(f"{text}{mark}" for text in SINGLE for mark in ("", "?", "~", "%")), *INTERVALS]
    names = {anchor(Edtf(text, None, None)) for text in texts}
    assert len(texts) == len(names)
    assert set() == {name for name in names if not re.fullmatch(r"d[A-Za-z0-9-]+", name)}


def test_a_line_says_who_through_whom_and_how_much() -> None:
    """Speaker, chain, stances in their order, each figure once and the rest counted."""
    claims = ("move denies", *(f"move asserts exact {n} sent" for n in (1, 2, 2, 3, 4, 5)))
    found = made({"move": MOVE, "s": said("2024-06-01", "anna", *claims, sources="paper-1")})
    (line,) = (line for line in found.all if line.kind == "statement")
    assert ("Anna", "in Paper, quoting Agency") == (line.who, line.through)
    assert ("asserts", "denies") == line.stances
    assert ["1", "2", "3"] == [figure.amount for figure in line.figures]
    assert "+2" == line.more_figures


def test_who_told_it_on_comes_before_the_chain() -> None:
    """A closed briefing became public through somebody."""
    text = said("2024-06-01", "anna", "move asserts").replace("summary:", "relayed_by: boris\nsummary:")
    (line,) = (line for line in made({"move": MOVE, "s": text}).all if line.kind == "statement")
    assert "told by Boris" == line.through


def test_history_holds_changes_of_the_grade_alone() -> None:
    """Ten claims that change nothing leave one line in it."""
    events = {f"s{n}": said(f"2024-11-{n + 10}", "boris", "move asserts") for n in range(10)}
    (move,) = (line for line in made({"move": MOVE, **events}).all if line.kind == "deployment")
    assert (("2024-11-10", "single-origin"),) == move.history


def values(found: Lines, facet: str) -> dict[str, list[str]]:
    (one,) = (of for of in found.facets if of.name == facet)
    return {value: [line.id for line in found.at(one, value)] for value in one.values}


@given(st.sets(st.integers(0, 2 * FEW)), st.sets(st.integers(0, 2 * FEW)), st.integers(0, 1))
def test_facets_find_what_moved(events: set[int], anew: set[int], by: int) -> None:
    """Few or many events to be looked at anew, the others where they stood or further on."""
    places = [None if old in anew else old + by for old in range(2 * FEW + 1)]
    value = Value("x", "X", "x/", tuple(sorted(events)))
    found = moved([Facet("kind", "Kind", "timeline/kind/", {"x": value})], places)
    assert {"kind": {"x": sorted(event + by for event in events - anew)}} == found


def test_facets_find_events() -> None:
    """By kind, party, stance, measure, grade, actor, language and year; an unnamed speaker's party is unknown."""
    unnamed = "\n  - role: an official"
    found = made(
        {
            "move": MOVE,
            "part": PART,
            "s1": said("2024-06-01", "boris", "move asserts exact 5 sent", "move denies"),
            "s2": said("2025-01-02", unnamed, "move predicts exact 5 killed"),
        }
    )
    assert {"statement": ["s1", "s2"], "deployment": ["move", "part"]} == values(found, "kind")
    assert {"north": ["move", "part"], "east": ["move", "part"], "south": ["s1"], NOBODY: ["s2"]} == values(
        found, "party"
    )
    assert {"asserts": ["s1"], "denies": ["s1"], "predicts": ["s2"]} == values(found, "stance")
    assert {"sent": ["s1"], "killed": ["s2"]} == values(found, "measure")
    assert {"contested": ["move"], "documented": ["part"]} == values(found, "grade")
    assert {"s1"} == set(values(found, "actor")["boris"])
    assert ["s1", "move", "part", "s2"] == values(found, "language")["en"]
    assert {"2024": ["s1", "move", "part"], "2025": ["s2"]} == values(found, "year")


def test_what_was_withdrawn_has_no_line() -> None:
    """Its page stays, lists and facets forget it."""
    gone = MOVE + "withdrawn: {date: 2025-02-01, reason: gone}\n"
    found = made({"gone": gone})
    assert () == found.all
    assert [{}] * 10 == [dict(facet.values) for facet in found.facets]


def test_pages_hold_all_in_order_and_the_first_has_the_address_of_the_list() -> None:
    """Nothing is lost, doubled or moved; an empty list has one page."""
    assert [[]] == [list(page) for page in cut(list[str](), len)]
    assert ["timeline/", "timeline/page/2/"] == [place("timeline/", n) for n in (1, 2)]


@given(st.lists(st.integers(1, 2 * BUDGET)))
def test_pages_keep_to_their_budget(weights: list[int]) -> None:
    """A page is over its budget only if it holds a single item."""
    pages = cut(weights, lambda item: item)
    assert weights == [item for page in pages for item in page]
    assert [] == [page for page in pages if sum(page) > BUDGET and len(page) > 1]
    assert [] == [page for page in pages if not page and len(pages) > 1]


@pytest.mark.parametrize(
    "letters", ["abcdefghij klmnop", "가나다라마바사아자차카타파하", "!#$%&*+=?@^_|~<>", "אבגדהוזחטי"]
)
def test_pages_of_long_titles_stay_small(letters: str) -> None:
    """Titles of 500 letters in any script: the markup of a full page is below 130 kB compressed."""
    numbers = iter(range(10**9))
    texts = (
        "".join(letters[(7919 * n * n + n) // 13 % len(letters)] for n in (next(numbers) for _ in range(500)))
        for _ in range(2000)
    )
    figures = (FigureWords("at least 3,000", "soldiers sent"),) * 3
    month, day = Month("m2024-10", "October 2024"), Day("d2024-10-23", "2024-10-23", "", "23", "Wed")
    found = [
        Line(f"e-{n}", "statement", text, month, day, "2024-10-23", "Who", "", (), figures, "", "", ())
        for n, text in enumerate(texts)
    ]
    page = cut(found, weight)[0]
    assert len(page) > 50
    markup = "".join(
        f'<li class="k-entry" data-event="{line.id}"><a class="k-title" href="../events/{line.id}/">'
        + "".join(f"&#{ord(letter)};" if letter in "!#$%&*+=?@^_|~<>" else letter for letter in line.title)
        + "</a></li>"
        for line in page
    )
    assert len(gzip.compress(markup.encode())) < 130_000
