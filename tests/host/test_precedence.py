"""Who goes first while a chronicle is served."""

import threading
from collections.abc import Callable

import pytest

from generator.host import precedence
from generator.host.precedence import Precedence


def apart(work: Callable[[], object]) -> tuple[threading.Thread, threading.Event]:
    """Work in a thread of its own, and what tells that it is done."""
    done = threading.Event()

    def run() -> None:
        work()
        done.set()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, done


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody goes on for having waited long."""
    monkeypatch.setattr(precedence, "LONGEST", None)
    monkeypatch.setattr(precedence, "REST", None)


@pytest.mark.usefixtures("patient")
def test_the_background_waits_for_whoever_is_served() -> None:
    """And goes on when nobody is."""
    order = Precedence()
    order.wait()
    with order.taken(), order.taken():
        thread, done = apart(order.wait)
        assert not done.wait(0.05)
    thread.join(30)
    assert done.is_set()


@pytest.mark.usefixtures("patient")
def test_whoever_waits_for_the_background_lets_it_work() -> None:
    """Both would wait for ever otherwise; afterwards it waits again."""
    order = Precedence()
    with order.taken():
        with order.left():
            apart(order.wait)[0].join(30)
            assert not order._served
        assert order._served


@pytest.mark.usefixtures("patient")
def test_others_are_still_served() -> None:
    """One who waits for the background speaks for himself alone."""
    order = Precedence()
    begun, end = threading.Event(), threading.Event()

    def served() -> None:
        with order.taken():
            begun.set()
            end.wait(30)

    other, _ = apart(served)
    begun.wait(30)
    with order.taken(), order.left():
        thread, done = apart(order.wait)
        assert not done.wait(0.05)
        end.set()
        other.join(30)
        thread.join(30)
        assert done.is_set()


@pytest.mark.usefixtures("patient")
def test_a_rest_ends_when_somebody_waits() -> None:
    """What is given up is given up at once then."""
    order = Precedence()
    thread, done = apart(order.rest)
    assert not done.wait(0.05)
    with order.left():
        thread.join(30)
    assert done.is_set()


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should two wait for each other, the background goes on."""
    monkeypatch.setattr(precedence, "LONGEST", 0.01)
    order = Precedence()
    with order.taken():
        thread, done = apart(order.wait)
        thread.join(30)
    assert done.is_set()
