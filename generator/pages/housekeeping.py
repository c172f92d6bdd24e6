"""What changed in the chronicle and what it lacks."""

from collections.abc import Iterator
from itertools import groupby

from generator.output import Page
from generator.site import Site


def housekeeping_pages(site: Site) -> Iterator[Page]:
    """`/changes/` and `/gaps/`."""
    say, nav = site.phrases.say, site.phrases.say("nav.about")
    days = [(day, list(of)) for day, of in groupby(site.timeline.changes, key=lambda change: change.day)]
    title = say("changes.title")
    yield Page("changes/index.md", "pages/changes.md.j2", title, {"days": days}, nav=f"{nav}/{title}")
    kinds = [(kind, list(of)) for kind, of in groupby(site.timeline.gaps, key=lambda gap: gap.kind)]
    title = say("gaps.title")
    yield Page("gaps/index.md", "pages/gaps.md.j2", title, {"kinds": kinds}, nav=f"{nav}/{title}")
