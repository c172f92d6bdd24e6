"""Input that no honest editor writes: bytes, links, bombs. The answer is always a problem, never a traceback."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import inspect
from generator.load.files import MAX_BYTES
from generator.load.records import read_record
from generator.yamltext import read_yaml


def told(root: Path, path: str, data: bytes) -> list[str]:
    """The lines printed for a chronicle of one file."""
    (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "content" / path).write_bytes(data)
    return [str(problem) for problem in inspect(root).problems]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"title: caf\xe9\n", "1:11: error not-utf8: the byte 0xE9 is not UTF-8 text"),
        (b"title: a\x07b\n", "1:9: error control-character: the control character U+0007 is not text"),
        (b"title: a\rb\n", "1:9: error lone-carriage-return: a carriage return ends no line here"),
        ("title: a\u0085b\n".encode(), "1:9: error control-character: the control character U+0085 is not text"),
        (b"title: " + b"a" * MAX_BYTES, "1:1: error file-too-large: the file has 262,151 bytes"),
        ("title: a\u202eb\n".encode(), "1:9: error hidden-character: the invisible character U+202E"),
        ("title: a\u3164b\n".encode(), "1:9: error hidden-character: the invisible character U+3164 HANGUL FILLER"),
        ("title: a\U0001d173b\n".encode(), "1:9: error hidden-character: the invisible character U+1D173"),
        (b"title: [?x]\n", "1:10: error yaml-syntax: ?x can be read in two ways"),
        (b"title: x\nnotes: { ?y: z}\n", "2:11: error yaml-syntax: ?y can be read in two ways"),
        ("\ufeff\ufefftitle: a\n".encode(), "1:1: error hidden-character: the invisible character U+FEFF"),
    ],
)
def test_bytes_that_are_no_text_are_told(tmp_path: Path, data: bytes, expected: str) -> None:
    """Line and column point at the byte or character."""
    lines = told(tmp_path, "topics/x.yml", data)
    assert [f"content/topics/x.yml:{expected}"] == [line[: len(expected) + 21] for line in lines]


@pytest.mark.parametrize(
    "data",
    [
        "\ufefftitle: a\n",
        "title: a\r\nsummary: b\r\n",
        "title: \u06a9\u200c\u0627 \u200f\u263a\ufe0f\n",
        'title: ?x - ?y, why? {?} [?\nsummary: "[?x]"\n',
        "? title\n: ?x\n",
        "title: https://x.org/?y=?z\n",
    ],
)
def test_text_that_real_writing_needs_passes(tmp_path: Path, data: str) -> None:
    """One byte order mark, Windows line ends, joiners, direction marks and emoji selectors are text."""
    assert [] == told(tmp_path, "topics/x.yml", data.encode())


def test_links_and_strangers_are_told(tmp_path: Path) -> None:
    """Links are not followed, devices are not read, what can't be read is said so."""
    topics = tmp_path / "content/topics"
    topics.mkdir(parents=True)
    (topics / "linked.yml").symlink_to("/etc/hostname")
    os.mkfifo(topics / "pipe.yml")
    expected = [
        "content/topics/linked.yml:1:1: error symbolic-link: links are not followed: they may lead out of the folder"
        " (put the file itself here)",
        "content/topics/pipe.yml:1:1: error not-a-file: this is neither a file nor a folder (remove it)",
    ]
    assert expected == [str(problem) for problem in inspect(tmp_path).problems]


def test_missing_content_is_told(tmp_path: Path) -> None:
    """A folder without content is a problem, not a crash."""
    message = "it can't be read: no such file or directory (check that it is there and may be read)"
    expected = f"content:1:1: error unreadable: {message}"
    assert [expected] == [str(problem) for problem in inspect(tmp_path).problems]


def test_very_many_problems_are_not_all_listed(tmp_path: Path) -> None:
    """A file made of nothing else does not fill the screen; the last line says so."""
    lines = told(tmp_path, "topics/x.yml", b"title: x\n" * 200)
    assert 51 == len(lines)
    assert "error too-many-problems: the file has more than 50 problems; the others are not listed" in lines[-1]
    lines = told(tmp_path, "topics/x.yml", b"".join(b"titel%d: x\n" % n for n in range(200)))
    assert 51 == len(lines)
    assert any("too-many-problems" in line for line in lines[-2:])


