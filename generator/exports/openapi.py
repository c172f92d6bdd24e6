"""`/openapi.json`: the API described as OpenAPI 3.1, from the same tables as the API itself.

It stands beside the API, not in it: every file under `/api/v1/` has the same head and items.
"""

from collections.abc import Iterator
from typing import Any

from generator.corpus import RECORD_TYPES
from generator.encode import json_text
from generator.exports.api import SCHEMA_VERSION
from generator.exports.columns import INDEX, PARTS, TABLES, WHOLE, Column, Table
from generator.exports.downloads import DOWNLOADS, Download
from generator.output import Output
from generator.site import Site

Schema = dict[str, Any]
ITEMS = {f"api/v1/{table.name}.json": table for table in (*TABLES, INDEX)} | {"api/v1/events/{id}.json": WHOLE}
"""The files with items, and what an item of each holds."""


def openapi(site: Site) -> Iterator[Output]:
    """One file; it names itself too."""
    yield Output("openapi.json", lambda: json_text(_document(site)))


def _document(site: Site) -> Schema:
    settings, say = site.settings, site.phrases.say
    items = (*TABLES, WHOLE, INDEX, *PARTS)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "description": settings.description,
            "version": SCHEMA_VERSION,
            "license": {"name": settings.licence.name, "url": settings.licence.url},
            "contact": {"name": settings.publisher.name, "url": site.address},
        },
        "externalDocs": {"description": say("data.title"), "url": site.absolute("data/")},
        "servers": [{"url": site.address.removesuffix("/")}],
        "paths": {f"/{download.path}": {"get": _operation(site, download)} for download in DOWNLOADS},
        "components": {"schemas": {table.item: _item(table) for table in items}},
    }


def _operation(site: Site, download: Download) -> Schema:
    says = site.phrases.say(f"data.file.{download.label}")
    table = ITEMS.get(download.path)
    answer = {"description": says, "content": {download.media: {"schema": _file(table)} if table else {}}}
    operation = {"summary": says, "operationId": _name(download), "responses": {"200": answer}}
    return {"parameters": [_parameter(download)], **operation} if download.of else operation


def _name(download: Download) -> str:
    words = download.path.replace("{", "").replace("}", "").replace(".", "/").split("/")
    return "".join(word[:1].upper() + word[1:] for word in words)


def _parameter(download: Download) -> Schema:
    name = download.path.partition("{")[2].partition("}")[0]
    kinds = {"enum": [kind.type_name for kind in RECORD_TYPES]} if download.of == "types" else {}
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", **kinds}}


def _file(table: Table) -> Schema:
    """The head that all API files share, and the items."""
    licence = {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string"}}}
    properties = {
        "schema_version": {"const": SCHEMA_VERSION},
        "title": {"type": "string"},
        "licence": licence | {"required": ["name", "url"], "additionalProperties": False},
        "total": {"type": "integer", "minimum": 0},
        "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{table.item}"}},
    }
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _item(table: Table) -> Schema:
    """Every field is there in every item; what is not known is null."""
    properties = {column.name: {**_value(column), "description": column.description} for column in table.columns}
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _value(column: Column) -> Schema:
    match column.type:
        case "object":
            return {"$ref": f"#/components/schemas/{column.of}"} if column.of else {"type": "object"}
        case "objects":
            return {"type": "array", "items": {"$ref": f"#/components/schemas/{column.of}"}}
        case "list":
            return {"type": "array", "items": {"type": "string"}}
        case "date":
            return {"type": _nullable("string", column), "format": "date"}
        case _:
            words = {"enum": [*column.words, *([] if column.always else [None])]} if column.words else {}
            return {"type": _nullable(column.type, column), **words}


def _nullable(kind: str, column: Column) -> str | list[str]:
    return kind if column.always else [kind, "null"]
