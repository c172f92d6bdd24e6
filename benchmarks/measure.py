"""Running one command: wall and processor seconds, and the most memory all its processes held at once."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
_EVERY, _SHARE = 0.1, 0.02
"""Seconds between two looks at memory, at the least; the part of a run that looking may take: the system stops a
process while it counts the pages that it shares."""


class Failed(Exception):
    """The command did not do what is measured."""


@dataclass(frozen=True)
class Measured:
    """What one run took; processor seconds include those of all processes it waited for."""

    wall: float
    cpu: float
    peak: float
    """Mebibytes; pages that processes share count once. Nothing where the system does not tell."""


def measured(command: Sequence[str | Path], folder: Path, *, allowed: Sequence[int] = (0,)) -> Measured:
    """Run a command in a folder; raises `Failed` for an exit status that is not allowed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        list(map(str, command)), cwd=folder, env=ENVIRONMENT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    said: list[bytes] = []
    assert process.stderr is not None
    stderr = process.stderr
    listening = threading.Thread(target=lambda: said.append(stderr.read()))
    listening.start()
    memory = _Memory(process.pid)
    memory.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    memory.over.set()
    listening.join()
    memory.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise Failed(f"{' '.join(map(str, command))[:200]} ended with {process.returncode}: {said[0][-2000:].decode()}")
    return Measured(wall, usage.ru_utime + usage.ru_stime, max(memory.peak, usage.ru_maxrss / 1024))


def together(runs: Sequence[Measured]) -> Measured:
    """What several runs took, one after the other, as if they were one."""
    return Measured(sum(run.wall for run in runs), sum(run.cpu for run in runs), max(run.peak for run in runs))


class _Memory(threading.Thread):
    """Looks now and then at what all processes of a session hold."""

    def __init__(self, session: int) -> None:
        super().__init__()
        self.session, self.peak, self.over = session, 0.0, threading.Event()

    def run(self) -> None:
        """Until it is over."""
        pause = _EVERY
        while sys.platform == "linux" and not self.over.wait(pause):
            began = time.perf_counter()
            self.peak = max(self.peak, sum(map(_held, _processes(self.session))))
            pause = max(_EVERY, (time.perf_counter() - began) / _SHARE)


def _processes(session: int) -> list[Path]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                if int((folder / "stat").read_text().rsplit(")", 1)[1].split()[3]) == session:
                    found.append(folder)
    return found


def _held(process: Path) -> float:
    """Mebibytes of a process, its part of what it shares."""
    with suppress(OSError, ValueError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
