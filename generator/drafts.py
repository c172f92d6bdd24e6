"""Records that are about to be written: their ids, the folder they go to, and whether they are there already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.checks.duplicates import possible_duplicate
from generator.corpus import RECORD_TYPES, Corpus
from generator.disk.scratch import put
from generator.load.records import read_record
from generator.model.base import Record
from generator.names import CONTENT, ID, ID_LENGTH, RESERVED
from generator.recordtext import record_text
from generator.yamltext import read_yaml

TYPES: Mapping[str, type[Record]] = {cls.type_name: cls for cls in RECORD_TYPES}


class CannotMake(Exception):
    """The record can't be made; the words say why."""


@dataclass(frozen=True)
class Draft:
    """A record to be: what was answered, and remarks for whoever completes it."""

    type_name: str
    id: str
    values: Mapping[str, Any]
    remarks: tuple[str, ...] = ()

    @property
    def cls(self) -> type[Record]:
        return TYPES[self.type_name]

    @property
    def text(self) -> str:
        """The file: remarks stand below the first line as comments."""
        first, rest = record_text(self.cls, self.values).split("\n", 1)
        notes = [f"# {line}" for remark in self.remarks for line in remark.splitlines()]
        return "\n".join([first, *notes, rest])


def checked_id(corpus: Corpus, type_name: str, record_id: str) -> str:
    """The id, if it can be one and is free; raises `CannotMake`."""
    vocabulary = TYPES[type_name].vocabulary
    if not ID.fullmatch(record_id) or len(record_id) > ID_LENGTH or record_id in RESERVED:
        raise CannotMake(f"{record_id} can't be an id: use lower-case ASCII words joined by hyphens")
    if corpus.has(vocabulary, record_id):
        raise CannotMake(f"there is a record {record_id} in {CONTENT}/{vocabulary}/ already")
    for record in corpus[vocabulary].values():
        if record_id in record.former_ids:
            raise CannotMake(f"{record_id} is a former id of {record.id}; its old address leads there")
    return record_id


def path_of(type_name: str, record_id: str, year: str) -> str:
    """Where a record goes, from the root."""
    vocabulary = TYPES[type_name].vocabulary
    return f"{CONTENT}/{vocabulary}/{f'{year}/' if vocabulary == 'events' else ''}{record_id}.yml"


def create(root: Path, path: str, text: str) -> None:
    """Write a file that is not there yet; one that is there is never touched."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    put(root / CONTENT, target, text.encode(), new=True)


def likenesses(corpus: Corpus, draft: Draft) -> Iterator[str]:
    """Records that look like the same thing, each with the reason."""
    if draft.cls.vocabulary == "events":
        yield from _like_events(corpus, draft)
    for other in corpus[draft.cls.vocabulary].values():
        if reason := _same(other, draft.values):
            yield f"{other.id} has the same {reason}"


def _same(other: Record, values: Mapping[str, Any]) -> str | None:
    for key in ("url", "name"):
        mine, theirs = values.get(key), getattr(other, key, None)
        if mine and theirs and _bare(str(mine)) == _bare(str(theirs)):
            return "address" if key == "url" else key
    return None


def _bare(text: str) -> str:
    """An address without what changes nothing about it; a name without its case."""
    if not text.startswith(("http://", "https://")):
        return " ".join(text.casefold().split())
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}".removesuffix("?")


_BLANKS = {"summary": "…", "sources": [{"source": "blank"}], "added": "9999-12-31", "force": "blank", "title": "…"}


def _like_events(corpus: Corpus, draft: Draft) -> Iterator[str]:
    """What `possible-duplicate` would say of the draft, blanks filled so that it can be read."""
    mark = f"{draft.id or 'draft'}-draft"
    filled = {**_BLANKS, **{key: value for key, value in draft.values.items() if value}}
    allowed = {key: value for key, value in filled.items() if key != "force" or draft.type_name == "deployment"}
    text = record_text(draft.cls, allowed)
    record, _ = read_record(read_yaml("", text), "events", mark)
    if record is None or not draft.values.get("title"):
        return
    events = dict(sorted({**corpus["events"], mark: record}.items()))
    for problem in possible_duplicate(replace(corpus, records={**corpus.records, "events": events})):
        names = problem.message.removesuffix(" look like one event").split(" and ")
        if mark in names:
            yield f"{next(name for name in names if name != mark)} looks like the same event"


def missing(draft: Draft, wanted: Iterable[str]) -> Sequence[str]:
    """The keys that were not answered, nor their `_unknown` reason."""
    values = draft.values
    return [key for key in wanted if not values.get(key) and not values.get(f"{key}_unknown")]
