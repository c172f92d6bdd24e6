"""Drawers: how cards are laid out for Pagefind, and the tables by which a place in a drawer is known for a card.

To Pagefind a drawer is one page; the position of a word in it tells the card. Its time for a query grows with the
square of the pages that match, its index with their number: 10,000 cards as pages took 1 to 3 s for a frequent word,
in 512 drawers 0.02 s, and the list of pages shrank from 90 kB to 5 kB. What stands in a drawer depends on the addresses
of its cards alone, so that a new card moves no other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from generator.search.cards import KINDS, Card, Passage
from generator.search.words import words
from generator.turns import in_turn

CARDS, DRAWERS = 8, 512
"""Cards in a drawer until there are so many drawers; then the drawers grow longer."""
END = "0"
"""Ends the words of titles and names that begin a card: by it a whole word is told from the beginning of another."""
_SURROGATES, _GAP = 0xD800, 0x800
ZERO, STEP = 48, 64
"""The character that stands for 0 in a column, and the days that the first of its two columns counts as one."""


@dataclass(frozen=True)
class Filed:
    """A card with its words: those of its title and names first, each word once, those with an `END` before all."""

    card: Card
    words: tuple[str, ...]
    head: int
    """How many of the words stand in title and names: finding one of them counts more."""


@dataclass(frozen=True)
class Drawer:
    """Cards beside each other, for Pagefind one page."""

    number: int
    cards: tuple[Filed, ...]

    @property
    def content(self) -> str:
        """All words of all cards."""
        return " ".join(word for filed in self.cards for word in filed.words)

    @property
    def slips(self) -> Mapping[str, Mapping[str, Any]]:
        """By name of its file what is shown of each card."""
        return {f"{self.number}-{place}": _slip(filed.card) for place, filed in enumerate(self.cards)}


def fill(cards: Iterable[Card]) -> tuple[Drawer, ...]:
    """Put cards into drawers."""
    ordered = sorted(cards, key=lambda card: card.address)
    count = 1
    while count < DRAWERS and count * CARDS < len(ordered):
        count *= 2
    places: list[list[Filed]] = [[] for _ in range(count)]
    for card in in_turn(ordered):
        places[crc32(card.address.encode()) % count].append(_filed(card))
    return tuple(Drawer(number, tuple(of)) for number, of in enumerate(filter(None, places)))


def _filed(card: Card) -> Filed:
    named = dict.fromkeys(_words((card.title, *card.names)))
    head = dict.fromkeys([*(f"{word}{END}" for word in named if word.isalpha()), *named])
    every = tuple(dict.fromkeys([*head, *_words(card.texts)]))
    # Pagefind leaves out a page without words, and with it the drawer of such a card.
    return Filed(card, every or ("0",), len(head))


def _words(passages: Iterable[Passage]) -> Iterable[str]:
    return (word for passage in passages for word in words(passage.text, passage.language))


def _slip(card: Card) -> Mapping[str, Any]:
    """What a result shows: address, title, what it is, passages; short keys, for there are thousands."""
    passages = [[p.text, p.language, *([p.label] if p.label else [])] for p in card.passages]
    return {"u": card.address, "t": card.title.text, "l": card.title.language, "b": card.byline, "p": passages}


def table(drawers: Sequence[Drawer], ids: Sequence[str]) -> Mapping[str, Any]:
    """The columns of the cards, in the order of their places; `ids` are Pagefind's names of the drawers."""
    every = [filed for drawer in drawers for filed in drawer.cards]
    days = [_day(filed.card) for filed in every]
    base = min((day for day in days if day is not None), default=0)
    since = [0 if day is None else day - base + 1 for day in days]
    parties, party = _numbered(filed.card.parties for filed in every)
    languages, language = _numbered(filed.card.languages for filed in every)
    return {
        "ids": list(ids),
        "cards": column(len(drawer.cards) for drawer in drawers),
        "words": column(len(filed.words) for filed in every),
        "head": column(filed.head for filed in every),
        "kind": column(KINDS.index(filed.card.kind) for filed in every),
        "base": base,
        "spans": column(day // STEP for day in since),
        "days": column(day % STEP for day in since),
        "parties": parties,
        "party": column(party),
        "languages": languages,
        "language": column(language),
    }


def column(numbers: Iterable[int]) -> str:
    """Numbers as one character each: half the size of digits and commas, compressed as well."""
    codes = (ZERO + number for number in numbers)
    return "".join(chr(code if code < _SURROGATES else code + _GAP) for code in codes)


def _day(card: Card) -> int | None:
    """The day by which it is sorted, counted from 1970."""
    day = card.date and (card.date.earliest or card.date.latest)
    return (day - date(1970, 1, 1)).days if day else None


def _numbered(sets: Iterable[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], list[int]]:
    """The distinct sets, and for each card the number of its own."""
    numbers: dict[tuple[str, ...], int] = {}
    column = [numbers.setdefault(one, len(numbers)) for one in sets]
    return list(numbers), column
