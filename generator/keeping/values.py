"""The values of YAML files, by the text they were read from."""

from dataclasses import dataclass, field
from typing import Any

from generator.keeping.boxes import Boxes

SPARE = 200
"""Values of one box that may wait for a branch to be returned to, besides as many as are in use."""


@dataclass
class _Box:
    """One of sixteen, so that an edit writes a sixteenth again."""

    values: dict[str, Any]
    used: set[str] = field(default_factory=set)
    changed: bool = False


@dataclass
class Values:
    """Looks values up, and keeps those that are new."""

    boxes: Boxes
    _open: dict[str, _Box] = field(default_factory=dict)

    def get(self, digest: str) -> Any:
        """The value of a file with such a text, None if it is not known."""
        box = self._box(digest)
        value = box.values.get(digest)
        if value is not None:
            box.used.add(digest)
        return value

    def put(self, digest: str, value: Any) -> None:
        """Remember a value."""
        box = self._box(digest)
        box.values[digest] = value
        box.used.add(digest)
        box.changed = True

    def _box(self, digest: str) -> _Box:
        if digest[0] not in self._open:
            read = self.boxes.read(_name(digest[0]))
            self._open[digest[0]] = _Box(read if isinstance(read, dict) else {})
        return self._open[digest[0]]

    def save(self) -> None:
        """Write the boxes that hold something new."""
        for letter, box in self._open.items():
            if box.changed:
                spare = [digest for digest in box.values if digest not in box.used]
                for digest in spare[: -len(box.used) - SPARE]:
                    del box.values[digest]
                self.boxes.write(_name(letter), box.values)
                box.changed = False


def _name(letter: str) -> str:
    return f"values-{letter}.json"
