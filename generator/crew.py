"""Work shared between this process and forked ones, portion by portion.

Rules and pages are small independent works on one large value, the records, which a forked process has without a
copy. Portions are handed out through a pipe that holds their numbers: whoever is free takes the next, this process
too as soon as it has time. What a hand has to say, its log included, comes back through a pipe of its own.

A hand never outlives the process that forked it: what it writes into would be cleared away under it.

No process is forked where there is little to do, one processor, another thread (it might hold a lock for ever) or a
system on which forking is not safe; then this process does it all.
"""

import atexit
import ctypes
import logging
import os
import pickle
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any, Generic, TypeVar, cast

from generator.progress import be_silent

T = TypeVar("T")
FEWEST = 4
"""Portions that are worth another process."""
MOST_HANDS = 4
MOST_PORTIONS = 10_000
"""Their numbers fit into a pipe."""
_SIZE = 4
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of <linux/prctl.h>
_LOGGER = "mkdocs"


def fork() -> int:
    """`os.fork`, with Ctrl-C put off until it is done; the other process then ends at once by it.

    Python calls functions before and after a fork and drops what they raise: an interrupt among them would be lost, and
    the lock of `logging` that they take would stay taken for ever.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        process = os.fork()
        if not process:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        return process
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@dataclass
class Errand(Generic[T]):
    """Something that a hand works out before its portions, for the process that forked it."""

    do: Callable[[], T]
    _file: IO[bytes] | None = None
    _reading: int = -1
    _writing: int = -1

    def prepare(self) -> None:
        """Before the fork: a place for the answer, which is more than a pipe holds, and a pipe that tells of it."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this call
        self._reading, self._writing = os.pipe()

    def run(self) -> None:
        """In the hand."""
        assert self._file
        pickle.dump(self.do(), self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()
        os.write(self._writing, b".")
        self.leave()

    def leave(self) -> None:
        """In the process that forked: nobody but the hand writes."""
        os.close(self._writing)

    def done(self) -> T:
        """What was worked out, waited for; here, where no hand did."""
        if self._file is None:
            return self.do()
        try:
            if not os.read(self._reading, 1):
                return self.do()  # which fails as it did there
            self._file.seek(0)
            return cast("T", pickle.load(self._file))  # our own process wrote it
        finally:
            self.drop()

    def drop(self) -> None:
        """Nobody wants it any more; a second time does no harm."""
        if self._file:
            self._file.close()
            self._file = None
            os.close(self._reading)


@dataclass
class Work(Generic[T]):
    """What there is to do: `do` takes the number of a portion, `told` gives what there is to say at the end."""

    portions: int
    do: Callable[[int], object]
    told: Callable[[], T]
    errand: Errand[Any] | None = None
    """What the first hand does before all else."""


@dataclass
class Crew(Generic[T]):
    """The hands of one work: `start` forks them, `finish` helps and waits."""

    work: Work[T]
    _numbers: int = -1
    _hands: list[tuple[int, int]] = field(default_factory=list)
    """Process and pipe of each."""

    def start(self, *, alone: bool = False) -> None:
        """Hand out the portions; `alone` leaves them all to this process."""
        self._numbers, written = os.pipe()
        os.write(written, b"".join(number.to_bytes(_SIZE, "big") for number in range(self.work.portions)))
        os.close(written)
        atexit.register(self.abandon)  # Ctrl-C ends MkDocs without a word to its plugins
        for number in range(0 if alone else _spare_hands(self.work.portions)):
            self._hands.append(self._forked(None if number else self.work.errand))

    def _forked(self, errand: Errand[Any] | None) -> tuple[int, int]:
        reading, writing = os.pipe()
        if errand:
            errand.prepare()
        parent = os.getpid()
        if process := fork():
            os.close(writing)
            if errand:
                errand.leave()
            return process, reading
        # From here on this is the other process; it never returns.
        try:
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            os.close(reading)
            answer = self._answer(parent, errand)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(answer)
            os._exit(0)
        finally:
            os._exit(1)

    def _answer(self, parent: int, errand: Errand[Any] | None) -> bytes:
        """What another process has to say: its log, and what the work tells or what went wrong."""
        be_silent()
        log = _Log()
        logger = logging.getLogger(_LOGGER)
        logger.handlers, logger.propagate = [log], False
        try:
            if errand:
                errand.run()
            self._labour(lambda: os.getppid() == parent)
            return pickle.dumps((log.said, self.work.told(), None))
        except Exception as error:  # noqa: BLE001 - it is raised again in the process that waits
            return pickle.dumps((log.said, None, f"{type(error).__name__}: {error}\n{traceback.format_exc()}"))

    def _labour(self, wanted: Callable[[], bool]) -> None:
        while wanted() and (number := os.read(self._numbers, _SIZE)):
            self.work.do(int.from_bytes(number, "big"))

    def finish(self) -> list[T]:
        """Help until nothing is left; what every hand has to tell. A failure of another process is raised here."""
        try:
            self._labour(lambda: True)
            return [self.work.told(), *(_heard(self._read(reading)) for _, reading in self._hands)]
        finally:
            self.abandon()

    def _read(self, reading: int) -> Any:
        parts = []
        while part := os.read(reading, 1 << 20):
            parts.append(part)
        if not parts:
            raise RuntimeError("a process that made pages ended without a word")
        return pickle.loads(b"".join(parts))  # our own process wrote it

    def abandon(self) -> None:
        """Stop everybody; a second time does no harm."""
        atexit.unregister(self.abandon)
        if self._numbers >= 0:
            os.close(self._numbers)
            self._numbers = -1
        for process, reading in self._hands:
            os.close(reading)
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self._hands.clear()
        if self.work.errand:
            self.work.errand.drop()


def _heard(answer: tuple[list[tuple[str, int, str]], Any, str | None]) -> Any:
    said, told, failure = answer
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)
    if failure is not None:
        raise RuntimeError(f"in another process: {failure}")
    return told


class _Log(logging.Handler):
    """Keeps what is said."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.said.append((record.name, record.levelno, record.getMessage()))


def _spare_hands(portions: int) -> int:
    """How many processes to fork."""
    if sys.platform != "linux" or threading.active_count() > 1 or portions < FEWEST:
        return 0
    return min(len(os.sched_getaffinity(0)), MOST_HANDS, portions) - 1
