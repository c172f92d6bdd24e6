"""Long work that lets others go first, and ends when nobody wants it any more.

Python runs one thread at a time and gives each the same share of time. While a plan of ten thousand pages is made in
the background, whoever waits for one page would wait twice as long and more. So the loops over all records ask whether
to go on (`in_turn`); whoever runs them in the background says what is asked (`asking`). Elsewhere nobody is.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
_ASKED: ContextVar[Callable[[], None] | None] = ContextVar("asked", default=None)


@contextmanager
def asking(may_go_on: Callable[[], None]) -> Iterator[None]:
    """What work of this thread asks from time to time: it may wait, and it raises what ends the work."""
    before = _ASKED.set(may_go_on)
    try:
        yield
    finally:
        _ASKED.reset(before)


def give_way() -> None:
    """Ask once."""
    if may_go_on := _ASKED.get():
        may_go_on()


def in_turn(items: Iterable[T]) -> Iterable[T]:
    """The items, asking before each."""
    may_go_on = _ASKED.get()
    return items if may_go_on is None else _asked(items, may_go_on)


def _asked(items: Iterable[T], may_go_on: Callable[[], None]) -> Iterator[T]:
    for item in items:
        may_go_on()
        yield item
