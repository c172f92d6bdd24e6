"""Who said what about an event, party by party, and how that changed.

The rule: the latest stance counts. Declines, unable, conditional and predicts change nothing; retracts removes what
the party said before. Assertions on a part of the event count for the whole; denials of a part do not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.derive.ledger import Entry

ASSERTING = frozenset({"asserts", "confirms", "revises"})
COUNTING = ASSERTING | {"denies", "doubts", "retracts"}


@dataclass(frozen=True, slots=True)
class Row:
    """One party's stance over time."""

    party: str
    role: str
    """What the party is to the event: sending, receiving, acting, opposing or observing."""
    entries: tuple[Entry, ...]
    """All it said, in order."""
    latest: Entry | None
    """What counts now; None where nothing does, or where it was retracted."""
    of_parts: tuple[Entry, ...] = ()
    """What it said of parts of the event that says nothing about the whole."""

    def first(self, *stances: str) -> Entry | None:
        """The first time the party took one of the stances; of a part where it never did of the whole."""
        return next((entry for entry in (*self.entries, *self.of_parts) if entry.claim.stance in stances), None)


def matrix(found: Iterable[Entry], roles: Mapping[str, str], of_parts: Iterable[Entry] = ()) -> tuple[Row, ...]:
    """A row for each party that spoke, the parties to the event first, then by the day they first spoke."""
    aside: dict[str, list[Entry]] = {}
    for entry in of_parts:
        for party in entry.parties:
            aside.setdefault(party, []).append(entry)
    said: dict[str, list[Entry]] = {party: [] for party in roles}
    for entry in found:
        for party in entry.parties:
            said.setdefault(party, []).append(entry)
    rows = [
        Row(party, roles.get(party, "observing"), tuple(of), _latest(of), tuple(aside.get(party, ())))
        for party, of in said.items()
    ]
    order = ("sending", "receiving", "acting", "opposing", "observing")
    return tuple(sorted(rows, key=lambda row: (order.index(row.role), _first_said(row), row.party)))


def _latest(found: Iterable[Entry]) -> Entry | None:
    counting = [entry for entry in found if entry.claim.stance in COUNTING]
    return counting[-1] if counting and counting[-1].claim.stance != "retracts" else None


def _first_said(row: Row) -> tuple[int, int]:
    return row.entries[0].statement.date.sort_key if row.entries else (10**9, 10**9)
