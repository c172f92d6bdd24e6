"""Dates: what is read, what is refused and how it is mended, how dates are ordered and printed."""

import random
import re
import time
from datetime import date, timedelta

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from generator.dates import LABEL_KEYS, DateError, Edtf, label

WORDS = {
    "date.unspecified_day": "some day in {date}",
    "date.unspecified_month": "some month of {date}",
    "date.unspecified_both": "some day in {date}",
    "date.decade": "the {year}s",
    "date.century": "some year from {first} to {last}",
    "date.spring": "spring {year}",
    "date.summer": "summer {year}",
    "date.autumn": "autumn {year}",
    "date.winter": "winter {year}/{short}",
    "date.uncertain": "{date} (uncertain)",
    "date.approximate": "about {date}",
    "date.both": "about {date} (uncertain)",
    "date.interval": "{start} to {end}",
    "date.until": "until {end}",
    "date.from": "from {start}",
}

ACCEPTED = [
    ("2024-10-23", "2024-10-23", "2024-10-23"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2000-02-29", "2000-02-29", "2000-02-29"),
    ("0001-01-01", "0001-01-01", "0001-01-01"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
    ("2024-10", "2024-10-01", "2024-10-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025-02", "2025-02-01", "2025-02-28"),
    ("9999-12", "9999-12-01", "9999-12-31"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("000X", "0001-01-01", "0009-12-31"),
    ("999X", "9990-01-01", "9999-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("00XX", "0001-01-01", "0099-12-31"),
    ("99XX", "9900-01-01", "9999-12-31"),
    ("2024-XX", "2024-01-01", "2024-12-31"),
    ("2024-XX-XX", "2024-01-01", "2024-12-31"),
    ("2024-10-XX", "2024-10-01", "2024-10-31"),
    ("2023-02-XX", "2023-02-01", "2023-02-28"),
    ("2024-21", "2024-03-01", "2024-05-31"),
    ("2024-22", "2024-06-01", "2024-08-31"),
    ("2024-23", "2024-09-01", "2024-11-30"),
    ("2024-24", "2024-12-01", "2025-02-28"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("9998-24", "9998-12-01", "9999-02-28"),
    ("9999-23", "9999-09-01", "9999-11-30"),
    ("2024-10-23?", "2024-10-23", "2024-10-23"),
    ("2024-10~", "2024-10-01", "2024-10-31"),
    ("2024%", "2024-01-01", "2024-12-31"),
    ("201X~", "2010-01-01", "2019-12-31"),
    ("2024-10-XX?", "2024-10-01", "2024-10-31"),
    ("2024-24%", "2024-12-01", "2025-02-28"),
    ("2024-10-01/2024-10-15", "2024-10-01", "2024-10-15"),
    ("2024-10-01~/2024-10-15~", "2024-10-01", "2024-10-15"),
    ("2024-10-15/2024-10-15", "2024-10-15", "2024-10-15"),
    ("2024-10-15/2024-10", "2024-10-15", "2024-10-31"),
    ("2024-10/2024-10-15", "2024-10-01", "2024-10-15"),
    ("2024/2024-03", "2024-01-01", "2024-03-31"),
    ("2024-12/2024", "2024-12-01", "2024-12-31"),
    ("2025/2024-24", "2025-01-01", "2025-02-28"),
    ("2024-21/2024-23?", "2024-03-01", "2024-11-30"),
    ("../2024-10-18", None, "2024-10-18"),
    ("../2024%", None, "2024-12-31"),
    ("2024-10-22/..", "2024-10-22", None),
    ("2024-10?/..", "2024-10-01", None),
]

REFUSED = [
    ("2024/10/23", "bad-date", "write 2024-10-23"),
    ("2024.10.23", "bad-date", "write 2024-10-23"),
    ("23.10.2024", "bad-date", "write 2024-10-23"),
    ("23/10/2024", "bad-date", "write 2024-10-23"),
    ("10/23/2024", "bad-date", "write 2024-10-23"),
    ("24-10-23", "bad-date", "write 2024-10-23"),
    ("20241023", "bad-date", "write 2024-10-23"),
    ("202410", "bad-date", "write 2024-10"),
    ("2024-1-5", "bad-date", "write 2024-01-05"),
    ("2024-1", "bad-date", "write 2024-01"),
    ("2024/10", "bad-date", "write 2024-10"),
    ("2024-10-23T10:00", "bad-date", "write 2024-10-23"),
    ("2024-10-23T10:00:00Z", "bad-date", "write 2024-10-23"),
    ("2024-10-23 10:00", "bad-date", "write 2024-10-23"),
    ("2024-10-01T08:00/2024-10-02T09:00", "bad-date", "write 2024-10-01/2024-10-02"),
    (" 2024-10-23 ", "bad-date", "spaces around it: write 2024-10-23"),
    ("2024-10-23\n", "bad-date", "write 2024-10-23"),
    ("\u00a02024-10-23", "bad-date", "write 2024-10-23"),
    ("", "bad-date", "leave the key out"),
    ("  ", "bad-date", "leave the key out"),
    ("2024-1X", "bad-date", "write 2024-XX"),
    ("2024-10-1X", "bad-date", "write 2024-10-XX"),
    ("2024-10-X", "bad-date", "write 2024-10-XX"),
    ("2024-XX-01", "bad-date", "write 2024-XX-XX"),
    ("2024-xx", "bad-date", "write 2024-XX"),
    ("2024-10-??", "bad-date", "write 2024-10-XX"),
    ("201X-10", "bad-date", "X stands for"),
    ("2XXX", "bad-date", "leave the date out"),
    ("XXXX", "bad-date", "leave the date out"),
    ("XXXX-10-23", "bad-date", "leave the date out"),
    ("../..", "bad-date", "needs an end that is known"),
    ("/", "bad-date", "needs an end that is known"),
    ("..", "bad-date", "a date is a day"),
    ("2024-10-01/", "bad-date", "write 2024-10-01/.."),
    ("/2024-10-01", "bad-date", "write ../2024-10-01"),
    ("2024/open", "bad-date", "write 2024/.."),
    ("unknown/2024", "bad-date", "write ../2024"),
    ("2024-10-01/..~", "bad-date", "may stand at the end"),
    ("2024-10-01/15", "bad-date", "write 2024-10-01/2024-10-15"),
    ("2024-10-01/10-15", "bad-date", "write 2024-10-01/2024-10-15"),
    ("1.10.2024/15.10.2024", "bad-date", "write 2024-10-01/2024-10-15"),
    ("2024-10-01--2024-10-15", "bad-date", "write 2024-10-01/2024-10-15"),
    ("2024-10-01 - 2024-10-15", "bad-date", "write 2024-10-01/2024-10-15"),
    ("2024-10-01 / 2024-10-15", "bad-date", "write 2024-10-01/2024-10-15"),
    ("2024-2025", "bad-date", "write 2024/2025"),
    ("2024/2025/2026", "bad-date", "a date is a day"),
    ("2024-10-01/P5D", "bad-date", "a date is a day"),
    ("2024-10-XX/2024-11-02", "bad-date", "write 2024-10/2024-11-02"),
    ("2024-10-02/2024-11-XX", "bad-date", "write 2024-10-02/2024-11"),
    ("2024-XX-XX/2025", "bad-date", "write 2024/2025"),
    ("2024-XX/..", "bad-date", "write 2024/.."),
    ("201X/202X", "bad-date", "write 2010/2029"),
    ("20XX/2024", "bad-date", "no X"),
    ("{2024-10-01,2024-10-03}", "bad-date", "write 2024-10-01/2024-10-03"),
    ("[2024-10-01..2024-10-03]", "bad-date", "write 2024-10-01/2024-10-03"),
    ("{...}", "bad-date", "a set of dates"),
    ("~2024", "bad-date", "write 2024~"),
    ("2024?-10", "bad-date", "write 2024-10?"),
    ("2024-10-?23", "bad-date", "write 2024-10-23?"),
    ("2024-10-23?~", "bad-date", "write 2024-10-23%"),
    ("2024-10-23??", "bad-date", "write 2024-10-23?"),
    ("?", "bad-date", "may stand at the end"),
    ("Y12024", "bad-date", "four digits"),
    ("12024", "bad-date", "four digits"),
    ("-0044", "bad-date", "four digits"),
    ("+2024", "bad-date", "a date is a day"),
    ("44", "bad-date", "a date is a day"),
    ("1950S2", "bad-date", "a date is a day"),
    ("2024-W43", "bad-date", "a date is a day"),
    ("2024-297", "bad-date", "a date is a day"),
    ("October 2024", "bad-date", "such as 2024-10-23"),
    ("NO", "bad-date", "such as 2024-10-23"),
    ("2024-10-23\x00", "bad-date", "such as 2024-10-23"),
    ("\u0662\u0660\u0662\u0664", "bad-date", "write 2024"),
    ("\uff12\uff10\uff12\uff14-10", "bad-date", "write 2024-10"),
    ("2024\u201310\u201323", "bad-date", "write 2024-10-23"),
    ("2024-10-\u00b2\u00b3", "bad-date", "digits 0 to 9"),
    ("2024-10-23" * 1000, "bad-date", "such as 2024-10-23"),
    ("0000", "impossible-date", "0001 to 9999"),
    ("0000-01-01", "impossible-date", "0001 to 9999"),
    ("0000/2024", "impossible-date", "0001 to 9999"),
    ("2025-02-29", "impossible-date", "write 2025-02-28"),
    ("1900-02-29", "impossible-date", "write 1900-02-28"),
    ("2024-04-31?", "impossible-date", "write 2024-04-30"),
    ("2024-10-00", "impossible-date", "write 2024-10 if"),
    ("2024-10-32", "impossible-date", "write 2024-10-31"),
    ("2024-00", "impossible-date", "write 2024 if"),
    ("2024-00-00", "impossible-date", "write 2024 if"),
    ("2024-13", "impossible-date", "01 to 12"),
    ("2024-13-XX", "impossible-date", "01 to 12"),
    ("2024-20", "impossible-date", "01 to 12"),
    ("2024-25", "impossible-date", "season from 21"),
    ("2024-41", "impossible-date", "season from 21"),
    ("2024-23-10", "impossible-date", "write 2024-10-23"),
    ("9999-24", "impossible-date", "write 9999-12"),
    ("2024-10-20/2024-10-10", "impossible-date", "write 2024-10-10/2024-10-20"),
    ("2024-11/2024-10", "impossible-date", "write 2024-10/2024-11"),
    ("2024-10-15/2024-09", "impossible-date", "write 2024-09/2024-10-15"),
    ("2025/2024", "impossible-date", "write 2024/2025"),
    ("2024-24~/2024-11", "impossible-date", "write 2024-11/2024-24~"),
    ("2025-02-29/..", "impossible-date", "write 2025-02-28"),
    ("../2024-13", "impossible-date", "01 to 12"),
    ("9998/9999-24", "impossible-date", "write 9999-12"),
]

LABELS = [
    ("2024-10-23", "en", "23 October 2024"),
    ("2024-10", "en", "October 2024"),
    ("2024", "en", "2024"),
    ("2024-10-23", "en-US", "October 23, 2024"),
    ("2024-10-23", "id", "23 Oktober 2024"),
    ("2024-10-23", "ko", "2024년 10월 23일"),
    ("2024-10", "ko", "2024년 10월"),
    ("2024-10-23", "ru", "23 октября 2024 г."),
    ("2024-10", "ru", "октябрь 2024 г."),
    ("2024-10", "uk", "жовтень 2024 р."),
    ("0044-03-05", "en", "5 March 44"),
    ("2024-10-XX", "en", "some day in October 2024"),
    ("2024-XX", "en", "some month of 2024"),
    ("2024-XX-XX", "en", "some day in 2024"),
    ("201X", "en", "the 2010s"),
    ("20XX", "en", "some year from 2000 to 2099"),
    ("00XX", "en", "some year from 1 to 99"),
    ("2024-21", "en", "spring 2024"),
    ("2024-22", "en", "summer 2024"),
    ("2024-23", "en", "autumn 2024"),
    ("2024-24", "en", "winter 2024/25"),
    ("2008-24", "en", "winter 2008/09"),
    ("2099-24", "en", "winter 2099/2100"),
    ("0005-24", "en", "winter 5/6"),
    ("2024-10-23?", "en", "23 October 2024 (uncertain)"),
    ("2024-10~", "en", "about October 2024"),
    ("2024%", "en", "about 2024 (uncertain)"),
    ("2024-10-XX~", "en", "about some day in October 2024"),
    ("2024-10-01~/2024-10-15", "en", "about 1 October 2024 to 15 October 2024"),
    ("../2024-10-18", "en", "until 18 October 2024"),
    ("2024-10?/..", "en", "from October 2024 (uncertain)"),
]

SINGLES = [text for text, *_ in ACCEPTED if "/" not in text]
LOCALES = ["en", "id", "ko", "ru", "uk"]

days = st.dates().map(date.isoformat)
qualifiers = st.sampled_from(["", "?", "~", "%"])
plain = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    st.builds("{}-{}".format, st.integers(1000, 9998), st.integers(21, 24)),
)
unspecified = st.one_of(
    days.map(lambda day: day[:7] + "-XX"),
    days.map(lambda day: day[:4] + "-XX"),
    days.map(lambda day: day[:4] + "-XX-XX"),
    days.map(lambda day: day[:3] + "X"),
    days.map(lambda day: day[:2] + "XX"),
)
singles = st.builds(str.__add__, st.one_of(plain, unspecified), qualifiers)
ends = st.builds(str.__add__, plain, qualifiers)
intervals = st.one_of(st.builds("{}/{}".format, ends, ends), ends.map("{}/..".format), ends.map("../{}".format))
near_dates = st.text("0123456789X-/.?~%T: {},\u0663\u2013", max_size=24)


def parsed(text: str) -> Edtf | None:
    """The date, or None where it is refused in the agreed way."""
    try:
        return Edtf.parse(text)
    except DateError as error:
        refusal = error
    assert refusal.code in ("bad-date", "impossible-date")
    assert refusal.message
    assert refusal.hint
    return None


values = st.one_of(singles, intervals).map(parsed).filter(bool)


@pytest.mark.parametrize(("text", "earliest", "latest"), ACCEPTED)
def test_accepted(text: str, earliest: str | None, latest: str | None) -> None:
    """A date keeps its text and knows the first and the last day it may mean."""
    value = Edtf.parse(text)
    span = tuple(day.isoformat() if day else None for day in (value.earliest, value.latest))
    assert (text, (earliest, latest)) == (value.text, span)


@pytest.mark.parametrize(("text", "code", "remedy"), REFUSED)
def test_refused(text: str, code: str, remedy: str) -> None:
    """A refusal says which kind it is, shows a short message and holds a remedy."""
    with pytest.raises(DateError) as caught:
        Edtf.parse(text)
    assert code == caught.value.code
    assert remedy in caught.value.hint
    assert len(caught.value.message) < 100


@pytest.mark.parametrize("text", [text for text, *_ in REFUSED])
def test_proposed_dates_are_valid(text: str) -> None:
    """Whatever a hint proposes to write can be read."""
    with pytest.raises(DateError) as caught:
        Edtf.parse(text)
    proposed = re.findall(r"write ([0-9.][^ ,:]*)", caught.value.hint)
    assert proposed == [Edtf.parse(proposal).text for proposal in proposed]


def test_error_shows_both_parts() -> None:
    """The error prints its message with the hint and is a ValueError."""
    expected, error = "what (how)", DateError("bad-date", "what", "how")
    assert expected == str(error)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("text", "precision", "qualifier", "is_day", "has_x"),
    [
        ("2024-10-23", "day", "", True, False),
        ("2024-10-23?", "day", "?", False, False),
        ("2024-10", "month", "", False, False),
        ("2024-10-XX", "month", "", False, True),
        ("2024-21~", "season", "~", False, False),
        ("2024", "year", "", False, False),
        ("2024-XX", "year", "", False, True),
        ("2024-XX-XX%", "year", "%", False, True),
        ("201X", "decade", "", False, True),
        ("20XX", "century", "", False, True),
        ("2024/2025~", "interval", "", False, False),
        ("../2024-10", "interval", "", False, False),
    ],
)
def test_properties(text: str, precision: str, qualifier: str, is_day: bool, has_x: bool) -> None:
    """Precision is the finest part known; a qualifier belongs to a single date."""
    value = Edtf.parse(text)
    shape = (value.precision, value.qualifier, value.is_day, value.unspecified)
    assert (precision, qualifier, is_day, has_x) == shape


def test_ends() -> None:
    """An interval gives its two dates with their qualifiers, a single date itself."""
    assert (Edtf.parse("2024-10~"), Edtf.parse("2025?")) == Edtf.parse("2024-10~/2025?").ends
    assert (None, Edtf.parse("2025")) == Edtf.parse("../2025").ends
    assert (Edtf.parse("2025"), Edtf.parse("2025")) == Edtf.parse("2025").ends


def test_order() -> None:
    """Open starts come first, open ends last, and a shorter span before a longer one."""
    ordered = ["../2024", "0001-01-01", "0001", "2024", "2024/9999-12-31", "2024/..", "2024-10-01", "2024-10"]
    by_key = sorted(map(Edtf.parse, reversed(ordered)), key=lambda value: value.sort_key)
    assert ordered == [value.text for value in by_key]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-10", "2024-10-31", True),
        ("2024-10", "2024-11", False),
        ("2024-24", "2025-02-28", True),
        ("../2024-10-18", "2024-10-18/..", True),
        ("../2024-10-18", "2024-10-19/..", False),
        ("2024/..", "9999-12-31", True),
        ("../2024", "0001-01-01", True),
    ],
)
def test_overlaps(one: str, other: str, expected: bool) -> None:
    """Two dates overlap when both may mean one day, whichever is asked."""
    first, second = Edtf.parse(one), Edtf.parse(other)
    assert (expected, expected) == (first.overlaps(second), second.overlaps(first))


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("2024-10", ["2024-10-01", "2024-10-31"]),
        ("../2024-10-01", ["2024-09-30", "2024-10-01"]),
        ("2024-10-31/..", ["2024-10-31", "2024-11-01"]),
        ("2024-10-31?", ["2024-10-31"]),
    ],
)
def test_covers(text: str, covered: list[str]) -> None:
    """A date covers its first and last day and none outside; an open end covers all."""
    days = ["2024-09-30", "2024-10-01", "2024-10-31", "2024-11-01"]
    assert covered == [day for day in days if Edtf.parse(text).covers(date.fromisoformat(day))]


