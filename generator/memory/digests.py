"""A short name for a value, the same in every process for values that are equal.

Values are pickled without references to what was pickled before, so that it makes no difference whether two equal
parts are one object. Records stand for the bytes of their files; large values that stand in many others are pickled
once. What can't be pickled, or keeps tables between its uses, has no digest: `Indigestible`.
"""

import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any

from generator.corpus import Corpus
from generator.dates import Edtf
from generator.derive import Timeline
from generator.derive.ledger import Entry
from generator.lines.facets import Facet
from generator.lines.line import Line
from generator.model.base import Part, Record
from generator.notes import View
from generator.pictures.atlas import Atlas
from generator.site import Site

SIZE = 16
_SHARED = (Entry, Facet, Line)
"""Values that stand in many others; they live as long as the timeline."""
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
            made = self.of(_parts(value))
            found = self._shared[id(value)] = value, made  # held, so that no other value gets its number
        return found[1]


def _parts(value: Any) -> tuple[Any, ...]:
    return type(value).__qualname__, *(getattr(value, field.name) for field in fields(value))


class _Pickler(pickle.Pickler):
    def __init__(self, buffer: io.BytesIO, digests: Digests) -> None:
        super().__init__(buffer, protocol=5)
        self.fast = True
        self._digests = digests

    def persistent_id(self, obj: Any) -> Any:
        """What stands for a value by a name of its own."""
        cls = obj.__class__
        if cls not in _NAMED:
            _NAMED[cls] = _naming(cls)
        name = _NAMED[cls]
        return None if name is None else name(self._digests, obj)

    def reducer_override(self, obj: Any) -> Any:
        """How other values are taken apart."""
        if isinstance(obj, Edtf):
            return _edtf, (obj.text,)
        if isinstance(obj, Part):
            return _part, (type(obj).__qualname__, obj.__dict__)
        if isinstance(obj, partial):
            return _call, (obj.func, obj.args, obj.keywords)
        if is_dataclass(obj) and not isinstance(obj, type):
            return _dataclass, _parts_of(obj)
        if isinstance(obj, Mapping):
            return _mapping, (dict(obj),)
        return NotImplemented


_Naming = Callable[[Digests, Any], Any] | None
_NAMED: dict[type, _Naming] = {}
"""For each class how its values are named; None for those that are taken apart."""


def _naming(cls: type) -> _Naming:
    if issubclass(cls, Record):
        return lambda digests, record: (record.vocabulary, record.id, digests.of_record(record))
    if cls in _SHARED:
        return lambda digests, value: digests.shared(value)
    if issubclass(cls, set | frozenset):
        return lambda _, values: ("set", sorted(values))
    if issubclass(cls, View) or cls in _CACHES:
        return lambda *_: cls.__qualname__
    return _refused if issubclass(cls, Site | Corpus | Timeline) else None


def _refused(_: Digests, value: Any) -> None:
    raise Indigestible(f"{type(value).__name__} is more than a page may be made of")


def _parts_of(obj: Any) -> tuple[Any, ...]:
    cls = type(obj)
    if any(isinstance(of, cached_property) for of in vars(cls).values()) and not getattr(cls, "of_one_page", False):
        raise Indigestible(f"{cls.__name__} keeps tables between pages")
    return _parts(obj)


# Named in the pickle, never called.
def _edtf(text: str) -> None: ...
def _part(name: str, values: dict[str, Any]) -> None: ...
def _call(function: Any, arguments: Any, named: Any) -> None: ...
def _dataclass(*parts: Any) -> None: ...
def _mapping(items: dict[Any, Any]) -> None: ...
