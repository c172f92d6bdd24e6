"""What long work tells while it goes on: what it is at, of how many, for how long.

Like a log, it is told to nobody unless somebody listens: a person in a terminal, or `--timings`. The listener is of
one context (`contextvars`), so that the core stays free of it: what is made never depends on who listens.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol, TextIO, TypeVar

T = TypeVar("T")
VARIABLE = "KRONIK_TIMINGS"
"""Asks `mkdocs build` for timings; it has no options of ours on its command line."""
PATIENCE, PAUSE = 0.5, 0.1
"""Seconds before a line appears, and between two states of it."""


@dataclass
class Step:
    """One piece of work that has begun."""

    what: str
    of: int
    depth: int
    began: float
    at: int = 0


class Listener(Protocol):
    """Who hears of steps."""

    def changed(self, step: Step) -> None:
        """It begins, or is further on."""

    def ended(self, step: Step) -> None:
        """It is over."""


@dataclass
class _Heard:
    """The listeners of a context, and how many steps are within each other."""

    listeners: tuple[Listener, ...]
    depth: int = 0


_HEARD: ContextVar[_Heard | None] = ContextVar("heard", default=None)


@contextmanager
def step(what: str, of: int = 0) -> Iterator[Callable[[int], None]]:
    """Something that may take long; what is given back tells how far it is."""
    heard = _HEARD.get()
    if heard is None:
        yield lambda _: None
        return
    made = Step(what, of, heard.depth, time.perf_counter())

    def at(number: int) -> None:
        made.at = number
        for listener in heard.listeners:
            listener.changed(made)

    heard.depth += 1
    at(0)
    try:
        yield at
    finally:
        heard.depth -= 1
        for listener in heard.listeners:
            listener.ended(made)


def counted(what: str, items: Sequence[T]) -> Iterator[T]:
    """The items one by one, told as one step."""
    with step(what, len(items)) as at:
        for number, item in enumerate(items):
            if number % 100 == 0:
                at(number)
            yield item


@dataclass
class Line:
    """One line of a terminal that says what is going on, and is gone afterwards."""

    stream: TextIO
    _shown: float = 0.0
    _there: bool = False

    def changed(self, step: Step) -> None:
        """Show the step, if it takes long and was not shown just now."""
        now = time.perf_counter()
        if now - step.began < PATIENCE or now - self._shown < PAUSE:
            return
        self._shown, self._there = now, True
        count = f" {step.at:,} of {step.of:,}" if step.at else f" {step.of:,}" if step.of else ""
        self.stream.write(f"\r\033[K{step.what}{count}, {now - step.began:.0f} s")
        self.stream.flush()

    def ended(self, step: Step) -> None:  # noqa: ARG002 - whichever it was
        """Leave nothing behind."""
        if self._there:
            self.stream.write("\r\033[K")
            self.stream.flush()
            self._there = False


@dataclass
class Timings:
    """Where time went: each step with its count and seconds, those within another below it."""

    began: float = field(default_factory=time.perf_counter)
    _steps: dict[tuple[int, str], list[float]] = field(default_factory=dict)

    def changed(self, step: Step) -> None:
        """Keep the order in which steps begin."""
        self._steps.setdefault((step.depth, step.what), [0.0, 0.0])

    def ended(self, step: Step) -> None:
        """Add it up; the same work in several portions is one row."""
        row = self._steps[step.depth, step.what]
        row[0] += time.perf_counter() - step.began
        row[1] += step.of

    def told(self) -> str:
        """A table; what no step was about is the rest."""
        whole = time.perf_counter() - self.began
        rows = [("  " * depth + what, row[0], row[1]) for (depth, what), row in self._steps.items()]
        rest = whole - sum(row[0] for (depth, _), row in self._steps.items() if not depth)
        lines = [f"{seconds:8.2f} s  {what}{f' ({count:,.0f})' if count else ''}" for what, seconds, count in rows]
        return "\n".join([*lines, f"{rest:8.2f} s  everything else", f"{whole:8.2f} s  in all"])


@contextmanager
def listening(*, timings: bool, stream: TextIO | None = None) -> Iterator[None]:
    """Show a line while work goes on in a terminal, and at the end where time went, if that is wanted."""
    stream = stream or sys.stderr
    told = listen(timings=timings, stream=stream)
    try:
        yield
    finally:
        _HEARD.set(None)
        if told:
            stream.write(f"{told.told()}\n")


def listen(*, timings: bool, stream: TextIO | None) -> Timings | None:
    """Listen from now on; what is given back has the timings, if they are wanted. A closed stream is None."""
    told = Timings() if timings else None
    line = Line(stream) if stream and stream.isatty() else None
    listeners = tuple(one for one in (line, told) if one is not None)
    _HEARD.set(_Heard(listeners) if listeners else None)
    return told


def be_silent() -> None:
    """Tell nobody from now on: in a forked process, whose lines would mix with those of the first."""
    _HEARD.set(None)


def spent(what: str, seconds: float) -> None:
    """A step that another process took."""
    if heard := _HEARD.get():
        made = Step(what, 0, heard.depth, time.perf_counter() - seconds)
        for listener in heard.listeners:
            listener.changed(made)
            listener.ended(made)


def wanted(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for timings."""
    return environ.get(VARIABLE, "") not in ("", "0")
