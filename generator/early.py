"""What a save changed, told before the whole site is planned again.

To plan a large site takes seconds. The page of an event needs few of its facts, and a mistake in a record shows in that
record and those that name it; so a save is checked where it can matter, and the page that somebody looks at is made at
once, of the same facts that the whole plan works out afterwards.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.checks.again import new_errors
from generator.corpus import Corpus
from generator.derive import derive_again
from generator.derive.clocks import today_of
from generator.output import Output
from generator.pages.events import pages_of
from generator.phrases import Phrases
from generator.problems import Problem
from generator.render import Renderer
from generator.site import Site

EVENTS = "events/"


@dataclass(frozen=True)
class Early:
    """The site after a save, of which the pages of events can be made."""

    site: Site
    rendering: Renderer

    def outputs(self, path: str) -> Iterator[Output]:
        """The page at a path and those that continue it; nothing for other pages than those of events."""
        event_id = path.removeprefix(EVENTS).removesuffix(".md").partition("/")[0]
        if path.startswith(EVENTS) and event_id in self.site.corpus.events:
            yield from map(self.rendering.output, pages_of(self.site, event_id))


def early(before: Site, after: Corpus, changed: Collection[str], today: date | None) -> Site | list[Problem] | None:
    """The site in which the records in the files `changed` hold something else, or the errors in them.

    `before` is the site without errors; the records it was made of have the same ids. None where other records than
    events changed, or became events of another kind: that may change any page.
    """
    if errors := new_errors(before.corpus, after, changed):
        return errors
    ids = [event.id for event in after.events.values() if event.path in changed]
    if len(ids) < len(changed) or any(type(before.corpus.events[i]) is not type(after.events[i]) for i in ids):
        return None
    timeline = derive_again(before.timeline, after, today or today_of(after), ids)
    phrases = Phrases(after, before.phrases.labels, before.phrases.locale)
    return replace(before, timeline=timeline, phrases=phrases, _kept={})
