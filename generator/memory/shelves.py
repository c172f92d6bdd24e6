"""Files of what was made, with a sum in front, so that what was damaged is never believed."""

import json
import os
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from generator.notes import Fact

_NAME = b"kronik"
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


@dataclass
class Shelves:
    """The folder of all these files; what was made under another stamp is not looked at."""

    folder: Path
    stamp: str
    damaged: list[str] = field(default_factory=list)
    """Files that were there and could not be believed."""

    def open(self, number: int, of: int) -> Shelf:
        """One of so many; empty where there is none."""
        name = f"{of}-{number}"
        try:
            head, _, body = (self.folder / name).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return Shelf(name)
        except OSError:
            return self._broken(name)
        words = head.split(b" ")
        if len(words) != 3 or words[0] != _NAME or words[2] != _sum(words[1], body):
            return self._broken(name)
        if words[1] != self.stamp.encode():
            return Shelf(name)
        return Shelf.of(name, json.loads(zlib.decompress(body)))

    def _broken(self, name: str) -> Shelf:
        self.damaged.append(str(self.folder / name))
        return Shelf(name)

    def save(self, shelf: Shelf, paths: Iterable[str]) -> None:
        """Put a file in its place whole, if there is anything new in it; where the system won't have it, it is made
        again next time."""
        shelf.drop_but(paths)
        if not shelf.changed:
            return
        body = zlib.compress(json.dumps(shelf.plain(), separators=(",", ":")).encode("ascii"), _LEVEL)
        stamp = self.stamp.encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            made = self.folder / f"{shelf.name}.{os.getpid()}.new"
            try:
                made.write_bytes(b" ".join((_NAME, stamp, _sum(stamp, body))) + b"\n" + body)
                made.replace(self.folder / shelf.name)
            except OSError:
                made.unlink(missing_ok=True)
                raise

    def tidy(self, of: int) -> None:
        """Drop the files of another number, and what killed runs left."""
        with suppress(OSError):
            for entry in list(os.scandir(self.folder)):
                if entry.name.endswith(".new") or not entry.name.startswith(f"{of}-"):
                    Path(entry).unlink(missing_ok=True)


def _sum(stamp: bytes, body: bytes) -> bytes:
    return blake2b(stamp + b"\n" + body, digest_size=20).hexdigest().encode()
