"""The chain from the page a reader can open to the mouth that said it.

The rule: what a passage was taken from (`via`) comes before what the whole document rests on (`derived_from`). The
chain ends with the speaker. An outlet that speaks in its own name is followed to the outlet its report rests on.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from generator.corpus import Corpus
from generator.derive.parties import UNKNOWN, Parties
from generator.kinds.statement import Speaker, Statement
from generator.model.event import Citation, Via
from generator.model.vocabularies import Derivation

LONGEST = 40
"""Steps shown of one chain; longer ones are followed to their end but told as cut."""
MOST_CHAINS = 24
"""Chains shown of one statement."""


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: who carried it, in which document if known, and how it got it from the next."""

    outlet: str
    source: str | None
    relation: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A citation followed to its end."""

    links: tuple[Link, ...]
    relayed_by: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    dark: bool
    """The chain ends with nobody who can be named."""


@dataclass(frozen=True)
class Chains:
    """Follows citations through the sources."""

    corpus: Corpus
    parties: Parties
    _known: dict[str, tuple[Chain, ...]] = field(default_factory=dict)

    def but(self, corpus: Corpus, parties: Parties, changed: Collection[str]) -> "Chains":
        """The same for a corpus of which only some statements say anything else."""
        known = dict(self._known)  # copied at once: other threads may add to it
        for statement_id in changed:
            known.pop(statement_id, None)
        return Chains(corpus, parties, known)

    def of_statement(self, statement: Statement) -> tuple[Chain, ...]:
        """Every chain of a statement, a citation after the other."""
        if statement.id not in self._known:
            self._known[statement.id] = self._of_statement(statement)
        return self._known[statement.id]

    def _of_statement(self, statement: Statement) -> tuple[Chain, ...]:
        found: dict[tuple[Link, ...], None] = {}
        for citation in statement.sources:
            for links in self._followed(citation):
                found.setdefault(links)
                if len(found) >= MOST_CHAINS:
                    return self._all_ended(found, statement)
        return self._all_ended(found, statement)

    def _all_ended(self, found: Iterable[tuple[Link, ...]], statement: Statement) -> tuple[Chain, ...]:
        return tuple(self._ended(links, statement) for links in found)

    def _ended(self, links: tuple[Link, ...], statement: Statement) -> Chain:
        speakers = tuple(s for s in statement.speaker if not (s.actor and links and s.actor == links[-1].outlet))
        dark = any(self.parties.of_speaker(s, statement) == UNKNOWN for s in statement.speaker)
        return Chain(links, statement.relayed_by, speakers, dark)

    def _followed(self, citation: Citation) -> Iterator[tuple[Link, ...]]:
        """Depth first through what the passage, then the document, rests on."""
        steps = [("quotes", *origin(self.corpus, via)) for via in citation.via]
        left = [(self._first(citation.source), steps or self._steps(citation.source))]
        while left:
            links, following = left.pop()
            if not following or len(links) >= LONGEST:
                yield links
            for relation, source, outlet in reversed(following if len(links) < LONGEST else ()):
                seen = source is not None and any(link.source == source for link in links)
                before = (*links[:-1], Link(links[-1].outlet, links[-1].source, relation))
                after = (*before, Link(outlet, source, None))
                left.append((after, self._steps(source) if source and not seen else []))

    def _first(self, source_id: str) -> tuple[Link, ...]:
        source = self.corpus.sources.get(source_id)
        return (Link(source.outlet if source else source_id, source_id, None),)

    def _steps(self, source_id: str) -> list[tuple[str, str | None, str]]:
        source = self.corpus.sources.get(source_id)
        return [(step.relation, *origin(self.corpus, step)) for step in (source.derived_from if source else ())]


def origin(corpus: Corpus, step: Via | Derivation) -> tuple[str | None, str]:
    """What a passage or document was taken from: the document, if it has a record, and its outlet."""
    named = step.source or (step.either if isinstance(step, Via) else None)
    if named and named in corpus.sources:
        return named, corpus.sources[named].outlet
    return None, step.outlet or named or ""
