"""The search index of a build: made beside the page work, kept in the cache, put into the site.

A kept index is keyed by every word it was made of and by Pagefind's version. It may be deleted, shared or damaged: a
damaged one is made anew, with one warning. Only the last one is kept. Warnings are logged as information, because
MkDocs ends a strict build for any of its own.
"""

import hashlib
import json
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.disk import caches
from generator.host.pagefind import CannotIndex, Index, Pagefind, version
from generator.search import Catalogue, files
from generator.turns import asking

BUNDLE = "pagefind"
"""The folder of the site in which all files of search lie."""
CACHE = f"{caches.CACHE}/search"
_INSIDE = r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*"
"""Names of files below a folder; what a kept index says is not believed any further."""
log = logging.getLogger("mkdocs.plugins.kronik")


class Indexing:
    """Makes the files of search in a thread that starts at once, and lets others go first by `give_way`."""

    def __init__(
        self, find: Callable[[], Catalogue], cache: Path | None, give_way: Callable[[], None] = lambda: None
    ) -> None:
        self._find, self._cache, self._give_way = find, cache, give_way
        self._pagefind: Pagefind | None = None
        self._stopped = False
        self._thread = ThreadPoolExecutor(1, "search-index")
        self._made = self._thread.submit(self._make)

    def _make(self) -> Mapping[str, bytes]:
        with asking(self._may_go_on):
            found = self._find()
        index = kept(self._cache, found) or self._index(found)
        if self._cache:
            keep(self._cache, found, index)
        return {**index.files, **files(found, index.ids)}

    def _index(self, found: Catalogue) -> Index:
        with Pagefind() as self._pagefind:
            self._may_go_on()
            return self._pagefind.index([drawer.content for drawer in found.drawers])

    def _may_go_on(self) -> None:
        if self._stopped:
            raise CannotIndex("Pagefind was stopped")
        self._give_way()

    def files(self) -> Mapping[str, bytes]:
        """The files by path below the bundle, as soon as they are there; raises what went wrong."""
        return self._made.result()

    def publish(self, site: Path) -> None:
        """Put the files into a site."""
        put(self.files(), site / BUNDLE)

    def publish_later(self, site: Path) -> None:
        """The same without waiting; what goes wrong is a warning, for `serve` alone."""
        self._thread.submit(self._publish_or_warn, site)

    def _publish_or_warn(self, site: Path) -> None:
        try:
            if not self._stopped:
                self.publish(site)
        except (CannotIndex, OSError) as error:
            if not self._stopped:
                log.info("warning: search has no index: %s", error)

    def give_up(self) -> None:
        """Have it end soon: nobody wants it any more."""
        self._stopped = True
        if pagefind := self._pagefind:
            pagefind.stop()

    def stop(self) -> None:
        """Give up; nothing is made or published any more when this returns."""
        self.give_up()
        self._thread.shutdown(cancel_futures=True)


def put(files: Mapping[str, bytes], folder: Path) -> None:
    """Make a folder hold these files and no others; what is the same is not written again."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = folder / name
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _key(found: Catalogue) -> str:
    digest = hashlib.sha256(version().encode())
    for drawer in found.drawers:
        digest.update(b"\0" + drawer.content.encode())
    return digest.hexdigest()[:32]


def kept(cache: Path | None, found: Catalogue) -> Index | None:
    """The index of these very words, if the cache holds it whole."""
    folder = cache / _key(found) if cache else None
    if folder is None or not folder.is_dir():
        return None
    try:
        sums = json.loads(_file(folder, "sums.json"))
        read = {name: _file(folder, name) for name in sums["files"]}
        if all(hashlib.sha256(data).hexdigest() == sums["files"][name] for name, data in read.items()):
            return Index(tuple(map(str, sums["ids"])), read)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    log.info("warning: the kept search index is damaged and is made anew: %s", folder)
    shutil.rmtree(folder, ignore_errors=True)
    return None


def _file(folder: Path, name: str) -> bytes:
    if not re.fullmatch(_INSIDE, name) or not (folder / name).is_file():
        raise ValueError(f"{name!r} leads out of the index, or is a pipe")
    return (folder / name).read_bytes()


def keep(cache: Path, found: Catalogue, index: Index) -> None:
    """Keep an index, and no other; a cache that can't be written is no reason to stop."""
    key = _key(found)
    try:
        if not (cache / key).is_dir():
            cache.mkdir(parents=True, exist_ok=True)
            making = Path(tempfile.mkdtemp(prefix="new-", dir=cache))
            put(index.files, making)
            sums = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(index.files.items())}
            (making / "sums.json").write_text(json.dumps({"ids": index.ids, "files": sums}), "utf-8")
            making.replace(cache / key)
        for other in cache.iterdir():
            if other.name != key:
                shutil.rmtree(other, ignore_errors=True)
    except OSError as error:
        log.info("the search index is not kept: %s", error)
