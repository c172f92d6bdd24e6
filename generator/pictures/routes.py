"""Claimed ways from place to place: who claims which, and which nobody disputes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.ledger import Entry
from generator.derive.stances import ASSERTING
from generator.model.claims import Leg
from generator.pictures.figures import SHAPES


@dataclass(frozen=True, slots=True)
class Told:
    """One leg of one claim."""

    entry: Entry
    leg: Leg

    @property
    def asserted(self) -> bool:
        """Whether the claim says that it is so; what is denied, foretold or doubted is never drawn as a way."""
        return self.entry.claim.stance in ASSERTING


@dataclass(frozen=True, slots=True)
class Way:
    """From one end to the other as one party claims it, or as no source disputes it."""

    from_: str | None
    to: str | None
    party: str | None
    """None where no source disputes it."""
    settled: tuple[Leg, ...]
    """As the event itself has it, where no source disputes it."""
    told: tuple[Told, ...]
    """As claims have it."""

    @property
    def public(self) -> date | None:
        """The day from which it is known; None where no claim says."""
        return min((one.entry.public for one in self.told), default=None)

    @property
    def drawn(self) -> bool:
        """Whether it stands on the map."""
        return self.party is None or any(one.asserted for one in self.told)


def ways(own: Iterable[Leg], entries: Iterable[Entry]) -> tuple[Way, ...]:
    """What no source disputes first, then what is claimed, in the order it was first said."""
    settled: dict[tuple[str | None, str | None], list[Leg]] = {}
    for leg in own:
        settled.setdefault((leg.from_, leg.to), []).append(leg)
    claimed: dict[tuple[str | None, str | None, str, bool], list[Told]] = {}
    for told in (Told(entry, leg) for entry in entries for leg in entry.claim.legs):
        for party in told.entry.parties:
            claimed.setdefault((told.leg.from_, told.leg.to, party, told.asserted), []).append(told)
    return (
        *(Way(*ends, None, tuple(legs), ()) for ends, legs in settled.items()),
        *(Way(*key[:3], (), tuple(told)) for key, told in claimed.items()),
    )


def shapes(found: Iterable[Way], given: Mapping[str, int]) -> dict[str, int]:
    """Which mark each party has that claims a way: what it has in the picture of figures, else a free one."""
    marks = dict(given)
    for way in found:
        if way.drawn and way.party is not None and way.party not in marks:
            marks[way.party] = next((n for n in range(SHAPES) if n not in marks.values()), len(marks) % SHAPES)
    return {way.party: marks[way.party] for way in found if way.drawn and way.party is not None}
