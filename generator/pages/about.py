"""Pages about the chronicle itself; a hand-written page of the same address takes the place of any but `/data/`."""

from collections.abc import Iterator

from generator.derive.grades import GRADES
from generator.exports.columns import TABLES
from generator.model.claims import BOUNDS, MEASURES, STANCES
from generator.output import Page
from generator.site import Site

REPLACEABLE = ("about", "method", "contribute")
FILES = (
    ("api/v1/index.json", "index"),
    ("api/v1/events.json", "events"),
    ("api/v1/claims.json", "claims"),
    ("api/v1/actors.json", "actors"),
    ("api/v1/places.json", "places"),
    ("api/v1/sources.json", "sources"),
    ("api/v1/topics.json", "topics"),
    ("data/events.csv", "events"),
    ("data/claims.csv", "claims"),
    ("data/sources.csv", "sources"),
    ("data/datapackage.json", "package"),
    ("feeds/events.atom", "feed_events"),
    ("feeds/events.json", "feed_events"),
    ("feeds/changes.atom", "feed_changes"),
    ("feeds/changes.json", "feed_changes"),
    ("calendar.ics", "calendar"),
    ("schema/statement.json", "schema"),
)
"""What can be downloaded, with the label that says what it holds."""


def about_pages(site: Site) -> Iterator[Page]:
    """`/method/`, `/data/`, `/contribute/` and `/about/`."""
    say, nav = site.phrases.say, site.phrases.say("nav.about")
    words = {"stances": STANCES, "measures": MEASURES, "bounds": BOUNDS, "grades": GRADES}
    for name in REPLACEABLE:
        title = say(f"{name}.title")
        yield Page(
            f"{name}/index.md",
            f"pages/{name}.md.j2",
            title,
            words,
            search=True,
            nav=f"{nav}/{title}",
            replaceable=True,
        )
    title = say("data.title")
    yield Page(
        "data/index.md",
        "pages/data.md.j2",
        title,
        {"tables": TABLES, "files": FILES},
        search=True,
        nav=f"{nav}/{title}",
    )
