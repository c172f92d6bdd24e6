"""Reading the YAML of very many files with the help of two forked processes.

Parsing is most of the work of a first check, and one file has nothing to do with another. A forked process has all
texts without a copy, takes every second portion of them and sends the values back through a pipe; this process makes
records of them meanwhile. A process that dies, or can't read a file, leaves it to this one.
"""

import marshal
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

from generator.crew import fork
from generator.plainyaml import Unusual, plain_value

FEWEST = 1_000
"""Files for which forking is worth its while."""
HANDS = 2
PORTION = 200
_SIZE = 8
_PIPE = 1 << 20
"""So much may wait in a pipe (Linux gives 64 kB unasked, and a hand would stand idle)."""


def plain_values(texts: Sequence[str]) -> Iterator[Any]:
    """The value of each text in order, None for one that the careful reader must see."""
    if len(texts) < FEWEST or not _may_fork():
        yield from map(_value, texts)
        return
    portions = [texts[at : at + PORTION] for at in range(0, len(texts), PORTION)]
    hands = [_Hand.forked(portions[number::HANDS]) for number in range(HANDS)]
    try:
        for number, portion in enumerate(portions):
            values = hands[number % HANDS].next()
            yield from map(_value, portion) if values is None else values
    finally:
        for hand in hands:
            hand.dismiss()


def _value(text: str) -> Any:
    try:
        return plain_value(text)
    except Unusual:
        return None


def _may_fork() -> bool:
    """Only where a second processor would help; another thread might hold a lock for ever in the forked process."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


@dataclass
class _Hand:
    """A forked process and the pipe it answers through."""

    process: int
    pipe: BinaryIO
    lost: bool = False

    @classmethod
    def forked(cls, portions: Sequence[Sequence[str]]) -> "_Hand":
        reading, writing = os.pipe()
        _widen(writing)
        if process := fork():
            os.close(writing)
            return cls(process, os.fdopen(reading, "rb"))
        # From here on this is the other process; it never returns.
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                for portion in portions:
                    data = marshal.dumps([_value(text) for text in portion])
                    pipe.write(len(data).to_bytes(_SIZE, "big") + data)
                    pipe.flush()
            os._exit(0)
        finally:
            os._exit(1)

    def next(self) -> list[Any] | None:
        """The values of the next portion; None for good once the process has ended too early."""
        size = int.from_bytes(self.pipe.read(_SIZE), "big") if not self.lost else 0
        data = self.pipe.read(size)
        self.lost = self.lost or not size or len(data) < size
        return None if self.lost else marshal.loads(data)

    def dismiss(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _widen(pipe: int) -> None:
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)
