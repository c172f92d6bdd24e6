"""Reading a chronicle: every file of `content/` becomes a record or a problem that names the line."""

from dataclasses import dataclass, replace
from pathlib import Path

from generator.corpus import VOCABULARIES, Corpus
from generator.load.files import CONTENT, Found, find, read_text
from generator.load.prose import Prose
from generator.load.records import read_record
from generator.model.base import Record
from generator.problems import Problem, Where
from generator.yamltext import Document, read_yaml


@dataclass(frozen=True)
class Loaded:
    """What was read: the records, the prose pages, the problems."""

    corpus: Corpus
    pages: tuple[Prose, ...]
    problems: tuple[Problem, ...]


def load(root: Path) -> Loaded:
    """Read all of `root/content`. Never raises for what stands there."""
    found, problems = find(root)
    records: dict[str, dict[str, Record]] = {vocabulary: {} for vocabulary in VOCABULARIES}
    documents: dict[str, Document] = {}
    pages: list[Prose] = []
    for file in found:
        text = read_text(root, file.path) if file.vocabulary or file.path.endswith(".md") else ""
        if isinstance(text, Problem):
            problems.append(text)
        elif file.vocabulary is None:
            pages.append(Prose(file.path, text))
        else:
            document = read_yaml(file.path, text)
            problems += keep(records[file.vocabulary], file, document)
            # Places are looked up in the text; the values stand in the record.
            documents[file.path] = replace(document, value=None)
    unread = {
        vocabulary: frozenset(f.id for f in found if f.vocabulary == vocabulary and f.id not in records[vocabulary])
        for vocabulary in VOCABULARIES
    }
    ordered = {vocabulary: dict(sorted(of.items())) for vocabulary, of in records.items()}
    return Loaded(Corpus(ordered, documents, unread), tuple(pages), tuple(problems))


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


__all__ = ["CONTENT", "Loaded", "Prose", "load"]
