"""A summary as sections of typed words, so that text, Markdown and HTML say the same and each encodes by type.

Everything is bounded: a change of ten thousand records still makes a page that a reviewer can open.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal, TypeVar

from generator.compare.fields import FieldChange
from generator.compare.summary import Changed, Regraded, Side, Summary
from generator.compare.told import Told, name_of
from generator.derive.grades import Change
from generator.encode import one_line, prose_text
from generator.kinds import AnyEvent, Statement
from generator.model.base import Record
from generator.model.claims import Claim
from generator.problems import shown

SHOWN, CARDS, FIELDS, LONGEST = 100, 30, 30, 400
"""How many records of one sort, cards, and keys of one record are shown, and how many letters of one value."""

Style = Literal["plain", "strong", "code", "gone", "new", "quiet"]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Span:
    """Some words and how they are set; `gone` and `new` are the two sides of a change."""

    text: str
    style: Style = "plain"


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, with lines below it."""

    spans: Spans
    below: "tuple[Item, ...]" = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a list or a table below it."""

    title: str
    items: tuple[Item, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Spans, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole: a title, one sentence, the sections that have something to say."""

    title: str
    lead: str
    sections: tuple[Section, ...]


def document(summary: Summary, revision: str) -> Document:
    """What `kronik diff` prints."""
    sections = [section for section in _sections(summary) if section.items or section.rows]
    return Document(f"Changes since {_cut(revision)}", _lead(summary), tuple(sections))


def _lead(summary: Summary) -> str:
    counts = ((len(summary.added), "added"), (len(summary.changed), "changed"), (len(summary.removed), "removed"))
    said = [f"{count} {word}" for count, word in counts if count]
    lead = f"Records: {', '.join(said)}." if said else "No record changed."
    errors = sum(problem.severity == "error" for problem in summary.after.problems)
    if errors:
        lead += f" {errors} errors stand in the content (`kronik check` tells them); records with errors are left out."
    return lead


def _sections(summary: Summary) -> Iterator[Section]:
    yield _records("Added", summary.added, summary.after)
    yield _changes(summary)
    yield _records("Removed", summary.removed, summary.before)
    yield _withdrawals(summary)
    yield _section("Pages", [Item((Span(f"{what}: "), Span(path, "code"))) for what, path in summary.pages])
    yield _grades(summary)
    yield _section("Probable duplicates", [Item((Span(problem.message),)) for problem in summary.duplicates])
    yield _outlets(summary)
    sources = [_named(source) for source in summary.unarchived]
    yield _section("Sources without an archived copy", sources)
    note = "No names, no faces, no links to interrogation footage."
    risks = [Item((Span(f"{p.where.path}: {p.message}"),)) for p in summary.at_risk]
    yield _section("People at risk", risks, note=note)
    yield _section("Cards", [_card(event, summary.after) for event in summary.cards[:CARDS]], total=len(summary.cards))


def _section(title: str, items: Sequence[Item], *, total: int = 0, note: str = "") -> Section:
    """A section with its number, and a last line for what is left out."""
    count = total or len(items)
    more = count - min(len(items), SHOWN)
    rest = [Item((Span(f"… and {more} more", "quiet"),))] if more else []
    return Section(f"{title} ({count})", (*items[:SHOWN], *rest), note=note) if items else Section(title)


def _named(record: Record, extra: Iterable[Span] = (), below: tuple[Item, ...] = ()) -> Item:
    spans = (Span(_cut(name_of(record)), "strong"), Span(f" {record.vocabulary}/", "quiet"), Span(record.id, "code"))
    return Item((*spans, *extra), below)


def _records(title: str, records: Sequence[Record], side: Side) -> Section:
    items = [_named(record, _what(record, side.told)) for record in islice(records, SHOWN)]
    return _section(title, items, total=len(records))


def _what(record: Record, told: Told) -> Iterator[Span]:
    date = getattr(record, "date", None) or getattr(record, "published", None)
    kind = getattr(record, "kind", record.type_name)
    yield Span(f", {kind}" + (f", {told.date(date)}" if date else ""), "quiet")


def _changes(summary: Summary) -> Section:
    items = [_changed(change) for change in islice(summary.changed, SHOWN)]
    return _section("Changed", items, total=len(summary.changed))


def _changed(change: Changed) -> Item:
    lines = [_field(field) for field in islice(change.fields, FIELDS)]
    if more := len(change.fields) - len(lines):
        lines.append(Item((Span(f"… and {more} more keys", "quiet"),)))
    if not lines:
        lines.append(Item((Span("only how values are written changed, not what they say", "quiet"),)))
    return _named(change.after, below=tuple(lines))


