"""What a page was made of: which facts of the timeline were read for it, and whether they still hold.

A page is a function of its template, of the owner's words, of what its maker gave it, and of facts: the record
`north-korea`, the ledger of one deployment, the order of all events. While a page is made, every fact that is read is
noted (`notes`, through the `views`). A kept page may be used again if what its maker gives it and all its facts are
what they were (`digests`, `facts`) under the same code, templates and words (`stamp`); its template need not be filled.

What was made lies in `.cache/kronik/pages/`, some pages a file (`shelves`). The folder may be deleted, shared or
damaged at any time: what is missing or broken is made anew, with one warning, and no byte changes. It holds JSON
and texts alone, so that a folder from elsewhere can run nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

from generator.disk.caches import CACHE
from generator.memory.digests import SIZE, Digests, Indigestible
from generator.memory.facts import UNKNOWN, Facts, Prepared
from generator.memory.shelves import Shelf, Shelves
from generator.memory.texts import Encoded, published
from generator.notes import Notes
from generator.output import Output
from generator.site import Site

KEPT = f"{CACHE}/pages"
PER_SHELF = 64
"""Pages of a file, about: an edit writes the files of the pages that it changed."""
PER_SHELF_OF_LISTS = 8
_LISTS = frozenset({"known", "timeline", "topics", "claims", "changes"})
"""Folders of long pages."""
_NAMED = re.compile("[a-z]{1,20}")
"""Folders that have files of their own; the pages of all others lie together."""
T = TypeVar("T")


@dataclass(frozen=True)
class Memory:
    """What is remembered of the pages of one chronicle while they are made."""

    shelves: Shelves
    digests: Digests
    facts: Facts
    notes: Notes

    def made(self, shelf: Shelf, output: Output, make: Callable[[], Any]) -> Any:
        """What `make` gives, in plain JSON, or gave when nothing was different; None is not kept.

        The longest text of what is kept is `Encoded`.
        """
        inputs = self._of_inputs(output)
        if inputs is None:
            return make()
        known, digests = shelf.get(output.path), self._digests_of(shelf)
        if known and known.key == self._key(inputs, [digests[number] for number in known.facts]):
            return known.value
        value, found = self.notes.read(make)
        facts = sorted(found)
        if value is not None and (key := self._key(inputs, [*map(self.facts.digest, facts)])):
            return shelf.put(output.path, key, facts, value)
        return value

    def _of_inputs(self, output: Output) -> bytes | None:
        if output.inputs is None:
            return None
        try:
            return self.digests.of((output.inputs, output.updated))
        except Indigestible:
            return None

    def _digests_of(self, shelf: Shelf) -> Sequence[bytes]:
        """The digests that the facts of a shelf have now."""
        shelf.digests += map(self.facts.digest, shelf.facts[len(shelf.digests) :])
        return shelf.digests

    def _key(self, inputs: bytes, digests: Sequence[bytes]) -> str:
        """The same for the same inputs and answers; empty where one can't be told."""
        return "" if UNKNOWN in digests else blake2b(b"".join((inputs, *digests)), digest_size=SIZE).hexdigest()


def portions(kind: str, items: Iterable[T], path: Callable[[T], str]) -> Mapping[str, Sequence[T]]:
    """Pages, or whatever has a path, as they are remembered together, by the name of their file.

    Those of one folder lie together: they read the same facts, and an edit changes many of one folder or few. How many
    files a folder has is a power of two, so that it seldom changes.
    """
    folders: dict[str, list[T]] = {}
    for item in items:
        folder, inside, _ = path(item).partition("/")
        folders.setdefault(folder if inside and _NAMED.fullmatch(folder) else "others", []).append(item)
    made: dict[str, list[T]] = {}
    for folder, of in folders.items():
        number, most = 1, PER_SHELF_OF_LISTS if folder in _LISTS else PER_SHELF
        while number * most < len(of):
            number *= 2
        made |= {f"{kind}-{folder}-{number}-{at}": [] for at in range(number)}
        for item in of:
            at = crc32(path(item).encode("utf-8", "surrogatepass")) % number
            made[f"{kind}-{folder}-{number}-{at}"].append(item)
    return made


def batches(portions: Mapping[str, T]) -> Sequence[Sequence[tuple[str, T]]]:
    """Portions with their names, as processes take them.

    Those of a folder of long pages come together and first: their pages show the same lines, of which the process that
    has made one knows it for the next.
    """
    lists: dict[str, list[tuple[str, T]]] = {}
    others: list[list[tuple[str, T]]] = []
    for name, of in portions.items():
        folder = name.split("-")[1]
        if folder in _LISTS:
            lists.setdefault(folder, []).append((name, of))
        else:
            others.append([(name, of)])
    return [*lists.values(), *others]


def memory(root: Path, stamp: str, site: Site, notes: Notes) -> Memory:
    """What is remembered under a stamp."""
    digests = Digests(lambda record: site.corpus.documents[record.path].text)
    return Memory(Shelves(root / KEPT, stamp), digests, Facts(site, digests), notes)


__all__ = ["KEPT", "Encoded", "Memory", "Prepared", "Shelf", "batches", "memory", "portions", "published"]
