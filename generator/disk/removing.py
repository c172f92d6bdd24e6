"""Removing a folder of tens of thousands of files: it is the system's work, which two processes get done sooner."""

import os
import shutil
from pathlib import Path

from generator.crew import Crew, Work

FEWEST = 4_000
"""Folders that are worth another process."""
PORTIONS = 8


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it; raises `OSError`."""
    below = [path for top in _folders(os.fspath(folder)) for path in _folders(top)]
    if len(below) >= FEWEST:
        _remove_together(below)
    shutil.rmtree(folder)  # what is left; it says what can't be removed


def _folders(folder: str) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.path for entry in entries if entry.is_dir(follow_symlinks=False))


def _remove_together(folders: list[str]) -> None:
    """Each process takes whole runs of them: neighbours lie together on the disk."""
    ends = [len(folders) * number // PORTIONS for number in range(PORTIONS + 1)]

    def remove_run(number: int) -> None:
        for path in folders[ends[number] : ends[number + 1]]:
            shutil.rmtree(path, ignore_errors=True)

    crew = Crew(Work(PORTIONS, remove_run, lambda: None))
    crew.start()
    crew.finish()
