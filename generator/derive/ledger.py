"""The ledger: every claim about an event, in the order of the day it was said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.corpus import Corpus
from generator.derive.chains import Chain
from generator.derive.origins import Origins, count
from generator.kinds import Deployment, Occurrence, Statement
from generator.model.base import Record
from generator.model.claims import Claim, Figure
from generator.model.vocabularies import Actor, Source
from generator.turns import in_turn


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure that the same speaker gave before, for the same measure, unit and scope."""

    statement: Statement
    figure: Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim with what is derived of it."""

    statement: Statement
    index: int
    parties: tuple[str, ...]
    roots: frozenset[str]
    chains: tuple[Chain, ...]
    known: date | None
    earlier: tuple[Earlier | None, ...]
    """For each figure the one it follows."""

    @property
    def claim(self) -> Claim:
        return self.statement.claims[self.index]

    @property
    def origins(self) -> int:
        """How many independent origins the claim has."""
        return count(self.roots)

    @property
    def said(self) -> date | None:
        """The earliest day it can have been said."""
        return self.statement.date.earliest

    @property
    def public(self) -> date:
        """The day from which it counts as known; the day it was added, where no other can be told."""
        return self.known or self.statement.added.latest or date.max

    @property
    def anchor(self) -> str:
        """The place of the claim on the page of its statement."""
        return f"claim-{self.index + 1}"

    @property
    def order(self) -> tuple[tuple[int, int], str, int]:
        return self.statement.date.sort_key, self.statement.id, self.index


def entries(corpus: Corpus, origins: Origins, known: Mapping[str, date | None]) -> tuple[Entry, ...]:
    """Every claim of the chronicle in the order it was said; what was withdrawn claims nothing any more."""
    last: dict[tuple[object, ...], Earlier] = {}
    found = []
    standing = (statement for statement in corpus.statements if not statement.withdrawn)
    for statement in in_turn(sorted(standing, key=lambda s: (s.date.sort_key, s.id))):
        speaking, ways = origins.parties.of_statement(statement), origins.chains.of_statement(statement)
        said: dict[tuple[object, ...], Earlier] = {}
        for index, claim in enumerate(statement.claims):
            keys = [_series(statement, claim, figure) for figure in claim.figures]
            earlier = tuple(_before(last.get(key), f) for key, f in zip(keys, claim.figures, strict=True))
            said.update((key, Earlier(statement, f)) for key, f in zip(keys, claim.figures, strict=True))
            roots = origins.of_claim(statement, index)
            found.append(Entry(statement, index, speaking, roots, ways, known[statement.id], earlier))
        last.update(said)
    return tuple(found)


_ONLY_SHOWN: Mapping[type[Record], Sequence[str]] = {
    Statement: ("title", "summary", "quotes", "topics", "places"),
    Source: ("title", "title_unknown", "title_translation", "url", "url_unknown", "archived", "language", "notes"),
    Actor: ("name", "names", "notes"),
}
"""What of records no entry depends on, nor a party, a chain or an origin; of deployments and occurrences it is all."""


def mean_the_same(old: Record, new: Record) -> bool:
    """Whether entries can't differ but for the statement that they show."""
    if isinstance(old, Deployment | Occurrence) and isinstance(new, Deployment | Occurrence):
        return True
    shown = _ONLY_SHOWN.get(type(old), ())
    values = ({name: value for name, value in record if name not in shown} for record in (old, new))
    return type(old) is type(new) and next(values) == next(values)


def in_their_place(found: Iterable[Entry], others: Iterable[Record]) -> tuple[Entry, ...]:
    """Entries with other statements in the place of those of the same ids that they name."""
    new = {other.id: other for other in others if isinstance(other, Statement)}

    def renewed(entry: Entry) -> Entry:
        if entry.statement.id not in new and not any(e and e.statement.id in new for e in entry.earlier):
            return entry
        earlier = (e and replace(e, statement=new.get(e.statement.id, e.statement)) for e in entry.earlier)
        return replace(entry, statement=new.get(entry.statement.id, entry.statement), earlier=tuple(earlier))

    return tuple(map(renewed, found)) if new else tuple(found)


def _series(statement: Statement, claim: Claim, figure: Figure) -> tuple[object, ...]:
    """What makes two figures successive values of one series."""
    speakers = tuple(sorted(speaker.actor or f"{speaker.role}/{speaker.of}" for speaker in statement.speaker))
    return claim.about, speakers, figure.measure, figure.unit, figure.scope


def _before(earlier: Earlier | None, figure: Figure) -> Earlier | None:
    if earlier is None:
        return None
    old = earlier.figure
    same = (old.bound, old.low, old.high, old.words) == (figure.bound, figure.low, figure.high, figure.words)
    return None if same else earlier


def by_event(found: tuple[Entry, ...]) -> Mapping[str, tuple[Entry, ...]]:
    """The claims about each event."""
    ledgers: dict[str, list[Entry]] = {}
    for entry in found:
        ledgers.setdefault(entry.claim.about, []).append(entry)
    return {event_id: tuple(of) for event_id, of in ledgers.items()}
