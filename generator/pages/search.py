"""`/search/`: the lists that there are, for readers without scripts and for whoever would rather browse."""

from collections.abc import Iterator, Mapping

from generator.corpus import VOCABULARIES
from generator.output import Page
from generator.site import Site


def search_page(site: Site) -> Iterator[Page]:
    """One page; the box opens above it, as above any other."""
    numbers: Mapping[str, int] = {name: len(site.corpus[name]) for name in VOCABULARIES if name != "events"}
    context = {"years": site.timeline.by_year, "numbers": numbers}
    yield Page("search/index.md", "pages/search.md.j2", site.phrases.say("search.title"), context, replaceable=True)
