"""A deployment: a force moved, or is said to have."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from generator.fields import ActorId, Count, Day, EventId, OneOf, OneOrMany, ProseText, Text, fault
from generator.model.base import Part
from generator.model.claims import MEASURES, Leg
from generator.model.event import Event


class Assessment(Part):
    """An editor's own estimate: it stands beside the claims, never among them."""

    measure: Annotated[str, OneOf(MEASURES)] | None = None
    unit: Text | None = None
    low: Count | None = None
    best: Count | None = None
    high: Count | None = None
    rationale: ProseText
    rests_on: Annotated[tuple[EventId, ...], OneOrMany] = ()
    """The statements whose claims it rests on."""
    by: Text
    date: Day

    @model_validator(mode="after")
    def _rising(self) -> Self:
        known = [value for value in (self.low, self.best, self.high) if value is not None]
        if known != sorted(known):
            raise fault("bounds-upside-down", "low, best and high must rise", "put the smallest number under low")
        return self


class Deployment(Event):
    """A force moved, or is said to have been moved."""

    type_name: ClassVar[str] = "deployment"

    kind: Literal["deployment"]
    force: ActorId
    """The force that moved."""
    host: ActorId | None = None
    """The receiving actor."""
    against: tuple[ActorId, ...] = ()
    """Against whom it is directed, according to the sources."""
    units: Annotated[tuple[Text, ...], OneOrMany] = ()
    purpose: Text | None = None
    legs: tuple[Leg, ...] = ()
    """Only stretches that no source disputes; claimed routes stand in the claims."""
    assessment: Assessment | None = None