def test_equal_texts_are_equal_values() -> None:
    """A date is a value: hashable, equal by text, different when written otherwise."""
    once, again, qualified = (Edtf.parse(text) for text in ("2024", "2024", "2024~"))
    assert {once, qualified} == {once, again, qualified}
    assert once != qualified


@pytest.mark.parametrize(("text", "locale", "expected"), LABELS)
def test_label(text: str, locale: str, expected: str) -> None:
    """A label says what is stored in the words of the language; CLDR's narrow spaces are read as spaces."""
    assert expected == label(Edtf.parse(text), locale, WORDS).replace("\u202f", " ")


def test_label_keys_are_those_of_the_words() -> None:
    """The English words hold every documented key and no name outside the documented ones."""
    assert list(LABEL_KEYS) == list(WORDS)
    for key, pattern in WORDS.items():
        assert set(LABEL_KEYS[key]) >= set(re.findall(r"\{(\w+)\}", pattern))


def test_label_leaves_other_braces_alone() -> None:
    """A pattern is not a format string: what else its braces hold is printed as it stands."""
    words, expected = {"date.approximate": "{date.__class__} {0} {date} {"}, "{date.__class__} {0} 2024 {"
    assert expected == label(Edtf.parse("2024~"), "en", words)


@pytest.mark.parametrize("locale", [name for name in localedata.locale_identifiers() if "_" not in name])
def test_every_locale_prints_the_stored_numbers(locale: str) -> None:
    """Each language that babel knows prints year, month and day in its own calendar words, in our digits."""
    year, month, day = (label(Edtf.parse(text), locale, {}) for text in ("0044", "2024-10", "2024-10-05"))
    assert {44} == numbers(year)
    assert {2024} == numbers(month) - {10}
    assert {2024, 5} == numbers(day) - {10}


