"""All figures of the chronicle, by what they count."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.derive import Timeline
from generator.derive.ledger import Earlier, Entry
from generator.model.claims import Figure
from generator.output import Page
from generator.pages.listing import MOST_ROWS, paged
from generator.site import Site

SOME = 10
"""Rows of each measure on the first page, where it can't hold them all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with its claim and the figure of the same speaker that it follows."""

    entry: Entry
    figure: Figure
    earlier: Earlier | None


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures of one measure, in the order they were said."""

    measure: str
    rows: tuple[Row, ...]

    @property
    def latest(self) -> Row:
        """The last figure in the commonest unit; those in other units count something else."""
        times = Counter(row.figure.unit for row in self.rows)
        commonest = max(times, key=lambda unit: times[unit])
        return next(row for row in reversed(self.rows) if row.figure.unit == commonest)

    @property
    def since(self) -> Row | None:
        """The first figure of the last statement that came after `latest`, whatever it counts."""
        latest, last = self.latest.entry.statement, self.rows[-1].entry.statement
        if last.date.sort_key <= latest.date.sort_key:
            return None
        return next(row for row in self.rows if row.entry.statement is last)

    @property
    def parties(self) -> int:
        """How many parties gave one."""
        return len({party for row in self.rows for party in row.entry.parties})


def measured(timeline: Timeline) -> list[Measured]:
    """The measures that figures were given for, the commonest first."""
    found: dict[str, list[Row]] = {}
    for entry in timeline.entries:
        for figure, earlier in zip(entry.claim.figures, entry.earlier, strict=True):
            found.setdefault(figure.measure, []).append(Row(entry, figure, earlier))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Measured(measure, tuple(rows)) for measure, rows in ranked]


def claims_pages(site: Site) -> Iterator[Page]:
    """`/claims/` with all figures, or the last few of each measure where there are many; `/claims/<measure>/`."""
    say, measures = site.phrases.say, measured(site.timeline)
    whole = sum(len(found.rows) for found in measures) <= MOST_ROWS
    shown = [(found, found.rows if whole else found.rows[-SOME:]) for found in measures]
    yield Page("claims/index.md", "pages/claims.md.j2", say("claims.title"), {"measures": shown}, nav=say("nav.claims"))
    for found in measures:
        title = say("claims.measure_title", measure=say(f"measure.{found.measure}"))
        counts = {"figures": len(found.rows), "parties": found.parties}
        first = Page(f"claims/{found.measure}/index.md", "pages/claims_measure.md.j2", title, counts)
        yield from paged(site, first, {found.measure: found.rows}, MOST_ROWS)
