"""Prose may use a little Markdown, and nothing that a page would run, load or lay out."""

from collections.abc import Iterator
from functools import partial

from generator.checks.references import nearest_record
from generator.corpus import Corpus
from generator.encode import prose_links, prose_problems
from generator.problems import Problem, Where, quoted
from generator.shape import Named, proses


def prose_markup(corpus: Corpus) -> Iterator[Problem]:
    """Raw HTML, pictures, headings and unsafe links are refused in prose."""
    for record in corpus:
        for loc, text in proses(record):
            for offset, what in prose_problems(text):
                place = corpus.where(record, *loc)
                where = Where(place.path, place.line + offset, place.column if not offset else 1)
                hint = "use paragraphs, emphasis, lists, quotations and links to https addresses"
                yield Problem(where, "prose-markup", what, hint)


def unknown_prose_link(corpus: Corpus) -> Iterator[Problem]:
    """A link in prose to a record leads to one that is there."""
    near = partial(nearest_record, {})
    for record in corpus:
        for loc, text in proses(record):
            for kind, record_id in prose_links(text):
                if not corpus.has(f"{kind}s", record_id):
                    message = f"the link to {quoted(f'{kind}:{record_id}')} leads nowhere"
                    close = near(corpus, Named(loc, record_id, (f"{kind}s",)))
                    hint = close if close.startswith("did") else "check the id: it is the file's name without .yml"
                    yield Problem(corpus.where(record, *loc), "unknown-link", message, hint)
