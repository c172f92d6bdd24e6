"""All files of a chronicle as records, with what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.corpus import VOCABULARIES, Corpus
from generator.keeping import Kept
from generator.load.files import Contents, Found
from generator.load.prose import Prose
from generator.load.records import read_record
from generator.load.sharing import plain_values
from generator.model.base import Record
from generator.problems import Problem, Where
from generator.progress import counted
from generator.yamltext import Document, read_carefully


@dataclass(frozen=True)
class Loaded:
    """What was read: the records, the prose pages, the problems."""

    corpus: Corpus
    pages: tuple[Prose, ...]
    problems: tuple[Problem, ...]
    """What is wrong with single files."""
    verdict: tuple[Problem, ...] | None = None
    """All that is wrong, by every rule, where it was found out already."""


def loaded(contents: Contents, kept: Kept | None = None) -> Loaded:
    """Records and problems of what was read; values that an earlier run kept are not read again."""
    problems = list(contents.problems)
    records: dict[str, dict[str, Record]] = {vocabulary: {} for vocabulary in VOCABULARIES}
    documents: dict[str, Document] = {}
    for file, document in _documents(contents, kept):
        problems += keep(records[file.vocabulary or ""], file, document)
        # Places are looked up in the text; the values stand in the record.
        documents[file.path] = replace(document, value=None)
    pages = (Prose(f.path, contents.texts[f.path]) for f in contents.found if f.vocabulary is None)
    unread = {
        vocabulary: frozenset(
            f.id for f in contents.found if f.vocabulary == vocabulary and f.id not in records[vocabulary]
        )
        for vocabulary in VOCABULARIES
    }
    ordered = {vocabulary: dict(sorted(of.items())) for vocabulary, of in records.items()}
    return Loaded(Corpus(ordered, documents, unread), tuple(pages), tuple(problems))


def _documents(contents: Contents, kept: Kept | None) -> Iterator[tuple[Found, Document]]:
    """Each record's file in its order, with the value that stands in it."""
    files = [f for f in contents.found if f.vocabulary and f.path in contents.texts]
    known = [kept.value(contents.digests[file.path]) if kept else None for file in files]
    fresh = plain_values([contents.texts[f.path] for f, value in zip(files, known, strict=True) if value is None])
    for file, before in zip(counted("making records", files), known, strict=True):
        value, text = before or next(fresh), contents.texts[file.path]
        if value is None:
            yield file, read_carefully(file.path, text)
            continue
        if kept and not before:
            kept.keep_value(contents.digests[file.path], value)
        yield file, Document(file.path, text, value, ())


def keep(records: dict[str, Record], file: Found, document: Document) -> list[Problem]:
    """Read one record and file it; the first of two files with one id stays."""
    record, problems = read_record(document, file.vocabulary or "", file.id)
    if record is None:
        return problems
    if other := records.get(file.id):
        hint = f"{other.path} has it already; rename one of them"
        return [*problems, Problem(Where(file.path), "duplicate-id", f"the id {file.id} is taken", hint)]
    records[file.id] = record
    return problems
