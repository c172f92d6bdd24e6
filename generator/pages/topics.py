"""Topics: threads through the chronicle."""

from collections.abc import Iterator

from generator.encode import prose_text
from generator.kinds import Statement
from generator.output import Page
from generator.pages.head import feed_head
from generator.pages.heads import heads
from generator.pages.listing import MOST_ROWS, by_name, index_of, paged
from generator.pages.timeline import grouped_pages
from generator.site import Site

MOST_HEADS = 200
"""Ledgers told by their heads; the list of events below has them all."""


def topic_pages(site: Site) -> Iterator[Page]:
    """`/topics/` and a page for each."""
    yield from paged(site, index_of(site, "topics"), {"": by_name(site.corpus.topics.values())}, MOST_ROWS)
    for topic in site.corpus.topics.values():
        events = [use.event for use in site.timeline.uses.get(("topics", topic.id), ())]
        claimed = [event for event in events if not isinstance(event, Statement) and site.timeline.claims_on(event.id)]
        context = {"topic": topic, "heads": heads(site.timeline, claimed[:MOST_HEADS])}
        summary = prose_text(topic.summary) if topic.summary else ""
        first = Page(
            f"topics/{topic.id}.md",
            "pages/topic.md.j2",
            topic.title,
            context,
            summary,
            topic,
            head=feed_head(site, topic),
            search=True,
        )
        yield from grouped_pages(site, first, events)
