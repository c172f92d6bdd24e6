"""Sources, and all that each supports."""

from collections.abc import Iterator

from generator.model.vocabularies import Source
from generator.output import Page
from generator.pages.listing import index_page
from generator.site import Site


def source_pages(site: Site) -> Iterator[Page]:
    """`/sources/` and a page for each."""
    sources = sorted(site.corpus.sources.values(), key=lambda s: (site.phrases.actor(s.outlet).casefold(), s.id))
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.outlet, []).append(source)
    yield index_page(site, "sources", groups)
    resting: dict[str, list[Source]] = {}
    for source in sources:
        for step in source.derived_from:
            if step.source:
                resting.setdefault(step.source, []).append(source)
    for source in sources:
        context = {
            "source": source,
            "uses": site.timeline.uses.get(("sources", source.id), ()),
            "resting": resting.get(source.id, ()),
        }
        title = source_title(site, source)
        yield Page(f"sources/{source.id}.md", "pages/source.md.j2", title, context, record=source, search=True)


def source_title(site: Site, source: Source) -> str:
    """The title as published; for one that is not known, whose document it is."""
    return source.title or site.phrases.say("source.untitled", outlet=site.phrases.actor(source.outlet))
