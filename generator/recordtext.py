"""The values of a record as YAML in canonical order and layout, as `kronik fmt` would leave it.

Own code and no library, because every text has to come back letter for letter from the strict reader: a text stands
plain where any reader takes it for that text, a long prose as one sentence a line, all else in double quotes, whose
escapes are those of JSON.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.base import Part, Record
from generator.shape import fields
from generator.yamltext import read_yaml

_PLAIN = re.compile(r"[^\W_](?:(?!: | #)[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff])*(?<![: ])")
_MEANT_OTHERWISE = re.compile(r"(?i)true|false|null|yes|no|on|off|y|n|nan|inf|0[xo].*|[0-9.]+e[0-9]+")
_SENTENCE = re.compile(r"(?<=[.!?…]) (?=[^\W\d_])")
_WIDE = 90

Values = Mapping[str, Any]
"""What a contributor would write: texts, lists and groups of them."""


def record_text(cls: type[Record], values: Values) -> str:
    """The file of a record, with the line by which editors find its schema."""
    return "\n".join([schema_line(cls), *lines(cls, values)]) + "\n"


def schema_line(cls: type[Record]) -> str:
    """The comment that names the JSON Schema to editors."""
    up = "../../../" if cls.vocabulary == "events" else "../../"
    return f"# yaml-language-server: $schema={up}site_config/schema/{cls.type_name}.json"


def lines(cls: type[Part] | None, values: Values, indent: int = 0) -> Iterator[str]:
    """A group of keys in canonical order; keys the model does not know come last."""
    known = list(fields(cls)) if cls else []
    part = fields(cls) if cls else {}
    for key in sorted(values, key=lambda key: known.index(key) if key in known else len(known)):
        below = part[key].part if key in part else None
        yield from _entry(f"{' ' * indent}{scalar(key)}:", values[key], below, indent + 2)


def _entry(head: str, value: Any, below: type[Part] | None, indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield head
        yield from lines(below, value, indent)
    elif isinstance(value, list | tuple):
        yield head
        yield from _items(value, below, indent)
    elif (folded := _folded(str(value), indent)) is not None:
        yield f"{head} >-"
        yield from folded
    else:
        yield f"{head} {scalar(str(value))}"


def _items(values: list[Any] | tuple[Any, ...], below: type[Part] | None, indent: int) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            first, *rest = lines(below, value, indent + 2)
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from rest
        else:
            yield f"{' ' * indent}- {scalar(str(value))}"


def scalar(text: str) -> str:
    """A text on one line."""
    if _PLAIN.fullmatch(text) and not _MEANT_OTHERWISE.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _folded(text: str, indent: int) -> list[str] | None:
    """One sentence a line, where folding gives the same text back."""
    if len(text) <= _WIDE or "\n" in text or "\t" in text:
        return None
    made = [f"{' ' * indent}{sentence}" for sentence in _SENTENCE.split(text)]
    read = read_yaml("", "x: >-\n" + "\n".join(f"  {line.lstrip()}" for line in made) + "\n")
    plain = all(len(line.strip()) > 0 for line in made)
    return made if plain and not read.problems and read.value == {"x": text} else None
