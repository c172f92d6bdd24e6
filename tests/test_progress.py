"""Long work tells how far it is, to those who listen and to nobody else."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import progress
from generator.progress import counted, listen, listening, step, wanted
from tests.small import small_chronicle
from tests.test_cli import kronik


class Terminal(io.StringIO):
    """A stream that is one."""

    def isatty(self) -> bool:
        """It is."""
        return True


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A line appears at once, and nobody listens afterwards."""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    yield
    progress._HEARD.set(None)


def test_nobody_listens() -> None:
    """Then a step costs nothing and changes nothing."""
    with step("x", 3) as at:
        at(1)
    assert [1, 2] == list(counted("x", [1, 2]))


def test_a_terminal_sees_a_line_that_goes() -> None:
    """What, how many, how long; nothing is left at the end, of a failure either."""
    stream = Terminal()

    def fail() -> None:
        with listening(timings=False, stream=stream), step("reading", 2_000) as at:
            at(1_500)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert "\r\x1b[Kreading 2,000, 0 s" in stream.getvalue()
    assert "\r\x1b[Kreading 1,500 of 2,000, 0 s" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flicker helps nobody."""
    monkeypatch.setattr(progress, "PATIENCE", 100.0)
    stream = Terminal()
    with listening(timings=False, stream=stream):
        assert [1] == list(counted("x", [1]))
    assert "" == stream.getvalue()


def test_a_pipe_is_left_alone() -> None:
    """Logs stay readable."""
    stream = io.StringIO()
    with listening(timings=False, stream=stream):
        assert [1] == list(counted("x", [1]))
    assert "" == stream.getvalue()
    assert listen(timings=False, stream=stream) is None


def test_timings_add_up_and_keep_the_order() -> None:
    """Steps of one name are one row, inner ones stand below, the rest is told."""
    stream = io.StringIO()
    with listening(timings=True, stream=stream):
        for _ in range(2):
            with step("outer", 5), step("inner"):
                pass
        with step("last"):
            pass
    told = [line[12:] for line in stream.getvalue().splitlines()]
    assert ["outer (10)", "  inner", "last", "everything else", "in all"] == told


def test_check_and_write_tell_where_time_went(tmp_path: Path) -> None:
    """On standard error, so that what is piped stays what it was."""
    root = small_chronicle(tmp_path / "root")
    plain, timed = kronik(root, "check"), kronik(root, "check", "--timings")
    assert (plain.returncode, plain.stdout) == (timed.returncode, timed.stdout)
    assert "reading files" in timed.stderr
    assert "in all" in timed.stderr
    assert "in all" not in plain.stderr
    written = kronik(root, "write", str(tmp_path / "tree"), "--timings").stderr
    assert [] == [what for what in ("planning pages", "making the search index", "in all") if what not in written]


def test_mkdocs_tells_on_request(tmp_path: Path) -> None:
    """The variable asks for it, since the command line of MkDocs is not ours."""
    assert [False, False, True] == [wanted(e) for e in ({}, {progress.VARIABLE: "0"}, {progress.VARIABLE: "1"})]
    root = small_chronicle(tmp_path)
    command = ["env", f"{progress.VARIABLE}=1", sys.executable, "-m", "mkdocs", "build", "-q", "--strict"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert [] == [what for what in ("making pages", "working out facts", "in all") if what not in done.stderr]
