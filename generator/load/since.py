"""What became another since the last check, of which is known what it found."""

from dataclasses import dataclass

from generator.corpus import Corpus
from generator.keeping import Kept
from generator.load.files import Contents, holds_records
from generator.load.records import read_record
from generator.load.whole import Loaded
from generator.model.base import Record
from generator.names import named_by_path
from generator.problems import Problem, has_errors
from generator.yamltext import Document

MOST = 50
"""Files; where more became others, every rule looks at everything."""


@dataclass(frozen=True)
class Since:
    """A state of the chronicle in which there was no error."""

    before: Corpus
    """Its records in no order, of which those in `paths` alone are others than now."""
    paths: frozenset[str]
    """The files that are new, gone or hold something else."""
    warnings: tuple[Problem, ...]
    """What was found then."""


def since_last(contents: Contents, kept: Kept, now: Loaded) -> Since | None:
    """The state of the last check; None where it is not known, held errors or was another in very many files."""
    last = kept.last()
    if last is None or has_errors(last[0].problems):
        return None
    verdict, files = last
    digests = contents.digests
    paths = {path for path in {*files, *digests} if files.get(path) != digests.get(path) and _is_record(path)}
    if len(paths) > MOST:
        return None
    before: dict[str, dict[str, Record]] = {
        vocabulary: {i: record for i, record in of.items() if record.path not in paths}
        for vocabulary, of in now.corpus.records.items()
    }
    for path in sorted(paths & files.keys()):
        record = _record(path, kept.value(files[path]))
        if record is None:
            return None
        before[record.vocabulary][record.id] = record
    return Since(Corpus(before, {}), frozenset(paths), verdict.problems)


def _is_record(path: str) -> bool:
    return holds_records(path.rpartition("/")[0])


def _record(path: str, value: object) -> Record | None:
    """What stood in a file, by the value that is kept of it."""
    return None if value is None else read_record(Document(path, "", value, ()), *named_by_path(path))[0]
