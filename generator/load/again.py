"""Reading again what changed: a chronicle that is served is read whole once, then file by file."""

import os
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path, PurePath

from generator.corpus import Corpus
from generator.load.files import Found, file_found, holds_records, read_text
from generator.load.records import read_record
from generator.load.whole import Loaded
from generator.model.base import Record
from generator.names import named_by_path
from generator.problems import Problem
from generator.yamltext import read_yaml


def load_again(root: Path, before: Loaded, paths: Collection[str]) -> Loaded | None:
    """What `load` gives now that these files of records hold something else, are new or gone; None where it has to look
    for itself: at links, at names that no record can have, at a second file of one id."""
    after = before
    for path in sorted(paths, key=lambda path: ((root / path).exists(), path)):
        changed = None if any(p.code == "duplicate-id" for p in before.problems) else _changed(root, after, path)
        if changed is None:
            return None
        after = changed
    return after


def _changed(root: Path, before: Loaded, path: str) -> Loaded | None:
    vocabulary, record_id = named_by_path(path)
    if path not in before.corpus.documents and not _is_new(root, before, path):
        return None
    told = tuple(problem for problem in before.problems if problem.where.path != path)
    if not os.path.lexists(root / path):
        if told:  # one of them may have been about this name
            return None
        return Loaded(_without(before.corpus.but(path), vocabulary, record_id, path), before.pages, told)
    text = None if (root / path).is_symlink() else read_text(root, path)
    if text is None or isinstance(text, Problem):
        return None
    document = read_yaml(path, text)
    record, problems = read_record(document, vocabulary, record_id)
    corpus = _with(before.corpus.but(path), vocabulary, record_id, record)
    documents = {**corpus.documents, path: replace(document, value=None)}
    return Loaded(replace(corpus, documents=documents), before.pages, (*told, *problems))


def _is_new(root: Path, before: Loaded, path: str) -> bool:
    """Whether `load` would find a record here, and nothing to say of its name or that of its neighbours."""
    folders = [folder.as_posix() for folder in PurePath(path).parents][:-1]
    if before.problems or not holds_records(folders[0]) or any((root / folder).is_symlink() for folder in folders):
        return False
    try:
        found = file_found(path, os.lstat(root / path))
    except OSError:
        return False
    return isinstance(found, Found) and not before.corpus.has(found.vocabulary or "", found.id)


def _without(corpus: Corpus, vocabulary: str, record_id: str, path: str) -> Corpus:
    """The corpus without a record and its file."""
    records = {i: r for i, r in corpus[vocabulary].items() if i != record_id}
    documents = {other: document for other, document in corpus.documents.items() if other != path}
    unread = corpus.unread.get(vocabulary, frozenset()) - {record_id}
    all_records = {**corpus.records, vocabulary: records}
    return replace(corpus, records=all_records, documents=documents, unread={**corpus.unread, vocabulary: unread})


def _with(corpus: Corpus, vocabulary: str, record_id: str, record: Record | None) -> Corpus:
    """The corpus with another record under an id, or with one that could not be read."""
    there = corpus[vocabulary]
    unread = corpus.unread.get(vocabulary, frozenset()) - {record_id}
    if record is None:
        unread |= {record_id}
        records = {i: r for i, r in there.items() if i != record_id}
    else:
        records = {**there, record_id: record}  # in the place of the one that was there
        records = records if record_id in there else dict(sorted(records.items()))
    all_records = {**corpus.records, vocabulary: records}
    return replace(corpus, records=all_records, unread={**corpus.unread, vocabulary: unread})
