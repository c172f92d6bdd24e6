"""Records that nothing leads to."""

from collections.abc import Iterator

from generator.corpus import Corpus
from generator.problems import Problem
from generator.shape import references


def _named(corpus: Corpus, vocabulary: str) -> set[str]:
    """Ids of a vocabulary that another record names."""
    return {
        named.id
        for record in corpus
        for named in references(record)
        if vocabulary in named.vocabularies and (named.id != record.id or record.vocabulary != vocabulary)
    }


def unused_source(corpus: Corpus) -> Iterator[Problem]:
    """A source that no record cites is not published for anything."""
    yield from _unused(corpus, "sources", "unused-source", "no record cites this source")


def unused_actor(corpus: Corpus) -> Iterator[Problem]:
    """An actor that no record names plays no part."""
    yield from _unused(corpus, "actors", "unused-actor", "no record names this actor")


def _unused(corpus: Corpus, vocabulary: str, code: str, message: str) -> Iterator[Problem]:
    if any(corpus.unread.values()):
        return  # what could not be read may name it
    named = _named(corpus, vocabulary)
    for record in corpus[vocabulary].values():
        if record.id not in named:
            yield Problem(
                corpus.where(record), code, message, "name it where it belongs, or delete the file", "warning"
            )
