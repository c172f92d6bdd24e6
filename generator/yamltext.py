"""A strict reader for the small part of YAML that records use, with the place of every value.

Built on parser events, never on `yaml.load`: PyYAML's constructors guess types (`NO` is false there), resolve
merge keys in exponential time, and recurse until the process dies. Here every scalar is text, and anchors,
aliases, merge keys, tags, directives, second documents and complex keys are problems.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from generator.characters import REFUSED, refusal
from generator.plainyaml import MAX_DEPTH, MAX_NODES, Unusual, plain_value
from generator.problems import Problem, Where, quoted

MAX_PROBLEMS = 50
"""So many are told of one file; a file made of nothing else must not fill the screen."""

Loc = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """One YAML file: its text, the plain value read from it, and what was wrong with it."""

    path: str
    text: str
    value: Any
    problems: tuple[Problem, ...]

    @cached_property
    def _places(self) -> dict[Loc, tuple[int, int]]:
        # Places are wanted only for problems, so they are found by reading the one file again.
        builder = _Builder(self.path, places={})
        builder.run(self.text)
        return builder.places or {}

    def where(self, loc: Loc = ()) -> Where:
        """The place of the value at `loc`, or of the nearest group around it that was written."""
        places = self._places
        for length in range(len(loc), -1, -1):
            if loc[:length] in places:
                return Where(self.path, *places[loc[:length]])
        return Where(self.path)

    def where_key(self, loc: Loc) -> Where:
        """The place of the key of the value at `loc`."""
        return Where(self.path, *self._places[key]) if (key := (*loc, "")) in self._places else self.where(loc)


def read_yaml(path: str, text: str) -> Document:
    """Read `text`; whatever it holds, the answer is a `Document`."""
    try:
        return Document(path, text, plain_value(text), ())
    except Unusual:
        return read_carefully(path, text)


def read_carefully(path: str, text: str) -> Document:
    """Read `text` with an eye on everything that can be wrong with it."""
    if bad := list(_bad_characters(path, text)):
        return Document(path, text, None, tuple(bad))
    builder = _Builder(path)
    builder.run(text)
    if builder.problems:  # once more with places, for messages that point at two lines
        builder = _Builder(path, places={})
        builder.run(text)
    return Document(path, text, builder.value, tuple(builder.problems))


def _bad_characters(path: str, text: str) -> Iterator[Problem]:
    for count, match in enumerate(REFUSED.finditer(text)):
        if count == 20:
            return
        yield Problem(_place_of(path, text, match.start()), *refusal(match[0]))
    yield from lone_carriage_return(path, text)


def lone_carriage_return(path: str, text: str) -> Iterator[Problem]:
    """The first carriage return without a line feed, if there is one."""
    if found := re.search("\r(?!\n)", text):
        where, hint = _place_of(path, text, found.start()), "save the file with line feeds (LF)"
        yield Problem(where, "lone-carriage-return", "a carriage return ends no line here", hint)


def _place_of(path: str, text: str, at: int) -> Where:
    return Where(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


class _Stop(Exception):
    """Reading can't go on; the problem has been noted."""


@dataclass
class _Frame:
    """A list or mapping that is being read."""

    value: list[Any] | dict[str, Any]
    loc: Loc
    key: str | None = None
    dropped: bool = False


