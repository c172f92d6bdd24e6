"""Records for a build by MkDocs, read with what earlier runs kept of their files."""

from collections.abc import Callable
from pathlib import Path

from generator.inspection import records
from generator.keeping import Kept
from generator.load.whole import Loaded


def kept_records(root: Path, tell: Callable[[str], None]) -> Loaded:
    """The records; what is new is kept, and what is damaged is told and read anew."""
    kept = Kept.of(root)
    found = records(root, kept)
    kept.save()
    if kept.damaged:
        tell(f"{len(kept.damaged)} damaged files of an earlier run were not used, such as {kept.damaged[0]}")
    return found
