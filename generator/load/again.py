"""Reading again what changed: a chronicle that is served is read whole once, then file by file."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from generator.corpus import Corpus
from generator.load.files import read_text
from generator.load.records import read_record
from generator.load.whole import Loaded
from generator.model.base import Record
from generator.problems import Problem
from generator.yamltext import read_yaml


def load_again(root: Path, before: Loaded, paths: Collection[str]) -> Loaded | None:
    """What `load` gives now that these files of records hold something else; None where it has to look for itself.

    It has to if a file is not one of those it read: a new or removed one, a link in its place, a second file of one id.
    """
    after = before
    for path in sorted(paths):
        changed = None if any(p.code == "duplicate-id" for p in before.problems) else _changed(root, after, path)
        if changed is None:
            return None
        after = changed
    return after


def _changed(root: Path, before: Loaded, path: str) -> Loaded | None:
    vocabulary, record_id = path.split("/")[1], path.rpartition("/")[2].removesuffix(".yml")
    if path not in before.corpus.documents or (root / path).is_symlink():
        return None
    text = read_text(root, path)
    if isinstance(text, Problem):
        return None
    document = read_yaml(path, text)
    record, problems = read_record(document, vocabulary, record_id)
    told = [problem for problem in before.problems if problem.where.path != path]
    corpus = _with(before.corpus.but(path), vocabulary, record_id, record)
    documents = {**corpus.documents, path: replace(document, value=None)}
    return replace(before, corpus=replace(corpus, documents=documents), problems=(*told, *problems))


def _with(corpus: Corpus, vocabulary: str, record_id: str, record: Record | None) -> Corpus:
    """The corpus with another record under an id, or with one that could not be read."""
    records = {i: r for i, r in corpus[vocabulary].items() if i != record_id}
    unread = corpus.unread.get(vocabulary, frozenset()) - {record_id}
    if record is None:
        unread |= {record_id}
    else:
        records = dict(sorted({**records, record_id: record}.items()))
    all_records = {**corpus.records, vocabulary: records}
    return replace(corpus, records=all_records, unread={**corpus.unread, vocabulary: unread})
