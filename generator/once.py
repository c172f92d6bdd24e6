"""What is worked out of an object when it is first asked for, and how much is remembered of what was made."""

from functools import cached_property
from typing import Any, Self, TypeVar, overload

T = TypeVar("T")
USUAL = 20_000
"""Records of a chronicle, or pages of a site, for which bounds of what is remembered were measured."""


def room(most: int, things: int) -> int:
    """How much to remember among so many things: `most`, and in proportion more where there are more than is usual.

    Lists show all of a chronicle, one list after the other: what was forgotten since the last list has to be made
    again, which at three times the usual size cost a build a sixth of its time.
    """
    return most * max(things, USUAL) // USUAL


class once(cached_property[T]):  # noqa: N801 - a decorator, as the one it is made of
    """`functools.cached_property` as it is from Python 3.12 on: without a lock.

    Before, one lock served all objects of a class: whoever wanted a fact of one timeline waited until that of another
    had been worked out. Two threads may do the same work now; what the last one gives is kept.
    """

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | T:
        """The value, from then on an attribute of the object."""
        if instance is None:
            return self
        assert self.attrname is not None
        made = instance.__dict__[self.attrname] = self.func(instance)
        return made
