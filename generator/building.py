"""A build of MkDocs that ends whole: pages are made in a folder of their own, looked at, then put in place.

MkDocs empties the site before it makes the new one. Here it is given a new folder each time, so that an error, a full
disk or a killed process leaves the old site as it was; see `generator/disk/`.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from traceback import walk_tb

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils import CountHandler

from generator.disk.exchange import Exchange
from generator.disk.standing import Standing
from generator.problems import told


class Refused(Abort):
    """The system would not have it."""

    exit_code = 2


class Bug(Abort):
    """A bug of ours."""

    exit_code = 3


class Building:
    """Where one build of MkDocs writes, from its start to its end."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Send what MkDocs writes to a new folder; raises `OSError` where the site could not be replaced."""
        self._config = config
        self._asked = config.site_dir
        self._exchange = Exchange(Path(config.site_dir)).begin()
        config.site_dir = str(self._exchange.new)

    @property
    def standing(self) -> Standing | None:
        """The site as it is until the end."""
        return self._exchange.standing

    def finish(self, wanted: Iterable[str]) -> None:
        """Put the site in place if it is whole and, in a strict build, without a warning."""
        try:
            gone = sorted(path for path in wanted if not (self._exchange.new / path).is_file())
            if gone:
                raise Bug(f"kronik: {gone[0]} was not written ({len(gone)} files); the site stays as it was")
            if not (self._config.strict and _warned()):
                self._exchange.finish()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Leave the site as it was."""
        self._exchange.abandon()
        self._config.site_dir = self._asked


def _warned() -> bool:
    """Whether MkDocs will end this strict build for a warning; it counts with a handler of its own."""
    counters = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
    return any(counter.get_counts() for counter in counters)


def in_words(error: Exception) -> Abort | None:
    """What ended a build, as one sentence and an exit status; None for what MkDocs tells itself."""
    if isinstance(error, MkDocsException):
        return None
    if isinstance(error, OSError):
        return Refused(f"kronik: {told(error)}; the site stays as it was")
    if any(frame.f_globals.get("__name__", "").startswith("generator.") for frame, _ in walk_tb(error.__traceback__)):
        logging.getLogger("mkdocs.plugins.kronik").debug("where it happened", exc_info=error)
        what = f"{type(error).__name__}: {error}"
        return Bug(f"kronik: a bug of ours: {what}; please report it (mkdocs --verbose shows where)")
    return None
