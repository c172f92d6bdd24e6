"""Any table with a mapping file: which column says what, in which form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, ValidationError

from generator.drafts import TYPES
from generator.exchange.rows import MOST_ROWS, NotTaken, Place, Row, Table, Unreadable, checked, date_of, span
from generator.exchange.texts import plain, prose_of, words
from generator.exchange.timelinejs import decoded, list_of
from generator.fields import OneOf, OneOrMany, Text
from generator.load.records import told
from generator.model.base import Part, Record
from generator.model.claims import bare_as
from generator.problems import Problem
from generator.shape import fields
from generator.yamltext import read_yaml


class Column(Part):
    """Where one key comes from."""

    column: Text | None = None
    """The name in the first row."""
    split: Text | None = None
    """What separates several values in one cell."""
    format: Text | None = None
    """The form of a date, such as DD.MM.YYYY; without it dates are EDTF."""
    year: Text | None = None
    month: Text | None = None
    day: Text | None = None
    until: Text | None = None
    """The column of the last day of a span."""


class TableMap(Part):
    """A mapping file."""

    type: Annotated[str, OneOf(tuple(TYPES))] = "occurrence"
    """What each row becomes."""
    encoding: Text = "utf-8-sig"
    delimiter: Annotated[Text | None, Field()] = None
    """What separates cells; a comma unless given, `tab` for tabs."""
    columns: Mapping[Text, Annotated[Column, bare_as("column")]]
    """For each key of the record the column it comes from."""
    constants: Mapping[Text, Annotated[tuple[Text, ...], OneOrMany]] = Field(default_factory=dict)
    """Values that are the same for every row."""
    ignore: Annotated[tuple[Text, ...], OneOrMany] = ()
    """Columns that are left out on purpose."""


def read_mapping(path: str, text: str) -> TableMap | list[Problem]:
    """The mapping, or what is wrong with it."""
    document = read_yaml(path, text)
    if document.problems or not isinstance(document.value, dict):
        wrong = Problem(document.where(), "wrong-type", "a mapping file is a group of keys", "begin with columns:")
        return list(document.problems) or [wrong]
    try:
        mapping = TableMap.model_validate(document.value, by_alias=True, by_name=False)
    except ValidationError as error:
        return told(document, TableMap, error)
    known = fields(TYPES[mapping.type])
    strange = [key for key in (*mapping.columns, *mapping.constants) if key not in known]
    hint = f"use {', '.join(known)}"
    return [
        Problem(document.where(("columns", key)), "unknown-key", f"{key} is no key of a {mapping.type}", hint)
        for key in strange
    ] or mapping


def read_table(data: bytes, mapping: TableMap) -> Table:
    """Every row of a table."""
    delimiter = {"tab": "\t", None: ","}.get(mapping.delimiter, mapping.delimiter or ",")
    if len(delimiter) != 1:
        raise Unreadable("delimiter is one character, or the word tab")
    table = list_of(decoded(data, mapping.encoding), delimiter)
    header = [name.strip() for name in next(table, [])]
    named = set(_named(mapping))
    if lacking := sorted(named - set(header)):
        raise Unreadable(f"the first row has no column {', '.join(lacking)}; it has {', '.join(header)[:300]}")
    rows = []
    for number, cells in enumerate(table, start=2):
        if any(cell.strip() for cell in cells):
            rows.append(_row(mapping, dict(zip(header, cells, strict=False)), f"row {number}"))
        if len(rows) > MOST_ROWS:
            raise Unreadable(f"the file holds more than {MOST_ROWS} rows; split it")
    left = [name for name in header if name and name not in named and name not in mapping.ignore]
    return Table(rows, [f"the column {name} is not mapped; its values are not taken over" for name in left])


def _named(mapping: TableMap) -> Iterator[str]:
    for column in mapping.columns.values():
        yield from filter(None, (column.column, column.year, column.month, column.day, column.until))


def _row(mapping: TableMap, cells: Mapping[str, str], locator: str) -> Row:
    cls = TYPES[mapping.type]
    try:
        found = {key: _value(cls, key, column, cells) for key, column in mapping.columns.items()}
        values = {key: value for key, value in found.items() if value}
        values |= {key: list(of) if len(of) > 1 else of[0] for key, of in mapping.constants.items()}
        name = "title" if "title" in fields(cls) else "name"
        if cls.vocabulary == "events" and not values.get("summary"):
            values["summary"] = prose_of(str(values.get("title", "")))
        if not values.get(name) and not values.get("summary") and mapping.type != "source":
            raise NotTaken(f"it has no {name}")
    except NotTaken as reason:
        return Row(locator, mapping.type, reason=str(reason))
    topics, places = (_many(values.pop(key, [])) for key in ("topics", "places"))
    return Row(locator, mapping.type, values, topics, [Place(place) for place in places])


def _many(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _value(cls: type[Record], key: str, column: Column, cells: Mapping[str, str]) -> Any:
    field = fields(cls)[key]
    if column.year or column.format or key in ("date", "released", "published"):
        return _date(column, cells)
    text = plain(cells.get(column.column or "", ""))
    if column.split:
        return [part for part in (words(piece) for piece in text.split(column.split)) if part]
    if key in ("topics", "places"):
        return [words(text)] if text else []
    return prose_of(text) if field.prose else words(text)


def _date(column: Column, cells: Mapping[str, str]) -> str:
    if column.year:
        return date_of(*(cells.get(name or "", "") for name in (column.year, column.month, column.day)))
    first, last = (words(cells.get(name or "", "")) for name in (column.column, column.until))
    if not first:
        return ""
    return span(_one(first, column.format), _one(last, column.format) if last else "")


_TOKENS = {"YYYY": "(?P<year>[0-9]{4})", "MM": "(?P<month>[0-9]{1,2})", "DD": "(?P<day>[0-9]{1,2})"}


def _one(text: str, form: str | None) -> str:
    """A date in the form of the mapping; less of it is less precise: 2024 stays 2024 under DD.MM.YYYY."""
    if form is None or re.fullmatch("[0-9]{4}", text):
        return checked(text)
    pattern = "".join(_TOKENS.get(piece, re.escape(piece)) for piece in re.split("(YYYY|MM|DD)", form))
    shorter = "".join(_TOKENS.get(p, re.escape(p)) for p in re.split("(YYYY|MM|DD)", re.sub(r"DD\W?|\W?DD$", "", form)))
    for attempt in (pattern, shorter):
        if match := re.fullmatch(attempt, text):
            parts: Sequence[str] = [match.groupdict().get(name) or "" for name in ("year", "month", "day")]
            return date_of(*parts)
    raise NotTaken(f"“{text[:40]}” is not a date of the form {form}")
