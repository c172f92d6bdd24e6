"""What changed in the chronicle and what it lacks."""

from collections.abc import Iterator
from itertools import groupby

from generator.output import Page
from generator.pages.listing import MOST_ROWS, paged
from generator.site import Site


def housekeeping_pages(site: Site) -> Iterator[Page]:
    """`/changes/` and `/gaps/`."""
    phrases = site.phrases
    days = {day: list(of) for day, of in groupby(site.timeline.changes, key=lambda change: change.day)}
    yield from paged(site, _first(site, "changes"), days, MOST_ROWS, phrases.day)
    kinds = {kind: list(of) for kind, of in groupby(site.timeline.gaps, key=lambda gap: gap.kind)}
    yield from paged(site, _first(site, "gaps"), kinds, MOST_ROWS, lambda kind: phrases.say(f"gap.{kind}"))


def _first(site: Site, name: str) -> Page:
    title = site.phrases.say(f"{name}.title")
    return Page(f"{name}/index.md", f"pages/{name}.md.j2", title, nav=f"{site.phrases.say('nav.about')}/{title}")
