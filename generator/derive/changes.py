"""What changed in the chronicle itself: additions, corrections, withdrawals, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.corpus import Corpus
from generator.kinds import AnyEvent

Key = tuple[str, str]
"""Vocabulary and id of a record."""


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """One change to one event."""

    day: date
    what: Literal["added", "corrected", "withdrawn"]
    event: AnyEvent
    note: str
    number: int
    """Counts the corrections of one event, so that each change has an identity that stays."""


def changes(corpus: Corpus) -> tuple[ChangeNote, ...]:
    """Every change, the newest first; of one day in the order of ids."""
    return tuple(sorted(_found(corpus), key=lambda c: (-c.day.toordinal(), c.event.id, -c.number)))


def _found(corpus: Corpus) -> Iterator[ChangeNote]:
    for event in corpus.events.values():
        if event.added.latest:
            yield ChangeNote(event.added.latest, "added", event, "", 0)
        for number, correction in enumerate(event.corrections, start=1):
            if correction.date.latest:
                yield ChangeNote(correction.date.latest, "corrected", event, correction.note, number)
        if event.withdrawn and event.withdrawn.date.latest:
            number = len(event.corrections) + 1
            yield ChangeNote(event.withdrawn.date.latest, "withdrawn", event, event.withdrawn.reason, number)