def numbers(text: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"\d+", text)}


def derivable(text: str) -> set[int]:
    """The numbers that a label of a stored text may show."""
    found = numbers(text.replace("X", "0")) | numbers(text.replace("X", "9"))
    winters = {int(year) + 1 for year in re.findall(r"([0-9]{4})-24", text)}
    first = {1} if text.startswith("00") else set()
    return found | winters | {year % 100 for year in winters} | first


@given(st.one_of(st.text(), near_dates, singles, intervals))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail otherwise, and what is read keeps its order of days."""
    value = parsed(text)
    if value and value.earliest and value.latest:
        assert value.earliest <= value.latest
    assert value is None or value.earliest or value.latest


@given(singles, qualifiers)
def test_qualifiers_move_nothing(text: str, qualifier: str) -> None:
    """A qualified date covers the same days as the plain one, in the same place."""
    bare = Edtf.parse(text.rstrip("?~%"))
    assert bare.sort_key == Edtf.parse(bare.text + qualifier).sort_key


@given(st.lists(values), st.randoms(use_true_random=False))
def test_order_survives_shuffling(dates: list[Edtf], shuffler: random.Random) -> None:
    """The order of dates does not depend on the order in which they were read."""
    shuffled = dates.copy()
    shuffler.shuffle(shuffled)
    assert sorted(date.sort_key for date in dates) == [
        value.sort_key for value in sorted(shuffled, key=lambda value: value.sort_key)
    ]


@given(values, values)
def test_overlap_is_mutual_and_agrees_with_days(one: Edtf, other: Edtf) -> None:
    """Overlap does not depend on who is asked, and a date covers the days at its own ends only."""
    assert one.overlaps(other) == other.overlaps(one)
    for day, step in ((one.earliest, -1), (one.latest, 1)):
        if day:
            assert one.covers(day)
        if day and date.min < day < date.max:
            assert not one.covers(day + timedelta(days=step))


@given(values, st.sampled_from(LOCALES))
def test_label_shows_no_more_digits_than_stored(value: Edtf, locale: str) -> None:
    """Every number in a label stands in the stored text or follows from its X or its winter."""
    shown = label(value, locale, WORDS)
    assert shown
    assert derivable(value.text) >= numbers(shown)


@pytest.mark.parametrize("locale", LOCALES)
def test_labels_of_different_single_dates_differ(locale: str) -> None:
    """No two different dates of the table read alike, but for a day and a month unknown in one year."""
    words = WORDS | {"date.unspecified_both": "some day and month of {date}"}
    assert len(SINGLES) == len({label(Edtf.parse(text), locale, words) for text in SINGLES})


def test_reading_and_printing_are_fast() -> None:
    """Ten thousand days are read and printed in far less than a second, also on a busy machine."""
    texts = [date.fromordinal(700_000 + number).isoformat() for number in range(10_000)]
    started = time.process_time()
    for text in texts:
        label(Edtf.parse(text), "en", WORDS)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("text", ["2024-14-14", "2024-13-99", "0014-20-13", "2024-13-13~/2024-14-14"])
def test_month_and_day_that_are_both_too_large_are_refused(text: str) -> None:
    """Exchanging the two makes no date either; looking for one must end."""
    with pytest.raises(DateError) as caught:
        Edtf.parse(text)
    assert "impossible-date" == caught.value.code
