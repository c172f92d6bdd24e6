"""The ways by which a statement reached the chronicle, told together where they end alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.derive.chains import Chain, Link
from generator.kinds.statement import Speaker


@dataclass(frozen=True, slots=True)
class Way:
    """Documents that lead by the same steps to the same mouth."""

    pages: tuple[Link, ...]
    """What a reader can open."""
    steps: tuple[tuple[str, Link], ...]
    """How the one before got it, and from whom; the speakers follow the last."""
    speakers: tuple[Speaker, ...]
    relayed_by: tuple[str, ...]
    dark: bool
    """It ends with nobody who can be named."""


def ways(chains: Iterable[Chain]) -> tuple[Way, ...]:
    """Chains that differ in their first link alone are one way; the longest, which tell most, come first."""
    found: dict[tuple[object, ...], list[Chain]] = {}
    for chain in chains:
        key = (_steps(chain), chain.speakers, chain.relayed_by, chain.dark)
        found.setdefault(key, []).append(chain)
    made = [_way(of) for of in found.values()]
    return tuple(sorted(made, key=lambda way: -len(way.steps)))


def _steps(chain: Chain) -> tuple[tuple[str, Link], ...]:
    pairs = zip(chain.links, chain.links[1:], strict=False)
    return tuple((before.relation or "quotes", link) for before, link in pairs)


def _way(chains: list[Chain]) -> Way:
    first = chains[0]
    pages = tuple(dict.fromkeys(chain.links[0] for chain in chains))
    return Way(pages, _steps(first), first.speakers, first.relayed_by, first.dark)
