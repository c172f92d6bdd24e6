"""Prose as HTML that a page's Markdown takes for one raw block and leaves alone."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from generator.encode.addresses import url_fault
from generator.encode.grammar import GRAMMAR, RENDERER, address, inlines, is_plain, letters, parsed, record_link
from generator.encode.text import MARKS, one_line, ready, references

Resolve = Callable[[str, str], str | None]
"""Kind and id of a record to its address relative to the page, None if there is no such record."""

_CLEANER = nh3.Cleaner(
    tags={"p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "br"},
    attributes={"a": {"href", "rel"}, "ol": {"start"}},
    url_schemes={"http", "https"},
    link_rel=None,
)
_TAG = re.compile("(<[^>]*>)")

_REFERENCES = references(MARKS)
_MARK = re.compile(f"[{re.escape(''.join(map(chr, _REFERENCES)))}]")
_BREAKS = re.compile("[\t\n\r\x85]+")


def prose(text: str, resolve: Resolve) -> Markup:
    """HTML without blank lines that begins with a block tag; links to unknown or refused places are text."""
    if is_plain(text):
        return ready(f"<p>{_encoded(text.rstrip())}</p>")
    return rendered(text, resolve)


def rendered(text: str, resolve: Resolve) -> Markup:
    """What `prose` gives for any text, by way of the parser."""
    tokens = list(_tamed(parsed(text)))
    for block, children in inlines(tokens):
        block.children = list(_linked(children, resolve))
    html = _CLEANER.clean(RENDERER.render(tokens, GRAMMAR.options, {}))
    parts = (part if part[:1] == "<" else _between(part) for part in _TAG.split(html.strip("\n")))
    shown = "".join(parts) or "<p></p>"
    # Two blocks in a row would be two raw blocks, with an empty line between them.
    several = sum(token.level == 0 and token.nesting == 1 for token in tokens) > 1
    return ready(f"<div>\n{shown}\n</div>" if several else shown)


def _tamed(tokens: list[Token]) -> Iterator[Token]:
    """The blocks with headings as paragraphs, and pictures and raw HTML as the letters they are made of."""
    for token in tokens:
        if token.type == "html_block":
            yield from _paragraph(token)
            continue
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
        for child in token.children or []:
            if child.type in ("image", "html_inline"):
                child.type, child.content = "text", letters(child)
        yield token


def _paragraph(token: Token) -> Iterator[Token]:
    text = Token("text", "", 0, content=one_line(letters(token)))
    yield Token("paragraph_open", "p", 1, level=token.level, block=True)
    yield Token("inline", "", 0, children=[text])
    yield Token("paragraph_close", "p", -1, level=token.level, block=True)


def _linked(tokens: list[Token], resolve: Resolve) -> Iterator[Token]:
    refused = False
    for token in tokens:
        if token.type == "link_open":
            attributes = _attributes(token, resolve)
            refused = attributes is None
            token.attrs = dict(attributes or {})
        if not (refused and token.type in ("link_open", "link_close")):
            yield token


def _attributes(link: Token, resolve: Resolve) -> dict[str, str] | None:
    if record := record_link(link):
        place = resolve(*record)
        return None if place is None else {"href": place}
    if url_fault(address(link)):
        return None
    return {"href": address(link), "rel": "nofollow ugc noopener"}


def _between(text: str) -> str:
    """Text between two tags of cleaned HTML; line breaks alone only part the blocks."""
    if not text.strip("\n"):
        return text[:1]
    return _encoded(unescape(text))


def _encoded(text: str) -> str:
    return _MARK.sub(_reference, _BREAKS.sub(" ", text))


def _reference(found: "re.Match[str]") -> str:
    return _REFERENCES[ord(found[0])]
