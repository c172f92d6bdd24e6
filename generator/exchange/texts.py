"""Texts of others: their HTML and their odd characters become plain words, which prose then takes letter for letter."""

import re

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.characters import REFUSED
from generator.encode import one_line

LONGEST = 20_000
_TAG = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")
_BLOCKS = frozenset(
    ("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "br")
)
_SILENT = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "head"))
_MEANT = re.compile(r"([\\`*_\[\]<>~|!]|&(?=[#a-zA-Z]))")
_LEADING = re.compile(r"^(\s*)(?:([#+=-])|(\d+)([.)]))", re.MULTILINE)


def words(value: object) -> str:
    """The words of a cell on one line, without markup."""
    return one_line(plain(value))


def plain(value: object) -> str:
    """The words of a cell; paragraphs are kept apart by an empty line."""
    text = "" if value is None else str(value)
    text = REFUSED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]
    if _TAG.search(text):
        text = _without_markup(text)
    paragraphs = (one_line(paragraph) for paragraph in re.split(r"\n[ \t]*\n", text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _without_markup(text: str) -> str:
    depth = text.count("<")
    tree = LexborHTMLParser(text if depth < 2000 else str(Markup(text).striptags()))
    body = tree.body
    pieces: list[str] = []
    left: list[LexborNode | str] = [body] if body else []
    while left:
        node = left.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "-text":
            pieces.append(node.text_content or "")
        elif node.tag not in _SILENT:
            left += reversed([*_before(node), *node.iter(include_text=True), *_after(node)])
    return REFUSED.sub("", "".join(pieces))


def _before(node: LexborNode) -> list[str]:
    if node.tag == "img":
        return [f" (picture: {node.attributes.get('alt') or node.attributes.get('src') or 'without a name'}) "]
    return ["\n\n"] if node.tag in _BLOCKS else []


def _after(node: LexborNode) -> list[str]:
    """A link keeps its address in brackets, unless that is what it says."""
    if node.tag == "a" and (address := node.attributes.get("href") or "") and address != node.text():
        return [f" ({address})"]
    return ["\n\n"] if node.tag in _BLOCKS else []


def prose_of(text: str) -> str:
    """Plain words as prose: every mark that Markdown could read as more is escaped."""
    escaped = _MEANT.sub(r"\\\1", text)
    return _LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", escaped)
