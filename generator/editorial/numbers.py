"""Every figure in a title or summary is one that somebody claimed."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from generator.corpus import Corpus
from generator.derive.clocks import whole_of
from generator.editorial.prose import DAYS, MONTHS, headline_texts
from generator.kinds import AnyEvent, Deployment, Statement
from generator.model.claims import Claim
from generator.problems import Problem, quoted

_NAMED = r"(?:Articles?|Resolutions?|Chapter|Nos?\.?|Paragraphs?|Group|Unit|Order|Room|Document|Flight|Meeting)"
_NO_FIGURE = re.compile(
    rf"{DAYS.pattern}|\b(?:{'|'.join(MONTHS)}) \d{{4}}\b|\b{_NAMED} [\d,]+(?: and \d+)*"
    r"|\b(?:19|20)\d{2}(?:[-/–]\d{2,4})?s?\b|\b\d+(?:st|nd|rd|th)\b|\b[A-Za-z]+-?\d[\w-]*|\b\d{1,2}[:.]\d{2}\b"
)
"""Days, years, ordinals, and numbers that are part of a name count nothing."""
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def figure_not_claimed(corpus: Corpus) -> Iterator[Problem]:
    """A number in a title or summary stands in a figure of the record, or in the words as stated."""
    claims = _claims_about(corpus)
    for event in corpus.events.values():
        allowed = _numbers_of(event, claims.get(event.id, []))
        for loc, text in headline_texts(event):
            for number in _NUMBER.findall(_NO_FIGURE.sub(" ", text)):
                if _value(number) not in allowed:
                    message = f"{quoted(number)} in the {loc[0]} is in no figure of this record"
                    hint = "give the claim its figure, or tell it without the number"
                    yield Problem(corpus.where(event, *loc), "figure-not-claimed", message, hint)


def _claims_about(corpus: Corpus) -> dict[str, list[Claim]]:
    """For each event the claims about it and its parts."""
    found: dict[str, list[Claim]] = {}
    for statement in corpus.statements:
        for claim in statement.claims:
            for event_id in whole_of(corpus, claim.about):
                found.setdefault(event_id, []).append(claim)
    return found


def _numbers_of(event: AnyEvent, about: list[Claim]) -> set[Decimal]:
    own = list(event.claims) if isinstance(event, Statement) else about
    found: set[Decimal] = set()
    texts = [quote.text for quote in event.quotes] if isinstance(event, Statement) else []
    for claim in own:
        for figure in claim.figures:
            found |= {Decimal(str(v)) for v in (figure.low, figure.high) if v is not None}
            texts += [t for t in (figure.as_stated, figure.words, figure.unit) if t]
            for wording in figure.wordings:
                found |= {Decimal(str(v)) for v in (wording.low, wording.high) if v is not None}
                texts += [t for t in (wording.as_stated, wording.words) if t]
    if isinstance(event, Deployment) and event.assessment:
        a = event.assessment
        found |= {Decimal(str(v)) for v in (a.low, a.best, a.high) if v is not None}
    return found | {_value(number) for text in texts for number in re.findall(r"\d[\d.,]*\d|\d", text)}


def _value(number: str) -> Decimal:
    """The number a text stands for; a point or comma before three digits separates thousands."""
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", number).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return Decimal(-1)
