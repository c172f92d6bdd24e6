"""`links.json`, the one file in which the answers are kept: sorted, small differences, made to be committed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from generator.corpus import Corpus
from generator.disk.scratch import put
from generator.encode import json_text
from generator.links.ask import GOOD, Answer

FILE = "links.json"


@dataclass(frozen=True)
class Book:
    """The answers so far, by address."""

    entries: Mapping[str, Mapping[str, Any]]

    def due(self, addresses: Iterable[str], today: date, days: int) -> list[str]:
        """Addresses that were not asked lately; those that were busy are always asked again."""
        oldest = (today - timedelta(days=days)).isoformat()
        return [url for url in addresses if not self._fresh(url, oldest)]

    def _fresh(self, url: str, oldest: str) -> bool:
        entry = self.entries.get(url, {})
        return entry.get("outcome") not in (None, "busy") and str(entry.get("checked", "")) > oldest

    def with_answer(self, url: str, answer: Answer, today: date) -> "Book":
        """The book with one more answer; since when an address fails is kept."""
        before = self.entries.get(url, {})
        good = answer.outcome in GOOD
        entry = {
            "checked": today.isoformat(),
            "outcome": answer.outcome,
            "status": answer.status,
            "redirects": list(answer.redirects),
            "reason": answer.reason,
            "failing_since": None if good else before.get("failing_since") or today.isoformat(),
        }
        return Book({**self.entries, url: entry})


class NotABook(Exception):
    """The file is there and is not ours; the words say so."""


def read_book(root: Path) -> Book:
    """The answers of earlier runs; none, where there is no file."""
    path = root / FILE
    if not path.exists():
        return Book({})
    try:
        found = json.loads(path.read_text("utf-8"))
        entries = {str(entry["url"]): dict(entry) for entry in found["links"]}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotABook(f"{FILE} can't be read; mend it, or delete it to begin anew") from error
    return Book(entries)


def write_book(root: Path, book: Book, cited: Mapping[str, tuple[str, ...]]) -> None:
    """Write the answers for all addresses that are still cited."""
    kept = sorted(url for url in book.entries if url in cited)
    links = [{**book.entries[url], "url": url, "cited": list(cited[url])} for url in kept]
    order = ("url", "cited", "checked", "outcome", "status", "redirects", "reason", "failing_since")
    text = json_text({"links": [{key: link.get(key) for key in order} for link in links]})
    put(root, root / FILE, text.encode())


def addresses(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Every address that a source has, with the sources and keys that name it."""
    found: dict[str, list[str]] = {}
    for source in corpus.sources.values():
        for key, url in (("url", source.url), ("archived", source.archived)):
            if url:
                found.setdefault(url, []).append(f"{source.id} {key}")
    return {url: tuple(cited) for url, cited in sorted(found.items())}
