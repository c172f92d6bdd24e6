"""A short name for a value, the same in every process for values that are equal.

Values are said in plain ones (numbers, texts, collections of them) and written without references to what was written
before, so that it makes no difference whether two equal parts are one object. Records stand for the bytes of their
files, sets for a list in order; large values that stand in many others are written once. What can't be said, or keeps
tables between its uses, has no digest: `Indigestible`.
"""

import io
import marshal
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, cached_property, partial
from hashlib import blake2b
from operator import attrgetter
from types import FunctionType, MethodType
from typing import Any

from generator.corpus import Corpus
from generator.dates import Edtf
from generator.derive import Timeline
from generator.derive.chains import Chain
from generator.derive.ledger import Entry
from generator.fields import Prose
from generator.lines.facets import Facet
from generator.lines.line import Line
from generator.model.base import Part, Record
from generator.notes import View
from generator.output import Page
from generator.pictures.atlas import Atlas
from generator.site import Site

SIZE = 16
_WITHOUT_REFERENCES = 2
"""The last version of marshal's format in which it makes no difference whether two equal parts are one object."""
_SETS = (set, frozenset)
_SHARED = (Chain, Entry, Facet, Line)
"""Values that stand in many others; they live as long as the timeline."""
_WORDS = (Line,)
"""Those of text alone, of which Python's own words for them tell everything."""
_CACHES = (Atlas,)
"""Objects that only keep what is worked out again and again, from the package's own files."""


Told = tuple[dict[str, bytes], list[bytes]]
"""Digests of files by path, and of some values in their order."""


class Indigestible(Exception):
    """A value that has no digest."""


class Digests:
    """Digests of values of one corpus."""

    def __init__(self, text_of: Callable[[Record], str]) -> None:
        self._text_of = text_of
        self._files: dict[str, bytes] = {}
        self._shared: dict[int, tuple[Any, bytes]] = {}

    def of_record(self, record: Record | None) -> bytes:
        """The digest of a record: of its file."""
        if record is None:
            return b""
        found = self._files.get(record.path)
        if found is None:
            text = f"{record.path}\0{self._text_of(record)}".encode("utf-8", "surrogatepass")
            found = self._files[record.path] = blake2b(text, digest_size=SIZE).digest()
        return found

    def told(self, values: Iterable[Any]) -> Told:
        """What is known of files, and the digests of values that stand in many others, for another process."""
        return self._files, [self.shared(value) for value in values]

    def take(self, values: Sequence[Any], told: Told) -> None:
        """What another process told of its copies of the same values."""
        files, digests = told
        self._files |= files
        self._shared |= {id(value): (value, digest) for value, digest in zip(values, digests, strict=True)}

    def of(self, value: Any) -> bytes:
        """The digest of any value; raises `Indigestible`."""
        try:
            return blake2b(self._written(self.plain(value)), digest_size=SIZE).digest()
        except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise Indigestible(str(error)) from error

    def _written(self, plain: Any) -> bytes:
        with suppress(ValueError):  # something in it is not plain
            return b"m" + marshal.dumps(plain, _WITHOUT_REFERENCES)
        buffer = io.BytesIO()
        _Pickler(buffer, self).dump(plain)
        return buffer.getvalue()

    def shared(self, value: Any) -> bytes:
        """The digest of a value that stands in many others."""
        found = self._shared.get(id(value))
        if found is None:
            made = self.of(repr(value) if value.__class__ in _WORDS else _parts(self, value))
            found = self._shared[id(value)] = value, made  # held, so that no other value gets its number
        return found[1]

    def plain(self, value: Any) -> Any:
        """The same in numbers, texts and collections of them, as far as it is known how; itself otherwise."""
        way = _WAYS[value.__class__]
        return value if way is None else way(self, value)

    def all_plain(self, values: Iterable[Any]) -> list[Any]:
        """The same of each; most are plain, and a call for every one of them would take longer than all else."""
        return [value if (way := _WAYS[value.__class__]) is None else way(self, value) for value in values]


