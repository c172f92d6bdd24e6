"""Ids that records name: each must exist, once, and be of the right sort."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial

from generator.corpus import Corpus
from generator.kinds import Deployment, Occurrence, Statement
from generator.model.base import Record
from generator.problems import Problem, nearest, quoted
from generator.shape import Named


def _named(corpus: Corpus) -> Iterator[tuple[Record, Named]]:
    return ((record, named) for record in corpus for named in corpus.named_by(record))


def unknown_reference(corpus: Corpus) -> Iterator[Problem]:
    """Every id that a record names exists in its vocabulary, or in one of them."""
    near = partial(nearest_record, {})
    for record, named in _named(corpus):
        if not any(corpus.has(vocabulary, named.id) for vocabulary in named.vocabularies):
            folders = " or ".join(f"content/{vocabulary}/" for vocabulary in named.vocabularies)
            message = f"{quoted(named.id)} is not in {folders}"
            yield Problem(corpus.where(record, *named.loc), "unknown-reference", message, near(corpus, named))


def nearest_record(index: dict[str, dict[str, list[str]]], corpus: Corpus, named: Named) -> str:
    """A remedy; only ids that share a word are compared, so that ten thousand mistakes stay quick to tell."""
    close: set[str] = set()
    for vocabulary in named.vocabularies:
        if vocabulary not in index:
            index[vocabulary] = _by_word(corpus[vocabulary])
        for word in named.id.split("-"):
            close.update(index[vocabulary].get(word[:4], [])[:60])
    suggestion = nearest(named.id, close) if close else ""
    new = f"add a record with `kronik new {_type_of(named.vocabularies[0])}`"
    return f"{suggestion} otherwise {new}" if suggestion.startswith("did you mean") else new


def _type_of(vocabulary: str) -> str:
    return "statement" if vocabulary == "events" else vocabulary.removesuffix("s")


def _by_word(records: Mapping[str, Record]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for record_id in records:
        for word in {word[:4] for word in record_id.split("-")}:
            found[word].append(record_id)
    return found


def ambiguous_reference(corpus: Corpus) -> Iterator[Problem]:
    """A bare id that may belong to two vocabularies exists in only one of them."""
    for record, named in _named(corpus):
        if sum(named.id in corpus[vocabulary] for vocabulary in named.vocabularies) > 1:
            first, second = (
                {"events": "statement", "actors": "outlet", "sources": "source"}[v] for v in named.vocabularies
            )
            if "events" in named.vocabularies:
                second = "actor"
            message = f"{quoted(named.id)} is in {' and in '.join(named.vocabularies)}"
            hint = f"write {first}: {named.id} or {second}: {named.id}"
            yield Problem(corpus.where(record, *named.loc), "ambiguous-reference", message, hint)


_MUST_BE: Mapping[tuple[str, ...], tuple[type[Record], ...]] = {
    ("claims", "relies_on", "statement"): (Statement,),
    ("claims", "relies_on", "either"): (Statement,),
    ("claims", "about"): (Deployment, Occurrence, Statement),
    ("assessment", "rests_on"): (Statement,),
}


def wrong_reference(corpus: Corpus) -> Iterator[Problem]:
    """Where a statement is meant, a statement is named."""
    for record, named in _named(corpus):
        wanted = _MUST_BE.get(tuple(step for step in named.loc if isinstance(step, str)))
        target = corpus["events"].get(named.id)
        if wanted and target and not isinstance(target, wanted):
            message = f"{quoted(named.id)} is {_article(target.type_name)}, but nobody speaks in it"
            where = corpus.where(record, *named.loc)
            yield Problem(where, "wrong-reference", message, "name the statement whose words these are")


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
