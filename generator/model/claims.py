"""Claims and figures: what a statement says about an event, with its bound, hedge and words."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.fields import (
    ActorId,
    Count,
    Date,
    EventId,
    EventOrActorId,
    OneOf,
    PlaceId,
    SourceId,
    Text,
    fault,
)
from generator.model.base import Part

STANCES = (
    "asserts",
    "confirms",
    "denies",
    "doubts",
    "unable",
    "declines",
    "conditional",
    "predicts",
    "revises",
    "retracts",
)
MIXED = "other"
"""The measure of all that has none of its own: its figures count different things."""
MEASURES = (
    "planned",
    "offered",
    "sent",
    "arrived",
    "present",
    "in-training",
    "trained",
    "in-combat",
    "killed",
    "wounded",
    "casualties",
    "missing",
    "captured",
    "surrendered",
    "deserted",
    "withdrawn",
    "returned",
    "honoured",
    "supplied",
    "equipment",
    "sites",
    "sanctioned",
    "cleared",
    "votes",
    MIXED,
)
"""What a figure counts. Different measures are never added, compared or drawn on one axis."""
SCOPES = ("cumulative", "wave", "period", "each")
BOUNDS = ("exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "words")


def _pair(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 2:
        raise fault("bad-range", "between needs two numbers", "write it as [low, high]")
    return value


def _first(*values: int | float | None) -> int | float | None:
    for value in values:
        if value is not None:
            return value
    return None


class Bounded(Part):
    """Exactly one bound, as the speaker or the source put it."""

    exact: Count | None = None
    """Said without a qualifier."""
    about: Count | None = None
    """Said to be approximate; no tolerance is invented."""
    at_least: Count | None = None
    more_than: Count | None = None
    at_most: Count | None = None
    less_than: Count | None = None
    between: Annotated[tuple[Count, Count] | None, BeforeValidator(_pair)] = None
    """A range: [low, high]."""
    words: Text | None = None
    """No number was given: “several hundred”."""

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        self.exactly_one(*BOUNDS)
        if self.between and self.between[0] > self.between[1]:
            low, high = self.between
            raise fault("bounds-upside-down", f"the range runs from {low} down to {high}", f"write [{high}, {low}]")
        return self

    @property
    def bound(self) -> str:
        """The key that was used."""
        return next(name for name in BOUNDS if self.written(name) is not None)

    @property
    def low(self) -> int | float | None:
        """The lowest number the words allow; None is open."""
        if self.between:
            return self.between[0]
        return _first(self.exact, self.about, self.at_least, self.more_than)

    @property
    def high(self) -> int | float | None:
        """The highest number the words allow; None is open."""
        if self.between:
            return self.between[1]
        return _first(self.exact, self.about, self.at_most, self.less_than)


class Wording(Bounded):
    """How another source prints this same figure."""

    source: SourceId
    as_stated: Text | None = None
    """The words of that source."""


class Figure(Bounded):
    """One number of one claim: what was counted, in what unit, with which bound."""

    measure: Annotated[str, OneOf(MEASURES)]
    """What is counted."""
    unit: Text
    """Of what: “soldiers”, “ships”."""
    as_stated: Text | None = None
    """The words, in the language of the source."""
    as_of: Date | None = None
    """The day the figure is meant for."""
    scope: Annotated[str, OneOf(SCOPES)] | None = None
    """Whether it counts all so far, one wave, a period, or each of several."""
    period: Date | None = None
    """The period counted."""
    wordings: tuple[Wording, ...] = ()
    """How other sources print this same figure: shown beside it, never a second figure."""


class Leg(Part):
    """One stretch of a route."""

    from_: Annotated[PlaceId | None, Field(alias="from")] = None
    to: PlaceId | None = None
    by: Text | None = None
    """The means of transport."""
    date: Date | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.from_ is None and self.to is None:
            raise fault("missing-field", "a leg needs from or to", "name at least one of its ends")
        return self


class Borrowed(Part):
    """Whose knowledge a claim rests on, where the speaker gives none of its own."""

    statement: EventId | None = None
    actor: ActorId | None = None
    either: EventOrActorId | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        self.exactly_one("statement", "actor", "either")
        return self


def bare_as(key: str) -> BeforeValidator:
    """A bare id may stand for a group of one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class Claim(Part):
    """What a statement says about a deployment or an occurrence."""

    about: EventId
    """The narrowest event that the words cover."""
    text: Text | None = None
    """What is claimed, in one plain sentence."""
    stance: Annotated[str, OneOf(STANCES)]
    hedge: Text | None = None
    """The words by which the speaker limits the claim."""
    basis: Text | None = None
    """The evidence the speaker names; absent means that none was named."""
    when: Date | None = None
    """When it is said to have happened."""
    legs: tuple[Leg, ...] = ()
    """A claimed route."""
    figures: tuple[Figure, ...] = ()
    relies_on: tuple[Annotated[Borrowed, bare_as("either")], ...] = ()
    """Statements or actors whose knowledge this is, where the speaker gives none of its own."""
