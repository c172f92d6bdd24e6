"""Every day named in prose is a day of the record or of one it is related to."""

import re
from collections.abc import Iterator
from datetime import date

from generator.corpus import Corpus
from generator.dates import Edtf
from generator.editorial.prose import DAYS, MONTHS, own_texts
from generator.kinds import AnyEvent, Deployment, Statement
from generator.problems import Problem


def day_not_covered(corpus: Corpus) -> Iterator[Problem]:
    """Each day that prose names lies within a date of the record or of an event related to it."""
    near = _related(corpus)
    for event in corpus.events.values():
        dates = list(_dates(corpus, event))
        dates += [date for other in near.get(event.id, ()) for date in _dates(corpus, corpus.events[other])]
        for loc, text in own_texts(event):
            for day in _days(text, event):
                if not any(stored.covers(day) for stored in dates):
                    message = f"{day} is named in prose, but is no day of this record or of one related to it"
                    hint = "check the day; relate the event it belongs to"
                    yield Problem(corpus.where(event, *loc), "day-not-covered", message, hint)


def _days(text: str, event: AnyEvent) -> Iterator[date]:
    """Days named in a text; one without a year is of the record's own."""
    own = event.date.earliest or event.date.latest
    for match in DAYS.finditer(text):
        if match["iso"]:
            year, month, numbers = int(match["iso"][:4]), int(match["iso"][5:7]), [match["iso"][8:]]
        else:
            month = MONTHS.index(match["month"] or match["month2"]) + 1
            year = int(match["year"] or match["year2"] or (own.year if own else 1))
            numbers = re.findall(r"\d+", match["days"] or match["days2"])
        for number in numbers:
            try:
                yield date(year, month, int(number))
            except ValueError:
                continue


def _dates(corpus: Corpus, event: AnyEvent) -> Iterator[Edtf]:
    """Every date a record stores, the days of its sources included."""
    yield event.date
    if isinstance(event, Statement):
        yield from filter(None, [event.released])
        for claim in event.claims:
            figures = [d for f in claim.figures for d in (f.as_of, f.period) if d]
            yield from filter(None, [claim.when, *figures, *(leg.date for leg in claim.legs)])
    elif isinstance(event, Deployment):
        yield from filter(None, [leg.date for leg in event.legs])
    for citation in event.sources:
        source = corpus.sources.get(citation.source)
        if source and source.published:
            yield source.published


def _related(corpus: Corpus) -> dict[str, set[str]]:
    """Events joined by a relation, a part or a claim, in both directions."""
    found: dict[str, set[str]] = {}
    for event in corpus.events.values():
        others = {related.event for related in event.related} | ({event.part_of} if event.part_of else set())
        if isinstance(event, Statement):
            others |= {claim.about for claim in event.claims}
            others |= {b.statement or b.either or "" for claim in event.claims for b in claim.relies_on}
        for other in others & corpus.events.keys():
            found.setdefault(event.id, set()).add(other)
            found.setdefault(other, set()).add(event.id)
    return found
