"""What earlier runs left under `.cache/kronik/check/`: the values of YAML files, the findings of whole checks, and
which files were read before.

Everything is keyed by the text it was made from and by what made it (`stamp`). The folder may be deleted, shared or
damaged at any time: what is missing or broken is read anew, with one warning, and no finding changes. It holds plain
JSON alone, so that a folder from elsewhere can run nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.disk.caches import CACHE
from generator.keeping.boxes import Boxes
from generator.keeping.seen import Seen
from generator.keeping.stamp import stamp
from generator.keeping.values import Values
from generator.keeping.verdicts import Verdict, known_verdict, last_known, remember

KEPT = f"{CACHE}/check"


@dataclass
class Kept:
    """The folder of one chronicle during one run."""

    boxes: Boxes
    seen: Seen = field(init=False)
    """The files as they were read last."""
    _values: Values = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is read before somebody asks."""
        self.seen = Seen(self.boxes)
        self._values = Values(self.boxes)

    @classmethod
    def of(cls, root: Path) -> "Kept":
        """What earlier runs on this chronicle left."""
        return cls(Boxes(root / KEPT, stamp()))

    @property
    def damaged(self) -> Sequence[str]:
        """Files that were there but can't be trusted."""
        return self.boxes.damaged

    def value(self, digest: str) -> Any:
        """The value of a YAML file with such a text, None if it is not known."""
        return self._values.get(digest)

    def keep_value(self, digest: str, value: Any) -> None:
        """Remember the value of a YAML file."""
        self._values.put(digest, value)

    def verdict(self, digest: str) -> Verdict | None:
        """What a check of a chronicle with such contents found."""
        return known_verdict(self.boxes, digest)

    def last(self) -> tuple[Verdict, Mapping[str, str]] | None:
        """What the last check found, and the digests of the files it was about, by path."""
        return last_known(self.boxes)

    def keep_verdict(self, digest: str, files: Mapping[str, str], verdict: Verdict) -> None:
        """Remember what a check found in these files."""
        remember(self.boxes, digest, files, verdict)

    def save(self) -> None:
        """Write the values that are new; a folder that can't be written is no reason to stop."""
        self._values.save()


__all__ = ["KEPT", "Kept", "Verdict"]
