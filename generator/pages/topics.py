"""Topics: threads through the chronicle."""

from collections.abc import Iterator

from generator.encode import prose_text
from generator.output import Page
from generator.pages.head import feed_head
from generator.pages.listing import by_name, index_page
from generator.pages.timeline import groups
from generator.site import Site


def topic_pages(site: Site) -> Iterator[Page]:
    """`/topics/` and a page for each."""
    yield index_page(site, "topics", {"all": by_name(site.corpus.topics.values())})
    for topic in site.corpus.topics.values():
        uses = site.timeline.uses.get(("topics", topic.id), ())
        context = {"topic": topic, "groups": groups(use.event for use in uses)}
        summary = prose_text(topic.summary) if topic.summary else ""
        yield Page(
            f"topics/{topic.id}.md",
            "pages/topic.md.j2",
            topic.title,
            context,
            summary,
            topic,
            head=feed_head(site, topic),
            search=True,
        )
