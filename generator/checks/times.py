"""Orders of days that can't be."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.corpus import Corpus
from generator.dates import Edtf
from generator.kinds import Deployment
from generator.problems import Problem

TIME_ZONES = timedelta(days=1)
"""A page may be dated a day before the words it carries were spoken elsewhere."""

HAPPENED = frozenset({"asserts", "confirms", "revises"})
"""Stances that say that something has happened."""


def source_before_statement(corpus: Corpus) -> Iterator[Problem]:
    """No source can carry a statement that was made more than a day after it was published."""
    for statement in corpus.statements:
        for index, citation in enumerate(statement.sources):
            source = corpus.sources.get(citation.source)
            said = statement.date.earliest
            published = source.published.latest if source and source.published else None
            if said and published and published < date.max and published + TIME_ZONES < said:
                where = corpus.where(statement, "sources", index, "source")
                message = f"{citation.source} was published by {published}, before the statement of {said}"
                yield Problem(where, "source-before-statement", message, "check both days, or cite a later source")


def claim_before_event(corpus: Corpus) -> Iterator[Problem]:
    """What is said to have happened can't be said before it did; it may be predicted."""
    for statement in corpus.statements:
        for index, claim in enumerate(statement.claims):
            event = corpus.events.get(claim.about)
            said, begins = statement.date.latest, event.date.earliest if event else None
            if said and begins and said < begins and claim.stance in HAPPENED:
                where = corpus.where(statement, "claims", index, "stance")
                message = f"said by {said}, but {claim.about} begins on {begins} at the earliest"
                hint = "if it was announced, the stance is predicts or conditional; otherwise check both days"
                yield Problem(where, "claim-before-event", message, hint)


def leg_outside_period(corpus: Corpus) -> Iterator[Problem]:
    """A leg of a deployment can lie within the deployment's own days."""
    for event in corpus.each_event:
        for index, leg in enumerate(event.legs if isinstance(event, Deployment) else ()):
            if leg.date and not _fits(leg.date, event.date):
                where = corpus.where(event, "legs", index, "date")
                message = f"the leg of {leg.date.text} lies outside the deployment's {event.date.text}"
                yield Problem(where, "leg-outside-period", message, "widen the deployment's date, or mend the leg's")


def _fits(leg: Edtf, period: Edtf) -> bool:
    """Whether the leg can have begun and ended within the period, given what is known of both."""
    start, end = leg.ends
    begins_by = (start and start.latest) or date.max
    ends_from = (end and end.earliest) or date.min
    return begins_by >= (period.earliest or date.min) and ends_from <= (period.latest or date.max)


def dated_after_added(corpus: Corpus) -> Iterator[Problem]:
    """What entered the chronicle before it happened was foreseen, or one of the days is a slip."""
    for event in corpus.each_event:
        begins, added = event.date.earliest, event.added.latest
        if begins and added and begins > added:
            message = f"it begins on {begins} at the earliest, after it was added on {added}"
            where = corpus.where(event, "added")
            yield Problem(where, "dated-after-added", message, "check both days", "warning")


def changed_before_added(corpus: Corpus) -> Iterator[Problem]:
    """No record is corrected or withdrawn before it is there."""
    for event in corpus.each_event:
        changes = [(("corrections", n, "date"), c.date) for n, c in enumerate(event.corrections)]
        withdrawn = [(("withdrawn", "date"), event.withdrawn.date)] if event.withdrawn else []
        for loc, day in [*changes, *withdrawn]:
            if day.latest and event.added.latest and day.latest < event.added.latest:
                message = f"changed on {day.text}, before it was added on {event.added.text}"
                yield Problem(corpus.where(event, *loc), "changed-before-added", message, "check both days")
