"""The command as people and machines run it: what is printed, what is written, how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.format import formatted
from generator.scaffold import TYPES
from generator.yamltext import read_yaml

ROOT = Path(__file__).parents[1]


def kronik(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a folder."""
    command = [sys.executable, "-m", "generator", "-C", str(root), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, **environment}
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A chronicle of one topic."""
    (tmp_path / "content/topics").mkdir(parents=True)
    (tmp_path / "content/topics/roads.yml").write_text("title: Roads\n")
    return tmp_path


def test_clean_content_ends_with_zero(root: Path) -> None:
    """Nothing on standard output, a summary on standard error."""
    done = kronik(root, "check")
    assert (0, "", "no problems in 1 records\n") == (done.returncode, done.stdout, done.stderr)


def test_errors_end_with_one_in_every_format(root: Path) -> None:
    """The same problem as a line, an annotation, an object and a SARIF result."""
    (root / "content/topics/lanes.yml").write_text("titel: Lanes, 100%\n")
    line = "content/topics/lanes.yml:1:1: error unknown-key: “titel” is no key of the record (did you mean title?)"
    assert (1, line) == (
        (done := kronik(root, "check", "content/topics/lanes.yml")).returncode,
        done.stdout.split("\n")[1],
    )
    objects = json.loads(kronik(root, "check", "--format", "json").stdout)
    assert ["path", "line", "column", "severity", "code", "message", "hint"] == list(objects[1])
    assert kronik(root, "check", "--format", "github").stdout.startswith(
        "::error file=content/topics/lanes.yml,line=1,col=1,"
    )
    sarif = json.loads(kronik(root, "check", "--format", "sarif").stdout)
    assert {"missing-field", "unknown-key"} == {result["ruleId"] for result in sarif["runs"][0]["results"]}
    assert 0 == kronik(root, "check", "content/topics/roads.yml").returncode


@pytest.mark.parametrize("arguments", [("check", "nowhere"), ("check", "../x"), ("nothing",), ("new", "town"), ("-x",)])
def test_wrong_use_ends_with_two(root: Path, arguments: tuple[str, ...]) -> None:
    """A usage error is told in words, not in a traceback."""
    done = kronik(root, *arguments)
    assert (2, False) == (done.returncode, "Traceback" in done.stderr)


def test_non_ascii_prints_in_any_locale(root: Path) -> None:
    """`LC_ALL=C` must not crash on what contributors write."""
    (root / "content/topics/lanes.yml").write_text("título: 특수\n")
    assert 1 == kronik(root, "check", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii").returncode


@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_new_record_is_valid_but_for_its_blanks(root: Path, type_name: str) -> None:
    """Only blanks are told; a second of the same id is refused."""
    done = kronik(root, "new", type_name, "my-record")
    assert 0 == done.returncode
    problems = json.loads(kronik(root, "check", done.stdout.strip(), "--format", "json").stdout)
    errors = {problem["code"] for problem in problems if problem["severity"] == "error"}
    assert {"empty-value"} == errors
    assert 2 == kronik(root, "new", type_name, "my-record").returncode


def test_fmt_orders_keys_and_keeps_comments_and_values(root: Path) -> None:
    """Canonical order, comments with their keys, twice changes nothing."""
    path = root / "content/topics/roads.yml"
    path.write_text("# head\n# about it\nsummary: >-\n  One.\n  Two.\n# its name\ntitle: Roads # short\n")
    assert 1 == kronik(root, "fmt", "--check").returncode
    assert 0 == kronik(root, "fmt").returncode
    assert "# head\n# about it\n# its name\ntitle: Roads # short\nsummary: >-\n  One.\n  Two.\n" == path.read_text()
    assert 0 == kronik(root, "fmt", "--check").returncode


@pytest.mark.parametrize("path", sorted((ROOT / "content/events/2024").glob("*.yml"))[:40])
def test_fmt_changes_no_value_of_real_records(path: Path) -> None:
    """Formatting the published records keeps every value and settles at once."""
    text = path.read_text()
    made = formatted("x", text, "events")
    assert read_yaml("x", text).value == read_yaml("x", made).value
    assert made == formatted("x", made, "events")


def test_write_and_schema_make_their_folders(tmp_path: Path) -> None:
    """A tree that MkDocs builds, and a schema for each type; strangers' folders are left alone."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "-C", str(ROOT), "write", str(tmp_path / "tree")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 0 == done.returncode
    assert (tmp_path / "tree/docs/index.md").is_file()
    assert 0 == kronik(ROOT, "schema", str(tmp_path / "schemas")).returncode
    assert sorted(f"{name}.json" for name in TYPES) == sorted(path.name for path in (tmp_path / "schemas").iterdir())
    assert (tmp_path / "tree/theme/assets/kronik.css").is_file()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/file").write_text("x")
    assert 2 == kronik(ROOT, "write", str(tmp_path / "mine")).returncode


