"""What can be downloaded, in one place: the page `/data/` lists it, the OpenAPI file describes it.

A path with braces stands for many files; what stands in the braces is told by `Download.of`.
"""

from dataclasses import dataclass
from itertools import groupby

from generator.citations import FORMATS
from generator.exports.columns import TABLES

JSON, CSV = "application/json", "text/csv"
ATOM, FEED = "application/atom+xml", "application/feed+json"


@dataclass(frozen=True, slots=True)
class Download:
    """One file, or many of one kind."""

    path: str
    media: str
    label: str
    """The label that says what it holds."""
    group: str
    of: str = ""
    """The vocabulary whose ids stand in the braces."""


DOWNLOADS = (
    Download("api/v1/index.json", JSON, "index", "api"),
    Download("openapi.json", JSON, "openapi", "api"),
    *(Download(f"api/v1/{table.name}.json", JSON, table.name, "api") for table in TABLES),
    Download("api/v1/events/{id}.json", JSON, "event", "api", "events"),
    *(Download(f"data/{name}.csv", CSV, name, "tables") for name in ("events", "claims", "sources")),
    Download("data/datapackage.json", JSON, "package", "tables"),
    *(Download(f"data/citations.{form.suffix}", form.media, "citations", "cite") for form in FORMATS.values()),
    Download("data/CITATION.cff", "application/yaml", "cff", "cite"),
    Download("feeds/events.atom", ATOM, "feed_events", "feeds"),
    Download("feeds/events.json", FEED, "feed_events", "feeds"),
    Download("feeds/changes.atom", ATOM, "feed_changes", "feeds"),
    Download("feeds/changes.json", FEED, "feed_changes", "feeds"),
    Download("feeds/topics/{id}.atom", ATOM, "feed_topic", "feeds", "topics"),
    Download("feeds/topics/{id}.json", FEED, "feed_topic", "feeds", "topics"),
    Download("feeds/actors/{id}.atom", ATOM, "feed_actor", "feeds", "actors"),
    Download("feeds/actors/{id}.json", FEED, "feed_actor", "feeds", "actors"),
    Download("calendar.ics", "text/calendar", "calendar", "feeds"),
    Download("schema/{type}.json", "application/schema+json", "schema", "schemas", "types"),
    Download("assets/cards/{id}.png", "image/png", "card", "cards", "events"),
)

GROUPS = tuple((group, tuple(of)) for group, of in groupby(DOWNLOADS, key=lambda download: download.group))
"""The downloads as the page shows them."""
