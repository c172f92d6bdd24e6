"""Reads a YAML file that has nothing special about it, in half the time of the careful reader.

Nearly every file is such: keys, texts and lists. Whatever else turns up, be it a mistake, a limit or an anchor, ends
the reading with `Unusual`, and `yamltext` reads the file again and says what it is. Both go by libyaml's events, so
that they can't see different values.
"""

import re
from typing import Any

import yaml

from generator.characters import REFUSED, only_plain

MAX_DEPTH = 20
MAX_NODES = 20_000

_PARSER: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)


_GLUED = re.compile(r"[\[\]{},:\s-]\?\S")
"""A question mark that libyaml may take for the sign of a key, though a word follows it at once."""


class Unusual(Exception):
    """Something that only the careful reader can tell about."""


def plain_value(text: str) -> Any:
    """The value of a file that is a group of keys; raises `Unusual` for anything worth a word."""
    if _PARSER is None or not only_plain(text) or _GLUED.search(text):
        raise Unusual
    parser = _PARSER(text)
    try:
        return _value(parser.get_event)
    except yaml.YAMLError as error:
        raise Unusual from error
    finally:
        parser.dispose()


def _value(following: Any) -> Any:
    for cls in (yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.MappingStartEvent):
        event = following()
        if event.__class__ is not cls or getattr(event, "version", None) or getattr(event, "tags", None):
            raise Unusual
    if event.anchor is not None or event.tag is not None:
        raise Unusual
    root: dict[str, Any] = {}
    _fill(root, following)
    if following().__class__ is not yaml.DocumentEndEvent or following().__class__ is not yaml.StreamEndEvent:
        raise Unusual
    return root


def _fill(root: dict[str, Any], following: Any) -> None:
    """Everything up to the end of the outermost group."""
    into: Any = root
    key: str | None = None
    stack: list[tuple[Any, str | None]] = []
    nodes = 1
    while True:
        event = following()
        cls = event.__class__
        if cls is yaml.ScalarEvent:
            value: Any = event.value
            if event.style == '"' and REFUSED.search(value):
                raise Unusual
        elif cls is yaml.MappingEndEvent or cls is yaml.SequenceEndEvent:
            if not stack:
                return
            into, key = stack.pop()
            continue
        elif cls is yaml.MappingStartEvent or cls is yaml.SequenceStartEvent:
            value = {} if cls is yaml.MappingStartEvent else []
        else:
            raise Unusual
        nodes += 1
        if event.anchor is not None or event.tag is not None or nodes > MAX_NODES:
            raise Unusual
        if into.__class__ is list:
            into.append(value)
        elif key is not None:
            into[key] = value
            key = None
        elif cls is yaml.ScalarEvent and value not in into and value != "<<":
            key = value
            continue
        else:
            raise Unusual
        if cls is not yaml.ScalarEvent:
            if len(stack) + 1 >= MAX_DEPTH:
                raise Unusual
            stack.append((into, key))
            into = value
            key = None
