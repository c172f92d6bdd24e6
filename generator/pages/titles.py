"""The index of events by title, withdrawn ones included."""

from collections.abc import Iterator

from generator.kinds import AnyEvent
from generator.output import Page
from generator.pages.listing import MOST_ROWS, by_name, letter, paged
from generator.site import Site


def title_pages(site: Site) -> Iterator[Page]:
    """`/events/`."""
    say = site.phrases.say
    groups: dict[str, list[AnyEvent]] = {}
    for event in by_name(site.timeline.events):
        groups.setdefault(letter(event.title), []).append(event)
    nav = f"{say('nav.explore')}/{say('nav.events')}"
    first = Page("events/index.md", "pages/events.md.j2", say("events.title"), nav=nav)
    yield from paged(site, first, groups, MOST_ROWS)
