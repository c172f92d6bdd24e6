"""Python's collector of circles, asked less often while a site is made.

It looks through all records and all MkDocs keeps, again and again, for circles that hardly ever arise: a fifth of a
build's time. What stands before pages are made is set aside (`settle`), which also leaves it shared between forked
processes; the rest is looked through seldom.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from generator.inspection import without_collecting

SELDOM = 200_000, 20, 100
"""New objects between two looks at the youngest, and looks between those at older ones."""


@dataclass
class Collecting:
    """The collector during one build; `end` gives it back as it was, a second time does no harm."""

    _before: tuple[int, int, int] = field(default_factory=gc.get_threshold)
    _settled: bool = False

    def begin(self) -> None:
        """Ask seldom from now on."""
        gc.set_threshold(*SELDOM)

    @contextmanager
    def put_off(self) -> Iterator[None]:
        """Don't ask at all meanwhile, nor look at what was made later on: it stays."""
        with without_collecting():
            yield
            self.settle()

    def settle(self) -> None:
        """Look no more at what there is now."""
        gc.freeze()
        self._settled = True

    def end(self) -> None:
        """As it was before."""
        gc.set_threshold(*self._before)
        if self._settled:
            gc.unfreeze()
            self._settled = False
