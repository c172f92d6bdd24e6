"""JSON Schema (draft-07, which editors know best) of each record type, made from the model.

Editors read YAML with types, so an unquoted year or amount is a number to them; the schema allows both.
"""

from collections.abc import Iterator
from typing import Any

from generator.corpus import RECORD_TYPES
from generator.encode import json_text
from generator.exports.one_of import EXACTLY_ONE
from generator.model.base import Part, Record
from generator.output import Output
from generator.shape import Field, fields
from generator.site import Site

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
_HELPERS = {"Via": "either", "Borrowed": "either", "Speaker": "actor"}
"""Keys that only stand for a bare id; nobody writes them."""


def schemas(site: Site) -> Iterator[Output]:
    """`/schema/<type>.json`."""
    for name, text in schema_files(site.address).items():
        yield Output(f"schema/{name}", text)


def schema_files(address: str) -> dict[str, str]:
    """The schema of each record type by file name; `address` is that of the site, with a slash at the end."""
    return {f"{cls.type_name}.json": json_text(_schema(cls, address)) for cls in RECORD_TYPES}


def _schema(cls: type[Record], address: str) -> Schema:
    made = cls.model_json_schema(by_alias=True)
    parts = {part.__name__: part for part in _parts(cls)}
    definitions = {name: _group(parts[name], schema) for name, schema in sorted(made.pop("$defs", {}).items())}
    head = {"$schema": DRAFT, "$id": f"{address}schema/{cls.type_name}.json", "title": cls.type_name}
    return head | _group(cls, made) | ({"definitions": definitions} if definitions else {})


def _parts(cls: type[Part]) -> Iterator[type[Part]]:
    for field in fields(cls).values():
        if field.part:
            yield field.part
            yield from _parts(field.part)


def _group(cls: type[Part], schema: Schema) -> Schema:
    """One group of keys, in canonical order and without what only the model needs."""
    helper = _HELPERS.get(cls.__name__)
    known = fields(cls)
    made = {key: _field(field, schema["properties"][key]) for key, field in known.items() if key != helper}
    group: Schema = {"type": "object", "description": (cls.__doc__ or "").strip(), "properties": made}
    required = [key for key, field in known.items() if field.required]
    if required:
        group["required"] = required
    group["additionalProperties"] = False
    choices = [[key for key in choice if key != helper] for choice in EXACTLY_ONE.get(cls.__name__, ())]
    rules = [{"oneOf": [{"required": [key]} for key in choice]} for choice in choices if choice]
    return group | ({"allOf": rules} if rules else {})


def _field(field: Field, schema: Schema) -> Schema:
    made: Schema = _value(schema)
    if "minLength" in made and made.get("type") == "array":
        made["minItems"] = made.pop("minLength")
    if not field.single or "items" not in made:
        return made
    return {"description": made.pop("description", ""), "anyOf": [made["items"], made]}


def _value(schema: Any) -> Any:
    """A value's schema: absent instead of null, lists that may be single, references to definitions."""
    if isinstance(schema, list):
        return [_value(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _value(value) for key, value in schema.items() if key not in ("default", "title", "prefixItems")}
    if "prefixItems" in schema:
        kept["items"] = _value(schema["prefixItems"])
    if "$ref" in kept:
        return _reference(kept)
    if "anyOf" in kept:
        left = [option for option in kept["anyOf"] if option != {"type": "null"}]
        if len(left) == 1:
            kept.pop("anyOf")
            return {**left[0], **kept}
        kept["anyOf"] = left
    return kept


def _reference(kept: Schema) -> Schema:
    name = kept.pop("$ref").rsplit("/", 1)[-1]
    reference: Schema = {"$ref": f"#/definitions/{name}"}
    bare = {"Via": ["sources", "actors"], "Borrowed": ["events", "actors"], "Speaker": ["actors"]}.get(name)
    if bare:
        reference = {"anyOf": [{"type": "string", "x-kronik-reference": bare}, reference]}
    return {**kept, **reference} if kept else reference
