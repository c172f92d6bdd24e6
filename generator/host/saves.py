"""What was read of a chronicle that is served, and what a save makes of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from generator.build import Built, Given, day_of, plan
from generator.compiled import Compiled
from generator.inspection import in_order, without_collecting
from generator.load.again import load_again
from generator.load.whole import Loaded
from generator.names import CONTENT, PAGES
from generator.problems import Problem
from generator.render import TEMPLATES


@dataclass
class Saves:
    """The state of the chronicle at the last save."""

    root: Path
    read: Callable[[], Loaded]
    """Reads it whole."""
    compiled: Compiled
    address: str | None = None
    _loaded: Loaded | None = None
    _planned: Built | None = None

    def whole(self, address: str | None) -> Built:
        """The plan of the chronicle for a build by MkDocs: made anew, unless a save was just found to need one."""
        if self._planned and address == self.address:
            planned, self._planned = self._planned, None
            return planned
        self.address, self._loaded = address, self.read()
        return self._plan(self._loaded)

    def after(self, changed: Iterable[str], frame: Built) -> Built | None:
        """The plan after a save; None where MkDocs has to build the site, because more than pages will differ."""
        paths = self._records(changed)
        if paths is None or frame.site is None:
            return None
        self._loaded = (self._loaded and load_again(self.root, self._loaded, paths)) or self.read()
        if unreadable := [p for p in self._loaded.problems if p.severity == "error" and p.where.path in paths]:
            return _told(frame, paths, unreadable)
        built = self._plan(self._loaded)
        same = built.site is not None and (built.nav, built.files) == (frame.nav, frame.files)
        self._planned = None if same else built
        return built if same else None

    def _plan(self, loaded: Loaded) -> Built:
        given = Given(loaded, compiled=self.compiled)
        with without_collecting():
            return plan(self.root, day_of(), self.address, keep_going=True, given=given)

    def _records(self, changed: Iterable[str]) -> frozenset[str] | None:
        """The files of records that changed, besides templates; None where something else did, or nobody knows what."""
        found = set()
        paths = [_below(self.root, path) for path in changed]
        for path in paths:
            if path is None or path.startswith(f"{CONTENT}/{PAGES}"):
                return None
            if path.startswith(f"{CONTENT}/"):
                found.add(path)
            elif not path.startswith(f"{TEMPLATES}/"):
                return None
        return frozenset(found) if paths else None


def _told(frame: Built, paths: frozenset[str], problems: Iterable[Problem]) -> Built:
    """The pages as they were, and at once why a record can't be read; what else was saved with it shows when it can."""
    others = (problem for problem in frame.problems if problem.where.path not in paths)
    return replace(frame, problems=in_order([*others, *problems]))


def _below(root: Path, path: str) -> str | None:
    below = PurePath(path)
    return below.relative_to(root).as_posix() if below.is_relative_to(root) else None
