"""What was made of pages, some pages a file."""

import json
import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import to_json

from generator.keeping.boxes import Boxes, json_bytes
from generator.memory.texts import Encoded
from generator.notes import Fact


class Row(NamedTuple):
    """What was made of a page, its long text apart, since JSON takes longer to read and write one than the disk."""

    key: str
    facts: list[int]
    """Of which facts, by their place among those of the shelf."""
    rest: Any
    apart: str | bool
    """Under which name the text stands in the value; True where it is the value, False where there is none."""
    text: bytes

    @classmethod
    def of(cls, key: str, facts: list[int], value: Any) -> "Row":
        if isinstance(value, str):
            return cls(key, facts, None, True, Encoded.of(value).data)
        texts = {name: text for name, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}
        if not texts:
            return cls(key, facts, value, False, b"")
        longest = max(texts, key=lambda name: len(texts[name]))
        rest = {name: other for name, other in value.items() if name != longest}
        return cls(key, facts, rest, longest, Encoded.of(texts[longest]).data)

    @property
    def value(self) -> Any:
        if self.apart is False:
            return self.rest
        text = Encoded(self.text)
        return text if self.apart is True else {**self.rest, self.apart: text}


@dataclass
class Shelf:
    """What is kept in one file."""

    name: str
    _read: dict[str, Row] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    """Those that its pages were made of, each once: the pages of a folder read the same."""
    _numbers: dict[Fact, int] = field(default_factory=dict)
    changed: bool = False
    digests: list[bytes] = field(default_factory=list)
    """What the first of its facts are now, as far as somebody asked."""

    @property
    def paths(self) -> frozenset[str]:
        """The pages of which something is kept."""
        return frozenset(self._read)

    def get(self, path: str) -> Row | None:
        """What is kept of a page."""
        return self._read.get(path)

    def put(self, path: str, key: str, facts: Sequence[Fact], value: Any) -> Any:
        """Keep what was made of a page; the value as it is kept."""
        row = self._read[path] = Row.of(key, [self._number(fact) for fact in facts], value)
        self.changed = True
        return row.value

    def _number(self, fact: Fact) -> int:
        number = self._numbers.setdefault(fact, len(self.facts))
        if number == len(self.facts):
            self.facts.append(fact)
        return number

    def drop_but(self, paths: Iterable[str]) -> None:
        """Forget pages that are no more."""
        for path in self.paths - set(paths):
            del self._read[path]
            self.changed = True

    def packed(self) -> bytes:
        """As it is written: a line of JSON, then the texts of all pages after one another."""
        used = sorted({number for row in self._read.values() for number in row.facts})
        place = {number: at for at, number in enumerate(used)}
        pages = {
            path: [row.key, [place[n] for n in row.facts], row.rest, row.apart, len(row.text)]
            for path, row in self._read.items()
        }
        head = _line({"facts": [self.facts[number] for number in used], "pages": pages})
        return b"\n".join((head, b"".join(row.text for row in self._read.values())))

    @classmethod
    def of(cls, name: str, packed: bytes) -> "Shelf":
        """What `packed` gave."""
        at = packed.index(b"\n") + 1
        head = json.loads(packed[:at])
        facts = [(kind, key) for kind, key in head["facts"]]
        rows = {}
        for path, (key, numbers, rest, apart, size) in head["pages"].items():
            rows[path] = Row(key, numbers, rest, apart, packed[at : at + size])
            at += size
        return cls(name, rows, facts, {fact: number for number, fact in enumerate(facts)})


def _line(value: Any) -> bytes:
    try:
        return to_json(value)  # a third of the time of `json`
    except ValueError:  # half of a surrogate pair, which JSON of ASCII can hold
        return json_bytes(value)


class Shelves:
    """The folder of all these files; what was made under another stamp is not looked at."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._boxes = Boxes(folder, stamp, packed=True)

    @property
    def damaged(self) -> list[str]:
        """Files that were there and could not be believed."""
        return self._boxes.damaged

    def open(self, name: str) -> Shelf:
        """One of them; empty where there is none."""
        packed = self._boxes.take(name)
        return Shelf(name) if packed is None else Shelf.of(name, packed)

    def save(self, shelf: Shelf, paths: Iterable[str]) -> None:
        """Put a file in its place, if there is anything new in it."""
        shelf.drop_but(paths)
        if shelf.changed:
            self._boxes.put(shelf.name, shelf.packed())

    def tidy(self, names: Collection[str]) -> None:
        """Drop all other files, and what killed runs left."""
        with suppress(OSError):
            for entry in list(os.scandir(self._boxes.folder)):
                if entry.name not in names:
                    Path(entry).unlink(missing_ok=True)
