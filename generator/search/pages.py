"""Cards of prose pages: hand-written ones, and those that a template makes of words alone."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.encode import one_line
from generator.load.prose import FRONT_MATTER, NOT_FOUND, Prose
from generator.output import Output, Unmade, address_of
from generator.search.cards import Card, Passage
from generator.yamltext import read_yaml

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_SCRIPTS = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile("<[^>]*>")


def generated(outputs: Iterable[Output], language: str) -> Iterator[Card]:
    """A card for each page that is made to be read, not to list records; none for one that can't be made."""
    for output in outputs:
        if output.prose:
            try:
                page = Prose(output.path, str(output.content))
            except Unmade:
                continue  # told of itself, when it is to be published
            yield _card(output.path, unescape(page.title), page.text, language)


def written(pages: Iterable[Prose], language: str) -> Iterator[Card]:
    """A card for each hand-written page but those whose front matter says `search: {exclude: true}`."""
    for page in pages:
        if page.place != NOT_FOUND and not _excluded(page):
            yield _card(page.place, unescape(page.title), page.text, language)


def _excluded(page: Prose) -> bool:
    head = FRONT_MATTER.match(page.text)
    keys = read_yaml(page.path, head[1]).value if head and head[1] else None
    search = keys.get("search") if isinstance(keys, dict) else None
    return isinstance(search, dict) and search.get("exclude") == "true"


def _card(place: str, title: str, text: str, language: str) -> Card:
    head = FRONT_MATTER.match(text)
    blocks = _blocks(text[head.end() :] if head else text)
    address = address_of(place)
    texts = tuple(Passage(words, language) for words in dict.fromkeys(blocks) if words != title)
    return Card(f"{address}/" if address else "", "page", Passage(one_line(title), language), texts=texts)


def _blocks(text: str) -> Iterator[str]:
    """The words of each heading, paragraph, cell and block of HTML."""
    for token in _MARKDOWN.parse(text):
        if words := one_line(_words(token)):
            yield words


def _words(token: Token) -> str:
    if token.type == "inline":
        return "".join(_inline(child) for child in token.children or ())
    if token.type in ("html_block", "fence", "code_block"):
        return unescape(_TAG.sub(" ", _SCRIPTS.sub(" ", token.content)))
    return ""


def _inline(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return "" if token.type in ("html_inline", "image") else token.content
