"""Long lists as several pages, each small enough for a phone on a slow line.

The first page of a list has the list's own address, the others follow at `page/2/` and so on. Pages are filled from
the oldest event on: a chronicle that grows at its end changes its last page alone.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from generator.lines.line import Line

BUDGET = 90_000
"""What a page may weigh: with a frame of 15 kB it stays below 150 kB compressed, whatever the texts are."""
_FRAME = 60
"""The markup of a line after compression."""

T = TypeVar("T")


def weight(line: Line) -> int:
    """About the compressed bytes of a line: names and common words shrink to less than half, random ones do not."""
    figures = (word for figure in line.figures for word in (figure.amount, figure.counted))
    texts = "".join((line.id, line.title, line.who, line.through, line.where, *figures))
    return _FRAME + len(texts.encode()) // 2 + 12 * len(line.history)


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
