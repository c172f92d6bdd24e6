"""The Markdown of our own pages as HTML: raw blocks are taken as they are, headings alone are converted.

Python-Markdown takes 4 ms and more for a page, nearly all of it to find out where raw HTML ends. Templates make
nothing but HTML blocks and `##` headings, so this goes from line to line and follows the same rules for where blocks
end (`markdown.htmlparser.HTMLExtractor` of Python-Markdown 3.x); four lines of five stood in pages before and are read
once. Anything else, such as a paragraph of Markdown, a comment or a tag that is not written plainly, is not understood:
the answer is None, and Python-Markdown converts the page.
"""

import html
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, unique
from markdown.util import BLOCK_LEVEL_ELEMENTS

from generator.once import room

UNDERSTOOD = frozenset({"toc", "tables", "fenced_code"})
"""Extensions that leave raw blocks alone and have no say over a heading but by its own line."""

_INSIDE = r"""[^<>"'`/]*+(?:"[^"<>`]*+"[^<>"'`/]*+)*+"""
_TAG = re.compile(rf"<(/?[a-z][a-zA-Z0-9]*+)(?=[\s/>]){_INSIDE}>|<[a-z][a-zA-Z0-9]*+(?=[\s/>]){_INSIDE}/>")
"""A tag; one that closes itself gives no name."""
_NAME = re.compile(r"<([a-z][a-z0-9]*+)(?=[ >])")
_HEADING = re.compile(r"#{1,6} [^\n<>`]*")
# A reference without its semicolon gets one from the parser.
_ODD = re.compile(r"&(?!#[0-9]+;|[a-zA-Z][a-zA-Z0-9]*;)")
_ODD_MARKS = ("```", "~~~", "\x02", "\x03", "\r")
"""A fence wins over raw HTML, control marks are removed."""
_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS) - {"hr"}
_UNPARSED = frozenset(
    {"script", "style", "textarea", "title", "iframe", "noembed", "noframes", "noscript", "plaintext", "xmp"}
)
"""Elements in which some version of the parser sees text where another sees tags."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)

_SINGLE = _VOID | {""}
LONGEST_KEPT = 200
"""Characters of the names of a line's tags that are kept for the next line."""
MOST_KEPT = 80_000
"""Lines that are kept for the next page, see `room`: some 8 MB."""
_TELLING = sys.hash_info.width >= 64
"""Whether a hash is long enough to stand for its line."""
MOST_LINES_OF_A_TAG = 8
"""Lines over which a tag may go; each further one is read with all before it."""

Token = dict[str, Any]
"""An entry of the table of contents as Python-Markdown gives it: level, id, name, children and others."""


@dataclass(frozen=True)
class Converted:
    """The HTML of a page and its table of contents."""

    html: str
    toc: list[Any]


class _NotUnderstood(Exception):
    """Only Python-Markdown knows what to make of this."""


class _Unfinished(_NotUnderstood):
    """A line may mean something else together with others."""


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
    _lines: "_Lines" = field(default_factory=lambda: _Lines())
    _kept: dict[str, markdown.Markdown] = field(default_factory=dict)

    def expect(self, pages: int) -> None:
        """Remember what so many pages need."""
        self._lines.most = room(MOST_KEPT, pages)

    @property
    def usable(self) -> bool:
        """Whether the configuration leaves raw blocks alone."""
        return "toc" in self.extensions and set(self.extensions) <= UNDERSTOOD

    def convert(self, text: str) -> Converted | None:
        """The page, or None for what only Python-Markdown understands."""
        if not self.usable:
            return None
        lines = (text.expandtabs(4) if "\t" in text else text).split("\n")
        try:
            return self._converted(*self._lines.read(lines))
        except _NotUnderstood:
            return None

    def _converted(self, lines: Sequence[str], read: "Sequence[_Line]") -> Converted:
        """The page of its lines, of which the last are empty."""
        made: list[str] = []
        tokens: list[Token] = []
        used: set[str] = set()
        counters: dict[str, int] = {}
        at = 0
        while at < len(lines):
            start, line, at = at, lines[at], at + 1
            if line.startswith("<"):
                at = _end_of_block(lines, read, start)
                made += lines[start:at]
                made[-1] = made[-1].rstrip(" ")
                if not lines[at]:
                    made.append("")
            elif line:
                if lines[at] and not lines[at].startswith("<"):
                    raise _NotUnderstood  # only before a block or an empty line is it known to be a heading
                heading = self._heading(line)
                name = unique(heading.slug, used, counters)
                made.append(heading.made(name))
                tokens += [{**token, "id": name} for token in heading.tokens]
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
        if not _HEADING.fullmatch(line) or _ODD.search(line):
            return None
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


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """What a line of raw HTML does to the elements that are open."""

    closes: tuple[str, ...] = ()
    """Elements of lines before it that end here, the innermost first."""
    opens: tuple[str, ...] = ()
    """Those that stay open after it, the outermost first; they begin after the others end."""
    whole: bool = False
    """Whether nothing stands outside of one element: what begins it here is first in the line, what ends it is last."""


