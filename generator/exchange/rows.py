"""What every foreign format is read into, before anything of ours is made of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.dates import DateError, Edtf

LARGEST = 50_000_000
MOST_ROWS = 20_000
"""Bytes of a file and rows in it; more would be more than anybody reviews."""


class Unreadable(Exception):
    """The whole file can't be read; the words say why."""


class NotTaken(Exception):
    """One row can't become a record; the words say why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as a file names it."""

    name: str
    lat: str = ""
    lon: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a file names beside itself."""

    key: str
    title: str = ""
    url: str = ""
    published: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a file: what it says in the terms of a record, or why it says nothing we can keep."""

    locator: str
    type_name: str = "occurrence"
    values: Mapping[str, Any] = field(default_factory=dict)
    topics: Sequence[str] = ()
    places: Sequence[Place] = ()
    cited: Sequence[Cited] = ()
    note: str = ""
    reason: str = ""
    """Why it is not taken over; empty where it is."""
    remarks: Sequence[str] = ()
    """Parts of a row that is taken over which are not."""


@dataclass(frozen=True)
class Table:
    """All that a file holds, in its order."""

    rows: Sequence[Row]
    remarks: Sequence[str] = ()


def date_of(year: object, month: object = "", day: object = "") -> str:
    """A date of parts, as precise as they are; raises `NotTaken` for parts that make none."""
    y, m, d = (_digits(part) for part in (year, month, day))
    if not y:
        raise NotTaken("it has no year")
    if not re.fullmatch("[0-9]{1,4}", y):
        raise NotTaken(f"{y[:20]} is not a year from 1 to 9999")
    if d and not m:
        raise NotTaken("it has a day but no month")
    text = "-".join([y.zfill(4), *(part.zfill(2) for part in (m, d) if part)])
    return checked(text)


def _digits(part: object) -> str:
    """A number as files write it: 5, "05", 5.0; nothing for an empty part."""
    text = "" if part is None or isinstance(part, bool) else str(part).strip()
    return re.sub(r"\.0*$", "", text)


def checked(text: str) -> str:
    """A date that is one; raises `NotTaken`."""
    try:
        return Edtf.parse(text).text
    except DateError as error:
        raise NotTaken(str(error)) from None


def span(start: str, end: str) -> str:
    """From one date to another; one date, where both are the same."""
    return start if not end or end == start else checked(f"{start}/{end}")
