"""The tables under `/data/` as CSV (RFC 4180), and the data package that describes them.

Cells that a spreadsheet would take for a formula begin with an apostrophe.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from io import StringIO
from typing import Any

from generator.encode import csv_cell, json_text
from generator.exports.columns import CLAIMS, EVENTS, SOURCES, Column, Table
from generator.exports.items import ITEMS
from generator.output import Output
from generator.site import Site

PUBLISHED = (EVENTS, CLAIMS, SOURCES)
_TYPES = {"list": "string"}


def tables(site: Site) -> Iterator[Output]:
    """`/data/{events,claims,sources}.csv` and `/data/datapackage.json`."""
    for table in PUBLISHED:
        yield Output(f"data/{table.name}.csv", partial(_data, site, table))
    yield Output("data/datapackage.json", lambda: json_text(_package(site, {t: _data(site, t) for t in PUBLISHED})))


def _data(site: Site, table: Table) -> bytes:
    """A table, written once: the package tells its size and sum."""
    return site.kept(("table", table.name), lambda: _csv(site, table).encode())


def _csv(site: Site, table: Table) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows([_cell(item[name]) for name in names] for item in ITEMS[table.name](site))
    return text.getvalue()


def _cell(value: Any) -> str:
    return csv_cell("; ".join(map(str, value)) if isinstance(value, list) else value)


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
