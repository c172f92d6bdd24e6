"""Loops that ask whether to go on, and facts that are worked out once without a lock."""

import threading
from collections.abc import Callable
from itertools import count

import pytest

from generator.once import once
from generator.turns import asking, give_way, in_turn


class Enough(Exception):
    """The work is not wanted any more."""


def at_most(number: int) -> Callable[[], None]:
    """Lets so many go on."""
    left = [number]

    def may_go_on() -> None:
        if not left[0]:
            raise Enough
        left[0] -= 1

    return may_go_on


def test_nobody_is_asked_elsewhere() -> None:
    """The items are not even gone through by somebody else."""
    items = [1, 2, 3]
    give_way()
    assert in_turn(items) is items


def test_each_item_is_asked_for() -> None:
    """And none is given once the work is not wanted."""
    given: list[int] = []
    with pytest.raises(Enough), asking(at_most(2)):
        given.extend(in_turn([1, 2, 3]))
    assert [1, 2] == given
    give_way()


def test_only_the_thread_that_works_is_asked() -> None:
    """Whoever answers a browser meanwhile is not."""
    items, others = [1], list[object]()
    with asking(at_most(0)):
        thread = threading.Thread(target=lambda: others.append(in_turn(items)))
        thread.start()
        thread.join()
        with pytest.raises(Enough):
            give_way()
    assert items is others[0]


class Worked:
    """Something of which a fact is worked out."""

    def __init__(self, work: Callable[[], int]) -> None:
        self.work = work

    @once
    def fact(self) -> int:
        """Slow."""
        return self.work()


def test_a_fact_is_worked_out_once() -> None:
    """Of each object."""
    numbers = count(1)
    one, other = (Worked(lambda: next(numbers)) for _ in range(2))
    assert (1, 1, 2, 2) == (one.fact, one.fact, other.fact, other.fact)
    assert isinstance(Worked.fact, once)


def test_no_object_waits_for_another() -> None:
    """`functools.cached_property` of Python 3.11 would: here the first fact needs that of the second object."""
    second = Worked(lambda: 2)
    found: list[int] = []

    def of_another_thread() -> int:
        thread = threading.Thread(target=lambda: found.append(second.fact), daemon=True)
        thread.start()
        thread.join(timeout=30)
        return len(found)

    assert 1 == Worked(of_another_thread).fact
