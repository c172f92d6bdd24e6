"""Hand-written pages as Markdown that can be read in one way only.

MkDocs reads pages with Python-Markdown, which sees raw HTML where CommonMark sees code, follows any address, and takes
hours for some texts of a few kilobytes. So markdown-it reads them, and what it found is written again as the generated
pages are: headings, and between them blocks of clean HTML that Python-Markdown passes through.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

import nh3
from markdown_it.token import Token

from generator.encode.addresses import url_fault
from generator.encode.grammar import RENDERER, Grammar, address, inlines, letters, misleading, record_of
from generator.encode.text import markdown_text, one_line, references

Resolve = Callable[[str], str | None]
"""A link as written to its address on the published page, None if it leads nowhere."""

GRAMMAR = Grammar("commonmark").enable("table")
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody", "tr", "th", "td"}
_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | {"em", "strong", "a", "code", "br", "img"},
    attributes={"a": {"href", "rel"}, "table": {"tabindex"}, "ol": {"start"}, "img": {"src", "alt"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
_MAIL = re.compile(r"mailto:[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_REFERENCES = references("&<>\\`*_[]{}#+!|~^=$@")


def page_markdown(text: str, resolve: Resolve) -> str:
    """The page's Markdown, made anew; links and pictures that lead nowhere become their words."""
    return "\n\n".join(filter(None, (_block(block, resolve) for block in _blocks(GRAMMAR.parse(text))))) + "\n"


def first_heading(text: str) -> str:
    """The words of a page's first heading of the first level, empty if it has none."""
    blocks = (block for block in _blocks(GRAMMAR.parse(text)) if block[0].type == "heading_open")
    return next((_words(block) for block in blocks if block[0].tag == "h1"), "")


def page_links(text: str) -> Iterator[tuple[int, str, bool]]:
    """Every link of a page: its line counted from 0, its address as written, and whether it is a picture's."""
    for token, children in inlines(GRAMMAR.parse(text)):
        for child in children:
            if child.type == "link_open":
                yield (token.map or [0])[0], address(child), False
            elif child.type == "image":
                yield (token.map or [0])[0], str(child.attrs.get("src", "")), True


def misleading_links(text: str) -> Iterator[tuple[int, str]]:
    """Every link whose words are an address on another host: its line counted from 0, and the words."""
    for token, children in inlines(GRAMMAR.parse(text)):
        for at, child in enumerate(children):
            if child.type == "link_open" and (words := misleading(children, at)):
                yield (token.map or [0])[0], one_line(words)


def page_html(text: str) -> Iterator[tuple[int, str]]:
    """Every piece of raw HTML, with its line counted from 0."""
    for token in GRAMMAR.parse(text):
        line = (token.map or [0])[0]
        if token.type == "html_block":
            yield line, token.content.strip()
        yield from ((line, child.content) for child in token.children or () if child.type == "html_inline")


def outside_fault(link: str) -> str | None:
    """Why a link to another place than this site is refused; None if it is fine."""
    return None if _MAIL.fullmatch(link) else url_fault(link)


def is_outside(link: str) -> bool:
    """Whether a link has a scheme or a host of its own; anything that a browser might take so counts."""
    return not record_of(link) and bool(re.match(r"[^/?#]*:|[/\\?]", link))


def _blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _words(block: list[Token]) -> str:
    return one_line("".join(letters(token) for token in block[1].children or ()))


def _block(block: list[Token], resolve: Resolve) -> str:
    if block[0].type == "heading_open":
        return f"{'#' * int(block[0].tag[1:])} {markdown_text(_words(block))}" if _words(block) else ""
    html = _CLEANER.clean(RENDERER.render(list(_tamed(block, resolve)), GRAMMAR.options, {}))
    in_code = False
    parts = []
    for part in _TAG.split(html.strip("\n")):
        in_code = (in_code or part == "<pre>") and part != "</pre>"
        parts.append(" ".join(part.split("\n")) if part[:1] == "<" and part[-1:] == ">" else _encoded(part, in_code))
    return "".join(parts)


def _encoded(html: str, in_code: bool) -> str:
    """Text between two tags; breaks that only part blocks go, those of code stay."""
    if not in_code and not html.strip("\n"):
        return ""
    return re.sub("[\t\r\x85]+", " ", unescape(html)).translate(_REFERENCES).replace("\n", "&#10;" if in_code else " ")


def _tamed(tokens: list[Token], resolve: Resolve) -> Iterator[Token]:
    """Headings within lists and quotations as paragraphs, raw HTML as text, links and pictures resolved."""
    for token in tokens:
        if token.type == "html_block":
            token = Token("inline", "", 0, children=[Token("text", "", 0, content=one_line(token.content))])
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
        if token.type == "fence":
            token.info = ""
        if token.type == "table_open":  # on a phone a wide one is moved sideways, by keyboard too
            token.attrs = {"tabindex": "0"}
        if token.children:
            token.children = list(_resolved(token.children, resolve))
        yield token


def _resolved(tokens: list[Token], resolve: Resolve) -> Iterator[Token]:
    refused = False
    for token in tokens:
        if token.type == "link_open":
            attributes = _attributes(address(token), resolve)
            refused = attributes is None
            token.attrs = dict(attributes or {})
        elif token.type == "image":
            token = _picture(token, resolve)
        elif token.type == "html_inline":
            token = Token("text", "", 0, content=token.content)
        if not (refused and token.type in ("link_open", "link_close")):
            yield token


def _attributes(link: str, resolve: Resolve) -> dict[str, str] | None:
    if not is_outside(link):
        place = resolve(link)
        return None if place is None else {"href": place}
    return None if outside_fault(link) else {"href": link, "rel": "nofollow ugc noopener"}


def _picture(token: Token, resolve: Resolve) -> Token:
    """A picture of this site; any other is its words, since a page asks no other host for anything."""
    link, words = str(token.attrs.get("src", "")), letters(token)
    place = None if is_outside(link) else resolve(link)
    if place is None:
        return Token("text", "", 0, content=words)
    token.attrs = {"src": place, "alt": ""}
    return token