def _field(field: FieldChange) -> Item:
    name = Span(f"{_cut(field.path)}: ")
    old, new = one_line(field.old), one_line(field.new)
    if old and new and max(len(old), len(new)) > 60:
        return Item((name, *_words(old, new)))
    spans = (Span(_cut(old), "gone"), Span(" → "), Span(_cut(new), "new"))
    return Item((name, *(span for span in spans if span.text and (span.text != " → " or (old and new)))))


def _words(old: str, new: str) -> Iterator[Span]:
    """A long text word by word; runs that stayed are cut in the middle."""
    a, b = re.findall(r"\S+\s*", old[:8000]), re.findall(r"\S+\s*", new[:8000])
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield Span(_middle("".join(a[a1:a2])))
            continue
        for words, style in (("".join(a[a1:a2]), "gone"), ("".join(b[b1:b2]), "new")):
            if words:
                yield Span(_cut(words.rstrip()), "gone" if style == "gone" else "new")
                yield Span(" ")


def _middle(words: str, kept: int = 60) -> str:
    return words if len(words) <= 2 * kept + 3 else f"{words[:kept]} … {words[-kept:]}"


def _cut(text: str) -> str:
    line = shown(one_line(text))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _withdrawals(summary: Summary) -> Section:
    items = [_named(e, (Span(f": {_cut(e.withdrawn.reason)}"),)) for e in summary.withdrawn if e.withdrawn]
    return _section("Withdrawn", items)


def _grades(summary: Summary) -> Section:
    rows = tuple(_graded(summary, graded) for graded in islice(summary.grades, SHOWN))
    head = ("Event", "Before", "After", "Its own record")
    more = len(summary.grades) - len(rows)
    note = f"… and {more} more" if more else ""
    return Section(f"Grade and origins ({len(summary.grades)})", head=head, rows=rows, note=note)


def _graded(summary: Summary, graded: Regraded) -> tuple[Spans, ...]:
    was, now = _standing(summary.before, graded.before), _standing(summary.after, graded.after)
    event = (Span(_cut(graded.event.title), "strong"), Span(" "), Span(graded.event.id, "code"))
    record = "changed" if graded.touched else "unchanged"
    return event, (Span(was, "gone"),), (Span(now, "new"),), (Span("gone" if not graded.after else record),)


def _standing(side: Side, change: Change | None) -> str:
    if change is None:
        return "not there"
    say = side.told.phrases
    claims = "1 claim" if change.claims == 1 else f"{change.claims} claims"
    return f"{say.say(f'grade.{change.grade}')}, {say.count('origins', change.origins)}, {claims}"


def _outlets(summary: Summary) -> Section:
    actors = summary.after.corpus.actors
    return _section("New outlets", [_named(actors[a]) for a in summary.outlets if a in actors])


# Cards


def _card(event: AnyEvent, side: Side) -> Item:
    """An event as a reader meets it: title, day, speaker, claims with their figures."""
    say = side.told.phrases
    lines = [_line(say.say(f"kind.{event.kind}"), side.told.date(event.date))]
    if isinstance(event, Statement):
        lines.append(_line("speaker", say.speakers(event)))
        if event.venue:
            lines.append(_line("venue", event.venue))
    if event.withdrawn:
        lines.append(_line("withdrawn", event.withdrawn.reason))
    lines.append(_line("summary", prose_text(event.summary)))
    claims = event.claims if isinstance(event, Statement) else ()
    lines += [_claim(claim, side) for claim in claims[:FIELDS]]
    cited = [side.corpus.sources[c.source] for c in event.sources[:FIELDS] if c.source in side.corpus.sources]
    lines += [_line("source", f"{say.actor(s.outlet)}: {name_of(s)}") for s in cited]
    return _named(event, below=tuple(lines))


def _line(name: str, words: str) -> Item:
    return Item((Span(f"{name}: ", "quiet"), Span(_cut(words))))


def _claim(claim: Claim, side: Side) -> Item:
    about = side.corpus.events.get(claim.about)
    spans = [Span(side.told.phrases.say(f"stance.{claim.stance}"), "strong"), Span(f" {_cut(claim.text or '')}")]
    spans.append(Span(f" about {_cut(about.title if about else claim.about)}", "quiet"))
    figures = tuple(Item((Span(_cut(side.told.figure(figure))),)) for figure in claim.figures[:FIELDS])
    return Item(tuple(spans), figures)
