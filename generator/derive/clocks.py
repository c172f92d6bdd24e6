"""When things happened, were said, became public, entered the chronicle and were corrected."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.corpus import Corpus
from generator.kinds import AnyEvent, Statement
from generator.model.base import Record
from generator.model.event import Event
from generator.turns import in_turn


def in_time(event: AnyEvent) -> tuple[tuple[int, int], str]:
    """The order of events: earliest day, latest day, id."""
    return event.date.sort_key, event.id


def first_parts(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """For each event the events that are part of it."""
    found: dict[str, list[str]] = {}
    for event in corpus.events.values():
        if event.part_of and event.part_of in corpus.events:
            found.setdefault(event.part_of, []).append(event.id)
    return {whole: tuple(parts) for whole, parts in found.items()}


def whole_of(corpus: Corpus, event_id: str) -> list[str]:
    """The event and all it is part of, the narrowest first."""
    trail: dict[str, None] = {}
    above: str | None = event_id
    while above and above not in trail:
        trail[above] = None
        event = corpus.events.get(above)
        above = event.part_of if event else None
    return list(trail)


def days_known(corpus: Corpus) -> dict[str, date | None]:
    """The day each event became known; None where no latest day can be told.

    A statement: the latest day of `released`, else of `date`. Any other event: the first day among the claims about
    it and its parts, else the latest day of its earliest source.
    """
    known: dict[str, date | None] = {
        statement.id: (statement.released or statement.date).latest for statement in corpus.statements
    }
    firsts: dict[str, date] = {}
    for statement in in_turn(corpus.statements):
        day = known[statement.id]
        for about in {claim.about for claim in statement.claims} if day and not statement.withdrawn else ():
            for event_id in whole_of(corpus, about):
                firsts[event_id] = min(firsts.get(event_id, date.max), day or date.max)
    for event in corpus.events.values():
        if not isinstance(event, Statement):
            known[event.id] = firsts.get(event.id) or _earliest_source(corpus, event)
    return known


def _earliest_source(corpus: Corpus, event: AnyEvent) -> date | None:
    sources = (corpus.sources.get(citation.source) for citation in event.sources)
    dates = sorted((s.published.sort_key, s.published.latest or date.max) for s in sources if s and s.published)
    return dates[0][1] if dates and dates[0][1] != date.max else None


def changed(record: Record) -> date | None:
    """The last day on which a record changed for readers: added, corrected or withdrawn."""
    days: Sequence[date | None] = ()
    if isinstance(record, Event):
        withdrawn = [record.withdrawn.date] if record.withdrawn else []
        days = [d.latest for d in (record.added, *(c.date for c in record.corrections), *withdrawn)]
    elif added := getattr(record, "added", None):
        days = [added.latest]
    return max((day for day in days if day), default=None)


def today_of(corpus: Corpus) -> date:
    """The chronicle's own today: the latest day on which anything in it changed."""
    return max((day for record in corpus if (day := changed(record))), default=date(1970, 1, 1))
