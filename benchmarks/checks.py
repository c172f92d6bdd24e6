"""`kronik check` first, again, after an edit and of one file; yamale and check-jsonschema on the same files."""

import shutil
import sys
from itertools import count
from pathlib import Path

from benchmarks.checkers import check_jsonschema, yamale
from benchmarks.chronicle import chronicle
from benchmarks.measure import Measured, measured
from benchmarks.table import Bench, Row
from benchmarks.tools import python_tools

COLD = "`kronik check`, first"
_EDITS = count()


def checks(bench: Bench, root: Path) -> None:
    """Measure the checkers."""
    chronicle(root, bench.events)
    files = sum(1 for path in (root / "content").rglob("*") if path.is_file())
    bench.notes.append(f"{files:,} files are checked; yamale and check-jsonschema look at each file alone.")
    bench.measure(
        [
            Row("start of an empty Python", COLD, lambda: measured([sys.executable, "-c", "pass"], root)),
            Row(COLD, COLD, lambda: _cold(root)),
            Row("`kronik check`, again", COLD, lambda: _check(root)),
            Row("`kronik check`, one file", COLD, lambda: _check(root, "content/topics/topic-1.yml")),
            Row("`kronik check`, after an edit", COLD, lambda: _edited(root)),
            Row("yamale", COLD, lambda: yamale(python_tools(), root)),
            Row("check-jsonschema", COLD, lambda: check_jsonschema(python_tools(), root)),
        ]
    )


def _check(root: Path, *paths: str) -> Measured:
    return measured([sys.executable, "-m", "generator", "check", *paths], root)


def _cold(root: Path) -> Measured:
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return _check(root)


def _edited(root: Path) -> Measured:
    path = root / "content/topics/topic-1.yml"
    path.write_text(f"title: Topic 1\nsummary: What topic 1 covers after {next(_EDITS)} edits.\n", "utf-8")
    return _check(root)
