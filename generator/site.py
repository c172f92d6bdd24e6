"""Everything that pages and exports are made of."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from generator.corpus import Corpus
from generator.derive import Timeline
from generator.lines import Lines, lines
from generator.load.prose import Prose
from generator.phrases import Phrases
from generator.settings import Settings


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
    items: dict[tuple[str, str | int], list[dict[str, Any]]] = field(default_factory=dict, repr=False, compare=False)
    """Events and claims as data files tell them: made once, since they stand in several files."""

    @property
    def corpus(self) -> Corpus:
        return self.timeline.corpus

    @property
    def today(self) -> date:
        return self.timeline.today

    @cached_property
    def lines(self) -> Lines:
        """The events as lists show them."""
        return lines(self.timeline, self.phrases)

    def absolute(self, path: str) -> str:
        """The full address of a path of the site."""
        return f"{self.address}{path}"

    def edit_url(self, path: str) -> str | None:
        """Where a file of the chronicle can be edited."""
        return self.settings.edit.replace("{path}", path) if self.settings.edit else None
