"""A short name for a value, the same in every process for values that are equal.

Values are pickled without references to what was pickled before, so that it makes no difference whether two equal
parts are one object. Records stand for the bytes of their files; large values that stand in many others are pickled
once. What can't be pickled, or keeps tables between its uses, has no digest: `Indigestible`.
"""

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property, partial
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from generator.corpus import Corpus
from generator.dates import Edtf
from generator.derive import Timeline
from generator.derive.chains import Chain
from generator.derive.ledger import Entry
from generator.lines.facets import Facet
from generator.lines.line import Line
from generator.model.base import Part, Record
from generator.notes import View
from generator.output import Page
from generator.pictures.atlas import Atlas
from generator.site import Site

SIZE = 16
_SETS = (set, frozenset)
_SHARED = (Chain, Entry, Facet, Line)
"""Values that stand in many others; they live as long as the timeline."""
_WORDS = (Line,)
"""Those of text alone, of which Python's own words for them tell everything."""
_CACHES = (Atlas,)
"""Objects that only keep what is worked out again and again, from the package's own files."""


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
        if record.path not in self._files:
            text = f"{record.path}\0{self._text_of(record)}".encode("utf-8", "surrogatepass")
            self._files[record.path] = blake2b(text, digest_size=SIZE).digest()
        return self._files[record.path]

    def of(self, value: Any) -> bytes:
        """The digest of any value; raises `Indigestible`."""
        buffer = io.BytesIO()
        pickler = _Pickler(buffer, self)
        try:
            pickler.dump(value)
        except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise Indigestible(str(error)) from error
        return blake2b(buffer.getbuffer(), digest_size=SIZE).digest()

    def shared(self, value: Any) -> bytes:
        """The digest of a value that stands in many others."""
        found = self._shared.get(id(value))
        if found is None:
            made = self.of(repr(value) if value.__class__ in _WORDS else _parts(value))
            found = self._shared[id(value)] = value, made  # held, so that no other value gets its number
        return found[1]


def _parts(value: Any) -> tuple[Any, ...]:
    """The name of a value's class and its fields; sets in an order that no run changes."""
    name, taken = _taking(value.__class__)
    return name, *(sorted(part) if part.__class__ in _SETS else part for part in taken(value))


@cache
def _taking(cls: type) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    names = [field.name for field in fields(cls)]
    if len(names) > 1:
        return cls.__qualname__, attrgetter(*names)
    return cls.__qualname__, lambda value: tuple(getattr(value, name) for name in names)


class _Pickler(pickle.Pickler):
    def __init__(self, buffer: io.BytesIO, digests: Digests) -> None:
        super().__init__(buffer, protocol=5)
        self.fast = True
        self._digests = digests

    def reducer_override(self, obj: Any) -> Any:
        """How values are taken apart that are neither numbers nor text nor built-in collections of them.

        A set that is no field of a dataclass is written as it comes: its order changes from run to run, and what is
        made of it would be made again each time.
        """
        cls = obj.__class__
        if cls not in _WAYS:
            _WAYS[cls] = _way(cls)
        return _WAYS[cls](self._digests, obj)


_Way = Callable[[Digests, Any], Any]
_WAYS: dict[type, _Way] = {}
"""How values of each class are taken apart."""


def _way(cls: type) -> _Way:
    if issubclass(cls, Record):
        return lambda digests, record: (_record, (record.vocabulary, record.id, digests.of_record(record)))
    if cls in _SHARED:
        return lambda digests, value: (_shared, (digests.shared(value),))
    if issubclass(cls, View) or cls in _CACHES:
        return lambda *_: (_view, (cls.__qualname__,))
    if issubclass(cls, Site | Corpus | Timeline):
        return _refused
    if issubclass(cls, Page):
        return lambda _, page: (_page, page.given)
    if issubclass(cls, Edtf):
        return lambda _, date: (_edtf, (date.text,))
    if issubclass(cls, Part):
        return lambda _, part: (_part, (cls.__qualname__, part.__dict__))
    if issubclass(cls, partial):
        return lambda _, call: (_call, (call.func, call.args, call.keywords))
    if is_dataclass(cls):
        return _refused if _keeps_tables(cls) else lambda _, value: (_dataclass, _parts(value))
    if issubclass(cls, Mapping):
        return lambda _, items: (_mapping, (dict(items),))
    return lambda *_: NotImplemented


def _refused(_: Digests, value: Any) -> Any:
    raise Indigestible(f"{type(value).__name__} keeps tables between pages, or is more than a page may be made of")


def _keeps_tables(cls: type) -> bool:
    return not getattr(cls, "of_one_page", False) and any(isinstance(of, cached_property) for of in vars(cls).values())


# Named in the pickle, never called.
def _record(vocabulary: str, record_id: str, digest: bytes) -> None: ...
def _shared(digest: bytes) -> None: ...
def _view(name: str) -> None: ...
def _page(*given: Any) -> None: ...
def _edtf(text: str) -> None: ...
def _part(name: str, values: dict[str, Any]) -> None: ...
def _call(function: Any, arguments: Any, named: Any) -> None: ...
def _dataclass(*parts: Any) -> None: ...
def _mapping(items: dict[Any, Any]) -> None: ...
