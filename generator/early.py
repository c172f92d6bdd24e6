"""What a save changed, told before the whole site is planned again.

To plan a large site takes seconds. The page of a record needs few of its facts, and a mistake in a record shows in that
record and those that name it; so a save is checked where it can matter, and the page that somebody looks at is made at
once, of the same facts that the whole plan works out afterwards.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.checks.again import new_errors
from generator.corpus import Corpus
from generator.derive import derive_again
from generator.derive.clocks import changed, today_of
from generator.model.base import Record
from generator.output import Output, Page
from generator.pages import actors, events, sources
from generator.phrases import Phrases
from generator.problems import Problem
from generator.render import Renderer
from generator.site import Site

PAGES_OF: Mapping[str, Callable[[Site, str], Iterator[Page]]] = {
    "events": events.pages_of,
    "sources": sources.pages_of,
    "actors": actors.pages_of,
}
"""The records whose pages can be made by themselves. Topics stand in the navigation, on every page."""


@dataclass(frozen=True)
class Early:
    """The site after a save, of which the pages of records can be made."""

    site: Site
    rendering: Renderer

    def outputs(self, path: str) -> Iterator[Output]:
        """The page at a path and those that continue it; nothing for other pages than those of records."""
        vocabulary, _, name = path.removesuffix(".md").partition("/")
        record_id = name.partition("/")[0]
        if vocabulary in PAGES_OF and record_id in self.site.corpus[vocabulary]:
            yield from map(self.rendering.output, PAGES_OF[vocabulary](self.site, record_id))


def early(before: Site, after: Corpus, saved: Collection[str], today: date | None) -> Site | list[Problem] | None:
    """The site in which the records in the files `saved` hold something else, or the errors in them.

    `before` is the site without errors; the records it was made of have the same ids. None where records
    changed that may change any page: topics and places, and events that became of another kind.
    """
    if errors := new_errors(before.corpus, after, saved):
        return errors
    records = [record for record in after if record.path in saved]
    if any(r.vocabulary not in PAGES_OF or type(before.corpus[r.vocabulary][r.id]) is not type(r) for r in records):
        return None
    timeline = derive_again(before.timeline, after, today or _today(before, after, records), records)
    phrases = Phrases(after, before.phrases.labels, before.phrases.locale)
    return replace(before, timeline=timeline, phrases=phrases, _kept={})


def _today(before: Site, after: Corpus, records: Iterable[Record]) -> date:
    """`today_of`; only where a changed record may have been the last to change, all are looked at."""
    if any(changed(before.corpus[record.vocabulary][record.id]) == before.today for record in records):
        return today_of(after)
    return max([before.today, *filter(None, map(changed, records))])
