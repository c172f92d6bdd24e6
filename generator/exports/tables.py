"""The tables under `/data/` as CSV (RFC 4180), and the data package that describes them.

Cells that a spreadsheet would take for a formula begin with an apostrophe.
"""

import csv
import re
from collections.abc import Iterator
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
        yield Output(f"data/{table.name}.csv", _csv(site, table))
    yield Output("data/datapackage.json", json_text(_package(site)))


def _csv(site: Site, table: Table) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows([_cell(item[name]) for name in names] for item in ITEMS[table.name](site))
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return csv_cell("; ".join(str(item) for item in value))
    return csv_cell(value)


def _package(site: Site) -> dict[str, Any]:
    """A Frictionless data package (https://specs.frictionlessdata.io/tabular-data-package/)."""
    settings, licence = site.settings, site.settings.licence
    return {
        "profile": "tabular-data-package",
        "name": "kronik",
        "title": settings.title,
        "description": settings.description,
        "homepage": site.address,
        "created": f"{site.today.isoformat()}T00:00:00Z",
        "licenses": [
            {"name": re.sub(r"[^-A-Za-z0-9._]+", "-", licence.name), "path": licence.url, "title": licence.name}
        ],
        "resources": [_resource(table) for table in PUBLISHED],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": column.description}
