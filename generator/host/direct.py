"""Pages made beside MkDocs' own loops: MkDocs handles the few in the navigation, this makes all others.

MkDocs keeps a page's objects for the whole build and runs every hook for it. What it would have made of the page is
made here from the same parts: Markdown (`reading`), theme (`theme`, `shells`), address and dates (`pages`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from generator.host.pages import DirectFile
from generator.host.reading import Reader
from generator.host.search import Indexed
from generator.host.shells import Family, Shells, Unsound
from generator.host.theme import Theme


@dataclass
class Direct:
    """Makes the pages of one build."""

    theme: Theme
    reader: Reader
    tell: Callable[[str], None]
    _shells: Shells = field(default_factory=Shells)
    _done: dict[Family, list[DirectFile]] = field(default_factory=dict)

    def made(self, pages: Iterable[DirectFile]) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of each page; a page made wrong is made again, under its path."""
        search = Indexed(self.theme.config)
        for file in pages:
            ready = search.taken(self.theme, self.reader.read(file))
            sample = self.theme.sample(ready)
            try:
                text = self._shells.page(sample)
                self._done.setdefault(sample.family, []).append(file)
            except Unsound as found:
                self.tell(f"some pages take the slow way: {found}")
                yield from self._again(found.family)
                text = self._shells.page(sample)
            yield from _encoded(file, text)

    def _again(self, family: Family) -> Iterator[tuple[str, bytes]]:
        self._shells.unsound.add(family)
        for file in self._done.pop(family, []):
            yield from _encoded(file, self.theme.rendered(self.reader.read(file)))


def _encoded(file: DirectFile, text: str) -> Iterator[tuple[str, bytes]]:
    """As `_build_page` writes it, which leaves empty pages out."""
    if text.strip():
        yield file.dest_uri, text.encode("utf-8", errors="xmlcharrefreplace")
