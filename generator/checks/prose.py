"""Prose may use a little Markdown, and nothing that a page would run, load or lay out."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from generator.checks.references import nearest_record
from generator.corpus import Corpus
from generator.encode import marks, prose_links, prose_problems
from generator.model.base import Record
from generator.problems import Problem, Where, quoted
from generator.shape import Named
from generator.yamltext import MAX_PROBLEMS

MAX_MARKS = 4_000
"""Marks of Markdown in one record; reading a text made of nothing else takes many seconds."""


def crowded_prose(corpus: Corpus) -> Iterator[Problem]:
    """No record needs thousands of marks of Markdown."""
    for record in corpus:
        if _crowded(corpus, record):
            message = f"the prose of this record holds more than {MAX_MARKS} marks of Markdown"
            yield Problem(
                corpus.where(record), "too-much-markup", message, "write plain sentences, or split the record"
            )


def _crowded(corpus: Corpus, record: Record) -> bool:
    return sum(marks(text) for _, text in corpus.proses_of(record)) > MAX_MARKS


def _readable(corpus: Corpus) -> Iterator[tuple[Record, tuple[str | int, ...], str]]:
    """Each prose text, but for records that take too long to read."""
    for record in corpus:
        if not _crowded(corpus, record):
            yield from ((record, loc, text) for loc, text in corpus.proses_of(record))


def prose_markup(corpus: Corpus) -> Iterator[Problem]:
    """Raw HTML, pictures, headings and unsafe links are refused in prose."""
    for record, loc, text in _readable(corpus):
        for offset, what in islice(prose_problems(text), MAX_PROBLEMS):
            place = corpus.where(record, *loc)
            where = Where(place.path, place.line + offset, place.column if not offset else 1)
            hint = "use paragraphs, emphasis, lists, quotations and links to https addresses"
            yield Problem(where, "prose-markup", what, hint)


def unknown_prose_link(corpus: Corpus) -> Iterator[Problem]:
    """A link in prose to a record leads to one that is there."""
    near = partial(nearest_record, {})
    for record, loc, text in _readable(corpus):
        for kind, record_id in prose_links(text):
            if not corpus.has(f"{kind}s", record_id):
                message = f"the link to {quoted(f'{kind}:{record_id}')} leads nowhere"
                close = near(corpus, Named(loc, record_id, (f"{kind}s",)))
                hint = close if close.startswith("did") else "check the id: it is the file's name without .yml"
                yield Problem(corpus.where(record, *loc), "unknown-link", message, hint)
