"""JSON Schema (draft-07, which editors know best) of each record type, made from the model.

Editors read YAML with types, so an unquoted year or amount is a number to them; the schema allows both.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.corpus import RECORD_TYPES
from generator.encode import json_text
from generator.exports.rules import AT_LEAST_ONE, BARE, EXACTLY_ONE, TOGETHER, Groups
from generator.model.base import Part, Record
from generator.output import Output
from generator.shape import Field, fields
from generator.site import Site

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(site: Site) -> Iterator[Output]:
    """`/schema/<type>.json`."""
    for cls in RECORD_TYPES:
        made = partial(_schema_file, cls, site.address)
        yield Output(f"schema/{cls.type_name}.json", made, inputs=made)


def schema_files(address: str) -> dict[str, str]:
    """The schema of each record type by file name; `address` is that of the site, with a slash at the end."""
    return {f"{cls.type_name}.json": _schema_file(cls, address) for cls in RECORD_TYPES}


def _schema_file(cls: type[Record], address: str) -> str:
    return json_text(_schema(cls, address))


def _schema(cls: type[Record], address: str) -> Schema:
    made = cls.model_json_schema(by_alias=True)
    parts = {part.__name__: part for part in _parts(cls)}
    raw = made.pop("$defs", {})
    definitions = {name: _definition(parts[name], schema) for name, schema in sorted(raw.items())}
    head = {"$schema": DRAFT, "$id": f"{address}schema/{cls.type_name}.json", "title": cls.type_name}
    return head | _group(cls, made) | ({"definitions": definitions} if definitions else {})


def _parts(cls: type[Part]) -> Iterator[type[Part]]:
    for field in fields(cls).values():
        if field.part:
            yield field.part
            yield from _parts(field.part)


def _definition(cls: type[Part], schema: Schema) -> Schema:
    """A group below a record; some may be written as a bare id."""
    group = _group(cls, schema)
    helper = BARE.get(cls.__name__)
    return {"anyOf": [_value(schema["properties"][helper]), group]} if helper else group


def _group(cls: type[Part], schema: Schema) -> Schema:
    """One group of keys, in canonical order and without what only the model needs."""
    helper = BARE.get(cls.__name__)
    known = fields(cls)
    made = {key: _field(field, schema["properties"][key]) for key, field in known.items() if key != helper}
    group: Schema = {"type": "object", "description": (cls.__doc__ or "").strip(), "properties": made}
    required = [key for key, field in known.items() if field.required]
    if required:
        group["required"] = required
    group["additionalProperties"] = False
    return group | _rules(cls.__name__)


def _rules(name: str) -> Schema:
    """What holds between the keys of a group."""

    def choices(word: str, groups: Groups) -> list[Schema]:
        return [{word: [{"required": [key]} for key in keys]} for keys in groups.get(name, ())]

    one_of = [*choices("oneOf", EXACTLY_ONE), *choices("anyOf", AT_LEAST_ONE)]
    others = {key: [k for k in keys if k != key] for keys in TOGETHER.get(name, ()) for key in keys}
    return ({"allOf": one_of} if one_of else {}) | ({"dependencies": others} if others else {})


def _field(field: Field, schema: Schema) -> Schema:
    made: Schema = _value(schema)
    if "minLength" in made and made.get("type") == "array":
        made["minItems"] = made.pop("minLength")
    if not field.single or "items" not in made:
        return made
    said = {"description": made.pop("description")} if "description" in made else {}
    return {**said, "anyOf": [made["items"], made]}


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
        kept["$ref"] = f"#/definitions/{kept['$ref'].rsplit('/', 1)[-1]}"
    if "anyOf" in kept:
        left = [option for option in kept["anyOf"] if option != {"type": "null"}]
        if len(left) == 1:
            kept.pop("anyOf")
            return {**left[0], **kept}
        kept["anyOf"] = left
    return kept
