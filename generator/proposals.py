"""Ids and places that are proposed for new records, in the manner of those that exist: day, speaker, gist.

And the way back: which record a contributor means by a name.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from generator.corpus import Corpus
from generator.dates import DateError, Edtf
from generator.model.base import Record
from generator.model.vocabularies import Actor, Place
from generator.names import ID, ID_LENGTH

STOP = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "been",
            "by",
            "for",
            "from",
            "had",
            "has",
            "have",
            "in",
            "into",
            "is",
        ),
        *("it", "its", "of", "on", "or", "said", "says", "that", "the", "their", "them", "they", "this", "to", "was"),
        *("were", "will", "with", "would"),
    )
)
GIST = 5


def slug(text: str, words: int = 0, limit: int = 60) -> str:
    """Lower-case ASCII words joined by hyphens; empty where a text has no letter of the Latin script."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[0-9])[.,'](?=[0-9]{3})|['’]", "", plain))
    if words:
        found = [word for word in found if word not in STOP][:words] or found[:words]
    while len(found) > 1 and len("-".join(found)) > limit:
        found.pop()
    return "-".join(found)[:limit].strip("-")


def day_of(date: str) -> str:
    """The digits of a date that are known, as far as an id can hold them."""
    try:
        value = Edtf.parse(date)
    except DateError:
        return ""
    first = value.earliest or value.latest
    known = re.match(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", value.text)
    return known[0] if known and not value.is_interval else f"{first.year:04d}" if first else ""


def year_of(date: str) -> str:
    """The folder of an event: the year of its first day, else of its last."""
    try:
        value = Edtf.parse(date)
    except DateError:
        return ""
    first = value.earliest or value.latest
    return f"{first.year:04d}" if first else ""


def free(wanted: str, taken: "set[str] | frozenset[str] | Mapping[str, object]") -> str:
    """The id itself, or with the first number that makes it free."""
    base = wanted[: ID_LENGTH - 5].strip("-")
    number = 1
    while (found := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return found


@dataclass(frozen=True)
class Names:
    """Finds records by what people call them."""

    corpus: Corpus

    def propose(self, type_name: str, values: Mapping[str, object]) -> str:
        """An id for a record of these values, free or not; empty where there is nothing to make it of."""
        title = str(values.get("title") or values.get("name") or "")
        if type_name == "statement":
            gist = slug(title.partition(": ")[2] or title, GIST)
            parts = (day_of(str(values.get("date", ""))), self._short(values.get("speaker")), gist)
        elif type_name == "source":
            day = day_of(str(values.get("published", ""))) or "nd"
            parts = (slug(str(values.get("outlet", ""))), day, slug(title, GIST))
        else:
            day = "" if type_name in ("actor", "place", "topic") else day_of(str(values.get("date", "")))[:4]
            gist = slug(title, 0 if type_name == "actor" else GIST)
            parts = (gist, day if day and day not in gist else "", "")
        wanted = "-".join(part for part in parts if part)
        return wanted if ID.fullmatch(wanted) and (title or type_name == "source") else ""

    def _short(self, speaker: object) -> str:
        if isinstance(speaker, list):
            speaker = speaker[0] if speaker else ""
        if isinstance(speaker, Mapping):
            return slug(f"{speaker.get('of', '')} {speaker.get('role', '')}", 4)
        actor = self.corpus.actors.get(str(speaker))
        return str(speaker).rsplit("-", 1)[-1] if actor and actor.kind == "person" else slug(str(speaker))

    def find(self, vocabulary: str, name: str) -> str | None:
        """The id a contributor means: an id, a former id, or a name in any language."""
        return self._by_name[vocabulary].get(_folded(name))

    def near(self, vocabulary: str, name: str) -> str | None:
        """The id whose name is nearest to a text that names none."""
        known = self._by_name[vocabulary]
        close = get_close_matches(_folded(name)[:100], known, n=1, cutoff=0.75)
        return known[close[0]] if close else None

    @cached_property
    def _by_name(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for vocabulary, records in self.corpus.records.items():
            names = [(_folded(name), record.id) for record in records.values() for name in _names(record)]
            found[vocabulary] = {**dict(reversed(names)), **{record_id: record_id for record_id in records}}
        return found


def _names(record: Record) -> Iterator[str]:
    yield record.id
    yield from record.former_ids
    yield str(getattr(record, "title", None) or getattr(record, "name", None) or record.id)
    for of in record.names.values() if isinstance(record, Actor | Place) else ():
        yield from of


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
