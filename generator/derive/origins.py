"""Whose own knowledge a claim is, so that ten reports of one briefing count once.

The rule: the root of a statement is its speaker's party; a claim that relies on another has that one's root; a
claim that an outlet makes in its own name is followed through `via` and `derived_from` to the outlets it rests on.
Two officials of one government are one origin. A speaker of unknown party counts only where there is no other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from generator.corpus import Corpus
from generator.derive.chains import Chains, origin
from generator.derive.parties import UNKNOWN, Parties
from generator.kinds.statement import Speaker, Statement
from generator.model.claims import Borrowed
from generator.model.event import Citation

_Roots = frozenset[str]


@dataclass(frozen=True)
class Origins:
    """Looks roots up; a root is the id of a party, or `UNKNOWN`."""

    corpus: Corpus
    parties: Parties
    chains: Chains
    _ends: dict[str, _Roots] = field(default_factory=dict)
    _own: dict[str, _Roots] = field(default_factory=dict)
    _claims: dict[tuple[str, int], _Roots] = field(default_factory=dict)
    _borrowing: set[tuple[str, int]] = field(default_factory=set)
    """Those of them that have the roots of others."""

    def but(self, corpus: Corpus, parties: Parties, changed: Collection[str]) -> "Origins":
        """The same for a corpus of which only some statements say anything else."""
        # Copied at once, because other threads may add to them; whatever borrows is told before it is known.
        own, alone = dict(self._own), dict(self._claims)
        for key in [*self._borrowing, *(key for key in alone if key[0] in changed)]:
            alone.pop(key, None)
        for statement_id in changed:
            own.pop(statement_id, None)
        return Origins(corpus, parties, self.chains.but(corpus, parties, changed), dict(self._ends), own, alone)

    def of_claim(self, statement: Statement, index: int) -> _Roots:
        """The roots of a claim: of itself, or of every claim its knowledge was borrowed from, however far."""
        if (statement.id, index) in self._claims:
            return self._claims[statement.id, index]
        begun: set[tuple[str, int]] = set()
        left = [(statement, index)]
        while left:
            speaking, at = left[-1]
            found, lent = self._lent(speaking, at)
            # What is begun and not yet known lies on a circle, which no sound chronicle has.
            unknown = [(s, n) for s, n in lent if (s.id, n) not in self._claims and (s.id, n) not in begun]
            begun.add((speaking.id, at))
            if unknown:
                left += unknown
                continue
            if speaking.claims[at].relies_on:
                self._borrowing.add((speaking.id, at))
            known = (self._claims.get((lender.id, number), _Roots()) for lender, number in lent)
            self._claims[speaking.id, at] = found.union(*known)
            left.pop()
        return self._claims[statement.id, index]

    def _lent(self, speaking: Statement, at: int) -> tuple[_Roots, list[tuple[Statement, int]]]:
        """The roots that a claim names itself, and the claims whose roots it has besides."""
        claim = speaking.claims[at]
        found = _Roots() if claim.relies_on else self.of_statement(speaking)
        lent: list[tuple[Statement, int]] = []
        for borrowed in claim.relies_on:
            target = self._lender(borrowed)
            same = _claims_about(target, claim.about) if target else []
            lent += [(target, other) for other in same if target]
            if not same:
                found |= self.of_statement(target) if target else self._of_actor(borrowed, speaking)
        return found, lent

    def of_statement(self, statement: Statement) -> _Roots:
        """The roots of what a statement says of its own knowledge."""
        if statement.id not in self._own:
            roots = (self._of_speaker(speaker, statement) for speaker in statement.speaker)
            self._own[statement.id] = _Roots().union(*roots)
        return self._own[statement.id]

    def _lender(self, borrowed: Borrowed) -> Statement | None:
        target = self.corpus.events.get(borrowed.statement or borrowed.either or "")
        return target if isinstance(target, Statement) else None

    def _of_actor(self, borrowed: Borrowed, statement: Statement) -> _Roots:
        return _Roots({self.parties.of(borrowed.actor or borrowed.either or UNKNOWN, statement.date)})

    def _of_speaker(self, speaker: Speaker, statement: Statement) -> _Roots:
        party = self.parties.of_speaker(speaker, statement)
        actor = self.corpus.actors.get(speaker.actor or "")
        if actor is None or actor.kind != "outlet" or party != actor.id:
            return _Roots({party})
        return self._of_outlet(statement, party)

    def _of_outlet(self, statement: Statement, outlet: str) -> _Roots:
        """Where the claim of an outlet that speaks in its own name comes from.

        Only the outlet's own documents can tell; pages of others merely carry it. A document of its own that rests on
        another cited page tells less than one that does not.
        """
        cited = {citation.source for citation in statement.sources}
        own = [c for c in statement.sources if self._printed_by(c.source) == outlet]
        first_hand = [c for c in own if not (self._behind(c.source) & cited)]
        ends = (self._of_citation(citation) for citation in first_hand or own)
        return _Roots().union(*ends) or _Roots({outlet})

    def _printed_by(self, source_id: str) -> str:
        source = self.corpus.sources.get(source_id)
        return self.parties.top(source.outlet) if source else UNKNOWN

    def _of_citation(self, citation: Citation) -> _Roots:
        if citation.via:
            return _Roots().union(*(self._end(*origin(self.corpus, via)) for via in citation.via))
        return self._end(citation.source, UNKNOWN)

    def _behind(self, source_id: str) -> set[str]:
        """Every document that one rests on, however far."""
        return set(self._reached(source_id)) - {source_id}

    def _end(self, source_id: str | None, outlet: str) -> _Roots:
        """The parties of the outlets at the far end of a document's derivations."""
        if source_id is None:
            return _Roots({self.parties.top(outlet)})
        if source_id not in self._ends:
            self._ends[source_id] = _Roots(self.parties.top(outlet) for outlet in self._far_outlets(source_id))
        return self._ends[source_id]

    def _far_outlets(self, start: str) -> Iterator[str]:
        for source_id in self._reached(start):
            source = self.corpus.sources.get(source_id)
            if source and not source.derived_from:
                yield source.outlet
            yield from (step.outlet for step in (source.derived_from if source else ()) if step.outlet)

    def _reached(self, start: str) -> Iterator[str]:
        seen, left = {start}, [start]
        while left:
            yield (source_id := left.pop())
            source = self.corpus.sources.get(source_id)
            following = [step.source for step in (source.derived_from if source else ()) if step.source]
            left += [other for other in following if other not in seen]
            seen.update(following)


def _claims_about(statement: Statement, event_id: str) -> list[int]:
    return [index for index, claim in enumerate(statement.claims) if claim.about == event_id]


def count(roots: Collection[str]) -> int:
    """How many independent origins a set of roots is."""
    known = sum(1 for root in roots if root != UNKNOWN)
    return known or min(len(roots), 1)
