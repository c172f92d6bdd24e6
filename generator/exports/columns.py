"""The fields of every table and API file: name, type and meaning, in one place.

The API, the CSV files, the data package and the page `/data/` are all made from this.
"""

from dataclasses import dataclass
from typing import Literal

from generator.derive.grades import GRADES
from generator.kinds import KINDS
from generator.model.claims import BOUNDS, MEASURES, SCOPES, STANCES
from generator.model.vocabularies import ACTOR_KINDS, PRECISIONS

Type = Literal["string", "number", "integer", "date", "list", "object", "objects"]


@dataclass(frozen=True, slots=True)
class Column:
    """One field."""

    name: str
    type: Type
    """An object has fields of its own, or, without `of`, is described elsewhere."""
    description: str
    always: bool = False
    """Whether it is never empty."""
    words: tuple[str, ...] = ()
    """All the values it can have, where they are a closed list."""
    of: str = ""
    """The item that its objects are."""


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of one file; `item` is what one of its items is called."""

    name: str
    item: str
    columns: tuple[Column, ...]


EVENTS = Table(
    "events",
    "Event",
    (
        Column("id", "string", "The id; it never changes.", always=True),
        Column(
            "kind",
            "string",
            "statement, deployment or occurrence.",
            always=True,
            words=tuple(kind.type_name for kind in KINDS),
        ),
        Column("title", "string", "The title in the chronicle's words.", always=True),
        Column("date", "string", "When it happened or was said, as stored (EDTF).", always=True),
        Column("earliest", "date", "The earliest day the date allows; empty where open."),
        Column("latest", "date", "The latest day the date allows; empty where open."),
        Column("known_from", "date", "The day it became known; empty where no day can be told."),
        Column("added", "date", "The day it entered the chronicle.", always=True),
        Column("speaker", "list", "Who spoke: ids of actors; an unnamed speaker by role, with the organisation's id."),
        Column("on_behalf_of", "list", "For whom it was said: ids of actors."),
        Column("force", "string", "The force of a deployment: id of an actor."),
        Column("actors", "list", "Every actor that plays a part in it: ids."),
        Column("places", "list", "Ids of places."),
        Column("topics", "list", "Ids of topics."),
        Column("sources", "list", "Ids of sources."),
        Column("related", "list", "Related events, each as relation:id."),
        Column("grade", "string", "The grade of a deployment or occurrence; statements have none.", words=GRADES),
        Column("origins", "integer", "How many independent origins there are.", always=True),
        Column("url", "string", "The address of its page.", always=True),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

CLAIMS = Table(
    "claims",
    "Claim",
    (
        Column("statement", "string", "The statement that makes the claim: id of an event.", always=True),
        Column("about", "string", "What is claimed about: id of an event.", always=True),
        Column("said", "date", "The earliest day it can have been said; empty where open."),
        Column("known_from", "date", "The day it became public; empty where no day can be told."),
        Column("speaker", "list", "Who spoke: ids of actors; an unnamed speaker by role, with the organisation's id."),
        Column("party", "list", "The state or body each speaker belongs to: ids of actors; empty for an unknown one."),
        Column("relayed_by", "list", "Through whom a closed briefing became public: ids of actors."),
        Column("stance", "string", "What the speaker does: asserts, confirms, denies, …", always=True, words=STANCES),
        Column("text", "string", "What is claimed, in one plain sentence."),
        Column("hedge", "string", "The words that limit the claim."),
        Column("basis", "string", "The evidence the speaker names; empty if none was named."),
        Column("when", "string", "When it is said to have happened (EDTF)."),
        Column(
            "measure",
            "string",
            "What the figure counts. Different measures are never added or compared.",
            words=MEASURES,
        ),
        Column("unit", "string", "Of what it is a figure."),
        Column(
            "bound", "string", "How the figure was bounded: exact, about, at_least, more_than, at_most, …", words=BOUNDS
        ),
        Column("low", "number", "The lowest number the bound allows; empty where open."),
        Column("high", "number", "The highest number the bound allows; empty where open."),
        Column("scope", "string", "cumulative, wave, period or each.", words=SCOPES),
        Column("period", "string", "The period counted (EDTF)."),
        Column("as_of", "string", "The day the figure is meant for (EDTF)."),
        Column("as_stated", "string", "The words of the source, letter for letter."),
        Column("wordings", "list", "How other sources print this same figure: source, amount, words."),
        Column("sources", "list", "Ids of sources."),
        Column("origins", "integer", "How many independent origins the claim has.", always=True),
        Column("chain", "list", "From the page to the speaker, one line for each way."),
    ),
)

ACTORS = Table(
    "actors",
    "Actor",
    (
        Column("id", "string", "The id; it never changes.", always=True),
        Column("kind", "string", "person, organisation, state, force or outlet.", always=True, words=ACTOR_KINDS),
        Column("name", "string", "The name the chronicle uses.", always=True),
        Column("names", "list", "Other names and spellings, each as language:name."),
        Column("part_of", "string", "Whom it is subordinate to: id of an actor."),
        Column("member_of", "list", "Alliances and bodies it belongs to: ids of actors."),
        Column("roles", "list", "Offices held, each as title, organisation's id, period."),
        Column("party", "string", "The state or body at the top: id of an actor.", always=True),
        Column("notes", "string", "Notes."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that name it: ids."),
        Column("url", "string", "The address of its page.", always=True),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

PLACES = Table(
    "places",
    "Place",
    (
        Column("id", "string", "The id; it never changes.", always=True),
        Column("name", "string", "The name the chronicle uses.", always=True),
        Column("names", "list", "Other names and spellings, each as language:name."),
        Column("country", "string", "ISO 3166-1 alpha-2 code."),
        Column("lat", "number", "Latitude in degrees north, WGS 84."),
        Column("lon", "number", "Longitude in degrees east, WGS 84."),
        Column("coordinates_from", "string", "The source of the coordinates."),
        Column("precision", "string", "point, area or unknown.", words=PRECISIONS),
        Column("notes", "string", "Notes."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that name it: ids."),
        Column("url", "string", "The address of its page.", always=True),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

SOURCES = Table(
    "sources",
    "Source",
    (
        Column("id", "string", "The id; it never changes.", always=True),
        Column("outlet", "string", "Who published it: id of an actor.", always=True),
        Column("title", "string", "The title as published."),
        Column("title_unknown", "string", "Why no title is known."),
        Column("title_translation", "string", "Our translation of the title."),
        Column("url", "string", "Where it was published."),
        Column("url_unknown", "string", "Why no address is known."),
        Column("archived", "string", "An archived copy."),
        Column("published", "string", "The day it was published (EDTF)."),
        Column("published_unknown", "string", "Why no day is known."),
        Column("language", "string", "The language (BCP 47).", always=True),
        Column("added", "date", "The day it entered the chronicle."),
        Column("derived_from", "list", "What its text rests on, each as relation:id."),
        Column("mentions", "list", "Related headlines it points to: ids or titles."),
        Column("notes", "string", "Notes."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that cite it: ids."),
        Column("page", "string", "The address of its page here.", always=True),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

TOPICS = Table(
    "topics",
    "Topic",
    (
        Column("id", "string", "The id; it never changes.", always=True),
        Column("title", "string", "The title.", always=True),
        Column("summary", "string", "What it covers."),
        Column("former_ids", "list", "Ids it had before; their addresses lead here."),
        Column("events", "list", "Events that name it: ids."),
        Column("url", "string", "The address of its page.", always=True),
        Column("edit_url", "string", "Where its file can be edited."),
    ),
)

TABLES = (EVENTS, CLAIMS, ACTORS, PLACES, SOURCES, TOPICS)

WHOLE = Table(
    "event",
    "WholeEvent",
    (
        *EVENTS.columns,
        Column("record", "object", "The record as written; `/schema/<kind>.json` says what it may hold.", always=True),
        Column(
            "clocks", "object", "When it happened, became public and entered the chronicle.", always=True, of="Clocks"
        ),
        Column("chain", "list", "From the page to the speaker, one line for each way."),
        Column("claims", "objects", "The claims that a statement makes.", of="Claim"),
        Column("ledger", "objects", "The claims about the event and its parts.", of="Claim"),
        Column("stances", "objects", "Who said what about it, party by party.", of="Stance"),
        Column("history", "objects", "How its grade changed.", of="Grade"),
        Column("evidence", "list", "The claims its grade rests on, each as statement#claim."),
        Column("parts", "list", "The events that are part of it: ids."),
        Column("backlinks", "list", "The events that point at it, each as relation:id."),
        Column("citation", "object", "How to cite its entry.", always=True, of="Citation"),
    ),
)
"""All about one event, in its own file."""

INDEX = Table(
    "index",
    "File",
    (
        Column("name", "string", "What the file holds.", always=True),
        Column("url", "string", "Its address.", always=True),
        Column("total", "integer", "How many items it holds.", always=True),
        Column("day", "date", "The day of the chronicle's state.", always=True),
    ),
)

PARTS = (
    Table(
        "clocks",
        "Clocks",
        (
            Column("happened", "string", "When it happened, as stored (EDTF); empty for a statement."),
            Column("said", "string", "When it was said, as stored (EDTF); empty for anything else."),
            Column("released", "string", "When a statement became public, if not when it was said (EDTF)."),
            Column("published", "string", "When its first source was published (EDTF)."),
            Column("known_from", "date", "The day it became known; empty where no day can be told."),
            Column("added", "date", "The day it entered the chronicle.", always=True),
            Column("corrected", "list", "The days on which it was corrected."),
        ),
    ),
    Table(
        "stances",
        "Stance",
        (
            Column("party", "string", "The state or body that spoke: id of an actor.", always=True),
            Column(
                "role",
                "string",
                "What it is to the event: sending, receiving, acting, opposing or observing.",
                always=True,
            ),
            Column("latest", "string", "The stance that counts now; empty where none does.", words=STANCES),
            Column("said", "objects", "All it said, in order.", of="Saying"),
        ),
    ),
    Table(
        "sayings",
        "Saying",
        (
            Column("said", "date", "The earliest day it can have been said; empty where open."),
            Column("stance", "string", "The stance taken.", always=True, words=STANCES),
            Column("claim", "string", "The claim, as statement#claim.", always=True),
        ),
    ),
    Table(
        "history",
        "Grade",
        (
            Column("day", "date", "From this day on.", always=True),
            Column("grade", "string", "The grade.", always=True, words=GRADES),
            Column("origins", "integer", "How many independent origins there were.", always=True),
        ),
    ),
    Table(
        "citation",
        "Citation",
        (
            Column("text", "string", "In words.", always=True),
            Column("bibtex", "string", "For biblatex.", always=True),
            Column("csl", "object", "A CSL-JSON item.", always=True),
            Column("ris", "string", "In RIS.", always=True),
        ),
    ),
)
"""What the objects in an event's own file hold."""