def _parts(digests: Digests, value: Any) -> tuple[Any, ...]:
    """The name of a value's class and its fields."""
    name, taken = _taking(value.__class__)
    return name, *digests.all_plain(taken(value))


@cache
def _taking(cls: type) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    names = [field.name for field in fields(cls)]
    if len(names) > 1:
        return cls.__qualname__, attrgetter(*names)
    return cls.__qualname__, lambda value: tuple(getattr(value, name) for name in names)


class _Pickler(pickle.Pickler):
    """For what is not plain: text of classes of its own, enumerations, what stands in long lists after plain things."""

    def __init__(self, buffer: io.BytesIO, digests: Digests) -> None:
        super().__init__(buffer, protocol=5)
        self.fast = True
        self._digests = digests

    def reducer_override(self, obj: Any) -> Any:
        """The plain one of a value in its place, if there is one."""
        made = self._digests.plain(obj)
        return NotImplemented if made is obj else (_plain, (made,))


def _plain(made: Any) -> None:
    """Named in the pickle, never called."""


_Way = Callable[[Digests, Any], Any]
_SIMPLE: tuple[type, ...] = (str, int, bool, float, bytes, type(None))
_FEW = 8


class _Ways(dict[type, _Way | None]):
    """How values of each class are said in plain ones; None for those that stay as they are."""

    def __missing__(self, cls: type) -> _Way | None:
        self[cls] = _way(cls)
        return self[cls]


_WAYS = _Ways.fromkeys(_SIMPLE)


def _way(cls: type) -> _Way | None:
    if cls in (tuple, list):
        return _items
    if cls in _SETS:
        return lambda digests, values: digests.plain(sorted(values))
    if issubclass(cls, Record):
        return Digests.of_record
    if cls in _SHARED:
        return Digests.shared
    if issubclass(cls, View) or cls in _CACHES:
        return lambda *_: cls.__qualname__
    if issubclass(cls, Page):
        return lambda digests, page: ("page", digests.plain(page.given))
    if issubclass(cls, Part):
        return lambda digests, part: (cls.__qualname__, *part.__dict__, *digests.all_plain(part.__dict__.values()))
    if issubclass(cls, Mapping):
        return lambda digests, items: dict(zip(items, digests.all_plain(items.values()), strict=True))
    if is_dataclass(cls) and cls not in _SAID:
        return _refused if issubclass(cls, Site | Corpus | Timeline) or _keeps_tables(cls) else _parts
    return _SAID.get(cls)


def _items(digests: Digests, items: Any) -> Any:
    """Those of texts and numbers are plain; of many items the first one tells."""
    return items if len(items) > _FEW and items[0].__class__ in _SIMPLE else digests.all_plain(items)


_SAID: Mapping[type, _Way] = {
    date: lambda _, day: ("date", day.toordinal()),
    Edtf: lambda _, day: ("edtf", day.text),
    Prose: lambda _, text: ("prose", str(text)),
    FunctionType: lambda _, function: _named(function),
    MethodType: lambda digests, method: ("method", digests.plain(method.__self__), _named(method.__func__)),
    partial: lambda digests, call: ("call", *digests.all_plain((call.func, call.args, call.keywords))),
}


def _named(function: Any) -> Any:
    """A function by its name, unless it was made within another: nobody knows what it holds, and pickle refuses it."""
    return function if "<" in function.__qualname__ else f"{function.__module__}:{function.__qualname__}"


def _refused(_: Digests, value: Any) -> Any:
    raise Indigestible(f"{type(value).__name__} keeps tables between pages, or is more than a page may be made of")


def _keeps_tables(cls: type) -> bool:
    return not getattr(cls, "of_one_page", False) and any(isinstance(of, cached_property) for of in vars(cls).values())
