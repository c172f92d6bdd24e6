"""The digests of files that were read before, by what the system says of them: nothing is opened that nobody changed.

Git knows changed files the same way, and with the same care: a file that was written to a moment before it was read
may be written to again without a trace, if the clock of its disk is coarse, so its digest is not kept
(https://git-scm.com/docs/racy-git).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.keeping.boxes import Boxes

COARSE = 2_500_000_000
"""Nanoseconds: the coarsest clock of a disk, that of FAT, goes in steps of two seconds."""
_NAME = "seen.json"


@dataclass
class Seen:
    """The files of one chronicle as they were when they were read last."""

    boxes: Boxes
    _now: int = field(default_factory=time.time_ns)

    @cached_property
    def _kept(self) -> Mapping[str, list[int | str]]:
        read = self.boxes.read(_NAME)
        return read if isinstance(read, dict) else {}

    def digest(self, path: str, trace: tuple[int, ...]) -> str | None:
        """The digest of a file, None for one that may have been written to."""
        kept = self._kept.get(path)
        return str(kept[-1]) if kept and trace and kept[:-1] == [*trace] else None

    def keep(self, traces: Mapping[str, tuple[int, ...]], digests: Mapping[str, str]) -> None:
        """Remember files that were read since this was made."""
        kept: dict[str, list[int | str]] = {
            path: [*trace, digests[path]]
            for path, trace in traces.items()
            if path in digests and trace and max(trace[-2:]) < self._now - COARSE
        }
        if kept != self._kept:
            self.boxes.write(_NAME, kept)
