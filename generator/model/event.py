"""What every event has: dates, sources, relations, and its own history in the chronicle."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from generator.fields import (
    ActorId,
    Date,
    Day,
    EventId,
    OneOf,
    OneOrMany,
    PlaceId,
    ProseText,
    SourceId,
    SourceOrActorId,
    Text,
    TopicId,
)
from generator.model.base import Part, Record
from generator.model.claims import bare_as

RELATIONS = ("responds-to", "follows", "corrects", "supersedes", "see-also")


class Via(Part):
    """What a cited passage was taken from."""

    source: SourceId | None = None
    outlet: ActorId | None = None
    either: SourceOrActorId | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        self.exactly_one("source", "outlet", "either")
        return self


class Citation(Part):
    """A source that supports the event, and where in it."""

    source: SourceId
    locator: Text | None = None
    """Where in the document: a paragraph, a page, a minute."""
    via: tuple[Annotated[Via, bare_as("either")], ...] = ()
    """What this passage was taken from; the chain follows it before the source's own derived_from."""
    note: Text | None = None


class Related(Part):
    """Another event this one answers, follows, corrects or replaces."""

    event: EventId
    relation: Annotated[str, OneOf(RELATIONS)]


class Correction(Part):
    """A change to the record that readers should see."""

    date: Day
    note: Text


class Withdrawn(Part):
    """Why the record no longer stands; its page stays as a tombstone."""

    date: Day
    reason: Text
    see: Annotated[tuple[EventId, ...], OneOrMany] = ()
    """Where to read on."""


class Event(Record):
    """Something that happened, was done or was said."""

    vocabulary: ClassVar[str] = "events"

    kind: str
    title: Text
    date: Date
    """When it happened or was said (EDTF level 0 or 1)."""
    summary: ProseText
    """What this record is about, attributed, in a few plain sentences."""
    topics: tuple[TopicId, ...] = ()
    places: tuple[PlaceId, ...] = ()
    sources: Annotated[tuple[Citation, ...], Field(min_length=1)]
    """The documents this record rests on."""
    part_of: EventId | None = None
    """The event of which this is a part."""
    related: tuple[Related, ...] = ()
    added: Day
    """The day it entered the chronicle."""
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawn | None = None
