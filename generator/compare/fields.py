"""One record against its older self: every key that differs, its old and its new value in words.

Lists of groups (claims, sources, quotes) are paired first by equality, then by what identifies an item, then by
place, so that one claim more does not show as every claim changed.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.compare.told import Told, words_of
from generator.model.base import Part
from generator.model.claims import Claim, Figure
from generator.shape import Field, fields


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A key of a record with the words before and after; empty words are a key that was not there."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """An item of a list before and after, and what to call it."""

    name: str
    old: Part | None
    new: Part | None


def field_changes(old: Part, new: Part, before: Told, after: Told, path: str = "") -> Iterator[FieldChange]:
    """What differs between two groups, in the canonical order of their keys."""
    known = {**fields(type(old)), **fields(type(new))}
    for field in known.values():
        was, now = getattr(old, field.name, None), getattr(new, field.name, None)
        name = f"{path}{words_of(field.key)}"
        if was == now:
            continue
        if _groups(was) or _groups(now):
            yield from _listed(_paired(field, was or (), now or ()), before, after, path)
        elif isinstance(was, Part) and isinstance(now, Part):
            yield from field_changes(was, now, before, after, f"{name} › ")
        elif isinstance(was, tuple) and isinstance(now, tuple):
            yield _members(field, name, (was, now), (before, after))
        elif isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from _mapped(field, name, (was, now), (before, after))
        else:
            yield FieldChange(name, before.value(field, was), after.value(field, now))


def _groups(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Part) for item in value)


def _members(field: Field, name: str, values: tuple[Any, Any], told: tuple[Told, Told]) -> FieldChange:
    """What left a list and what joined it; the whole list, where only the order changed."""
    was, now = values
    gone, come = tuple(v for v in was if v not in now), tuple(v for v in now if v not in was)
    if not gone and not come:
        gone, come, name = was, now, f"{name} (order)"
    return FieldChange(name, told[0].value(field, gone), told[1].value(field, come))


def _mapped(
    field: Field, name: str, values: tuple[Mapping[str, Any], Mapping[str, Any]], told: tuple[Told, Told]
) -> Iterator[FieldChange]:
    was, now = values
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            old, new = told[0].value(field, was.get(key)), told[1].value(field, now.get(key))
            yield FieldChange(f"{name} › {key}", old, new)


def _listed(pairs: Sequence[_Pair], before: Told, after: Told, path: str) -> Iterator[FieldChange]:
    for pair in pairs:
        old, new, name = pair.old, pair.new, f"{path}{pair.name}"
        if old is not None and new is not None and not isinstance(new, Figure):
            yield from field_changes(old, new, before, after, f"{name} › ")
        else:
            yield FieldChange(name, before.part(old) if old else "", after.part(new) if new else "")


def _paired(field: Field, was: Sequence[Part], now: Sequence[Part]) -> list[_Pair]:
    """Items that differ, in the order they have now; those that are gone last."""
    partner = _partners(was, now)
    word = words_of(field.key).removesuffix("s")
    pairs = [
        _Pair(f"{word} {at + 1}", was[partner[at]] if at in partner else None, item)
        for at, item in enumerate(now)
        if at not in partner or was[partner[at]] != item
    ]
    kept = set(partner.values())
    left = [at for at in range(len(was)) if at not in kept]
    return pairs + [_Pair(f"{word} {at + 1} (before)", was[at], None) for at in left]


def _partners(was: Sequence[Part], now: Sequence[Part]) -> dict[int, int]:
    """For items of the new list the place of their older selves."""
    found: dict[int, int] = {}
    for key in (repr, _identity):
        taken = set(found.values())
        free: dict[object, deque[int]] = defaultdict(deque)
        for at, item in enumerate(was):
            if at not in taken:
                free[key(item)].append(at)
        for at, item in enumerate(now):
            if at not in found and free[key(item)]:
                found[at] = free[key(item)].popleft()
    return found


def _identity(item: Part) -> object:
    """What makes two groups the same thing with other details: what it is about, the source it cites."""
    if isinstance(item, Claim):
        return item.about
    if isinstance(item, Figure):
        return item.measure, item.unit
    first = next((field for field in fields(type(item)).values() if item.written(field.name) is not None), None)
    return (first.key, item.written(first.name)) if first else None
