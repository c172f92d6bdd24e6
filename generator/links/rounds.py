"""Asking many addresses: few hosts at once, each host one question at a time with a pause between."""

import queue
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.links.ask import Answer, Asker

LONGEST_WAIT = 60.0
"""Seconds we wait because a server asked for it; one that asks for more is left for the next run."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How polite we are."""

    at_once: int = 4
    delay: float = 2.0
    """Seconds between two questions to one host."""


def ask_all(asker: Asker, urls: Sequence[str], manners: Manners) -> Iterator[tuple[str, Answer]]:
    """Each address with its answer, as they come; ends early where the caller stops listening."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[(urlsplit(url).hostname or "").lower()].append(url)
    waiting: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for group in sorted(hosts.values(), key=len, reverse=True):
        waiting.put(group)
    answers: queue.SimpleQueue[tuple[str, Answer] | BaseException] = queue.SimpleQueue()
    stop = threading.Event()
    for _ in range(min(manners.at_once, len(hosts))):
        threading.Thread(target=_work, args=(asker, waiting, answers, stop, manners.delay), daemon=True).start()
    try:
        for _ in urls:
            found = _next(answers)
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        stop.set()


def _next(answers: "queue.SimpleQueue[tuple[str, Answer] | BaseException]") -> tuple[str, Answer] | BaseException:
    """Wait in short steps, so that Ctrl-C is heard at once."""
    while True:
        try:
            return answers.get(timeout=0.5)
        except queue.Empty:
            continue


def _work(
    asker: Asker,
    waiting: "queue.SimpleQueue[list[str]]",
    answers: "queue.SimpleQueue[tuple[str, Answer] | BaseException]",
    stop: threading.Event,
    delay: float,
) -> None:
    """Take host after host; a bug of ours is handed over, not lost with the thread."""
    try:
        while not stop.is_set():
            for url, answer in _host(asker, waiting.get_nowait(), stop, delay):
                answers.put((url, answer))
    except queue.Empty:
        return
    except BaseException as error:  # noqa: BLE001 - raised again where the answers are read
        answers.put(error)


def _host(asker: Asker, urls: Sequence[str], stop: threading.Event, delay: float) -> Iterator[tuple[str, Answer]]:
    """All addresses of one host, one after the other."""
    closed: Answer | None = None
    for number, url in enumerate(urls):
        if closed is None and number and stop.wait(delay):
            return
        answer = closed or asker.ask(url)
        if closed is None and answer.outcome == "busy":
            wait = answer.retry_after if answer.retry_after is not None else 10 * delay
            if wait > LONGEST_WAIT:
                closed = answer
            elif not stop.wait(wait):
                answer = asker.ask(url)
                closed = answer if answer.outcome == "busy" else None
        yield url, answer
