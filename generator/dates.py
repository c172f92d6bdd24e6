"""Dates as the chronicle writes them: EDTF (ISO 8601-2) levels 0 and 1, read strictly, printed with babel.

A date is the span of days that it may mean. Nothing here invents a day: `2024-10` stays a month when it is
sorted, compared and printed. The one error is `DateError`, with the code `bad-date` (not a form we read) or
`impossible-date` (a form we read, of a day, month, season, year or interval that cannot be).

Level 1 is narrowed on purpose: years are four digits, 0001 to 9999; an interval has two ends, at least one of
them not `..`, and none with X. Source: https://www.loc.gov/standards/datetime/
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from babel import Locale


Code = Literal["bad-date", "impossible-date"]
Precision = Literal["day", "month", "season", "year", "decade", "century", "interval"]
Qualifier = Literal["", "?", "~", "%"]

_QUALIFIERS: tuple[Qualifier, ...] = ("?", "~", "%")

_DAY = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
SINGLE = re.compile(rf"(?:{_DAY}|[0-9]{{4}}(?:-[0-9]{{2}})?-XX|[0-9]{{4}}-XX-XX|[0-9]{{3}}X|[0-9]{{2}}XX)[?~%]?")
INTERVAL = re.compile(rf"{_DAY}[?~%]?/(?:{_DAY}[?~%]?|\.\.)|\.\./{_DAY}[?~%]?")


class DateError(ValueError):
    """A text that is no date of ours: what is wrong, and in `hint` how to mend it."""

    def __init__(self, code: Code, message: str, hint: str) -> None:
        super().__init__(code, message, hint)
        self.code: Code = code
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as written, with the first and the last day it may mean; None is an end left open by `..`."""

    text: str
    earliest: date | None
    latest: date | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date exactly as written, or raise `DateError`."""
        span = _span(text)
        if span is None:
            raise DateError("bad-date", f"{_shown(text)} is not a date", _remedy(text))
        return cls(text, *span)

    @property
    def is_interval(self) -> bool:
        return "/" in self.text

    @property
    def ends(self) -> "tuple[Edtf | None, Edtf | None]":
        """The two dates of an interval, None for `..`; a single date is both of its own ends."""
        if not self.is_interval:
            return self, self
        start, end = (None if end == ".." else Edtf.parse(end) for end in self.text.split("/"))
        return start, end

    @property
    def qualifier(self) -> Qualifier:
        """What follows a single date: uncertain, approximate or both. An interval has none, its ends may."""
        marks = (mark for mark in _QUALIFIERS if self.text.endswith(mark))
        return "" if self.is_interval else next(marks, "")

    @property
    def unspecified(self) -> bool:
        """Whether X stands for digits that nobody knows."""
        return "X" in self.text

    @property
    def precision(self) -> Precision:
        """The finest part that is known: `2024-10-XX` is a day, but only its month is known."""
        known = self.text.rstrip("?~%").replace("-XX", "")
        if self.is_interval:
            return "interval"
        if len(known) == 4:
            return "century" if known.endswith("XX") else "decade" if known.endswith("X") else "year"
        if len(known) == 7:
            return "season" if known[5] == "2" else "month"
        return "day"

    @property
    def is_day(self) -> bool:
        """Whether this is one known day, without a qualifier."""
        return self.precision == "day" and not self.qualifier

    @property
    def sort_key(self) -> tuple[int, int]:
        """Order by earliest day (open first), then by latest day (open last)."""
        first = self.earliest.toordinal() if self.earliest else 0
        return first, self.latest.toordinal() if self.latest else date.max.toordinal() + 1

    def overlaps(self, other: "Edtf") -> bool:
        """Whether both may mean the same day."""
        (first, last), (other_first, other_last) = self.sort_key, other.sort_key
        return first <= other_last and other_first <= last

    def covers(self, day: date) -> bool:
        """Whether this may mean the day."""
        first, last = self.sort_key
        return first <= day.toordinal() <= last


# Reading


def _span(text: str) -> tuple[date | None, date | None] | None:
    """First and last day, None for a text of another form; raises `impossible-date`."""
    if SINGLE.fullmatch(text):
        return _single_span(text)
    if not INTERVAL.fullmatch(text):
        return None
    start, end = text.split("/")
    first = None if start == ".." else _single_span(start)[0]
    last = None if end == ".." else _single_span(end)[1]
    if first and last and first > last:
        raise DateError("impossible-date", f"{text!r} ends before it begins", f"write {end}/{start}")
    return first, last


def _single_span(text: str) -> tuple[date, date]:
    """First and last day of a text that has the form of a single date."""
    year, _, rest = text.rstrip("?~%").partition("-")
    month, _, day = rest.partition("-")
    low, high = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if high == 0:
        raise DateError("impossible-date", "there is no year 0000", "write a year from 0001 to 9999")
    if month in ("", "XX"):
        return date(low, 1, 1), date(high, 12, 31)
    if "21" <= month <= "24" and not day:
        return _season_span(low, int(month))
    if not "01" <= month <= "12":
        hint = _month_remedy(year, month, day)
        raise DateError("impossible-date", f"there is no month {month} in {text!r}", hint)
    if day in ("", "XX"):
        return date(low, int(month), 1), date(low, int(month), monthrange(low, int(month))[1])
    try:
        exact = date(low, int(month), int(day))
    except ValueError:
        raise _no_such_day(year, month, day) from None
    return exact, exact


def _season_span(year: int, season: int) -> tuple[date, date]:
    """Seasons are those of the northern hemisphere by whole months; winter ends in the next year."""
    first = 3 * (season - 20)
    if season < 24:
        return date(year, first, 1), date(year, first + 2, monthrange(year, first + 2)[1])
    if year == date.max.year:
        raise DateError("impossible-date", "the winter of 9999 ends in the year 10000", "write 9999-12")
    return date(year, 12, 1), date(year + 1, 2, monthrange(year + 1, 2)[1])


def _no_such_day(year: str, month: str, day: str) -> DateError:
    days = monthrange(int(year), int(month))[1]
    last = f"{year}-{month}-{days}, or " if int(day) else ""
    hint = f"write {last}{year}-{month} if the day is not known"
    return DateError("impossible-date", f"{year}-{month} has the days 01 to {days}, not {day}", hint)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "...")


# Remedies: a refused text is rewritten step by step; if the outcome is a date, the hint proposes it. Patterns and
# replacements mean the same in JavaScript: the form in the browser gives the same hints.

REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\u00ad\u2010-\u2015\u2212]", "-"),
        (r"OPEN|UNKNOWN|\.{3,}", ".."),
        (r"(?<=[0-9])[T ] *[0-9]{1,2}:?[0-9]{2}[^/]*", ""),  # a time of day
        (r"^[\[{]([^\],.}]+)(?:,|\.\.)(?:[^\]}]*,)?([^\],.}]+)[\]}]$", r"\1/\2"),  # a set
        (rf"^({_DAY}) *-+ *([0-9]{{4}}(?![0-9]).*)$", r"\1/\2"),
        (r" *([-/~?%]) *", r"\1"),
        (r"-\?+(?=[-/]|$)", "-XX"),  # a question mark in the place of digits
        (r"(?<![0-9])(0?[1-9]|1[0-2])/(1[3-9]|2[0-9]|3[01])/([0-9]{4})(?![0-9])", r"\3-\1-\2"),
        (r"(?<![0-9])([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})(?![0-9])", r"\4-\3-\1"),
        (r"(?<![0-9])([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])", r"\1-\3-\4"),
        (r"(?<![0-9])([0-9]{4})([01][0-9])([0-3][0-9])(?![0-9])", r"\1-\2-\3"),
        (r"^([0-9]{2}-[0-9]{2}-[0-9]{2})$", r"20\1"),
        (r"^([0-9]{4})[./](0?[1-9]|1[0-2])$", r"\1-\2"),
        (r"^([0-9]{4})(0[1-9]|1[0-2])$", r"\1-\2"),
        (r"^([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})$", r"\1\2/\1\3"),  # the end of an interval cut short
        (r"^([0-9]{4}-)([0-9]{2}-[0-9]{2})/([0-9]{2}-[0-9]{2})$", r"\1\2/\1\3"),
        (r"-([0-9])(?![0-9X])", r"-0\1"),
        (r"-(?:[0-9]X|X[0-9]?)(?![0-9X])", "-XX"),
        (r"-XX-[0-9]{2}", "-XX-XX"),
        (r"([?~%])(?=[0-9-])([0-9X-]+)", r"\2\1"),  # a qualifier goes last
        (r"\?~|~\?", "%"),
        (r"([?~%])\1+", r"\1"),
        (r"^/", "../"),
        (r"/$", "/.."),
        (r"(?:-XX)+(?=[?~%]?/)|(?<=/)([0-9]{4}(?:-[0-9]{2})?)(?:-XX)+", r"\1"),  # no X in an interval
        (r"^([0-9]{3})X(?=[?~%]?/)", r"\g<1>0"),
        (r"(?<=/)([0-9]{3})X", r"\g<1>9"),
    )
)

REASONS = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (r"\s*", "leave the key out where no date is known"),
        (r"\s.*|.*\s", "a date has no spaces around it"),
        (r".*[^\x00-\x7f].*", "use the digits 0 to 9 and the plain hyphen"),
        (r"[\[{].*", "a set of dates is not read, an interval is"),
        (r"-.*|[Yy].*|[0-9]{5,6}(?![0-9]).*", "years have four digits, from 0001 to 9999"),
        (r"\.*/\.*", "an interval needs an end that is known, as in ../2024-10-18"),
        (
            r".*[0-9][Tt ] *[0-9]{1,2}:?[0-9]{2}.*",
            "a date has no time of day; the venue or the text may name it",
        ),
        (r"(?=.*/).*[Xx].*", "an end of an interval has no X; give the month or the year alone"),
        (
            r"[0-9]?[Xx]{3,4}.*",
            "a year has at least two known digits; leave the date out, or give an interval",
        ),
        (r".*[Xx].*", "X stands for a whole day, a whole month or the last one or two digits of a year"),
        (r"/.*|.*/", "an open end of an interval is written .."),
        (r".*[?~%].*", "one of ? ~ % may stand at the end of a date"),
        (
            r"[0-9]{1,2}\D[0-9]{1,2}\D[0-9]+",
            "year, month and day stand in this order, the year with four digits",
        ),
        (r".*", "a date is a day, a month, a year or an interval"),
    )
)


def _remedy(text: str) -> str:
    """Why a text was refused and, where it can be told, the nearest date."""
    reason = next(reason for pattern, reason in REASONS if pattern.fullmatch(text[:64].replace("\n", " ")))
    nearest = _nearest(text)
    example = "such as 2024-10-23, 2024-10, 2024, 2024-10-XX or 2024-10-01/2024-10-15"
    if nearest:
        return f"{reason}: write {nearest}"
    return f"{reason}, {example}" if reason.startswith("a date is") else reason


def _nearest(text: str) -> str | None:
    """The date that a refused text probably means; a proposal in a hint, never used as a value."""
    if len(text) > 64:
        return None
    plain = "".join(str(unicodedata.decimal(char, char)) for char in unicodedata.normalize("NFKC", text))
    candidate = plain.strip().upper()
    for pattern, replacement in REWRITES:
        candidate = pattern.sub(replacement, candidate)
    return candidate if _is_date(candidate) else None


def _is_date(text: str) -> bool:
    try:
        return _span(text) is not None
    except DateError:
        return False


def _month_remedy(year: str, month: str, day: str) -> str:
    if month == "00":
        return f"write {year} if the month is not known"
    if "01" <= day <= "12" and _is_date(f"{year}-{day}-{month}"):
        return f"write {year}-{day}-{month}: the month comes before the day"
    return "write a month from 01 to 12, or without a day a season from 21 (spring) to 24 (winter)"


# Printing

LABEL_KEYS: Mapping[str, tuple[str, ...]] = {
    "date.unspecified_day": ("date",),  # 2024-10-XX; date: the month
    "date.unspecified_month": ("date",),  # 2024-XX; date: the year
    "date.unspecified_both": ("date",),  # 2024-XX-XX; date: the year
    "date.decade": ("year", "first", "last"),  # 201X; year: 2010, first: 2010, last: 2019
    "date.century": ("year", "first", "last"),  # 20XX; year: 2000, first: 2000, last: 2099
    "date.spring": ("year",),
    "date.summer": ("year",),
    "date.autumn": ("year",),
    "date.winter": ("year", "next", "short"),  # 2024-24; year: 2024, next: 2025, short: 25
    "date.uncertain": ("date",),  # ?
    "date.approximate": ("date",),  # ~
    "date.both": ("date",),  # %
    "date.interval": ("start", "end"),
    "date.until": ("end",),  # ../X
    "date.from": ("start",),  # X/..
}
"""Every pattern that `label` may need, with the names that may stand in it in braces; all may be left out."""

_SEASONS = {"21": "date.spring", "22": "date.summer", "23": "date.autumn", "24": "date.winter"}
_QUALIFIED = {"?": "date.uncertain", "~": "date.approximate", "%": "date.both"}


def label(value: Edtf, locale: str, words: Mapping[str, str]) -> str:
    """The date in words of a language, with no more digits than are stored; plain text, to be escaped.

    `locale` is a language tag that babel knows, else it raises `UnknownLocaleError`. `words` maps each of
    `LABEL_KEYS` to a pattern; one that is needed and missing is a KeyError.
    """
    if value.earliest is None or value.latest is None or value.is_interval:
        start, end = (label(end, locale, words) if end else "" for end in value.ends)
        key = "date.interval" if start and end else "date.from" if start else "date.until"
        return _fill(words[key], start=start, end=end)
    shown = _single_label(value, value.earliest, locale, words)
    return _fill(words[_QUALIFIED[value.qualifier]], date=shown) if value.qualifier else shown


def _single_label(value: Edtf, first: date, locale: str, words: Mapping[str, str]) -> str:
    """The label of a date that is no interval, without its qualifier."""
    precision = value.precision
    if precision == "season":
        following = first.year + 1
        same_century = first.year >= 1000 and following % 100
        short = f"{following % 100:02}" if same_century else str(following)
        return _fill(words[_SEASONS[value.text[5:7]]], year=str(first.year), next=str(following), short=short)
    if precision in ("decade", "century"):
        low, high = int(value.text[:4].replace("X", "0")), int(value.text[:4].replace("X", "9"))
        return _fill(words[f"date.{precision}"], year=str(low), first=str(first.year), last=str(high))
    from babel.dates import format_date  # to read dates nobody needs it

    language, of = patterns(locale)
    shown = format_date(first, of[precision], language)
    if not value.unspecified:
        return shown
    unspecified = "both" if "-XX-XX" in value.text else "day" if precision == "month" else "month"
    return _fill(words[f"date.unspecified_{unspecified}"], date=shown)


@lru_cache
def patterns(locale: str) -> "tuple[Locale, Mapping[str, str]]":
    """The patterns of a locale; plain `en`, which is American in CLDR, is read as world English."""
    from babel import Locale
    from babel.dates import get_date_format

    language = Locale.parse("en_001" if locale == "en" else locale.replace("-", "_"))
    month, year = (language.datetime_skeletons[skeleton].pattern for skeleton in ("yMMMM", "y"))
    return language, {"day": get_date_format("long", language).pattern, "month": month, "year": year}


def _fill(pattern: str, **values: str) -> str:
    """Put values in the place of their names in braces; `str.format` would run what else braces hold."""
    for name, text in values.items():
        pattern = pattern.replace(f"{{{name}}}", text)
    return pattern
