"""`kronik fmt`: canonical order and layout of a record, its comments kept, its values untouched.

Keys are moved as blocks of text, each with the comment lines above it, so that comments go where they belong;
ruamel.yaml then settles indentation. Our own strict reader decides whether anything but order and layout changed; if
it did, the file is left as it was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from generator.load.records import class_of
from generator.model.base import Part
from generator.shape import fields
from generator.yamltext import Document, Loc, read_yaml

# ruamel.yaml gives up on unusual comments and nesting in all of these ways.
_CANT_LAY_OUT = (YAMLError, ValueError, TypeError, AttributeError, AssertionError, LookupError, RuntimeError)


class Unchanged(Exception):
    """The file was left as it is; the words say why."""


def formatted(path: str, text: str, vocabulary: str) -> str:
    """The canonical form of a record's text; raises `Unchanged` where it can't be made without loss."""
    before = read_yaml(path, text)
    if before.problems or not isinstance(before.value, dict):
        raise Unchanged("it has problems; `kronik check` tells them")
    cls = class_of(before.value, vocabulary)
    if cls is None:
        raise Unchanged("its kind is not known; `kronik check` tells more")
    made = _laid_out(_ordered(path, text.replace("\r\n", "\n"), cls))
    if read_yaml(path, made).value != before.value or _comments(made) != _comments(text):
        raise Unchanged("its comments or values can't be kept in canonical form; lay it out by hand")
    return made


def _ordered(path: str, text: str, cls: type[Part]) -> str:
    """Every block mapping with its keys in canonical order, the innermost first."""
    document = read_yaml(path, text)
    for loc, group in sorted(_groups(document.value, cls), key=lambda item: -len(item[0])):
        document = read_yaml(path, _reordered(document, loc, group))
    return document.text


def _groups(value: Any, cls: type[Part] | None, loc: Loc = ()) -> Iterator[tuple[Loc, type[Part]]]:
    """Every group of keys with its place and class."""
    if cls is None:
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _groups(item, cls, (*loc, index))
    elif isinstance(value, dict):
        yield loc, cls
        known = fields(cls)
        for key, below in value.items():
            yield from _groups(below, known[key].part if key in known else None, (*loc, key))


def _value_at(value: Any, loc: Loc) -> Any:
    for step in loc:
        value = value[step]
    return value


def _reordered(document: Document, loc: Loc, cls: type[Part]) -> str:
    """The text with the keys of one group in order; groups in flow style stay as they are."""
    group: Mapping[str, Any] = _value_at(document.value, loc)
    lines = document.text.split("\n")
    keys = {key: document.where_key((*loc, key)) for key in group}
    starts = [where.line for where in keys.values()]
    columns = {where.column for where in keys.values()}
    order = [*(key for key in fields(cls) if key in group), *(key for key in group if key not in fields(cls))]
    if order == list(group) or len(columns) != 1 or len(set(starts)) != len(starts):
        return document.text
    indent = columns.pop() - 1
    end = _end(lines, starts[-1], indent)
    while _keeps_blank_lines(list(group.values())[-1]) and end < len(lines) - 1 and not lines[end].strip():
        end += 1
    first = starts[0] - 1
    prefix, lines[first] = lines[first][:indent], " " * indent + lines[first][indent:]
    blocks = dict(zip(group, _blocks(lines, [s - 1 for s in starts], end, indent), strict=True))
    body = [line for key in order for line in blocks[key]]
    _put_prefix(body, prefix, indent)
    return "\n".join([*lines[:first], *body, *lines[end:]])


def _keeps_blank_lines(value: Any) -> bool:
    """Whether the blank lines below a value belong to it, as those of `|+` do."""
    while isinstance(value, list | dict) and value:
        value = value[-1] if isinstance(value, list) else list(value.values())[-1]
    return isinstance(value, str) and value.endswith("\n\n")


def _end(lines: Sequence[str], start: int, indent: int) -> int:
    """The line after the last one of a group: the first that is less indented and is neither blank nor a comment."""
    end = start
    for number in range(start, len(lines)):
        line = lines[number]
        inner = len(line) - len(line.lstrip(" "))
        if line.strip() and not line.lstrip().startswith("#"):
            if inner < indent:
                break
            end = number + 1
        elif line.strip() and inner >= indent and indent:
            end = number + 1
    return end


def _blocks(lines: Sequence[str], starts: Sequence[int], end: int, indent: int) -> list[list[str]]:
    """The lines of each key, comments of its own column above it included; the first keeps what stands above it."""
    begins = [starts[0]]
    for start in starts[1:]:
        at = start
        while at - 1 > begins[-1] and re.fullmatch(rf" {{{indent}}}#.*", lines[at - 1]):
            at -= 1
        begins.append(at)
    return [list(lines[a:b]) for a, b in zip(begins, [*begins[1:], end], strict=True)]


def _put_prefix(body: list[str], prefix: str, indent: int) -> None:
    """Give the dash of a list item back to whichever line is first now, and comments above it to the dash."""
    if not prefix.strip():
        return
    first = next(n for n, line in enumerate(body) if line.strip() and not line.lstrip().startswith("#"))
    body[first] = prefix + body[first][indent:]
    for number in range(first):
        body[number] = body[number].strip() and " " * prefix.index("-") + body[number].strip()


def _laid_out(text: str) -> str:
    """Indentation of two, lists below their key, written until writing it again changes nothing."""
    for _ in range(3):
        made = _dumped(text)
        if made == text:
            return made
        text = made
    raise Unchanged("its layout does not settle; lay it out by hand")


def _dumped(text: str) -> str:
    yaml, out = layout(), StringIO()
    try:
        yaml.dump(yaml.load(text), out)
    except _CANT_LAY_OUT as error:
        raise Unchanged("its layout is too unusual; lay it out by hand") from error
    return out.getvalue()


class _AllText(VersionedResolver):
    """Every scalar is text to us; with types, `~` would come back as nothing and `1_000` as a number."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node."""
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


def layout() -> YAML:
    """A reader and writer that keeps comments, quotes and long lines."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = _AllText
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.split("\n") if line.strip().startswith("#"))
