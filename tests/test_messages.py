"""What people and machines are told: in a terminal, in a pipe, on a pull request, as JSON and SARIF; once and again."""

import hashlib
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from generator.commands.printing import coloured
from generator.explain import WHY
from generator.problems import Problem, Where
from generator.report import FORMATS
from generator.terminal import excerpt, pretty
from tests.test_cases import ELSEWHERE, codes
from tests.test_cli import ROOT

VENDOR = Path(__file__).parent / "vendor"
HOSTILE = Problem(
    Where("a,b:%c\n::x.yml", 2, 3), "bad-date", "100% “\x1b[31m” \r\n::error::x, y:z", "mend\nit", "warning"
)


def problem(line: int = 1, column: int = 1) -> Problem:
    """A plain problem."""
    return Problem(Where("content/x.yml", line, column), "unknown-key", "“titel” is no key", "did you mean title?")


def on_terminal(line: str, column: int, width: int = 80) -> tuple[str, str]:
    """The source line and the line with the marker, as a terminal of this width shows them."""
    told = click.unstyle(pretty([problem(1, column)], lambda _: [line], width)).split("\n")
    at = next(number for number, row in enumerate(told) if re.match(r"\s+1 \| ", row))
    return told[at][8:], told[at + 1][8:]


@pytest.mark.parametrize(
    ("line", "column", "shown", "marked"),
    [
        ("titel: x", 1, "titel: x", "titel"),
        ("a: value # c", 4, "a: value # c", "value"),
        ('a: "two words" # c', 4, 'a: "two words" # c', '"two words"'),
        ("a:\t\tvalue", 5, "a:        value", "value"),
        ("거리: 값이다", 5, "거리: 값이다", "값이다"),
        ("a: \x1b[2Jx", 4, r"a: \x1b[2Jx", r"\x1b[2Jx"),
        ("a: e\u0301x y", 4, "a: e\u0301x y", "e\u0301x"),
        ("", 1, "", ""),
    ],
)
def test_marker_stands_under_the_place(line: str, column: int, shown: str, marked: str) -> None:
    """In columns of the terminal: tabs, wide letters, combining marks and escaped characters are counted as shown."""
    text, marker = on_terminal(line, column)
    assert shown == text
    start = wcswidth(text[: text.index(marked)]) if marked else 0
    assert " " * start + "^" + "~" * (max(wcswidth(marked), 1) - 1) == marker


@given(st.text(st.characters(exclude_characters="\n\r"), max_size=400), st.integers(1, 500), st.integers(20, 200))
def test_no_line_is_wider_than_the_terminal_or_holds_a_control(line: str, column: int, width: int) -> None:
    """Whatever stands in the file, the excerpt fits and is safe to print."""
    found = excerpt(line, column, width)
    assert "" == re.sub(r"[^\x00-\x1f\x7f-\x9f]", "", found.text)
    assert found.start < found.end <= max(width, found.start + 1)
    assert width + 12 >= sum(max(wcswidth(c), 0) for c in found.text)


def test_a_megabyte_on_one_line_is_cut_around_the_place() -> None:
    """Quickly, and with the place in sight."""
    started = time.perf_counter()
    text, marker = on_terminal("x" * 500_000 + " here " + "y" * 500_000, 500_002)
    assert ("here", True) == (text[marker.index("^") :][:4], len(text) < 80)
    assert time.perf_counter() - started < 1


def test_terminal_says_what_why_and_how() -> None:
    """Place, code, message, remedy and reason; what the file says can't move the cursor."""
    told = click.unstyle(pretty([HOSTILE, problem()], lambda _: [], 60))
    for words in (
        r"a,b:%c\n::x.yml:2:3 warning bad-date",
        "mend: mend\\nit",
        "why:  The date is in no form",
        "did you mean title?",
    ):
        assert words in told
    assert "\x1b" not in told


