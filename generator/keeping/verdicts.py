"""What a whole check found, by the sum of all that it was about: nothing needs to be read where nothing changed.

Of the last one it is also kept which files it saw, so that the next can ask what became another since.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from generator.keeping.boxes import Boxes
from generator.problems import Problem, Where

MOST = 8
"""States of a chronicle whose findings are kept, so that one can go back and forth between branches."""
MOST_PROBLEMS = 10_000
_PREFIX = "found-"
_LAST = "last.json"


@dataclass(frozen=True)
class Verdict:
    """How many records there are, and every problem in order."""

    records: int
    problems: tuple[Problem, ...]


def known_verdict(boxes: Boxes, key: str) -> Verdict | None:
    """The findings that were kept, if there are any."""
    read = boxes.read(_name(key))
    return _verdict(read) if read else None


def _verdict(read: Any) -> Verdict:
    problems = (Problem(Where(*where), *words) for where, *words in read["problems"])
    return Verdict(read["records"], tuple(problems))


def remember(boxes: Boxes, key: str, files: Mapping[str, str], verdict: Verdict) -> None:
    """Keep findings, unless there are too many of them to be worth it, and the digests of the files they are about."""
    if len(verdict.problems) <= MOST_PROBLEMS:
        boxes.write(_name(key), {"records": verdict.records, "problems": list(map(astuple, verdict.problems))})
        boxes.tidy(_PREFIX, MOST)
        boxes.write(_LAST, {"key": key, "files": dict(files)})


def last_known(boxes: Boxes) -> tuple[Verdict, Mapping[str, str]] | None:
    """What the last check found, and the digests of the files it was about."""
    read = boxes.read(_LAST)
    verdict = known_verdict(boxes, read["key"]) if read else None
    return (verdict, read["files"]) if verdict else None


def _name(key: str) -> str:
    return f"{_PREFIX}{key}.json"
