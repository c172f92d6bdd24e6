"""Pages made beside MkDocs' own loops: MkDocs handles the few in the navigation, this makes all others.

MkDocs keeps a page's objects for the whole build and runs every hook for it. What it would have made of the page is
made here from the same parts: Markdown (`reading`), theme (`theme`, `shells`), address and dates (`pages`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.host.pages import DirectFile, Ready
from generator.host.reading import Reader
from generator.host.search import Indexed
from generator.host.shells import Family, Shells, Unsound
from generator.host.theme import Theme
from generator.memory import Shelf, published
from generator.once import once
from generator.output import Unmade
from generator.problems import Problem

_BEGUN = re.compile(rb"\s*[!-~]")
"""A page that does not only hold spaces; Unicode knows more of those than this."""


@dataclass
class Told:
    """What there is to say when pages were made."""

    faults: dict[str, Problem] = field(default_factory=dict)
    """What is wrong with templates."""
    unsound: dict[Family, str] = field(default_factory=dict)
    """Families of which pages may have come out wrong, and why."""
    done: dict[Family, list[str]] = field(default_factory=dict)
    """The pages that were filled into a shell, by the path of their source."""
    damaged: list[str] = field(default_factory=list)
    """Files of earlier builds that could not be believed."""


@dataclass
class Direct:
    """Makes the pages of one build, or a share of them."""

    theme: Theme
    reader: Reader
    told: Told = field(default_factory=Told)
    _shells: Shells = field(default_factory=Shells)
    _shown: set[str] = field(default_factory=set)

    @once
    def _indexed(self) -> Indexed:
        return Indexed(self.theme.config)

    def made(self, pages: Iterable[DirectFile], shelf: Shelf | None = None) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of each page, and of what it shows; pages of an unsound family are made by `again`."""
        for file in pages:
            try:
                ready, beside = self.reader.recall(file, shelf)
            except Unmade as error:
                self.told.faults[str(error)] = error.problem
                continue
            data = self._page(ready)
            if data is not None and _is_written(data):
                yield file.dest_uri, data
            for path, data in beside:
                if path not in self._shown:
                    self._shown.add(path)
                    yield path, data

    def _page(self, ready: Ready) -> bytes | None:
        ready = self._indexed.taken(self.theme, ready)
        sample = self.theme.sample(ready)
        self.told.done.setdefault(sample.family, []).append(ready.file.src_uri)
        try:
            return None if sample.family in self.told.unsound else self._shells.page(sample)
        except Unsound as found:
            self.told.unsound[found.family] = str(found)
            return None

    def again(self, pages: Iterable[DirectFile]) -> Iterator[tuple[str, bytes]]:
        """The same without shells."""
        for file in pages:
            data = published(self.theme.rendered(self.reader.read(file)))
            if _is_written(data):
                yield file.dest_uri, data


def _is_written(data: bytes) -> bool:
    """Whether `_build_page` writes a page, which leaves empty ones out."""
    return bool(_BEGUN.match(data) or data.decode("utf-8").strip())
