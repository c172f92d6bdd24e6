"""Search: from the timeline to what the search box looks through. Pure; `host/pagefind.py` runs Pagefind.

    catalogue(site, ...) -> Catalogue: drawers of cards
    files(catalogue, ids) -> the table and the slips that stand beside Pagefind's index

Everything is one index with one stemmer (English): a query finds across languages, and each text brings its stems.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.encode import json_text
from generator.output import Output
from generator.search.cards import GROUPS, KINDS, Card, Cards
from generator.search.drawers import Drawer, fill, table
from generator.search.pages import generated, written
from generator.search.stems import STEMMERS
from generator.search.wording import wording
from generator.search.words import LONGEST_END
from generator.site import Site

TABLE = "cards.table"


@dataclass(frozen=True)
class Catalogue:
    """All that can be found."""

    drawers: tuple[Drawer, ...]
    beside: Mapping[str, Any]
    """What the script needs beside the table: words, rules, names."""


def catalogue(site: Site, outputs: Iterable[Output]) -> Catalogue:
    """The cards of all records and prose pages in their drawers; of the outputs, only prose pages are read."""
    language = site.settings.language
    cards = [*Cards(site).all(), *generated(outputs, language), *written(site.written, language)]
    return Catalogue(fill(cards), _beside(site, cards))


def _beside(site: Site, cards: Sequence[Card]) -> Mapping[str, Any]:
    languages = {p.language.partition("-")[0].lower() for card in cards for p in (card.title, *card.passages)}
    stemmers = [stemmer for stemmer in STEMMERS if not stemmer.languages or stemmer.languages & languages]
    parties = sorted({party for card in cards for party in card.parties})
    return {
        "locale": site.phrases.locale,
        "say": wording(site.phrases),
        "kinds": KINDS,
        "groups": GROUPS,
        "stemmers": [[stemmer.script, stemmer.mark, stemmer.rules] for stemmer in stemmers],
        "end": LONGEST_END,
        "names": {party: site.phrases.actor(party) for party in parties},
    }


def files(found: Catalogue, ids: Sequence[str]) -> Mapping[str, bytes]:
    """The files beside Pagefind's, by path; `ids` are Pagefind's names of the drawers, in their order."""
    shown = {
        f"slips/{name}.json": json_text(slip, compact=True).encode()
        for drawer in found.drawers
        for name, slip in drawer.slips.items()
    }
    return {TABLE: _packed({**found.beside, **table(found.drawers, ids)}), **shown}


def _packed(value: Mapping[str, Any]) -> bytes:
    """Compressed like Pagefind's own files, because not every host does it; the head is the same on every system."""
    data = json_text(value, compact=True).encode()
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(data) + deflate.flush()
    return b"\x1f\x8b\x08" + bytes(5) + b"\x02\xff" + packed + struct.pack("<II", zlib.crc32(data), len(data))


__all__ = ["Catalogue", "catalogue", "files"]
