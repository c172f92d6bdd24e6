"""Sound records, damaged at random: told or read, never a crash, and what is read survives the rest of the way."""

import json
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import format
from generator.build import inspect
from generator.derive import derive
from generator.load.records import read_record
from generator.problems import has_errors
from generator.yamltext import read_yaml
from tests.hostile import HOSTILE
from tests.test_cases import read

RECORDS = {path: text for path, text in read("base").items() if path.endswith(".yml")}
VALUES = st.one_of(
    st.sampled_from([json.dumps(text, ensure_ascii=False) for text in HOSTILE]),
    st.sampled_from(
        ["", "~", "[]", "{}", "[x]", "{a: b}", "2024-13", "2024-10-XX", "../2024", "9" * 40, "-1", "1e9", "x"]
    ),
    st.text(max_size=30),
)


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with lines dropped, doubled, moved, pushed in, or given another value."""
    lines = text.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        if not lines:
            break
        at = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["drop", "double", "move", "push", "value", "value", "value", "cut"]))
        line = lines.pop(at)
        if how == "double":
            lines[at:at] = [line, line]
        elif how == "move":
            lines.insert(draw(st.integers(0, len(lines))), line)
        elif how == "push":
            lines.insert(at, " " * draw(st.integers(1, 4)) + line)
        elif how == "cut":
            lines.insert(at, line[: draw(st.integers(0, len(line)))])
        elif how == "value":
            key, colon, _ = line.partition(":")
            lines.insert(at, f"{key}{colon} {draw(VALUES)}" if colon else draw(VALUES))
    return "\n".join(lines) + "\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), path=st.sampled_from(sorted(RECORDS)))
def test_a_damaged_record_is_told_or_read(data: st.DataObject, path: str) -> None:
    """The whole chronicle is checked and, where nothing is wrong, derived; `fmt` never changes a value."""
    text = data.draw(damaged(RECORDS[path]))
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {**RECORDS, path: text}.items():
            (Path(folder) / "content" / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / "content" / name).write_text(content, encoding="utf-8", errors="surrogatepass")
        inspected = inspect(Path(folder))
    lines = text.count("\n") + 1
    assert all(0 < p.where.line <= lines for p in inspected.problems if p.where.path == f"content/{path}")
    if has_errors(inspected.problems):
        return
    derive(inspected.corpus, date(2026, 1, 1))
    assert_formatting_keeps(f"content/{path}", text)


def assert_formatting_keeps(path: str, text: str) -> None:
    """Canonical layout says the same, and is its own canonical layout."""
    vocabulary = path.split("/")[1]
    try:
        made = format.formatted(path, text, vocabulary)
    except format.Unchanged:
        return
    assert made == format.formatted(path, made, vocabulary)
    stem = Path(path).stem
    assert (
        read_record(read_yaml(path, text), vocabulary, stem)[0]
        == read_record(read_yaml(path, made), vocabulary, stem)[0]
    )
