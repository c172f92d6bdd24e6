"""Same input, same bytes: whatever the machine, the day comes from the content or from SOURCE_DATE_EPOCH."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from tests.small import small_chronicle

DIGEST = """
import hashlib, sys
from pathlib import Path
from generator.build import build
built = build(Path(sys.argv[1]))
assert built.outputs, built.problems
digest = hashlib.sha256()
for output in built.outputs:
    digest.update(f"{output.path} {output.updated} {output.edit}".encode() + output.data)
print(digest.hexdigest())
"""


def digest(root: Path, **environment: str) -> str:
    """A hash of all outputs, made in a process of its own."""
    around = {"PATH": os.environ["PATH"], **environment}
    command = [sys.executable, "-c", DIGEST, str(root)]
    done = subprocess.run(
        command, env=around, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small chronicle."""
    return small_chronicle(tmp_path / "one")


def test_surroundings_change_nothing(root: Path) -> None:
    """Hash seeds, time zones, locales, no home, another folder, files written in another order."""
    first = digest(root, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8", HOME="/root")
    other = root.parent / "zwei 둘"
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_file():
            (other / path.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, other / path.relative_to(root))
    assert first == digest(other, PYTHONHASHSEED="12345", TZ="Pacific/Chatham", LC_ALL="tr_TR.UTF-8")
    assert first == digest(other, PYTHONHASHSEED="7", TZ="America/St_Johns", LC_ALL="C", PYTHONUTF8="0")


def test_line_ends_and_byte_order_marks_change_no_page(root: Path) -> None:
    """A checkout on Windows makes the same site."""
    first = {output.path: hashlib.sha256(output.data).hexdigest() for output in build(root).outputs}
    for path in (root / "content").rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    second = {output.path: hashlib.sha256(output.data).hexdigest() for output in build(root).outputs}
    assert [] == [path for path in first if first[path] != second.get(path)]


def test_last_change_of_a_page_is_that_of_what_it_tells(root: Path) -> None:
    """A correction of a statement dates its page and those that tell of it, and no other record's."""
    shutil.copy(root / "content/events/2024/closing.yml", root / "content/events/2024/other.yml")
    before = {output.path: output.updated for output in build(root).outputs}
    with (root / "content/events/2024/said.yml").open("a") as file:
        file.write("corrections:\n  - date: 2024-12-24\n    note: The day was mended.\n")
    after = {output.path: output.updated for output in build(root).outputs}
    changed = {path for path in before if before[path] != after[path]}
    assert {"events/said.md", "events/closing.md", "actors/mayor.md", "sources/paper-1.md"} <= changed
    assert "events/other.md" not in changed
    assert date(2024, 12, 24) == after["events/said.md"]
    assert date(2024, 11, 1) == after["events/other.md"]
