"""The pages of the last session of `mkdocs serve`, shown until everything is read and planned again.

To plan ten thousand events takes ten seconds, and nobody should wait for a page that is known. What was shown last is
kept under a sum of all that it was made of. Where nothing of that is another, MkDocs first builds a site without
pages, so that its server answers; these pages are shown until it has built the true one, and browsers then load theirs
anew, as after every save. A save ends it too.

Whole pages run scripts, so they never lie in the folder of a chronicle, where a change could bring them, but in the
user's own cache folder, as compiled templates do.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from generator.build import day_of
from generator.keeping import Kept
from generator.keeping.boxes import Boxes, name_of
from generator.load.files import digest_of, glance
from generator.load.whole import Loaded
from generator.memory.stamp import files_below, stamp_of
from generator.settings import FOLDER

NAME = "served"
"""Of the folder."""
MOST = 20_000_000
"""Bytes of pages that are kept."""
MOST_CHRONICLES = 8
_ELSEWHERE = re.compile(r"INHERIT|!ENV|^hooks:", re.MULTILINE)
"""What in a configuration leads to things that stand elsewhere."""


@dataclass(frozen=True)
class Session:
    """A chronicle as it is served: all that its pages are made of beside files and the day."""

    root: Path
    folder: Path
    """Where pages are kept."""
    theme: Path | None
    """The owner's own part of the theme; that of a package is known by its version."""
    words: tuple[str, ...]
    """The configuration, the options of the command, the address."""

    @classmethod
    def of(cls, config: MkDocsConfig, root: Path, folder: Path | None) -> "Session | None":
        """This one; None where nobody can tell what its pages are made of, or no browser would load them anew."""
        told = click.get_current_context(silent=True)
        settings = Path(config.config_file_path).read_text("utf-8", "replace")
        if folder is None or told is None or not told.params.get("livereload") or _ELSEWHERE.search(settings):
            return None
        options = repr(sorted((name, repr(value)) for name, value in told.params.items()))
        theme = config.theme.custom_dir
        return cls(root, folder, Path(theme) if theme else None, (settings, options, config.site_url or ""))

    @property
    def _stamp(self) -> str:
        files = sorted(files_below(self.theme)) if self.theme else []
        theme = (f"{path}\0{hashlib.blake2b(path.read_bytes(), digest_size=20).hexdigest()}" for path in files)
        return stamp_of(self.root / FOLDER, *self.words, str(day_of()), *theme)

    def shown(self, tell: Callable[[str], None]) -> Mapping[str, bytes]:
        """The files of the site that were shown last, by their paths; none where anything is different."""
        contents = glance(self.root, Kept.of(self.root).seen.digest)
        if contents.problems:
            return {}
        boxes = self._boxes(contents.digests.items())
        kept = boxes.read(name_of(self.root))
        if boxes.damaged:
            tell(f"the pages of the last session are damaged and not shown: {boxes.damaged[0]}")
        return {path: text.encode() for path, text in kept.items()} if isinstance(kept, dict) else {}

    def keep(self, loaded: Loaded, shown: Mapping[str, bytes]) -> None:
        """Keep what is shown of records and prose that were read."""
        digests = [(path, digest_of(document.text)) for path, document in loaded.corpus.documents.items()]
        digests += [(page.path, digest_of(page.text)) for page in loaded.pages]
        boxes = self._boxes(digests)
        boxes.write(name_of(self.root), dict(_texts(shown)))
        boxes.tidy("", MOST_CHRONICLES)

    def _boxes(self, digests: Iterable[tuple[str, str]]) -> Boxes:
        made = hashlib.blake2b(self._stamp.encode(), digest_size=20)
        for path, digest in sorted(digests):
            made.update(f"{path}\0{digest}\0".encode("utf-8", "surrogateescape"))
        return Boxes(self.folder, made.hexdigest(), packed=True)


def _texts(shown: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    room = MOST
    for path, data in shown.items():
        room -= len(data)
        if room >= 0:
            yield path, data.decode()


def ready_files(site: Path) -> Mapping[str, bytes]:
    """What MkDocs put into a site without pages: the files of the theme."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files_below(site)}
