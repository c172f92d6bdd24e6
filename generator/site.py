"""Everything that pages and exports are made of."""

from dataclasses import dataclass
from datetime import date

from generator.corpus import Corpus
from generator.derive import Timeline
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

    @property
    def corpus(self) -> Corpus:
        return self.timeline.corpus

    @property
    def today(self) -> date:
        return self.timeline.today

    def absolute(self, path: str) -> str:
        """The full address of a path of the site."""
        return f"{self.address}{path}"

    def edit_url(self, path: str) -> str | None:
        """Where a file of the chronicle can be edited."""
        return self.settings.edit.replace("{path}", path) if self.settings.edit else None