def test_full_disk_is_told_and_leaves_what_was_there(root: Path, tmp_path: Path) -> None:
    """`write`, `fmt` and `new` put a file in its place whole or not at all, and say what the system refused."""
    path = root / "content/topics/roads.yml"
    path.write_text("summary: One.\ntitle: Roads\n")

    def full(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "generator", "-C", str(root), *arguments]
        limits = "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10));"
        run = f"{limits} sys.argv = {command[2:]!r}; runpy.run_module('generator', run_name='__main__')"
        return subprocess.run([sys.executable, "-B", "-c", run], capture_output=True, text=True, check=False)

    for arguments in (("fmt",), ("new", "topic", "lanes")):
        done = full(*arguments)
        assert (2, "", False) == (done.returncode, done.stdout, "Traceback" in done.stderr)
        assert "file too large" in done.stderr
        assert [path] == list((root / "content").rglob("*.yml"))
        assert "summary: One.\ntitle: Roads\n" == path.read_text()
        assert {"content"} == {entry.name for entry in tmp_path.iterdir()}


def test_closed_pipe_and_interruption_are_no_bugs(root: Path) -> None:
    """Nobody reads, or somebody stops it: no traceback, no status of a bug."""
    for number in range(3_000):
        (root / f"content/topics/x{number}.yml").write_text("titel: x\n")
    command = [sys.executable, "-m", "generator", "-C", str(root), "check"]
    unread = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert unread.stdout is not None
    unread.stdout.close()
    begin = (
        "import sys, generator.cli as cli; print('ready', flush=True); sys.argv[1:] = ['-C', sys.argv[1], 'check']; "
    )
    stopped = subprocess.Popen(
        [sys.executable, "-c", f"{begin} cli.main()", str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert stopped.stdout is not None
    assert b"ready\n" == stopped.stdout.readline()
    time.sleep(0.3)
    stopped.send_signal(signal.SIGINT)
    for process, status in ((unread, 1), (stopped, 130)):
        assert process.stderr is not None
        said = process.stderr.read()
        assert (status, False) == (process.wait(), b"Traceback" in said), said
        process.stderr.close()
    stopped.stdout.close()


def test_editorial_is_a_command_of_its_own(root: Path) -> None:
    """An editor's findings never stop a check."""
    assert 0 == kronik(root, "editorial").returncode


def test_stopping_while_the_program_loads_is_told_nothing() -> None:
    """The first tenths of a second belong to libraries; none of them shows where it was."""
    stop = "import sys\nclass Stop:\n    def find_spec(*_):\n        raise KeyboardInterrupt\n"
    run = f"{stop}from generator.__main__ import main\nsys.meta_path.insert(0, Stop())\nmain()"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert (130, "", "") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("words", "status"), [("check", 0), ("check --format json", 0), ("--help", 0), ("new --help", 0), ("nope", 2)]
)
def test_closed_streams_are_no_bugs(root: Path, words: str, status: int) -> None:
    """A service or a hook may run it without output, errors or input at all."""
    command = f'exec "{sys.executable}" -m generator -C "{root}" {words}'
    for closed in (">&-", "2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, text=True, check=False)
        assert (status, False) == (done.returncode, "a bug of ours: " in done.stderr + done.stdout), closed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_can_not_be_written_is_told(root: Path) -> None:
    """Where both are full, the status alone says it."""
    for words in ("check --format json", "--help", "nope"):
        for full in (">/dev/full", ">/dev/full 2>&1"):
            command = f'exec "{sys.executable}" -m generator -C "{root}" {words} {full}'
            done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
            assert (2, False) == (done.returncode, "Traceback" in done.stderr), (words, full)
