"""A commented record, valid but for its blanks, made from the model: what `kronik new` writes."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.drafts import TYPES
from generator.fields import OneOf
from generator.model.base import Part, Record
from generator.recordtext import lines, schema_line
from generator.shape import Field, fields


def template(cls: type[Record], values: Mapping[str, Any] | None = None) -> str:
    """The text of a new record: answers, blanks for other keys that must be there, the rest as comments."""
    made = [schema_line(cls)]
    made.append(f"# {(cls.__doc__ or '').splitlines()[0]} Fill in what is known; delete what is not needed.")
    for field in fields(cls).values():
        made += _field(cls, field, values or {})
    return "\n".join(made) + "\n"


def _field(cls: type[Part], field: Field, values: Mapping[str, Any]) -> Iterator[str]:
    comment = _comment(cls, field)
    needed = field.required or field.key in _NEEDED.get(cls.__name__, ())
    if values.get(field.key):
        yield from lines(cls, {field.key: values[field.key]})
    elif field.key == "kind" and cls.__name__.lower() in TYPES and not words_of(cls, field):
        yield f"kind: {cls.__name__.lower()}"
    elif not needed or f"{field.key}_unknown" in values:
        yield f"# {field.key}:{comment}"
    else:
        yield f"{field.key}:{comment}"
        if field.part and field.key == "sources":
            yield "  - source:"


_NEEDED = {"Source": ("title", "url", "published")}
"""Keys that must stand there, or their `_unknown` reason in their place."""


def _comment(cls: type[Part], field: Field) -> str:
    words = words_of(cls, field)
    said = " ".join((cls.model_fields[field.name].description or "").split())
    parts = [part for part in (said, f"one of: {', '.join(words)}" if words else "") if part]
    return f"  # {' '.join(parts)}" if parts else ""


def words_of(cls: type[Part], field: Field) -> tuple[str, ...]:
    """The closed list of a field, if it has one."""
    metadata = cls.model_fields[field.name].metadata
    return next((item.words for item in metadata if isinstance(item, OneOf)), ())


__all__ = ["TYPES", "template", "words_of"]