def test_every_code_says_why_as_the_documentation_does() -> None:
    """The terminal and docs/problems.md give the same reason; no code has none."""
    text = (ROOT / "docs/problems.md").read_text()
    told = dict(re.findall(r"^### (\S+)\n\n(.*)\n", text, re.MULTILINE))
    plain = {code: re.sub(r" \(Warning[^)]*\)", "", words.replace("`", "")) for code, words in told.items()}
    assert plain == dict(WHY)
    assert set() == (codes() | ELSEWHERE) - set(WHY)


def test_colours_are_for_those_who_want_them() -> None:
    """https://no-color.org/, and terminals that have none."""
    assert [True, False, True, False] == [
        coloured(environ) for environ in ({}, {"NO_COLOR": "1"}, {"NO_COLOR": ""}, {"TERM": "dumb"})
    ]


def test_annotation_can_say_nothing_but_itself() -> None:
    """One workflow command a problem, with `%`, line ends, `:` and `,` escaped as GitHub asks."""
    (line,) = FORMATS["github"]([HOSTILE]).split("\n")
    head, _, message = line.removeprefix("::").partition("::")
    assert "warning file=a%2Cb%3A%25c%0A%3A%3Ax.yml,line=2,col=3,title=bad-date" == head
    assert "100%25 “\x1b[31m” %0D%0A::error::x, y:z (mend%0Ait)" == message


def test_sarif_holds_against_its_schema() -> None:
    """An empty log and a hostile one; the vendored schema is the one that was vetted."""
    (entry,) = json.loads((VENDOR / "MANIFEST.json").read_text())
    data = (VENDOR / entry["file"]).read_bytes()
    assert entry["sha256"] == hashlib.sha256(data).hexdigest()
    validator = jsonschema.Draft4Validator(json.loads(data), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    for problems in ([], [HOSTILE, problem()]):
        log = json.loads(FORMATS["sarif"](problems))
        validator.validate(log)
        assert len(problems) == len(log["runs"][0]["results"])
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "a%2Cb%3A%25c%0A%3A%3Ax.yml" == uri


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A chronicle of one topic that has a mistake."""
    (tmp_path / "content/topics").mkdir(parents=True)
    (tmp_path / "content/topics/roads.yml").write_text("titel: Roads\n")
    return tmp_path


def read_until(descriptor: int, words: str, seconds: float = 60) -> str:
    """What a command prints, up to some words."""
    text, end = "", time.monotonic() + seconds
    while words not in text:
        assert time.monotonic() < end, text
        if select.select([descriptor], [], [], 0.2)[0]:
            text += os.read(descriptor, 65536).decode()
    return text


def test_terminal_gets_colours_and_the_line(root: Path) -> None:
    """A real terminal: the marker, the colours; without them if NO_COLOR is set."""
    for environ, coloured_ in (({}, True), ({"NO_COLOR": "1"}, False)):
        main, side = pty.openpty()
        command = [sys.executable, "-m", "generator", "-C", str(root), "check"]
        env = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": "", **environ}
        child = subprocess.Popen(command, stdout=side, stderr=side, stdin=side, env=env)
        text = read_until(main, "in 0 records")
        assert 1 == child.wait(timeout=60)
        os.close(side)
        os.close(main)
        assert (True, coloured_) == ("| ^~~~~" in click.unstyle(text), "\x1b[31m" in text or "\x1b[1m" in text)


def test_watching_answers_after_each_change_and_ends_by_ctrl_c(root: Path) -> None:
    """In a pipe nothing clears a screen; the end is status 0, without a traceback."""
    command = [sys.executable, "-m", "generator", "-C", str(root), "check", "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        assert child.stdout
        pipe = child.stdout.fileno()
        first = read_until(pipe, "Ctrl-C ends")
        assert "content/topics/roads.yml:1:1: error unknown-key" in first
        time.sleep(1)
        (root / "content/topics/roads.yml").write_text("title: Roads\n")
        assert "no problems in 1 records" in read_until(pipe, "Ctrl-C ends")
        child.send_signal(signal.SIGINT)
        rest = read_until(pipe, "no longer watching")
        assert (0, False, False) == (child.wait(timeout=60), "Traceback" in rest, "\x1b" in first + rest)
