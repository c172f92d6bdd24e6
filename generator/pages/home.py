"""The first page: what this chronicle is, what is claimed, what is new."""

from collections.abc import Iterator
from itertools import islice

from generator.derive.ledger import Entry
from generator.kinds import Deployment
from generator.model.claims import Figure
from generator.output import Page
from generator.site import Site

NEWEST = 8


def home_page(site: Site) -> Iterator[Page]:
    """One page, `/`."""
    timeline = site.timeline
    context = {
        "counts": {vocabulary: len(records) for vocabulary, records in site.corpus.records.items()},
        "claims": len(timeline.entries),
        "latest": _latest_by_measure(timeline.entries),
        "deployments": [event for event in timeline.standing if isinstance(event, Deployment)],
        "newest": list(islice(reversed(timeline.standing), NEWEST)),
        "corrections": [c for c in timeline.changes if c.what != "added"][:NEWEST],
    }
    title, description = site.settings.title, site.settings.description
    yield Page("index.md", "pages/home.md.j2", title, context, description, nav=site.phrases.say("nav.home"))


def _latest_by_measure(entries: tuple[Entry, ...]) -> list[tuple[Entry, Figure]]:
    """The last figure said for each measure."""
    latest: dict[str, tuple[Entry, Figure]] = {}
    for entry in entries:
        for figure in entry.claim.figures:
            latest[figure.measure] = (entry, figure)
    return sorted(latest.values(), key=lambda pair: pair[0].order, reverse=True)[:NEWEST]
