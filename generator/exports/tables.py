"""The tables under `/data/` as CSV (RFC 4180), and the data package that describes them.

Cells that a spreadsheet would take for a formula begin with an apostrophe.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from io import StringIO
from itertools import islice
from typing import Any

from generator.encode import csv_cell, json_text
from generator.exports.columns import CLAIMS, EVENTS, SOURCES, Column, Table
from generator.exports.items import ITEMS
from generator.exports.parts import parted
from generator.output import Output, Parted
from generator.site import Site

PUBLISHED = (EVENTS, CLAIMS, SOURCES)
_NAMES = {table.name: [column.name for column in table.columns] for table in PUBLISHED}
_TYPES = {"list": "string"}


def tables(site: Site) -> Iterator[Output]:
    """`/data/{events,claims,sources}.csv` and `/data/datapackage.json`."""
    for table in PUBLISHED:
        yield Output(f"data/{table.name}.csv", _data(site, table))
    data = {table: _data(site, table) for table in PUBLISHED}
    yield Output("data/datapackage.json", Parted(partial(_parts, data.values()), partial(_package_of, site, data)))


def _data(site: Site, table: Table) -> Parted:
    items = ITEMS[table.name]
    written, joined = partial(_rows, table.name), partial(_joined, table)
    return parted(site, f"{table.name}csv", partial(items.of, site), written, joined)


def _parts(data: Iterable[Parted]) -> tuple[Output, ...]:
    return tuple(part for of in data for part in of.parts)


def _joined(table: Table, runs: Iterable[bytes]) -> bytes:
    return b"".join((_csv([_NAMES[table.name]]).encode(), *runs))


def _rows(table: str, site: Site, run: Sequence[Any]) -> str:
    names = _NAMES[table]
    return _csv([_cell(item[name]) for name in names] for item in ITEMS[table].items(site, run))


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _cell(value: Any) -> str:
    return csv_cell("; ".join(map(str, value)) if isinstance(value, list) else value)


def _package_of(site: Site, data: Mapping[Table, Parted], runs: Iterable[bytes]) -> bytes:
    """The package of tables whose runs follow one another."""
    runs = iter(runs)
    written = {table: _joined(table, islice(runs, len(of.parts))) for table, of in data.items()}
    return json_text(_package(site, written)).encode()


def _package(site: Site, written: Mapping[Table, bytes]) -> dict[str, Any]:
    """A Frictionless data package (https://specs.frictionlessdata.io/tabular-data-package/)."""
    settings, licence = site.settings, site.settings.licence
    return {
        "profile": "tabular-data-package",
        "name": "kronik",
        "id": site.absolute("data/datapackage.json"),
        "version": site.today.isoformat(),
        "title": settings.title,
        "description": settings.description,
        "homepage": site.address,
        "created": f"{site.today.isoformat()}T00:00:00Z",
        "licenses": [
            {"name": re.sub(r"[^-A-Za-z0-9._]+", "-", licence.name), "path": licence.url, "title": licence.name}
        ],
        "contributors": [{"title": settings.publisher.name, "role": "publisher"}],
        "resources": [_resource(site, table, data) for table, data in written.items()],
    }


def _resource(site: Site, table: Table, data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": site.phrases.say(f"data.file.{table.name}"),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""], **_keys(table)},
    }


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.always else {}
    limits |= {"enum": list(column.words)} if column.words else {}
    field = {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": column.description}
    return field | ({"constraints": limits} if limits else {})


def _keys(table: Table) -> dict[str, Any]:
    """What names one row, and what a row names in another table."""
    own = {"primaryKey": "id"} if table.columns[0].name == "id" else {}
    others = [{"fields": name, "reference": {"resource": "events", "fields": "id"}} for name in ("statement", "about")]
    return own | ({"foreignKeys": others} if table is CLAIMS else {})