_WITHIN = _Line()
"""A line that stands within an element and ends whatever it begins."""
_WHOLE = _Line(whole=True)
"""A line that is one element."""
_STRANGE = _Line()
"""A line that only Python-Markdown understands."""


_END = ("", "")
"""What `markdown.preprocessors.NormalizeWhitespace` adds to a page."""


class _Lines(dict[int, _Line]):
    """What is known of lines, by their hashes.

    They have 64 bits and are keyed anew in each process, so that a new line has the hash of one that is kept once in
    10^14 lines; where they are shorter, nothing is kept.
    """

    def __init__(self) -> None:
        self.most = MOST_KEPT
        self._by_names: dict[str, _Line] = {}

    def read(self, lines: Sequence[str]) -> tuple[Sequence[str], Sequence[_Line]]:
        """The lines as Python-Markdown takes them, with what they do; those between which a tag goes on are one."""
        try:
            read = self._read(lines)
        except _Unfinished:
            lines = _joined(lines)
            read = self._read(lines)
        return [*lines, *_END], [*read, *(_WITHIN for _ in _END)]

    def _read(self, lines: Sequence[str]) -> list[_Line]:
        if len(self) + len(lines) > self.most:
            self.clear()
        known = map(self.get, map(hash, lines))
        return [found or self._new(line) for found, line in zip(known, lines, strict=True)]

    def _new(self, line: str) -> _Line:
        if "`" in line or "~" in line or "\r" in line or "\x02" in line or "\x03" in line:
            _refuse_marks(line)
        read = self._of_tags(line) if "<" in line else _of_text(line)
        if _TELLING:
            self[hash(line)] = read
        return read

    def _of_tags(self, line: str) -> _Line:
        if "&" in line and _ODD.search(line):
            return _STRANGE
        tags = _TAG.findall(line)
        if len(tags) != line.count("<"):
            if _is_unfinished(line):
                raise _Unfinished
            return _STRANGE
        ended = line.find(">", line.rfind("<")) == len(line.rstrip(" ")) - 1
        names = " ".join(tags) if ended else f"{' '.join(tags)} ."  # no name of a tag
        read = self._by_names.get(names)
        if read is None:
            read = _reduced([*map(str.lower, tags)], ended=ended)
            if len(names) <= LONGEST_KEPT:
                self._by_names[names] = read
        return read


def _refuse_marks(line: str) -> None:
    if any(mark in line for mark in _ODD_MARKS):
        raise _NotUnderstood


def _of_text(line: str) -> _Line:
    if line[:1] == " " and not line.strip(" "):
        raise _Unfinished
    return _STRANGE if _ODD.search(line) else _WITHIN


def _joined(lines: Sequence[str]) -> Sequence[str]:
    """The lines, with those in one between which a tag goes on, and nothing in those that look empty."""
    made = [lines[0]]
    for line in lines[1:]:
        if not _is_unfinished(made[-1]):
            made.append(line if line.strip(" ") else "")
        elif made[-1].count("\n") < MOST_LINES_OF_A_TAG:
            made[-1] += f"\n{line}"
        else:
            raise _NotUnderstood
    return made


def _is_unfinished(line: str) -> bool:
    return line.rfind("<") > line.rfind(">")


def _end_of_block(lines: Sequence[str], read: Sequence[_Line], start: int) -> int:
    """The line after the raw block that begins with a line: after its element, if all in it is closed in order."""
    name = _NAME.match(lines[start])
    if name is None or name[1] not in _BLOCKS or not read[start].whole:
        raise _NotUnderstood
    stack: list[str] = []
    for at in range(start, len(lines)):
        line = read[at]
        if stack and (line is _WITHIN or line is _WHOLE):
            continue
        if line is _STRANGE:
            raise _NotUnderstood
        for closed in line.closes:
            if not stack or stack.pop() != closed:
                raise _NotUnderstood
        if not stack and line.closes and not line.whole:
            raise _NotUnderstood
        stack += line.opens
        if not stack:
            return at + 1
    raise _NotUnderstood


def _reduced(tags: Sequence[str], *, ended: bool) -> _Line:
    """The line with tags of these names; `ended` says that the last of them ends it."""
    closes: list[str] = []
    stack: list[str] = []
    free: list[int] = []
    """The tags after which nothing is open that begins here."""
    outer = -1
    for number, name in enumerate(tags):
        if stack and stack[-1] in _UNPARSED and name != f"/{stack[-1]}":
            return _STRANGE
        if not name.startswith("/"):
            stack += [name] if name not in _SINGLE else []
        elif not stack:
            closes.append(name[1:])
            outer = number
        elif stack.pop() != name[1:]:
            return _STRANGE
        if not stack:
            free.append(number)
    if not _UNPARSED.isdisjoint(stack):
        return _STRANGE
    last = len(tags) - 1
    if stack:
        return _Line(tuple(closes), tuple(stack), whole=not closes and not free)
    if closes:
        return _Line(tuple(closes), (), whole=ended and outer == last)
    return _WHOLE if ended and free == [last] and last > 0 else _WITHIN


__all__ = ["UNDERSTOOD", "Converted", "Converter", "Token"]
