"""How well an event is attested, by rule: no score for anybody, the first grade that holds.

acknowledged   a party to the event asserts or confirms it
contested      the latest stance of some party is a denial
corroborated   two or more independent origins assert it
single-origin  one does
documented     there are sources, but no claim
unclaimed      nobody says that it happened

An assertion on a part counts for the whole; a denial or doubt about a part does not. The grade is worked out claim
by claim in the order in which claims became public, so that it can be told for every day.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from generator.derive.ledger import Entry
from generator.derive.origins import count
from generator.derive.stances import ASSERTING, COUNTING

GRADES = ("acknowledged", "contested", "corroborated", "single-origin", "documented", "unclaimed")


@dataclass(frozen=True, slots=True)
class Change:
    """From this day on the event had this grade and this many independent origins."""

    day: date
    grade: str
    origins: int
    claims: int
    """Claims that were public, those on parts that count included."""


@dataclass(slots=True)
class _State:
    """What is public so far about one event."""

    event_id: str
    parties: frozenset[str]
    claims: int = 0
    latest: dict[str, dict[str, Entry]] = field(default_factory=dict)
    active: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    last: dict[str, Entry | None] = field(default_factory=dict)
    """The last word of each party that it did not take back."""
    asserted: dict[str, set[str]] = field(default_factory=dict)
    """About which events each party has an assertion that stands."""
    roots: Counter[str] = field(default_factory=Counter)
    denying: set[str] = field(default_factory=set)
    acknowledging: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Take one more claim into account."""
        self.claims += 1
        if entry.claim.stance in COUNTING:
            for party in entry.parties:
                self._assert(party, entry)
                self._speak(party, entry)

    def _assert(self, party: str, entry: Entry) -> None:
        key = (party, entry.claim.about)
        before = self.active.get(key, [])
        if entry.claim.stance in ASSERTING:
            self.active[key] = [*before, entry] if len(before) < 2 else [before[0], entry]
            after = self.active[key]
        elif entry.claim.stance == "retracts":
            after = self.active[key] = [other for other in before if other.order > entry.order]
        else:
            return
        self.roots.subtract(root for other in before for root in other.roots)
        self.roots.update(root for other in after for root in other.roots)
        asserted = self.asserted.setdefault(party, set())
        (asserted.add if after else asserted.discard)(entry.claim.about)
        if party in self.parties:
            (self.acknowledging.add if asserted else self.acknowledging.discard)(party)

    def _speak(self, party: str, entry: Entry) -> None:
        said = self.latest.setdefault(party, {})
        older = said.get(entry.claim.about)
        if older is None or older.order <= entry.order:
            said[entry.claim.about] = entry
            self.last[party] = self._last_word(party, entry)
        last = self.last.get(party)
        denies = last is not None and last.claim.stance == "denies"
        (self.denying.add if denies else self.denying.discard)(party)

    def _last_word(self, party: str, entry: Entry) -> Entry | None:
        """What counts of a party after one more claim; only taking back makes it look through all it said."""
        last = self.last.get(party)
        if entry.claim.stance != "retracts":
            return entry if last is None or entry.order >= last.order else last
        if last is None or last.claim.about != entry.claim.about:
            return last
        standing = (other for other in self.latest[party].values() if other.claim.stance != "retracts")
        return max(standing, key=lambda other: other.order, default=None)

    @property
    def origins(self) -> int:
        return count([root for root, times in self.roots.items() if times > 0])

    @property
    def grade(self) -> str:
        if self.acknowledging:
            return "acknowledged"
        if self.denying:
            return "contested"
        if self.origins:
            return "corroborated" if self.origins > 1 else "single-origin"
        return "unclaimed" if self.claims else "documented"


def counting(event_id: str, entries: Iterable[Entry]) -> list[Entry]:
    """The claims that bear on the grade: all on the event itself, assertions and retractions on its parts."""
    return [e for e in entries if e.claim.about == event_id or e.claim.stance in ASSERTING | {"retracts"}]


def history(event_id: str, entries: Iterable[Entry], parties: Collection[str], begins: date) -> tuple[Change, ...]:
    """Every day on which the grade, the origins or the number of claims changed, in order."""
    state = _State(event_id, frozenset(parties))
    days: dict[date, list[Entry]] = {}
    for entry in counting(event_id, entries):
        days.setdefault(entry.public, []).append(entry)
    changes = [] if days and min(days) <= begins else [Change(begins, state.grade, 0, 0)]
    for day in sorted(days):
        for entry in sorted(days[day], key=lambda e: e.order):
            state.add(entry)
        changes.append(Change(day, state.grade, state.origins, state.claims))
    return tuple(changes)


def until(changes: tuple[Change, ...], day: date) -> tuple[Change, ...]:
    """What of a history was known on a day."""
    return changes[: bisect_right(changes, day, key=lambda change: change.day)]


def evidence(event_id: str, entries: Iterable[Entry], parties: Collection[str]) -> tuple[Entry, ...]:
    """The claims that led to the grade."""
    state = _State(event_id, frozenset(parties))
    found = sorted(counting(event_id, entries), key=lambda e: (e.public, e.order))
    for entry in found:
        state.add(entry)
    if state.grade == "contested":
        return tuple(_latest_denial(state, party) for party in sorted(state.denying))
    asserted = [entry for of in state.active.values() for entry in of]
    if state.grade == "acknowledged":
        asserted = [entry for entry in asserted if set(entry.parties) & state.acknowledging]
    return tuple(_first_of_each_root(sorted(asserted, key=lambda e: e.order)))


def _first_of_each_root(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.roots - seen:
            seen |= entry.roots
            yield entry


def _latest_denial(state: _State, party: str) -> Entry:
    denials = [entry for entry in state.latest[party].values() if entry.claim.stance == "denies"]
    return max(denials, key=lambda entry: entry.order)
