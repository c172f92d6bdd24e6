"""Notes of the facts that are read while something is made."""

import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
Fact = tuple[str, str]
"""A kind of fact and which one of it: `("actors", "north-korea")`, `("ledgers", "first-shipment")`."""

ALL = "*"
"""All facts of a kind, in their order."""
EVERYTHING: Fact = ("everything", ALL)
"""What is read where nothing narrower is known."""


class Notes(threading.local):
    """The facts that are being read, by thread; what nobody asked about is not kept."""

    def __init__(self) -> None:
        self._open: list[set[Fact]] = []
        self._same: dict[Fact, Fact] = {}
        """Each fact once: most are read for many rows and pages."""

    def note(self, kind: str, key: str = ALL) -> None:
        """A fact is read."""
        if opened := self._open:
            opened[-1].add((kind, key))

    def add(self, facts: Iterable[Fact]) -> None:
        """Facts were read when something was made that is used again."""
        if opened := self._open:
            opened[-1].update(facts)

    def of(self, make: Callable[[], T]) -> tuple[T, tuple[Fact, ...]]:
        """What is made, and the facts that were read for it, in no order; they count as read around it too.

        They are kept with what was made for thousands of rows, where sets would take four times the memory.
        """
        made, found = self.read(make)
        return made, tuple(map(self._same.setdefault, found, found)) if found else ()

    def read(self, make: Callable[[], T]) -> tuple[T, set[Fact]]:
        """The same with a set, for facts that are not kept."""
        found: set[Fact] = set()
        opened = self._open
        opened.append(found)
        try:
            return make(), found
        finally:
            opened.pop()
            self.add(found)


class View:
    """Something through which facts are read with a note; it stands for nothing else in a page."""

    __slots__ = ()
