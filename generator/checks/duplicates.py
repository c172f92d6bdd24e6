"""Two records that look like one event.

Compared are events of one kind with the same speaker, force or party whose days overlap. To stay quick with ten
thousand events of one speaker, only those that share a quotation, a whole title or one of its rarest words meet.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import cast

from generator.corpus import Corpus
from generator.kinds import AnyEvent, Deployment, Statement
from generator.model.base import Record
from generator.model.event import Event
from generator.problems import Problem
from generator.turns import in_turn

SHOWN = 20
NEIGHBOURS = 30
"""How many earlier records of one bucket each record is compared with."""

_WORD = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class _Title:
    """The words of a title, rarest first."""

    id: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    folded: str
    quotations: frozenset[str]
    days: tuple[int, int]


def possible_duplicate(corpus: Corpus) -> Iterator[Problem]:
    """Overlapping days, the same speaker or force, and a near-equal title or the same quotation."""
    pairs = sorted(_pairs(corpus))
    for first, second in pairs[:SHOWN]:
        where = corpus.where(corpus.events[second], "title")
        message = f"{second} and {first} look like one event"
        hint = "merge them and keep the other id under former_ids; if they differ, say so in the titles"
        yield Problem(where, "possible-duplicate", message, hint, "warning")
    if (more := len(pairs) - SHOWN) > 0:
        where = corpus.where(corpus.events[pairs[SHOWN - 1][1]], "title")
        message = f"… and {more} more pairs look like one event"
        yield Problem(where, "possible-duplicate", message, "mend the pairs above and check again", "warning")


def _pairs(corpus: Corpus) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for bucket in in_turn(_buckets(corpus)):
        recent: list[_Title] = []
        for title in bucket:
            alike = [other.id for other in recent[-NEIGHBOURS:] if _alike(title, other)]
            found |= {(min(title.id, other), max(title.id, other)) for other in alike}
            recent.append(title)
    return found


def _buckets(corpus: Corpus) -> Iterable[list[_Title]]:
    """Records that have a doer and a rare word, the title or a quotation in common, in the order of days."""
    events = [event for event in in_turn(corpus.events.values()) if not event.withdrawn]
    words = {event.id: _WORD.findall(event.title.casefold()) for event in events}
    rarity = Counter(word for of in words.values() for word in set(of))
    buckets: dict[tuple[str, str, str], list[_Title]] = defaultdict(list)
    for event in in_turn(sorted(events, key=lambda event: (event.date.sort_key, event.id))):
        rarest = tuple(sorted(set(words[event.id]), key=lambda word: (rarity[word], word)))
        numbers = frozenset(w for w in rarest if not w.isalpha() and any(c.isdigit() for c in w))
        said = _quotations(event)
        title = _Title(event.id, rarest, numbers, event.title.casefold(), said, event.date.sort_key)
        prefix = rarest[: len(rarest) - int(0.6 * len(rarest) + 0.999) + 1]
        keys = sorted({*prefix, " ".join(words[event.id]), *said})
        for doer in _doers(event):
            for key in keys:
                buckets[event.kind, doer, key].append(title)
    return buckets.values()


def compared_by(_: Corpus, record: Record) -> tuple[object, ...]:
    """All that this rule asks of a record; nothing of one that is no event, or none that counts."""
    if not isinstance(record, Event) or record.withdrawn:
        return ()
    event = cast("AnyEvent", record)
    return event.kind, event.title, event.date.text, _doers(event), _quotations(event)


def _doers(event: AnyEvent) -> set[str]:
    if isinstance(event, Statement):
        return {speaker.actor or f"{speaker.role}/{speaker.of}" for speaker in event.speaker}
    return {event.force} if isinstance(event, Deployment) else set(event.parties)


def _quotations(event: AnyEvent) -> frozenset[str]:
    quotes = event.quotes if isinstance(event, Statement) else ()
    texts = (" ".join(_WORD.findall(quote.text.casefold())) for quote in quotes)
    return frozenset(f"quotation {text}" for text in texts if text)


def _alike(one: _Title, other: _Title) -> bool:
    if one.days[0] > other.days[1] or other.days[0] > one.days[1] or one.id == other.id:
        return False
    if one.quotations & other.quotations:
        return True
    if one.numbers != other.numbers or not one.words:
        return False
    a, b = set(one.words), set(other.words)
    if len(a & b) / len(a | b) >= 0.75:
        return True
    return SequenceMatcher(None, one.folded, other.folded).ratio() >= 0.87
