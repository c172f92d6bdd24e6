"""Pages about the chronicle itself; a hand-written page of the same address takes the place of any but `/data/`."""

from collections.abc import Iterator

from generator.citations import cited, of_chronicle
from generator.derive.grades import GRADES
from generator.exports.columns import TABLES
from generator.exports.downloads import GROUPS
from generator.model.claims import BOUNDS, MEASURES, STANCES
from generator.output import Page
from generator.site import Site

REPLACEABLE = ("about", "method", "contribute")


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
        {"tables": TABLES, "groups": GROUPS, "cited": cited(of_chronicle(site))},
        search=True,
        nav=f"{nav}/{title}",
    )
