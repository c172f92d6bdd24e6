"""What the filters of the timeline look through: `/assets/timeline.json`, columns of codes, one entry an event.

Not part of the API: it follows `assets/timeline.js`, which alone reads it, and holds the words that lists show, so
that a list made in the browser says the same as a page made here. Days are ordinals (0001-01-01 is 1) and, like the
places of events, stored as steps from the one before: that halves the file.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from generator.derive.grades import GRADES
from generator.encode import json_text, one_line
from generator.lines import Facet, Line
from generator.output import Output
from generator.site import Site

PATH = "assets/timeline.json"


def filters(site: Site) -> Iterator[Output]:
    """One file."""
    yield Output(PATH, partial(_columns, site))


def _columns(site: Site) -> str:
    lines = site.lines.all
    spans = [site.corpus.events[line.id].date.sort_key for line in lines]
    known = [date.fromisoformat(line.known).toordinal() for line in lines]
    columns = {
        "id": [line.id for line in lines],
        "title": [line.title for line in lines],
        "first": _steps(first for first, _ in spans),
        "length": [last - first if last <= date.max.toordinal() else -1 for first, last in spans],
        "known": [day - first for day, (first, _) in zip(known, spans, strict=True)],
        "who": _coded(line.who for line in lines),
        "through": _coded(line.through for line in lines),
        "where": _coded(line.where for line in lines),
        "figures": _coded(_figures(line) for line in lines),
        "history": _coded(";".join(":".join(change) for change in line.history) for line in lines),
    }
    facets = [_facet(site, facet) for facet in site.lines.facets]
    content = {"facets": facets, "months": _months(lines), "days": _days(lines), **columns}
    return json_text(content, compact=True)


def _facet(site: Site, facet: Facet) -> dict[str, Any]:
    values = [(value.id, one_line(value.label), _steps(value.events)) for value in facet.values.values()]
    if facet.name == "grade":
        there = set(facet.values)
        values += [(grade, site.phrases.say(f"grade.{grade}"), []) for grade in GRADES if grade not in there]
    return {"name": facet.name, "label": facet.label, "values": values}


def _figures(line: Line) -> tuple[Any, ...]:
    """The amount of each and what it counts, and how many more there are."""
    return (*((f.amount, f.counted) for f in line.figures), *filter(None, [line.more_figures]))


def _months(lines: Sequence[Line]) -> list[tuple[str, str, int]]:
    runs = groupby(lines, lambda line: line.month)
    return [(month.anchor, month.label, len(list(of))) for month, of in runs]


def _days(lines: Sequence[Line]) -> list[tuple[str | int, ...]]:
    """The dates of events as they follow each other; how many stand under each."""
    runs = groupby(lines, lambda line: (line.month, line.day))
    return [
        (len(list(of)), day.text, *([day.label, day.anchor] if day.label else ["", day.number, day.weekday]))
        for (_, day), of in runs
    ]


def _steps(numbers: Iterable[int]) -> list[int]:
    steps, before = [], 0
    for number in numbers:
        steps.append(number - before)
        before = number
    return steps


def _coded(values: Iterable[Hashable]) -> dict[str, list[Any]]:
    """Each different value once, and for each event which it is."""
    codes: dict[Hashable, int] = {}
    of = [codes.setdefault(value, len(codes)) for value in values]
    return {"values": list(codes), "of": of}
