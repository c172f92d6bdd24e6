"""What the record classes are made of: their keys in order, the groups below them, the ids they name.

Read once from the models, so that checks, the formatter and messages never list fields of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from generator.fields import OneOrMany, Prose, Reference
from generator.model.base import Part, Record
from generator.model.event import Event

EVENT_ORDER = (
    *("kind", "title", "date", "released", "speaker", "on_behalf_of", "relayed_by", "venue"),
    *("force", "host", "against", "units", "purpose", "parties", "actors"),
    *("summary", "topics", "places", "part_of", "claims", "quotes", "legs", "assessment"),
    *("sources", "related", "added", "corrections", "withdrawn", "former_ids"),
)
"""Canonical order of the keys of an event: who and when first, what supports it last."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a group."""

    key: str
    name: str
    part: type[Part] | None
    reference: Reference | None
    prose: bool
    single: bool
    """Whether one value may stand without the dash of a list."""
    required: bool


class Named(NamedTuple):
    """An id found in a record: where it stands and which vocabularies it may belong to."""

    loc: tuple[str | int, ...]
    id: str
    vocabularies: tuple[str, ...]


@cache
def fields(cls: type[Part]) -> Mapping[str, Field]:
    """The keys of a group in canonical order."""
    hidden = cls.from_file if issubclass(cls, Record) else frozenset[str]()
    found = {}
    names = [name for name in cls.model_fields if name not in hidden]
    if issubclass(cls, Record):
        order = EVENT_ORDER if issubclass(cls, Event) else ("kind", "", "former_ids")
        names.sort(key=lambda name: order.index(name if name in order else ""))
    for name in names:
        info = cls.model_fields[name]
        parts = list(_walk(info.annotation, info.metadata))
        key = info.alias or name
        found[key] = Field(
            key,
            name,
            next((p for p in parts if isinstance(p, type) and issubclass(p, Part)), None),
            next((p for p in parts if isinstance(p, Reference)), None),
            any(p is Prose for p in parts),
            any(p is OneOrMany for p in parts),
            info.is_required(),
        )
    return found


def _walk(annotation: Any, metadata: list[Any] | tuple[Any, ...] = ()) -> Iterator[Any]:
    yield from metadata
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from _walk(inner, more)
    elif isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    else:
        for argument in get_args(annotation):
            yield from _walk(argument)


@cache
def _plan(cls: type[Part]) -> tuple[Field, ...]:
    """The keys below which ids stand."""
    return tuple(f for f in fields(cls).values() if f.reference or (f.part and _plan(f.part)))


def references(part: Part) -> list[Named]:
    """Every id that a record names, with its place."""
    found: list[Named] = []
    _gather(part, (), found)
    return found


_LOCS: dict[tuple[str | int, ...], tuple[str | int, ...]] = {}
"""Each place once: records of a kind name ids in the same ones."""


def _gather(part: Part, loc: tuple[str | int, ...], found: list[Named]) -> None:
    for field in _plan(type(part)):
        for item_loc, item in _items((*loc, field.key), getattr(part, field.name)):
            if isinstance(item, Part):
                _gather(item, item_loc, found)
            elif field.reference:
                found.append(Named(_LOCS.setdefault(item_loc, item_loc), item, field.reference.vocabularies))


@cache
def _prose_plan(cls: type[Part]) -> tuple[Field, ...]:
    return tuple(f for f in fields(cls).values() if f.prose or (f.part and _prose_plan(f.part)))


def proses(part: Part, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
    """Every text of a record that may use Markdown, with its place."""
    for field in _prose_plan(type(part)):
        for item_loc, item in _items((*loc, field.key), getattr(part, field.name)):
            if isinstance(item, Part):
                yield from proses(item, item_loc)
            elif field.prose:
                yield item_loc, item


def _items(loc: tuple[str | int, ...], value: Any) -> Sequence[tuple[tuple[str | int, ...], Any]]:
    if value.__class__ is tuple:
        return [((*loc, index), item) for index, item in enumerate(value)] if value else ()
    return () if value is None else ((loc, value),)


def part_at(cls: type[Part], loc: tuple[str | int, ...]) -> type[Part] | None:
    """The class of the group at a place of a record, for messages about its keys."""
    current: type[Part] | None = cls
    for step in loc:
        if isinstance(step, str) and current is not None:
            field = fields(current).get(step)
            current = field.part if field else None
    return current
