"""What a prose text says, which records it names, and what in it will not be shown as written."""

from collections.abc import Iterator
from functools import lru_cache

from markdown_it.token import Token

from generator.encode.addresses import url_fault
from generator.encode.grammar import GRAMMAR, address, inlines, is_plain, letters, misleading, parsed, record_link
from generator.encode.text import one_line


@lru_cache(512)  # a page says the same text in its head, its data and itself
def prose_text(text: str) -> str:
    """The words on one line, for descriptions, feeds and search."""
    if is_plain(text):
        return one_line(text)
    return one_line(" ".join(_block_text(token) for token in parsed(text)))


def _block_text(block: Token) -> str:
    if block.type == "inline":
        return "".join(letters(token) for token in block.children or [])
    return letters(block)


def prose_links(text: str) -> list[tuple[str, str]]:
    """Kind and id of every record that the text links to, in its order."""
    if is_plain(text):
        return []
    tokens = (token for _, children in inlines(parsed(text)) for token in children)
    return [record for token in tokens if (record := record_link(token))]


def prose_problems(text: str) -> list[tuple[int, str]]:
    """Lines, counted from 0 within the text, and what stands there that prose may not hold."""
    if is_plain(text):
        return []
    return [found for block in parsed(text) for found in _block_problems(block)]


def _block_problems(block: Token) -> Iterator[tuple[int, str]]:
    line = block.map[0] if block.map else 0
    if block.type == "html_block":
        yield line, f"raw HTML {_start(block)}"
    if block.type == "heading_open":
        yield line, "a heading"
    if block.map and block.level >= GRAMMAR.options.maxNesting - 1:
        yield line, "lists or block quotes too deep within each other"
    children = block.children or []
    for at, token in enumerate(children):
        if what := _inline_problem(token):
            yield line, what
        elif token.type == "link_open" and (words := misleading(children, at)):
            yield line, f"a link that says {one_line(words)[:60]!r} and leads elsewhere"
        line += token.type in ("softbreak", "hardbreak") or token.content.count("\n")


def _inline_problem(token: Token) -> str | None:
    match token.type:
        case "html_inline":
            return f"raw HTML {_start(token)}"
        case "image":
            return "a picture"
        case "link_open" if not record_link(token) and (fault := url_fault(address(token))):
            return f"a link to {address(token)[:60]!r}: {fault}"
        case _:
            return None


def _start(token: Token) -> str:
    return repr(one_line(token.content)[:40])
