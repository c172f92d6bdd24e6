"""The fields of every table and API file: name, type and meaning, in one place.

The API, the CSV files, the data package and the page `/data/` are all made from this.
"""

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "number", "integer", "date", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One field."""

    name: str
    type: Type
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of one file."""

    name: str
    columns: tuple[Column, ...]


EVENTS = Table(
    "events",
    (
        Column("id", "string", "The id; it never changes."),
        Column("kind", "string", "statement, deployment or occurrence."),
        Column("title", "string", "The title in the chronicle's words."),
        Column("date", "string", "When it happened or was said, as stored (EDTF)."),
        Column("earliest", "date", "The earliest day the date allows; empty where open."),
        Column("latest", "date", "The latest day the date allows; empty where open."),
        Column("known_from", "date", "The day it became known; empty where no day can be told."),
        Column("added", "date", "The day it entered the chronicle."),
        Column("speaker", "list", "Who spoke: ids of actors; an unnamed speaker by role, with the organisation's id."),
        Column("on_behalf_of", "list", "For whom it was said: ids of actors."),
        Column("force", "string", "The force of a deployment: id of an actor."),
        Column("actors", "list", "Every actor that plays a part in it: ids."),
        Column("places", "list", "Ids of places."),
        Column("topics", "list", "Ids of topics."),
        Column("sources", "list", "Ids of sources."),
        Column("related", "list", "Related events, each as relation:id."),
        Column("grade", "string", "The grade of a deployment or occurrence; statements have none."),
        Column("origins", "integer", "How many independent origins there are."),
        Column("url", "string", "The address of its page."),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

CLAIMS = Table(
    "claims",
    (
        Column("statement", "string", "The statement that makes the claim: id of an event."),
        Column("about", "string", "What is claimed about: id of an event."),
        Column("said", "date", "The earliest day it can have been said; empty where open."),
        Column("known_from", "date", "The day it became public; empty where no day can be told."),
        Column("speaker", "list", "Who spoke: ids of actors; an unnamed speaker by role, with the organisation's id."),
        Column("party", "list", "The state or body each speaker belongs to: ids of actors; empty for an unknown one."),
        Column("relayed_by", "list", "Through whom a closed briefing became public: ids of actors."),
        Column("stance", "string", "What the speaker does: asserts, confirms, denies, …"),
        Column("text", "string", "What is claimed, in one plain sentence."),
        Column("hedge", "string", "The words that limit the claim."),
        Column("basis", "string", "The evidence the speaker names; empty if none was named."),
        Column("when", "string", "When it is said to have happened (EDTF)."),
        Column("measure", "string", "What the figure counts. Different measures are never added or compared."),
        Column("unit", "string", "Of what it is a figure."),
        Column("bound", "string", "How the figure was bounded: exact, about, at_least, more_than, at_most, …"),
        Column("low", "number", "The lowest number the bound allows; empty where open."),
        Column("high", "number", "The highest number the bound allows; empty where open."),
        Column("scope", "string", "cumulative, wave, period or each."),
        Column("period", "string", "The period counted (EDTF)."),
        Column("as_of", "string", "The day the figure is meant for (EDTF)."),
        Column("as_stated", "string", "The words of the source, letter for letter."),
        Column("wordings", "list", "How other sources print this same figure: source, amount, words."),
        Column("sources", "list", "Ids of sources."),
        Column("origins", "integer", "How many independent origins the claim has."),
        Column("chain", "list", "From the page to the speaker, one line for each way."),
    ),
)

ACTORS = Table(
    "actors",
    (
        Column("id", "string", "The id; it never changes."),
        Column("kind", "string", "person, organisation, state, force or outlet."),
        Column("name", "string", "The name the chronicle uses."),
        Column("names", "list", "Other names and spellings, each as language:name."),
        Column("part_of", "string", "Whom it is subordinate to: id of an actor."),
        Column("member_of", "list", "Alliances and bodies it belongs to: ids of actors."),
        Column("roles", "list", "Offices held, each as title, organisation's id, period."),
        Column("party", "string", "The state or body at the top: id of an actor."),
        Column("notes", "string", "Notes."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that name it: ids."),
        Column("url", "string", "The address of its page."),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

PLACES = Table(
    "places",
    (
        Column("id", "string", "The id; it never changes."),
        Column("name", "string", "The name the chronicle uses."),
        Column("names", "list", "Other names and spellings, each as language:name."),
        Column("country", "string", "ISO 3166-1 alpha-2 code."),
        Column("lat", "number", "Latitude in degrees north, WGS 84."),
        Column("lon", "number", "Longitude in degrees east, WGS 84."),
        Column("coordinates_from", "string", "The source of the coordinates."),
        Column("precision", "string", "point, area or unknown."),
        Column("notes", "string", "Notes."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that name it: ids."),
        Column("url", "string", "The address of its page."),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

SOURCES = Table(
    "sources",
    (
        Column("id", "string", "The id; it never changes."),
        Column("outlet", "string", "Who published it: id of an actor."),
        Column("title", "string", "The title as published."),
        Column("title_unknown", "string", "Why no title is known."),
        Column("title_translation", "string", "Our translation of the title."),
        Column("url", "string", "Where it was published."),
        Column("url_unknown", "string", "Why no address is known."),
        Column("archived", "string", "An archived copy."),
        Column("published", "string", "The day it was published (EDTF)."),
        Column("published_unknown", "string", "Why no day is known."),
        Column("language", "string", "The language (BCP 47)."),
        Column("added", "date", "The day it entered the chronicle."),
        Column("derived_from", "list", "What its text rests on, each as relation:id."),
        Column("mentions", "list", "Related headlines it points to: ids or titles."),
        Column("notes", "string", "Notes."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that cite it: ids."),
        Column("page", "string", "The address of its page here."),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

TOPICS = Table(
    "topics",
    (
        Column("id", "string", "The id; it never changes."),
        Column("title", "string", "The title."),
        Column("summary", "string", "What it covers."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that name it: ids."),
        Column("url", "string", "The address of its page."),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

TABLES = (EVENTS, CLAIMS, ACTORS, PLACES, SOURCES, TOPICS)
