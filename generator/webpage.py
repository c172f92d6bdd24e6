"""What a saved web page says about itself: title, outlet, day, language, address.

Read with selectolax, a browser's parser in one small wheel; `htmldate` and `extruct` bring some twenty packages for
guesses that must not be made here: a day is taken only where the page states it, and never the day of a later change.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import langcodes
from selectolax.lexbor import LexborHTMLParser

from generator.characters import REFUSED
from generator.dates import DateError, Edtf
from generator.encode import one_line, url_fault

LARGEST = 20_000_000
"""Bytes; a saved page with all its scripts is smaller."""

DEEPEST = 5_000

_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?![0-9-])")
_ARTICLE = re.compile(r"Article|Posting|Report|WebPage|VideoObject")

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title")
_OUTLETS = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher", "dcterms.publisher")
_DAYS = (
    *("article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date"),
    *("citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date"),
    *("dcterms.date", "publish-date", "publishdate", "pubdate", "publication_date", "date"),
)
_LANGUAGES = ("og:locale", "content-language", "dc.language", "dcterms.language", "language")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What was found; empty where the page does not say."""

    title: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""
    url: str = ""


class NoPage(Exception):
    """The file is no page that can be read; the words say why."""


def read_page(path: Path) -> SavedPage:
    """Read a saved HTML file; raises `NoPage`, and `OSError` as the system gives it."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NoPage(f"{path.name} is larger than {LARGEST // 1_000_000} MB")
    if b"<" not in data:
        raise NoPage(f"{path.name} holds no HTML; save the page as “web page, HTML only”")
    return _read(_decoded(data))


def _decoded(data: bytes) -> str:
    """The text by its byte order mark, else as the page names its encoding, else as UTF-8."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    named = _CHARSET.search(data[:4096])
    try:
        return data.decode(named[1].decode() if named else "utf-8", "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def _shallow(text: str) -> str:
    """The text, cut where more elements are open than any page nests: the parser's time grows with their square."""
    if text.count("<") - 2 * text.count("</") <= DEEPEST:
        return text
    marks = (found.start() for found in re.finditer("<", text))
    return text[: next(islice(marks, DEEPEST, None), len(text))]


def _read(text: str) -> SavedPage:
    tree = LexborHTMLParser(_shallow(text))
    metas = _metas(tree)
    things = list(_things(tree))
    article = next((thing for thing in things if _ARTICLE.search(str(thing.get("@type")))), {})
    publisher = article.get("publisher")
    titles = [article.get("headline"), *_of(metas, _TITLES), *_texts(tree, "h1"), *_texts(tree, "title")]
    outlets = [*_of(metas, _OUTLETS), publisher.get("name") if isinstance(publisher, dict) else publisher]
    times = [node.attributes.get("datetime") for node in tree.css("article time[datetime], time[datetime]")[:1]]
    days = [article.get("datePublished"), *_of(metas, _DAYS), *_itemprops(tree, "datePublished"), *times]
    root = tree.css_first("html")
    languages = [root.attributes.get("lang") if root else "", article.get("inLanguage"), *_of(metas, _LANGUAGES)]
    canonical = [node.attributes.get("href") for node in tree.css("link[rel=canonical]")[:1]]
    saved = _SAVED_FROM.search(text[:10_000])
    urls = [*canonical, *_of(metas, ("og:url",)), saved[1] if saved else ""]
    return SavedPage(
        next(_words(titles), ""),
        next(_words(outlets), ""),
        next((day for value in _words(days) if (day := _day(value))), ""),
        next((tag for value in _words(languages) if (tag := _language(value))), ""),
        next((url for url in _words(urls) if not url_fault(url)), ""),
    )


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The first content of each meta name or property."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = next(
            (v for key in ("name", "property", "itemprop", "http-equiv") if (v := node.attributes.get(key))), ""
        )
        found.setdefault(name.lower(), node.attributes.get("content") or "")
    return found


def _of(metas: dict[str, str], names: Iterable[str]) -> list[str]:
    return [metas[name] for name in names if name in metas]


def _texts(tree: LexborHTMLParser, tag: str) -> list[str]:
    return [node.text() for node in tree.css(tag)[:1]]


def _itemprops(tree: LexborHTMLParser, name: str) -> list[str | None]:
    nodes = tree.css(f"[itemprop={name}]")[:1]
    return [node.attributes.get("content") or node.attributes.get("datetime") for node in nodes]


def _things(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Every object of JSON-LD, those inside a graph or a list too; what can't be read is no statement of the page."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            left = [json.loads(node.text(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while left:
            thing = left.pop(0)
            if isinstance(thing, list):
                left += thing
            elif isinstance(thing, dict):
                yield thing
                left.append(thing.get("@graph"))


def _words(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        text = one_line(REFUSED.sub("", value)) if isinstance(value, str) else ""
        if text and len(text) <= 1000:
            yield text


def _day(text: str) -> str:
    """The day as the page prints it, in its own time zone; a month or a year stays one."""
    plain = re.sub(r"^([0-9]{4})[/.]([0-9]{2})[/.]([0-9]{2})", r"\1-\2-\3", text)
    plain = re.sub(r"^([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])", r"\1-\2-\3", plain)
    found = _DAY.match(plain)
    try:
        return Edtf.parse(found[0]).text if found else ""
    except DateError:
        return ""


def _language(text: str) -> str:
    tag = text.partition(",")[0].strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z0-9-]{2,35}", tag) and langcodes.tag_is_valid(tag) else ""
