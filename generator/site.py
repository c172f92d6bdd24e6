"""Everything that pages and exports are made of."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast

from generator.corpus import Corpus
from generator.derive import Timeline
from generator.lines import Lines, lines
from generator.load.prose import Prose
from generator.once import once
from generator.phrases import Phrases
from generator.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True)
class Site:
    """A timeline, the owner's settings and words, and the address it is published at."""

    timeline: Timeline
    settings: Settings
    phrases: Phrases
    address: str
    """The published address of the first page, with a slash at the end."""
    written: tuple[Prose, ...] = ()
    """The hand-written pages."""
    before: "Site | None" = field(default=None, repr=False, compare=False)
    """The site before a save; what is worked out of it is taken over where it still holds."""
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def corpus(self) -> Corpus:
        return self.timeline.corpus

    @property
    def today(self) -> date:
        return self.timeline.today

    @once
    def lines(self) -> Lines:
        """The events as lists show them."""
        before = self.before
        return lines(self.timeline, self.phrases, (before.timeline, before.lines) if before else None)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave under a key, made once: events and claims, for one, stand in several files."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast("T", self._kept[key])

    def table(self, make: "Callable[[Site], Mapping[Any, T]]") -> Mapping[Any, T]:
        """A table that many pages look things up in, made once. `make` is a function of a module."""
        return self.kept(make, partial(make, self))

    def absolute(self, path: str) -> str:
        """The full address of a path of the site."""
        return f"{self.address}{path}"

    def edit_url(self, path: str) -> str | None:
        """Where a file of the chronicle can be edited."""
        return self.settings.edit.replace("{path}", path) if self.settings.edit else None
