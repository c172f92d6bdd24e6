"""Reading a chronicle: every file of `content/` becomes a record or a problem that names the line.

`files` finds and reads them and knows no model, so that nobody loads one to hear that nothing changed; `whole` makes
records of them all.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.load.files import read
from generator.names import CONTENT

if TYPE_CHECKING:
    from generator.load.whole import Loaded


def load(root: Path) -> "Loaded":
    """Read all of `root/content`. Never raises for what stands there."""
    from generator.load.whole import loaded

    return loaded(read(root))


__all__ = ["CONTENT", "load"]
