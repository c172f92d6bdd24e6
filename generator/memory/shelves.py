"""What was made of pages, some pages a file."""

import os
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from generator.keeping.boxes import Boxes
from generator.notes import Fact

_LEVEL = 1
"""Of zlib: a fifth of the size at a tenth of the time that making it takes."""


class Kept(NamedTuple):
    """What was made of a page: under which key, from which facts."""

    key: str
    facts: list[Fact]
    value: Any


@dataclass
class Shelf:
    """What is kept in one file."""

    name: str
    _read: dict[str, Any] = field(default_factory=dict)
    _facts: list[Fact] = field(default_factory=list)
    _numbers: dict[Fact, int] = field(default_factory=dict)
    changed: bool = False

    @property
    def paths(self) -> frozenset[str]:
        """The pages of which something is kept."""
        return frozenset(self._read)

    def get(self, path: str) -> Kept | None:
        """What is kept of a page."""
        found = self._read.get(path)
        return found and Kept(found[0], [self._facts[number] for number in found[1]], found[2])

    def put(self, path: str, key: str, facts: Sequence[Fact], value: Any) -> None:
        """Keep what was made of a page."""
        self._read[path] = [key, [self._number(fact) for fact in facts], value]
        self.changed = True

    def _number(self, fact: Fact) -> int:
        if fact not in self._numbers:
            self._numbers[fact] = len(self._facts)
            self._facts.append(fact)
        return self._numbers[fact]

    def drop_but(self, paths: Iterable[str]) -> None:
        """Forget pages that are no more."""
        for path in self.paths - set(paths):
            del self._read[path]
            self.changed = True

    def plain(self) -> Any:
        """As it is written."""
        used = sorted({number for _, numbers, _ in self._read.values() for number in numbers})
        place = {number: at for at, number in enumerate(used)}
        pages = {p: [key, [place[n] for n in numbers], value] for p, (key, numbers, value) in self._read.items()}
        return {"facts": [self._facts[number] for number in used], "pages": pages}

    @classmethod
    def of(cls, name: str, plain: Any) -> "Shelf":
        """What `plain` gave."""
        facts = [(kind, key) for kind, key in plain["facts"]]
        return cls(name, plain["pages"], facts, {fact: number for number, fact in enumerate(facts)})


class Shelves:
    """The folder of all these files; what was made under another stamp is not looked at."""

    def __init__(self, folder: Path, stamp: str) -> None:
        self._boxes = Boxes(folder, stamp, _LEVEL)

    @property
    def damaged(self) -> list[str]:
        """Files that were there and could not be believed."""
        return self._boxes.damaged

    def open(self, name: str) -> Shelf:
        """One of them; empty where there is none."""
        plain = self._boxes.read(name)
        return Shelf(name) if plain is None else Shelf.of(name, plain)

    def save(self, shelf: Shelf, paths: Iterable[str]) -> None:
        """Put a file in its place, if there is anything new in it."""
        shelf.drop_but(paths)
        if shelf.changed:
            self._boxes.write(shelf.name, shelf.plain())

    def tidy(self, names: Collection[str]) -> None:
        """Drop all other files, and what killed runs left."""
        with suppress(OSError):
            for entry in list(os.scandir(self._boxes.folder)):
                if entry.name not in names:
                    Path(entry).unlink(missing_ok=True)
