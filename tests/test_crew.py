"""Work shared with forked processes ends with the process that shares it, however that ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WRITERS = """
import os, sys, time
from pathlib import Path
from generator.crew import Crew, Work

os.sched_getaffinity = lambda _: {0, 1}

def write(number):
    while True:
        Path(sys.argv[1], f"{os.getpid()}").write_text(str(time.monotonic_ns()))
        time.sleep(0.005)

crew = Crew(Work(10, write, lambda: None))
crew.start()
crew.finish()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_hands_end_with_the_process_that_forked_them(tmp_path: Path, ending: signal.Signals) -> None:
    process = subprocess.Popen([sys.executable, "-c", WRITERS, tmp_path], stderr=subprocess.PIPE)
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.01)
    process.send_signal(ending)
    process.communicate()
    time.sleep(0.1)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    time.sleep(0.1)
    assert first == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


INTERRUPTED = """
import os, sys, time
from pathlib import Path
from generator.crew import Crew, Work
from generator.disk.scratch import Scratch

os.sched_getaffinity = lambda _: {0, 1}
scratch = Scratch(Path(sys.argv[1], "site"))
scratch.__enter__()
(scratch.folder / "new").mkdir()

def write(number):
    for count in range(10**9):
        (scratch.folder / "new" / f"{os.getpid()}-{count}").write_text("x")

crew = Crew(Work(10, write, lambda: None))
crew.start()
time.sleep(0.2)
sys.exit(130)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")
def test_an_ending_process_stops_its_hands_before_it_clears_what_they_write(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, tmp_path], capture_output=True, text=True, check=False)
    assert (130, "") == (done.returncode, done.stderr)
    assert [] == list(tmp_path.iterdir())


FORKING = """
import logging, os, signal
from generator.crew import fork

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)

os.register_at_fork(before=interrupt, after_in_parent=interrupt)
try:
    if not fork():
        os._exit(0)
except KeyboardInterrupt:
    print("interrupted", logging._lock._is_owned())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")
def test_ctrl_c_while_forking_is_not_lost() -> None:
    """Python drops what is raised within a fork, and the lock of `logging` would stay taken."""
    done = subprocess.run([sys.executable, "-c", FORKING], capture_output=True, text=True, check=False)
    assert ("interrupted False\n", "") == (done.stdout, done.stderr)


ERRANDS = """
import os, sys
from generator.crew import Crew, Errand, Work

os.sched_getaffinity = lambda _: set(range({processors}))
errand = Errand(lambda: {errand})
done = []
crew = Crew(Work(10, done.append, lambda: os.getpid(), errand))
crew.start()
found = errand.done()
print(len(found[1]), found[0] == os.getpid())
hands = crew.finish()
print(len(hands), found[0] in hands)
open_files = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0
errand.drop()
assert not open_files or open_files == len(os.listdir("/proc/self/fd"))
"""


def run_errand(processors: int, errand: str) -> tuple[str, str]:
    """What is told, and the last line of what went wrong."""
    script = ERRANDS.format(processors=processors, errand=errand)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return done.stdout, done.stderr.strip().rpartition("\n")[2]


@pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")
@pytest.mark.parametrize("processors", [2, 4])
def test_a_hand_does_an_errand_first(processors: int) -> None:
    """One alone, and the answer may be longer than a pipe."""
    told = run_errand(processors, '(os.getpid(), "x" * 1_000_000)')
    assert (f"1000000 False\n{processors} True\n", "") == told


def test_without_hands_an_errand_is_done_here() -> None:
    assert ("1 True\n1 True\n", "") == run_errand(1, '(os.getpid(), "x")')


@pytest.mark.parametrize("processors", [1, 2])
def test_an_errand_that_fails_is_told(processors: int) -> None:
    assert ("", "ZeroDivisionError: division by zero") == run_errand(processors, "1 / 0")
