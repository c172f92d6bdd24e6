"""`kronik check` first, again, after an edit and of one file; yamale and check-jsonschema on the same files."""

import shutil
import sys
from itertools import count
from pathlib import Path

from benchmarks.checkers import check_jsonschema, yamale
from benchmarks.chronicle import chronicle
from benchmarks.measure import Measured, measured
from benchmarks.table import Bench, Row, Section
from benchmarks.tools import python_tools

COLD = "`kronik check`, first"
_EDITS = count()


def checks(bench: Bench, root: Path) -> None:
    """Measure the checkers."""
    chronicle(root, bench.events)
    files = sum(1 for path in (root / "content").rglob("*") if path.is_file())
    note = f"{files:,} files are checked; yamale and check-jsonschema look at each file alone."
    rows = [
        Row("start of an empty Python", lambda: measured([sys.executable, "-c", "pass"], root)),
        Row(COLD, lambda: _cold(root)),
        Row("`kronik check`, again", lambda: _check(root)),
        Row("`kronik check`, one file", lambda: _check(root, "content/topics/topic-1.yml")),
        Row("`kronik check`, after an edit", lambda: _edited(root)),
        Row("yamale", lambda: yamale(python_tools(), root)),
        Row("check-jsonschema", lambda: check_jsonschema(python_tools(), root)),
    ]
    bench.measure(Section("Checking", (COLD,), rows, note))


def _check(root: Path, *paths: str) -> Measured:
    return measured([sys.executable, "-m", "generator", "check", *paths], root)


def _cold(root: Path) -> Measured:
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return _check(root)


def _edited(root: Path) -> Measured:
    path = root / "content/topics/topic-1.yml"
    path.write_text(f"title: Topic 1\nsummary: What topic 1 covers after {next(_EDITS)} edits.\n", "utf-8")
    return _check(root)
