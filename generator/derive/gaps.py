"""What the chronicle does not know yet, so that contributors see where to help."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.corpus import Corpus
from generator.derive.grades import Change
from generator.derive.stances import Row
from generator.kinds import Statement
from generator.model.base import Record

GAPS = ("single-origin", "unanswered", "unarchived", "coarse-date", "no-original", "unknown-details")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing in one record."""

    kind: str
    record: Record


def gaps(
    corpus: Corpus, history: Mapping[str, tuple[Change, ...]], stances: Mapping[str, tuple[Row, ...]]
) -> tuple[Gap, ...]:
    """Every gap, by kind in the order of `GAPS`, then by id."""
    found = [*_of_events(corpus, history, stances), *_of_sources(corpus)]
    return tuple(sorted(found, key=lambda gap: (GAPS.index(gap.kind), gap.record.id)))


def _of_events(
    corpus: Corpus, history: Mapping[str, tuple[Change, ...]], stances: Mapping[str, tuple[Row, ...]]
) -> Iterator[Gap]:
    for event in corpus.events.values():
        if event.withdrawn:
            continue
        if event.id in history and history[event.id][-1].grade == "single-origin":
            yield Gap("single-origin", event)
        rows = stances.get(event.id, ())
        if any(row.role != "observing" and not (row.entries or row.of_parts) for row in rows) and any(
            row.entries for row in rows
        ):
            yield Gap("unanswered", event)
        if event.date.precision not in ("day", "interval"):
            yield Gap("coarse-date", event)
        if isinstance(event, Statement) and any(q.translated_from for q in event.quotes):
            yield Gap("no-original", event)


def _of_sources(corpus: Corpus) -> Iterator[Gap]:
    for source in corpus.sources.values():
        if source.url and not source.archived:
            yield Gap("unarchived", source)
        if source.title_unknown or source.url_unknown or source.published_unknown:
            yield Gap("unknown-details", source)
