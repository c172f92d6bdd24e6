"""The spreadsheets of TimeMap: sheets of events, sources and associations.

Format: https://github.com/forensic-architecture/timemap and its datasheet-server; sheets are named
EXPORT_EVENTS, EXPORT_SOURCES, EXPORT_ASSOCIATIONS, dates are written MM/DD/YYYY. Only stored values are read:
no formula is worked out, no macro runs, no link is followed.
"""

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from generator.exchange.rows import LARGEST, MOST_ROWS, Cited, NotTaken, Place, Row, Table, Unreadable, checked, date_of
from generator.exchange.texts import plain, prose_of, words

UNPACKED = 300_000_000
WIDEST = 200
"""Bytes of a spreadsheet when unpacked, and columns of a sheet."""

_NUMBERED = re.compile(r"(source|association|category|type|path)s?_?([0-9]*)")
_SHEETS = ("event", "source", "assoc")
_EVENT_KEYS = frozenset(("id", "title", "description", "summary", "date", "time", "location", "latitude", "longitude"))

_Cells = dict[str, Any]


def read_timemap(data: bytes) -> Table:
    """Every row of the known sheets; raises `Unreadable`."""
    sheets, remarks = _sheets(data)
    sources = {key: _source(cells, key) for _, cells in sheets.get("source", []) if (key := words(cells.get("id")))}
    topics = {key: _association(cells) for _, cells in sheets.get("assoc", []) if (key := words(cells.get("id")))}
    if "event" not in sheets:
        raise Unreadable("no sheet is named after events; is it a TimeMap spreadsheet?")
    rows = [_event(cells, locator, sources, topics) for locator, cells in sheets["event"]]
    rows += [_beside(locator, cells, "source", sources) for locator, cells in sheets.get("source", [])]
    rows += [_beside(locator, cells, "topic", topics) for locator, cells in sheets.get("assoc", [])]
    return Table(rows, remarks)


def _sheets(data: bytes) -> tuple[dict[str, list[tuple[str, _Cells]]], list[str]]:
    _weighed(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise Unreadable(f"the file is no spreadsheet: {str(error)[:100]}") from None
    found: dict[str, list[tuple[str, _Cells]]] = {}
    remarks = []
    for name in book.sheetnames:
        kind = next((word for word in _SHEETS if word in name.lower()), None)
        if kind is None or kind in found:
            remarks.append(f"the sheet {words(name)} is not taken over")
        else:
            found[kind] = list(_rows(book[name], words(name)))
    return found, remarks


def _weighed(data: bytes) -> None:
    """Refuse a bomb by what the archive says of itself before anything is unpacked."""
    if len(data) > LARGEST:
        raise Unreadable(f"the file is larger than {LARGEST // 1_000_000} MB")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable("the file is no spreadsheet of the kind .xlsx") from None
    if size > UNPACKED:
        raise Unreadable(f"the file would unpack to more than {UNPACKED // 1_000_000} MB")


def _rows(sheet: Any, name: str) -> Iterator[tuple[str, _Cells]]:
    """Rows by the names of the first row that has several cells; a formula without a stored value is empty."""
    header: list[str] = []
    count = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(max_col=WIDEST), start=1):
            values = [_stored(cell) for cell in cells]
            if not header:
                header = (
                    [words(value).lower() for value in values] if sum(v not in (None, "") for v in values) > 1 else []
                )
            elif any(value not in (None, "") for value in values):
                count += 1
                if count > MOST_ROWS:
                    raise Unreadable(f"the sheet {name} holds more than {MOST_ROWS} rows; split it")
                yield f"{name} row {number}", dict(zip(header, values, strict=False))
    except (ValueError, KeyError, TypeError, SyntaxError, EOFError) as error:
        raise Unreadable(f"the sheet {name} can't be read: {str(error)[:100]}") from None


def _stored(cell: Any) -> Any:
    """The value of a cell; a day is as precise as the cell shows it."""
    value = cell.value
    if not isinstance(value, datetime | date):
        return value
    form = str(cell.number_format or "").lower()
    if "d" not in form and "y" in form:
        return value.strftime("%Y-%m") if "m" in form else value.strftime("%Y")
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()


def _event(cells: _Cells, locator: str, sources: Mapping[str, Cited], topics: Mapping[str, str]) -> Row:
    text = plain(cells.get("description") or cells.get("summary"))
    title = words(cells.get("title"))
    try:
        if not text and not title:
            raise NotTaken("it has no description")
        values = {
            "title": title or _first(text),
            "date": _date(words(cells.get("date"))),
            "summary": prose_of(text or title),
        }
    except NotTaken as reason:
        return Row(locator, reason=str(reason))
    named = {key: value for key, cell in cells.items() if (value := words(cell))}
    cited = [sources.get(value, Cited(value, title=value)) for key, value in named.items() if _is(key, "source")]
    about = [topics.get(value, value) for key, value in named.items() if _is(key, "association")]
    time = f"The file also gives: time {named['time']}." if "time" in named else ""
    left = [f"{key} is not taken over" for key in named if key not in _EVENT_KEYS and not _taken(key)]
    place = (
        [Place(named["location"], named.get("latitude", ""), named.get("longitude", ""))] if "location" in named else []
    )
    if not place and ("latitude" in named or "longitude" in named):
        left.append("coordinates without the name of a place are not taken over")
    return Row(locator, "occurrence", values, list(dict.fromkeys(about)), place, cited, time, remarks=left)


def _is(key: str, word: str) -> bool:
    match = _NUMBERED.fullmatch(key)
    return bool(match and match[1] == word)


def _taken(key: str) -> bool:
    return _is(key, "source") or _is(key, "association")


def _first(text: str) -> str:
    line = re.sub(r"\s+", " ", text)
    return line if len(line) <= 100 else f"{line[:99].rsplit(' ', 1)[0]}…"


def _date(text: str) -> str:
    if not text:
        raise NotTaken("it has no date")
    if match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        return date_of(match[3], match[1], match[2])
    return checked(re.sub(r"[T ][0-9:.Z]+$", "", text))


def _source(cells: _Cells, key: str) -> Cited:
    urls = [words(value) for name, value in cells.items() if value and (name == "url" or _is(name, "path"))]
    url = next((url for url in urls if url.startswith(("http://", "https://"))), "")
    try:
        day = _date(words(cells.get("date")))
    except NotTaken:
        day = ""
    return Cited(key, words(cells.get("title") or cells.get("description")) or key, url, day)


def _association(cells: _Cells) -> str:
    return words(cells.get("title")) or words(cells.get("id"))


def _beside(locator: str, cells: _Cells, type_name: str, known: Mapping[str, Any]) -> Row:
    """A row of the other sheets: a record of its own, cited or not."""
    key = words(cells.get("id"))
    if not key:
        return Row(locator, type_name, reason="it has no id")
    if type_name == "source":
        return Row(locator, type_name, cited=[known[key]])
    return Row(locator, type_name, topics=[known[key]])
