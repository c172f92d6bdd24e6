"""Plain text in Markdown, in HTML and in front matter."""

import json
import re
import string
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup, escape

# NEL is a line break to YAML, and HTML reads the reference &#133; as an ellipsis: it can't be written there.
_GAP = re.compile("[\t\n\r\x85 ]+")
_UNEVEN = ("  ", "\n", "\t", "\r", "\x85")
"""What makes a gap other than one ordinary space; looked for one by one, which takes less time than an expression."""

# Python's strip() takes these from the ends of paragraphs and cells; as references they stay.
_SPACES = (0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)


def references(marks: str) -> Mapping[int, str]:
    """A table for `str.translate` that turns these marks, and all unusual spaces, into numeric references."""
    return MappingProxyType({code: f"&#{code};" for code in (*map(ord, marks), *_SPACES)})


_REFERENCES = references(string.punctuation)
_MARK = re.compile(f"[{re.escape(''.join(map(chr, _REFERENCES)))}]")
_MARKS = re.compile(rf"{_MARK.pattern}|[\t\n\r\x85]|  |^ | \Z")
"""What keeps a text from standing as it is."""

MARKS = "&<>\\`*_[]{}#+!|~^=$@"
"""Marks that some Markdown extension gives a meaning even inside a raw block; the others have none inside a line."""

_INSIDE = re.compile(f"[{re.escape(''.join(map(chr, references(MARKS + chr(9) + chr(10)))))}]")

_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
"""`json.dumps` makes an encoder each time, which takes ten times as long as the text."""

# YAML readers refuse or fold these when they stand for themselves.
_NOT_YAML = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


def ready(text: str) -> Markup:
    """Text that is written for its place; `Markup` itself would first look what else it may be, which takes longer."""
    return text if text.__class__ is Markup else str.__new__(Markup, text)


def one_line(text: str) -> str:
    """The text as shown: tabs, line breaks and ordinary spaces are one space, none of them outside."""
    for uneven in _UNEVEN:
        if uneven in text:
            return _GAP.sub(" ", text).strip(" ")
    return text.strip(" ")


_HELD = (("&", "\x02"), ("#", "\x03"), (";", "\x04"))
"""The marks of a reference itself, and what stands for them until the others are written."""


def _replacing(marks: str) -> tuple[tuple[str, str], ...]:
    """What to replace by what, one after another, to write these marks as references."""
    held = [(mark, sign) for mark, sign in _HELD if mark in marks]
    others = [(mark, f"&#{ord(mark)};") for mark in marks if mark not in dict(held)]
    return (*held, *others, *((sign, f"&#{ord(mark)};") for mark, sign in held))


_PUNCTUATION = _replacing(f"{string.punctuation}\x0b\x0c")
_IN_BLOCKS = _replacing(f"{MARKS}\t\n\x0b\x0c")
LONG = 60
"""Characters from which on marks are replaced one after another."""


def _may_replace(text: str) -> bool:
    """Whether text has nothing but ASCII, and none of the signs that stand for marks."""
    return text.isascii() and not ("\x02" in text or "\x03" in text or "\x04" in text)


def _replaced(text: str, replacing: tuple[tuple[str, str], ...]) -> str:
    """Some thirty replacements take a quarter of the time of an expression that finds sixty marks."""
    for mark, written in replacing:
        if mark in text:
            text = text.replace(mark, written)
    return text


def markdown_text(text: str) -> Markup:
    """The same letters in Markdown, in HTML text and in a double-quoted HTML attribute.

    Backslashes are no help: Python-Markdown knows them before 16 marks only, its extensions add their own.
    """
    if not _MARKS.search(text):
        return ready(text)
    shown = one_line(text)
    if len(shown) > LONG and _may_replace(shown):
        return ready(_replaced(shown, _PUNCTUATION))
    return ready(_MARK.sub(_reference, shown))


def _reference(found: "re.Match[str]") -> str:
    return _REFERENCES[ord(found[0])]


class Verbatim(str):
    """Plain text whose line breaks and spaces are shown as they are, inside `<pre>`; encoders know it by this type."""

    __slots__ = ()


def verbatim(text: Verbatim) -> Markup:
    """The same letters inside `<pre>`: breaks as references, so that no line of a page's Markdown ends there."""
    shown = str(text).replace("\r\n", "\n")
    return ready(_replaced(shown, _IN_BLOCKS) if _may_replace(shown) else _INSIDE.sub(_inside, shown))


def _inside(found: "re.Match[str]") -> str:
    return f"&#{ord(found[0])};"


def html_text(text: str) -> Markup:
    """Text between HTML tags."""
    return escape(one_line(text))


def html_attr(text: str) -> Markup:
    """The value of an HTML attribute in quotes of either kind."""
    return escape(one_line(text))


@lru_cache(1_000, typed=True)  # the same pictures and kinds stand in the heads of most pages; markup is not text
def front_matter(text: str) -> str:
    """A value for YAML front matter, HTML-escaped because themes print titles and the like as they are."""
    return yaml_text(str(html_text(text)))


def yaml_text(text: str) -> str:
    """A value in YAML, on one line."""
    value = _AS_JSON(one_line(text))
    if value.isascii() and "\x7f" not in value:
        return value
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", value)
