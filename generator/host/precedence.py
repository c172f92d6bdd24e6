"""Whoever answers a browser or takes in a save goes before whoever works in the background."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 2.0
"""Seconds that the background waits at a time: should the two wait for each other, it goes on."""
REST = 1.5
"""Seconds in which a browser has asked for what it wants to show after a save."""


class Precedence:
    """Who is being served, among the threads of one server."""

    def __init__(self) -> None:
        self._served = self._waiting = 0
        self._nobody = threading.Condition()
        self._own = threading.local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """This thread serves somebody."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    @contextmanager
    def left(self) -> Iterator[None]:
        """This thread waits for the background now, which therefore may work."""
        mine = self._mine
        self._add(-mine, waiting=1)
        try:
            yield
        finally:
            self._add(mine, waiting=-1)

    def wait(self) -> None:
        """Wait until nobody is served; for threads in the background."""
        if self._served:
            with self._nobody:
                self._nobody.wait_for(lambda: not self._served, LONGEST)

    def rest(self) -> None:
        """Wait before what was made is thrown away, unless somebody waits: no thread can answer while it is freed."""
        with self._nobody:
            self._nobody.wait_for(lambda: self._waiting, REST)

    @property
    def _mine(self) -> int:
        return getattr(self._own, "served", 0)

    def _add(self, served: int, *, waiting: int = 0) -> None:
        with self._nobody:
            self._own.served = self._mine + served
            self._served += served
            self._waiting += waiting
            if waiting or not self._served:
                self._nobody.notify_all()