def test_prose_made_of_marks_is_refused_unread(tmp_path: Path) -> None:
    """It would take many seconds; thousands of marks are no sentence."""
    lines = told(tmp_path, "topics/x.yml", b"title: x\nsummary: '" + b"![" * 3_000 + b"'\n")
    assert 1 == len(lines)
    assert "1:1: error too-much-markup: the prose of this record holds more than 4000 marks of Markdown" in lines[0]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_no_bytes_raise(tmp_path: Path, data: bytes) -> None:
    """Whatever the bytes, the answer is problems."""
    assert all(": " in line for line in told(tmp_path, "topics/x.yml", data))


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab:-?[]{},&*!|>'\"%@`#~<\n \t\\\u202e\u00e9"), max_size=120))
def test_no_text_raises(text: str) -> None:
    """YAML's own marks in any order give a record or problems, and places are always found."""
    document = read_yaml("content/topics/x.yml", text)
    record, problems = read_record(document, "topics", "x")
    assert (record is None) == bool(problems)


@pytest.mark.parametrize(
    "scalar", ["NO", "yes", "1e3", "~", "null", "0o7", "1:30", "2024-10-23", "0x1F", "1_000", ".5", "=", "true"]
)
def test_every_scalar_stays_text(scalar: str) -> None:
    """No value is guessed to be anything but what was written."""
    assert {"title": scalar} == read_yaml("x.yml", f"title: {scalar}\n").value


def test_text_is_kept_letter_for_letter() -> None:
    """Tabs, line breaks and outer spaces in quotes are the contributor's own."""
    assert {"title": " a\tb\n c "} == read_yaml("x.yml", 'title: " a\\tb\\n c "\n').value


def test_places_of_values_and_keys() -> None:
    """Line and column are known in block and flow style, after long scalars and beyond the basic plane."""
    text = "a: |\n  long\n  text\nb:\n  - {c: 😀, d: e}\n  - f\n"
    document = read_yaml("x.yml", text)
    assert (5, 12) == (document.where(("b", 0, "d")).line, document.where_key(("b", 0, "d")).column)
    assert (6, 5) == (document.where(("b", 1)).line, document.where(("b", 1)).column)
    assert document.where(("b", 0, "d")).column > document.where_key(("b", 0, "d")).column
    assert (5, 5) == (document.where(("b", 0, "none")).line, document.where(("b", 0, "none")).column)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\nx", None), ("a.jpg", b"\xff\xd8\xff\xe0", None),
        ("a.jpeg", b"\xff\xd8\xff\xe1", None), ("a.txt", b"=1", None), ("a.txt", b"", None),
        ("a.gif", b"GIF89a", None), ("a.webp", b"RIFF1234WEBPVP8 ", None), ("a.avif", b"\0\0\0\x20ftypavif", None),
        ("a.pdf", b"%PDF-1.7", None), ("a.csv", "\ufeffa,b\r\n1,-2\r\n".encode(), None),
        ("a.csv", b"'=1+1", None), ("a.png", b"<html>", "does not begin as a PNG"),
        ("a.gif", b"", "does not begin as a GIF"),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", "does not begin as a JPG"), ("a.webp", b"RIFF1234WAVE", "as a WEBP"),
        ("a.pdf", b"<script>%PDF-", "does not begin as a PDF"), ("a.txt", b"a\xffb", "the byte 0xFF is not UTF-8"),
        ("a.txt", "a\u202eb".encode(), "U+202E is no character"), ("a.csv", b"a\0b", "U+0000 is no character"),
        ("a.csv", b'x\n"a","\t=1"\n', "2:1"), ("a.csv", b"x,+1+cmd", "is a formula"), ("a.csv", b"@x", "is a formula"),
        ("a.csv", b'"' + b"a" * 200_000 + b'"', "this is no table: field larger"), ("a.csv", b"-1+1", "is a formula"),
    ],
)  # fmt: skip
def test_files_beside_pages_are_what_they_are_called(
    tmp_path: Path, name: str, data: bytes, expected: str | None
) -> None:
    """Whatever an old host or a spreadsheet would make of them."""
    lines = told(tmp_path, f"pages/{name}", data)
    assert bool(expected) == bool(lines)
    assert all(f"content/pages/{name}:" in line and "wrong-content" in line and str(expected) in line for line in lines)
