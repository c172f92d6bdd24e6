"""Records that nothing leads to."""

from collections.abc import Iterator

from generator.corpus import Corpus
from generator.encode import prose_links
from generator.model.base import Record
from generator.problems import Problem


def unused_source(corpus: Corpus) -> Iterator[Problem]:
    """A source that no record cites is not published for anything; a link in prose cites nothing."""
    named = _named(corpus, "sources")
    for record in _read_in_full(corpus, "sources"):
        if record.id not in named:
            yield _unused(corpus, record, "unused-source", "no record cites this source")


def unused_actor(corpus: Corpus) -> Iterator[Problem]:
    """An actor that no record names plays no part."""
    named = _named(corpus, "actors") | _linked(corpus, "actor")
    for record in _read_in_full(corpus, "actors"):
        if record.id not in named:
            yield _unused(corpus, record, "unused-actor", "no record names this actor")


def _read_in_full(corpus: Corpus, vocabulary: str) -> Iterator[Record]:
    """The records of a vocabulary; none where a file could not be read, because it may name any of them."""
    if not any(corpus.unread.values()):
        yield from corpus[vocabulary].values()


def leads_to(corpus: Corpus, record: Record) -> tuple[object, ...]:
    """What these rules ask of a record, which leads to others; whether its file could be read is told by `unread`."""
    linked = [text for _, text in corpus.proses_of(record) if "(actor:" in text]
    return record.type_name, [(named.id, named.vocabularies) for named in corpus.named_by(record)], linked


def _named(corpus: Corpus, vocabulary: str) -> set[str]:
    """Ids of a vocabulary that another record names in a key."""
    return {
        named.id
        for record in corpus
        for named in corpus.named_by(record)
        if vocabulary in named.vocabularies and (named.id != record.id or record.vocabulary != vocabulary)
    }


def _linked(corpus: Corpus, kind: str) -> set[str]:
    """Ids that the prose of another record links to; only texts that hold such a link are parsed."""
    return {
        record_id
        for record in corpus
        for _, text in corpus.proses_of(record)
        if f"({kind}:" in text
        for linked, record_id in prose_links(text)
        if linked == kind and (record_id != record.id or record.type_name != kind)
    }


def _unused(corpus: Corpus, record: Record, code: str, message: str) -> Problem:
    hint = "name it where it belongs, or delete the file"
    return Problem(corpus.where(record), code, message, hint, "warning")
