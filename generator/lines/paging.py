"""Long lists as several pages, each small enough for a phone on a slow line.

The first page of a list has the list's own address, the others follow at `page/2/` and so on. Pages are filled from
the oldest event on: a chronicle that grows at its end changes its last page alone.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TypeVar

from generator.lines.line import Line

BUDGET = 90_000
"""What a page may weigh: with a frame of 15 kB it stays below 150 kB compressed, whatever the texts are."""

T = TypeVar("T")
weight: Callable[[Line], int] = attrgetter("weight")
"""What a line weighs."""


def cut(items: Sequence[T], weigh: Callable[[T], int]) -> list[Sequence[T]]:
    """The items page by page; one page at least, one item at least on each page but an empty first one."""
    pages, start, full = [], 0, 0
    for index, item in enumerate(items):
        heavy = weigh(item)
        if full and full + heavy > BUDGET:
            pages.append(items[start:index])
            start, full = index, 0
        full += heavy
    return [*pages, items[start:]]


def place(base: str, number: int) -> str:
    """The address of a page of a list, the first being 1: `timeline/`, `timeline/page/2/`."""
    return base if number == 1 else f"{base}page/{number}/"
