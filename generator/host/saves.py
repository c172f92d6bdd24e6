"""What was read of a chronicle that is served, and what a save makes of it."""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from generator.build import Built, Given, day_of, groundwork, plan
from generator.compiled import Compiled
from generator.early import Early, early
from generator.host.precedence import Precedence
from generator.inspection import in_order, without_collecting
from generator.load.again import load_again
from generator.load.whole import Loaded
from generator.names import CONTENT, PAGES
from generator.outline import outlined
from generator.problems import Problem, has_errors
from generator.render import TEMPLATES, renderer
from generator.site import Site
from generator.turns import asking


class _Superseded(Exception):
    """Somebody saved while a plan was made."""


@dataclass
class Saves:
    """The state of the chronicle at the last save. Several threads may ask."""

    root: Path
    read: Callable[[], Loaded]
    """Reads it whole."""
    compiled: Compiled
    address: str | None = None
    precedence: Precedence = field(default_factory=Precedence)
    """Whom a plan in the background lets go first."""
    _loaded: Loaded | None = None
    _planned: Built | None = None
    """A plan for which MkDocs has to build the site."""
    _last: Built | None = None
    """The last plan of everything."""
    _shown: Loaded | None = None
    """What the pages show, or will when they are planned: all that was read but for saves with mistakes."""
    _stale: bool = False
    """Whether they show more than was planned."""
    _since: set[str] = field(default_factory=set)
    """The files of records that were saved after the last plan."""
    _faulty: set[str] = field(default_factory=set)
    """Those of them that hold mistakes, as far as it was told."""
    _errors: tuple[Problem, ...] = ()
    """What was told of them."""
    _turn: int = 0
    """How often what is shown became another."""
    _lock: Any = field(default_factory=threading.RLock)
    """For the state; it is held for moments, so that a save never waits for a plan."""
    _planning: Any = field(default_factory=threading.RLock)
    """For plans of everything, one at a time; taken before the other."""

    def read_for(self, built: Built) -> Loaded | None:
        """What a plan was made of, if it is that of everything that was read and nothing is wrong."""
        with self._lock:
            if self._stale or self._faulty or self._last is not built or has_errors(built.problems):
                return None
            return self._shown

    def whole(self, address: str | None) -> Built:
        """The plan of the chronicle for a build by MkDocs: made anew, unless a save was just found to need one."""
        self._turn += 1  # what is being planned is not wanted any more
        with self.precedence.left(), self._planning, self._lock:
            if self._planned and address == self.address:
                planned, self._planned = self._planned, None
                return planned
            self.address, self._loaded = address, self.read()
            self._mended()
            return self._keep(self._loaded, self._plan(self._loaded))

    def begun(self, address: str | None, outline: Any) -> Built | None:
        """The chronicle before it is planned, by the outline of an earlier plan; None where it has to be planned."""
        with self._planning, self._lock:
            self.address, loaded = address, self.read()
            given = Given(loaded, compiled=self.compiled)
            built = outlined(groundwork(self.root, day_of(), address, given=given), outline)
            if built is not None:
                self._loaded = self._shown = loaded
                self._last, self._stale = built, True
            return built

    def early(self, built: Built) -> Early:
        """What can be shown of a chronicle that is not planned yet."""
        assert built.site is not None
        return Early(built.site, renderer(self.root, built.site, compiled=self.compiled), built.makers)

    def after(self, changed: Iterable[str], frame: Built) -> Built | Early | None:
        """The plan after a save, or what can be shown before there is one; None where MkDocs has to build the site,
        because more than pages will differ."""
        with self._lock:
            paths = self._records(changed)
            if paths is None or frame.site is None:
                return None
            if answer := self._soon(paths, frame):
                return answer
        return self.settled(frame)

    def _soon(self, paths: frozenset[str], frame: Built) -> Built | Early | None:
        self._since |= paths
        again = self._loaded and load_again(self.root, self._loaded, paths)
        self._loaded = again or self.read()
        if unreadable := [p for p in self._loaded.problems if p.severity == "error" and p.where.path in paths]:
            return self._told(frame, paths, unreadable)
        soon = self._early(self._loaded) if again else None
        if isinstance(soon, list):
            if not set(soon) <= set(self._errors):
                return self._told(frame, self._since, soon)
            soon = None  # what was told before need not keep this save from being shown
        self._shown, self._stale = self._loaded, True
        self._turn += 1
        self._mended()
        return soon

    def settled(self, frame: Built) -> Built | None:
        """The plan of everything that is shown; None where MkDocs has to build the site."""
        while True:
            with suppress(_Superseded), self.precedence.left(), self._planning:
                built = self._planned_now()
                with self._lock:
                    same = built.site is not None and (built.nav, built.files) == (frame.nav, frame.files)
                    self._planned = None if same else built
                    return self._with_errors(built) if same else None

    @property
    def to_be_built(self) -> Built | None:
        """The plan for which `settled` gave None, until MkDocs takes it."""
        return self._planned

    def settle(self) -> bool:
        """Plan everything that is shown, in the background; False where somebody saved meanwhile."""
        with suppress(_Superseded), self._planning:
            self._planned_now(background=True)
            return True
        return False

    def _planned_now(self, *, background: bool = False) -> Built:
        with self._lock:
            loaded, turn, known = self._shown, self._turn, None if self._stale else self._last
        if known is not None:
            return known
        loaded = loaded if loaded is not None else self.read()

        def may_go_on() -> None:
            if background:
                self.precedence.wait()
            if background and turn != self._turn:
                self.precedence.rest()
            self._still_wanted(turn)

        with asking(may_go_on):
            built = self._plan(loaded)
        with self._lock:
            self._still_wanted(turn)
            return self._keep(loaded, built)

    def _early(self, loaded: Loaded) -> Early | list[Problem] | None:
        last = self._last
        if last is None or last.site is None or has_errors([*last.problems, *loaded.problems]):
            return None
        with without_collecting():
            site = early(last.site, loaded.corpus, self._since, day_of())
        if not isinstance(site, Site):
            return site
        return Early(site, renderer(self.root, site, compiled=self.compiled), last.makers)

    def _plan(self, loaded: Loaded) -> Built:
        given = Given(loaded, compiled=self.compiled)
        with without_collecting():
            return plan(self.root, day_of(), self.address, keep_going=True, given=given)

    def _still_wanted(self, turn: int) -> None:
        if turn != self._turn:
            raise _Superseded

    def _keep(self, loaded: Loaded, built: Built) -> Built:
        self._last, self._shown, self._stale = built, loaded, False
        self._since = set(self._faulty)
        return built

    def _told(self, frame: Built, paths: Iterable[str], errors: Iterable[Problem]) -> Built:
        """The pages as they were, and at once why a record can't be shown.

        What else was saved with it shows when it can.
        """
        self._faulty |= set(paths)
        self._errors = tuple(errors)
        return self._with_errors(frame)

    def _with_errors(self, built: Built) -> Built:
        others = [problem for problem in built.problems if problem.where.path not in self._faulty]
        return replace(built, problems=in_order([*others, *self._errors])) if self._errors else built

    def _mended(self) -> None:
        self._faulty.clear()
        self._errors = ()

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


def _below(root: Path, path: str) -> str | None:
    below = PurePath(path)
    return below.relative_to(root).as_posix() if below.is_relative_to(root) else None
