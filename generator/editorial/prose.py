"""The sentences of a record that the chronicle publishes in its own words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.encode import prose_text
from generator.kinds import AnyEvent, Statement
from generator.yamltext import Loc

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
DAYS = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b"
    rf"|\b(?P<days>\d{{1,2}}(?:(?:,| and| to| or|–|-) ?\d{{1,2}})*) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b"
    rf"|\b(?P<month2>{_MONTH}) (?P<days2>\d{{1,2}})(?!\d)(?:, (?P<year2>\d{{4}}))?\b"
)
"""A day as prose names it: “18 October 2024”, “18 and 19 October”, “October 18, 2024”, “2024-10-18”."""


def headline_texts(event: AnyEvent) -> Iterator[tuple[Loc, str]]:
    """Title and summary: what readers see first."""
    yield ("title",), event.title
    yield ("summary",), prose_text(event.summary)


def own_texts(event: AnyEvent) -> Iterator[tuple[Loc, str]]:
    """Every text in the chronicle's own words."""
    yield from headline_texts(event)
    for index, claim in enumerate(event.claims if isinstance(event, Statement) else ()):
        if claim.text:
            yield ("claims", index, "text"), claim.text
    for index, citation in enumerate(event.sources):
        if citation.note:
            yield ("sources", index, "note"), citation.note


def sentences(text: str) -> list[str]:
    """The sentences of a text, roughly: split after a full stop, question or exclamation mark."""
    return [part for part in re.split(r"(?<=[.!?…])[\"”’)]*\s+", text) if part.strip()]


@lru_cache(maxsize=10_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without case and punctuation, for comparison."""
    return tuple(re.findall(r"\w+", text.casefold()))
