"""All figures of the chronicle in one table."""

from collections.abc import Iterator

from generator.derive.ledger import Earlier, Entry
from generator.model.claims import Figure
from generator.output import Page
from generator.site import Site


def claims_page(site: Site) -> Iterator[Page]:
    """`/claims/`: every claim with a figure, by measure, in the order they were said."""
    measures: dict[str, list[tuple[Entry, Figure, Earlier | None]]] = {}
    for entry in site.timeline.entries:
        for index, figure in enumerate(entry.claim.figures):
            measures.setdefault(figure.measure, []).append((entry, figure, entry.earlier[index]))
    ranked = sorted(measures.items(), key=lambda item: (-len(item[1]), item[0]))
    say = site.phrases.say
    yield Page(
        "claims/index.md",
        "pages/claims.md.j2",
        say("claims.title"),
        {"measures": ranked},
        nav=say("nav.claims"),
    )
