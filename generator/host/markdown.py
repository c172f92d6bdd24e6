"""The Markdown of our own pages as HTML: raw blocks are taken as they are, headings alone are converted.

Python-Markdown takes 4 ms and more for a page, nearly all of it to find out where raw HTML ends. Templates make
nothing but HTML blocks and `##` headings, so this finds the blocks with one expression and follows the same rules
for where they end (`markdown.htmlparser.HTMLExtractor` of Python-Markdown 3.x). Anything else, such as a paragraph of
Markdown, a comment or a tag that is not written plainly, is not understood: the answer is None, and Python-Markdown
converts the page.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, unique
from markdown.util import BLOCK_LEVEL_ELEMENTS

UNDERSTOOD = frozenset({"toc", "tables", "fenced_code"})
"""Extensions that leave raw blocks alone and have no say over a heading but by its own line."""

_INSIDE = r"""[^<>"'`/]*+(?:"[^"<>`]*+"[^<>"'`/]*+)*+"""
_TAG = re.compile(f"<(/?[a-z][a-z0-9]*+){_INSIDE}>|<[a-z][a-z0-9]*+{_INSIDE}/>")
"""A tag; one that closes itself gives no name."""
_NAME = re.compile(r"<([a-z][a-z0-9]*)")
_HEADING = re.compile(r"#{1,6} [^\n<>`]*(?=\n\n|\n<|\n*\Z)")
_TWO_ENDS = re.compile(r"(?: *\n){2}")
_SPACES = re.compile(r"\n(?: +\n)+")
_LINES = re.compile(r"\n*")
_REST_OF_LINE = re.compile(r" *\n")
# A reference without its semicolon gets one from the parser; a fence wins over raw HTML; control marks are removed.
_ODD = re.compile(r"&(?!#[0-9]+;|[a-zA-Z][a-zA-Z0-9]*;)")
_ODD_MARKS = ("```", "~~~", "\x02", "\x03", "\r")
_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS) - {"hr"}
_UNPARSED = frozenset(
    {"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript", "plaintext", "xmp"}
)
"""Elements in which some version of the parser sees text where another sees tags."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)

Token = dict[str, Any]
"""An entry of the table of contents as Python-Markdown gives it: level, id, name, children and others."""


@dataclass(frozen=True)
class Converted:
    """The HTML of a page and its table of contents."""

    html: str
    toc: list[Any]


class _NotUnderstood(Exception):
    """Only Python-Markdown knows what to make of this."""


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading without its id, which depends on the headings before it."""

    before: str
    between: str
    after: str
    slug: str
    tokens: tuple[Token, ...]

    def made(self, name: str) -> str:
        """The element with an id; a permanent link, if there is one, leads to it."""
        link = f'href="#{name}"' if self.after else ""
        return f'{self.before}id="{name}"{self.between}{link}{self.after}'


@dataclass(frozen=True)
class Converter:
    """Converts pages under one configuration of Markdown; headings that come again are converted once."""

    extensions: Sequence[str]
    options: Mapping[str, Mapping[str, Any]]
    _headings: dict[str, _Heading | None] = field(default_factory=dict)
    _kept: dict[str, markdown.Markdown] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether the configuration leaves raw blocks alone."""
        return "toc" in self.extensions and set(self.extensions) <= UNDERSTOOD

    def convert(self, text: str) -> Converted | None:
        """The page, or None for what only Python-Markdown understands."""
        if not self.usable or _ODD.search(text) or any(mark in text for mark in _ODD_MARKS):
            return None
        # The same steps as `markdown.preprocessors.NormalizeWhitespace`.
        text = f"{text}\n\n".expandtabs(4)
        text = _SPACES.sub(lambda found: "\n" * found[0].count("\n"), text)
        try:
            return self._converted(text)
        except _NotUnderstood:
            return None

    def _converted(self, text: str) -> Converted:
        made: list[str] = []
        tokens: list[Token] = []
        used: set[str] = set()
        counters: dict[str, int] = {}
        at = _end(_LINES, text, 0)
        while at < len(text):
            if text[at] == "<":
                start, at = at, _end_of_block(text, at)
                blank = "\n" if _TWO_ENDS.match(text, at) else ""
                made.append(f"{text[start:at]}{blank}")
                at = _end(_REST_OF_LINE, text, at)
            else:
                start, at = at, _end(_HEADING, text, at)
                heading = self._heading(text[start:at])
                name = unique(heading.slug, used, counters)
                made.append(heading.made(name))
                tokens += [{**token, "id": name} for token in heading.tokens]
            at = _end(_LINES, text, at)
        return Converted("\n".join(made).strip(), nest_toc_tokens(tokens))

    def _heading(self, line: str) -> _Heading:
        if line not in self._headings:
            self._headings[line] = self._read_heading(line)
        heading = self._headings[line]
        if heading is None:
            raise _NotUnderstood
        return heading

    def _read_heading(self, line: str) -> _Heading | None:
        """What Python-Markdown makes of a heading that stands alone."""
        md = self._markdown()
        made = md.convert(line)
        tokens = tuple(getattr(md, "toc_tokens", ()))
        found = re.fullmatch(r'(<h[1-6] )id="([^"]*)"(>.*)', made, re.DOTALL)
        toc = next(p for p in md.treeprocessors if isinstance(p, TocTreeprocessor))
        if not found or len(tokens) != 1:
            return None
        slug = toc.slugify(html.unescape(tokens[0]["name"]), toc.sep)
        between, link, after = found[3].rpartition(f'href="#{found[2]}"')
        return _Heading(found[1], between if link else after, after if link else "", slug, tokens)

    def _markdown(self) -> markdown.Markdown:
        if not self._kept:
            options = {name: dict(of) for name, of in self.options.items()}
            self._kept["md"] = markdown.Markdown(extensions=[*self.extensions], extension_configs=options)
        return self._kept["md"].reset()


def _end(pattern: "re.Pattern[str]", text: str, at: int) -> int:
    found = pattern.match(text, at)
    if found is None:
        raise _NotUnderstood
    return found.end()


def _end_of_block(text: str, start: int) -> int:
    """Where the raw block ends that begins at `start`: where its element does, if all in it is closed in order."""
    name = _NAME.match(text, start)
    if name is None or name[1] not in _BLOCKS:
        raise _NotUnderstood
    end = _end_of_element(text, start, name[1])
    tags = _TAG.findall(text, start, end)
    if text.count("<", start, end) != len(tags) or not _in_order(tags):
        raise _NotUnderstood
    return end


@cache
def _same(name: str) -> "re.Pattern[str]":
    return re.compile(f"<(/?){name}(?![a-z0-9])[^>]*(?<!/)>")


def _end_of_element(text: str, start: int, name: str) -> int:
    depth = 0
    for tag in _same(name).finditer(text, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    raise _NotUnderstood


class _Openers(dict[str, str | None]):
    """By name of a tag what it closes; None for one that closes nothing."""

    def __missing__(self, name: str) -> str | None:
        self[name] = name[1:] if name.startswith("/") else None
        return self[name]


_CLOSES = _Openers()
_SINGLE = _VOID | {""}


def _in_order(tags: list[str]) -> bool:
    """Whether every element is closed, the innermost first; then each parser finds the same ends."""
    careful = not _UNPARSED.isdisjoint(tags)
    stack: list[str] = []
    push, pop, closes = stack.append, stack.pop, _CLOSES
    for name in tags:
        closed = closes[name]
        if closed is not None:
            if not stack or pop() != closed:
                return False
        elif name not in _SINGLE:
            if careful and stack and stack[-1] in _UNPARSED:
                return False
            push(name)
    return not stack


__all__ = ["UNDERSTOOD", "Converted", "Converter", "Token"]
