"""Actors, places, sources and topics: the records that events name."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, WithJsonSchema, model_validator

from generator.fields import (
    ActorId,
    Date,
    Day,
    Id,
    Language,
    Number,
    OneOf,
    OneOrMany,
    PlaceId,
    ProseText,
    SourceId,
    Text,
    TopicId,
    Url,
    fault,
)
from generator.model.base import Part, Record

ACTOR_KINDS = ("person", "organisation", "state", "force", "outlet")
PRECISIONS = ("point", "area", "unknown")
DERIVATIONS = ("quotes", "syndicates", "translates", "summarises")

_ONE_NAME = {"type": "string", "minLength": 1}
Names = Mapping[
    Language,
    Annotated[
        tuple[Text, ...], OneOrMany, WithJsonSchema({"anyOf": [_ONE_NAME, {"type": "array", "items": _ONE_NAME}]})
    ],
]


class Role(Part):
    """An office a person held."""

    title: Text
    """The office, as sources print it."""
    of: ActorId | None = None
    """The organisation or state served; it gives the person's party on that day."""
    from_: Annotated[Date | None, Field(alias="from")] = None
    """First day in office (EDTF)."""
    to: Date | None = None
    """Last day in office (EDTF)."""


class Actor(Record):
    """A person, organisation, state, force or outlet."""

    vocabulary: ClassVar[str] = "actors"
    type_name: ClassVar[str] = "actor"

    kind: Annotated[str, OneOf(ACTOR_KINDS)]
    """What the actor is."""
    name: Text
    """The name this chronicle uses."""
    names: Names = Field(default_factory=dict)
    """Other names and spellings by language tag, the original script among them."""
    part_of: ActorId | None = None
    """Whom it is subordinate to; the party is the state or body at the top. Never alliance or ownership."""
    member_of: tuple[ActorId, ...] = ()
    """Alliances and bodies it belongs to without being subordinate; says nothing about its party."""
    roles: tuple[Role, ...] = ()
    """Offices held, with their periods."""
    notes: ProseText | None = None


class Place(Record):
    """A place that events name."""

    vocabulary: ClassVar[str] = "places"
    type_name: ClassVar[str] = "place"

    name: Text
    """The name this chronicle uses."""
    names: Names = Field(default_factory=dict)
    """Other names and spellings by language tag."""
    country: Annotated[Text | None, Field(pattern=None)] = None
    """ISO 3166-1 alpha-2 code of the state whose territory it is recognised to be."""
    lat: Number | None = None
    """Latitude in decimal degrees north, WGS 84."""
    lon: Number | None = None
    """Longitude in decimal degrees east, WGS 84."""
    coordinates_from: Text | None = None
    """Who says so: the source of the coordinates."""
    precision: Annotated[str, OneOf(PRECISIONS)] | None = None
    """Whether the coordinates mark the spot (point), stand for a region (area), or are not known."""
    notes: ProseText | None = None

    @model_validator(mode="after")
    def _coordinates(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise fault("bad-coordinates", "latitude and longitude only make sense together", "give both, or neither")
        if self.lat is not None and self.lon is not None and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            hint = "lat runs from -90 to 90, lon from -180 to 180; are they swapped?"
            raise fault("bad-coordinates", f"{self.lat}, {self.lon} is no point on Earth", hint)
        return self


class Derivation(Part):
    """What the text of a source rests on."""

    source: SourceId | None = None
    """The document it rests on, where it has a record."""
    outlet: ActorId | None = None
    """The outlet or agency it rests on, where the document is not known."""
    relation: Annotated[str, OneOf(DERIVATIONS)]
    """How it rests on it."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        self.exactly_one("source", "outlet")
        return self


class Mention(Part):
    """A related document that the source points to without resting on it."""

    source: SourceId | None = None
    title: Text | None = None
    """The headline, where the document has no record."""
    note: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        self.exactly_one("source", "title")
        return self


class Source(Record):
    """One published document."""

    vocabulary: ClassVar[str] = "sources"
    type_name: ClassVar[str] = "source"

    outlet: ActorId
    """Who published it."""
    title: Text | None = None
    """The title exactly as published."""
    title_unknown: Text | None = None
    """Why no title is known."""
    title_translation: Text | None = None
    """Our translation of the title."""
    url: Url | None = None
    """Where it was published."""
    url_unknown: Text | None = None
    """Why no address is known."""
    archived: Url | None = None
    """An archived copy."""
    published: Date | None = None
    """The day it was published (EDTF)."""
    published_unknown: Text | None = None
    """Why no day is known."""
    language: Language
    """The language of the document (BCP 47)."""
    added: Day | None = None
    """The day it entered this chronicle."""
    derived_from: tuple[Derivation, ...] = ()
    """Only what the text rests on."""
    mentions: tuple[Mention, ...] = ()
    """Related headlines it points to."""
    notes: ProseText | None = None

    @model_validator(mode="after")
    def _known_or_said_why(self) -> Self:
        for name in ("title", "url", "published"):
            reason = f"{name}_unknown"
            given, unknown = self.written(name) is not None, self.written(reason) is not None
            if given and unknown:
                raise fault("not-one-of", f"both {name} and {reason} are given", f"keep {name} if it is known")
            if not given and not unknown:
                hint = f"add {name}, or {reason} with the reason in words"
                raise fault("missing-field", f"{name} is missing", hint)
        return self


class Topic(Record):
    """A thread that runs through the chronicle."""

    vocabulary: ClassVar[str] = "topics"
    type_name: ClassVar[str] = "topic"

    title: Text
    summary: ProseText | None = None
    """What it covers, in a sentence."""


__all__ = ["Actor", "Derivation", "Id", "Mention", "Place", "PlaceId", "Role", "Source", "Topic", "TopicId"]
