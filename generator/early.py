"""What a save changed, told before the whole site is planned again.

To plan a large site takes seconds. The page of a record needs few of its facts, and a mistake in a record shows in that
record and those that name it; so a save is checked where it can matter, and the page that somebody looks at is made at
once, of the same facts that the whole plan works out afterwards.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.build import Maker
from generator.checks.again import Pair, changed_in, new_errors
from generator.corpus import Corpus
from generator.derive import derive_again
from generator.derive.clocks import changed, today_of
from generator.output import Output, Page
from generator.pages import Pages, actors, events, places, sources, topics
from generator.phrases import Phrases
from generator.problems import Problem
from generator.render import Renderer
from generator.site import Site

PAGES_OF: Mapping[str, Callable[[Site, str], Iterator[Page]]] = {
    "events": events.pages_of,
    "sources": sources.pages_of,
    "actors": actors.pages_of,
}
"""The records whose pages can be made by themselves."""
ALL_OF: Mapping[str, Pages] = {"places": places.place_pages, "topics": topics.topic_pages}
"""Those of which all pages are planned for one."""


class Gone(LookupError):
    """There is no such record any more, and none took its address."""


@dataclass(frozen=True)
class Early:
    """The site after a save, of which single pages and files can be made."""

    site: Site
    rendering: Renderer
    makers: Mapping[str, Maker] = field(default_factory=dict)
    """Who made what before the save."""
    _made: dict[Maker, dict[str, Output]] = field(default_factory=dict, repr=False)
    _making: dict[Maker, Iterator[Output]] = field(default_factory=dict, repr=False)
    """What there is to come of each maker: pages after the one that was asked for may never be."""

    def outputs(self, path: str) -> Iterator[Output]:
        """The page or file at a path and what goes with it; nothing where only the whole plan can tell.

        Raises `Gone` for the page of a record that was removed.
        """
        vocabulary, _, name = path.removesuffix(".md").partition("/")
        record_id = name.partition("/")[0]
        if vocabulary in PAGES_OF and record_id in self.site.corpus[vocabulary]:
            yield from map(self.rendering.output, PAGES_OF[vocabulary](self.site, record_id))
        elif self._was_removed(vocabulary, record_id):
            raise Gone(path)
        elif (maker := self.makers.get(path) or ALL_OF.get(vocabulary)) and (found := self._of(maker, path)):
            yield found

    def _was_removed(self, vocabulary: str, record_id: str) -> bool:
        known = self.site.before
        there = known is not None and vocabulary in PAGES_OF and record_id in known.corpus[vocabulary]
        return there and not any(record_id in record.former_ids for record in self.site.corpus)

    def _of(self, maker: Maker, path: str) -> Output | None:
        made = self._made.setdefault(maker, {})
        if path not in made:
            for output in self._making.setdefault(maker, self._all_of(maker)):
                made[output.path] = output
                if output.path == path:
                    break
        return made.get(path)

    def _all_of(self, maker: Maker) -> Iterator[Output]:
        for one in maker(self.site):
            if isinstance(one, Output):
                yield one
            else:
                yield self.rendering.output(one)
                yield from () if callable(one.files) else one.files


def early(before: Site, after: Corpus, saved: Collection[str], today: date | None) -> Site | list[Problem] | None:
    """The site in which the files `saved` hold other records, or none any more, or the errors in them.

    `before` is the site without errors. None where an event became one of another kind.
    """
    if errors := new_errors(before.corpus, after, saved, before.written):
        return errors
    pairs = changed_in(before.corpus, after, saved)
    if any(old and new and type(old) is not type(new) for old, new in pairs.values()):
        return None
    timeline = derive_again(before.timeline, after, today or _today(before, after, pairs.values()), pairs)
    phrases = Phrases(after, before.phrases.labels, before.phrases.locale)
    return replace(before, timeline=timeline, phrases=phrases, before=before, _kept={})


def _today(before: Site, after: Corpus, pairs: Collection[Pair]) -> date:
    """`today_of`; all records are looked at only where the last that changed did so earlier now."""
    last = max(filter(None, (changed(new) for _, new in pairs if new)), default=date.min)
    if last >= before.today:
        return last
    return today_of(after) if any(old and changed(old) == before.today for old, _ in pairs) else before.today