@dataclass
class _Builder:
    """Turns parser events into plain values, without recursion and within limits."""

    path: str
    places: dict[Loc, tuple[int, int]] | None = None
    problems: list[Problem] = field(default_factory=list)
    value: Any = None
    _stack: list[_Frame] = field(default_factory=list)
    _text: str = ""
    _nodes: int = 0
    _documents: int = 0

    def run(self, text: str) -> None:
        """Read all events; stop at what can't be read past."""
        self._text = text
        try:
            for event in yaml.parse(text, Loader=_Loader):
                self._event(event)
        except _Stop:
            return
        except yaml.YAMLError as error:
            self.problems.append(_syntax(self.path, error))

    def _event(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._note(
                event,
                "yaml-alias",
                f"the alias *{str(event.anchor)[:60]} points to another value",
                "write the value out",
            )
            self._put(event, "")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _document(self, event: Any) -> None:
        if event.version or event.tags:
            self._note(event, "yaml-directive", "a % directive has no use here", "delete the line that begins with %")
        self._documents += 1
        if self._documents > 1:
            message = "a second document begins here; a file holds one record"
            self._note(event, "several-documents", message, "move it to a file of its own")
            raise _Stop

    def _scalar(self, event: Any) -> None:
        self._plain_node(event)
        text = event.value
        if event.style == '"' and (match := REFUSED.search(text)):
            self._note(event, *refusal(match[0]))
            text = REFUSED.sub("", text)
        self._put(event, text)

    def _open(self, event: Any) -> None:
        self._plain_node(event)
        if len(self._stack) >= MAX_DEPTH:
            self._note(
                event,
                "yaml-too-deep",
                f"values are nested more than {MAX_DEPTH} deep",
                "no record needs that; flatten it",
            )
            raise _Stop
        value: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(value, self._put(event, value)))

    def _plain_node(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._note(
                event,
                "yaml-too-large",
                f"the file holds more than {MAX_NODES} values",
                "split it into several records",
            )
            raise _Stop
        if event.anchor is not None:
            self._note(
                event,
                "yaml-anchor",
                f"the anchor &{event.anchor[:60]} names a value",
                "delete it; each value is written out",
            )
        if event.tag is not None:
            hint = "delete the tag; a value that begins with ! needs quotes"
            self._note(event, "yaml-tag", f"the tag {quoted(event.tag)} gives a type; every value is text here", hint)

    def _put(self, event: Any, value: Any) -> Loc:
        """Store a value where it belongs and tell its location."""
        if not self._stack:
            self.value = value
            return self._place(event, ())
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            return self._place(event, (*frame.loc, len(frame.value) - 1))
        if frame.key is None:
            self._key(event, frame, value)
            return frame.loc
        key, frame.key = frame.key, None
        if not frame.dropped:
            frame.value[key] = value
        return self._place(event, (*frame.loc, key), keep=not frame.dropped)

    def _key(self, event: Any, frame: _Frame, key: Any) -> None:
        if not isinstance(key, str):
            self._note(event, "complex-key", "a list or group can't be a key", "a key is one word before a colon")
            raise _Stop
        if key == "<<" and event.__class__ is yaml.ScalarEvent and not event.style:
            self._note(event, "yaml-merge-key", "<< merges another group in", "write the keys out")
        if key and self._text[event.start_mark.index - 1 : event.start_mark.index] == "?":
            # YAML reads `[?x]` and `{?x: y}` as texts that begin with the mark, libyaml as keys.
            hint = "put quotes around a text that begins with a question mark"
            self._note(event, "yaml-syntax", f"?{key[:60]} can be read in two ways", hint)
        frame.key, frame.dropped = key, key in frame.value
        if frame.dropped:
            first = self._first_line(frame, key)
            self._note(event, "duplicate-key", f"{quoted(key)} stands twice in this group{first}", "keep one of them")
        self._place(event, (*frame.loc, key, ""), keep=not frame.dropped)

    def _first_line(self, frame: _Frame, key: str) -> str:
        place = (self.places or {}).get((*frame.loc, key, ""))
        return f" (first on line {place[0]})" if place else ""

    def _place(self, event: Any, loc: Loc, keep: bool = True) -> Loc:
        if self.places is not None and keep:
            self.places[loc] = (event.start_mark.line + 1, event.start_mark.column + 1)
        return loc

    def _note(self, event: Any, code: str, message: str, hint: str) -> None:
        where = Where(self.path, event.start_mark.line + 1, event.start_mark.column + 1)
        self.problems.append(Problem(where, code, message, hint))
        if len(self.problems) == MAX_PROBLEMS:
            self.problems.append(more_problems(where))
            raise _Stop


def more_problems(where: Where) -> Problem:
    """Where the list of a file's problems was cut off."""
    message = f"the file has more than {MAX_PROBLEMS} problems; the others are not listed"
    return Problem(where, "too-many-problems", message, "mend those above, then check again")


_SYNTAX_HINTS = {
    "mapping values are not allowed": "put quotes around a value that holds a colon and a space",
    "cannot start any token": "indent with spaces, and put quotes around a value that begins with a special character",
    "found a tab": "indent with spaces",
    "did not find expected key": "check the indentation and the quotes of this line and the one above",
    "could not find expected ':'": "a key is followed by a colon and a space",
    "did not find expected '-' indicator": "items of one list begin in the same column",
    "unexpected end of stream": "close the quote or bracket that was opened",
    "unknown escape character": "inside double quotes write \\\\ for a backslash, or use single quotes",
}


def _syntax(path: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = Where(path, mark.line + 1, mark.column + 1) if mark else Where(path)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be read")
    hint = next(
        (hint for words, hint in _SYNTAX_HINTS.items() if words in said),
        "check indentation, colons and quotes here",
    )
    return Problem(where, "yaml-syntax", f"this is not YAML: {said}", hint)
