"""A statement: one speaker on one occasion, and what was claimed."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from generator.fields import ActorId, Date, Language, OneOrMany, SourceId, Text
from generator.model.base import Part
from generator.model.claims import Claim, bare_as
from generator.model.event import Event


class Speaker(Part):
    """Who spoke: an actor, or an unnamed person by role."""

    actor: ActorId | None = None
    role: Text | None = None
    """What an unnamed speaker was said to be."""
    of: ActorId | None = None
    """For whom an unnamed speaker works."""

    @model_validator(mode="after")
    def _named_or_not(self) -> Self:
        self.exactly_one("actor", "role")
        return self


class Quote(Part):
    """Words as a source prints them."""

    text: Text
    """The words exactly as the source prints them."""
    language: Language
    """The language of these words."""
    translated_from: Language | None = None
    """The spoken language, where the source translated."""
    translation: Text | None = None
    """Our translation."""
    translated_by: Text | None = None
    """Who made our translation."""
    source: SourceId
    """The source that prints the words."""


class Statement(Event):
    """One speaker on one occasion."""

    type_name: ClassVar[str] = "statement"

    kind: Literal["statement"]
    speaker: Annotated[tuple[Annotated[Speaker, bare_as("actor")], ...], OneOrMany, Field(min_length=1)]
    """An actor, or {role, of} for an unnamed one; a list for a joint statement."""
    on_behalf_of: Annotated[tuple[ActorId, ...], OneOrMany] = ()
    """For whom it was said."""
    relayed_by: Annotated[tuple[ActorId, ...], OneOrMany] = ()
    """Through whom a closed briefing became public; the speaker stays the one whose knowledge it is."""
    venue: Text | None = None
    """The occasion: a briefing, an interview, a broadcast."""
    released: Date | None = None
    """When it became public, if not when it was said (EDTF)."""
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
