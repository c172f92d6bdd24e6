"""Values that leave a mark where a theme prints them, and note every question a theme asks about them.

A theme is rendered once with marks in the place of a page's own values; the marks tell where the values of other
pages go. That is only right while the theme decides nothing by a value. So a mark answers every question
(`"<h1" in page.content`, `page.title == config.site_name`, a length, a slice) as the true value would, and writes
down the question with its answer: a page that gives another answer belongs to another class.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.memory import Encoded

_TAIL = " A-b/c_d.e?f=g,<i>&amp;\u00a0\u00a0</i>0k"
"""The end of a mark: whatever a filter replaces, takes out or escapes shows in it."""


def _stripped(value: str) -> str:
    return Markup(value).striptags()


def _attribute(value: str) -> str:
    """What `theme/partials/head.html` does to values that are escaped already."""
    return value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _json(value: str) -> str:
    text = json.dumps(value)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")[1:-1]


def _quoted(value: str) -> str:
    return quote(value, safe="/")


Form = Callable[[str], str]
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "as it is": str,
        "striptags": _stripped,
        "escape": lambda value: str(escape(value)),
        "attribute": _attribute,
        "striptags, escape": lambda value: str(escape(_stripped(value))),
        "tojson": _json,
        "striptags, tojson": lambda value: _json(_stripped(value)),
        "urlencode": _quoted,
        "striptags, urlencode": lambda value: _quoted(_stripped(value)),
    }
)
"""What a theme may do to a value before it prints it, each told by what it does to a mark."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something a theme asked about a value, and what it was told."""

    slot: str
    method: str
    arguments: tuple[Any, ...]
    answer: Any

    def holds(self, values: Mapping[str, str | Encoded]) -> bool:
        """Whether another page's value gives the same answer."""
        try:
            value = values[self.slot]
            if isinstance(value, Encoded) and self.method == "__contains__":  # it need not be read for that
                return (self.arguments[0] in value) is self.answer
            return bool(getattr(str, self.method)(str(value), *self.arguments) == self.answer)
        except (KeyError, ValueError, IndexError, TypeError):
            return False


@dataclass(frozen=True)
class Marks:
    """The marks of one rendering."""

    values: Mapping[str, str]
    """The true values of the page that is rendered, by the names of their slots."""
    questions: dict[tuple[str, str, str], Question] = field(default_factory=dict)

    def slot(self, name: str) -> "Slot":
        """The mark for a value."""
        return Slot(name, self)

    def answered(self, name: str, method: str, arguments: tuple[Any, ...]) -> Any:
        """The true value's answer, which is written down."""
        plain = tuple(self.values[a.name] if isinstance(a, Slot) else a for a in arguments)
        answer = getattr(str, method)(self.values[name], *plain)
        self.questions.setdefault((name, method, repr(plain)), Question(name, method, plain, answer))
        return answer


def core(name: str) -> str:
    """The part of a mark that no filter changes and no page holds."""
    return f"k0slot{name}z"


class Slot(str):
    """A text that is printed as a mark and answers as the true value."""

    __slots__ = ("_marks", "name")

    name: str
    _marks: Marks

    def __new__(cls, name: str, marks: Marks) -> "Slot":
        """The mark of a slot."""
        made = super().__new__(cls, core(name) + _TAIL)
        made.name = name
        made._marks = marks
        return made

    # Printing: none of these looks into the text.

    def __str__(self) -> str:
        return str.__str__(self)

    def __bool__(self) -> bool:
        return True  # empty values are never slots

    def __add__(self, other: str) -> str:
        return str.__str__(self) + str(other)

    def __radd__(self, other: str) -> str:
        return other + str.__str__(self)

    # Asking for the whole of it.

    def __hash__(self) -> int:
        return hash(self._marks.answered(self.name, "__str__", ()))

    def __iter__(self) -> Any:
        return iter(self._marks.answered(self.name, "__str__", ()))


def _asking(method: str) -> Callable[..., Any]:
    def ask(self: Slot, *arguments: Any) -> Any:
        return self._marks.answered(self.name, method, arguments)

    return ask


_QUESTIONS = frozenset({"__contains__", "__eq__", "__ge__", "__getitem__", "__gt__", "__le__", "__len__", "__lt__"})
_QUESTIONS |= {"__mod__", "__mul__", "__ne__", "__rmul__"}
for _method in dir(str):
    if _method in _QUESTIONS or not (_method.startswith("_") or _method in ("encode", "maketrans")):
        setattr(Slot, _method, _asking(_method))
