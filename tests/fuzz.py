"""`make fuzz`: every property test of the suite over and over, each round with another seed, for as long as it is told.

`python -m tests.fuzz SECONDS [PYTEST_ARGS]`. Ends with 1 at the first failure, which Hypothesis makes small and keeps
in `.hypothesis/`, so that `make test` meets it again. A round is a pytest of its own, with this module as a plugin.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest

EXAMPLES = 500
"""For the tests that do not say themselves how many they need."""
_END, _SEED = "KRONIK_FUZZ_END", "KRONIK_FUZZ_SEED"


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Not at import: pytest wants to be there before Hypothesis is."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("fuzz", max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    settings.load_profile("fuzz")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An order of its own each time, so that short runs are not always about the same tests."""
    random.Random(os.environ[_SEED]).shuffle(items)


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """No test begins after the end."""
    if time.time() >= float(os.environ[_END]):
        item.session.shouldstop = "the time is over"


def one_round(seed: int, end: float, args: Sequence[str]) -> int:
    """The exit status of one pytest over all properties."""
    words = ["-p", "tests.fuzz", "-m", "hypothesis", "-q", "-x", "--ignore", "tests/browser"]
    words += ["--hypothesis-seed", str(seed), *args]
    env = {**os.environ, _END: str(end), _SEED: str(seed)}
    return subprocess.run([sys.executable, "-m", "pytest", *words], env=env, check=False).returncode


def main(seconds: float, args: Sequence[str]) -> int:
    """Rounds until the time is over; what they found as exit status."""
    end = time.time() + seconds
    rounds = 0
    while time.time() < end:
        seed = random.SystemRandom().randrange(2**32)
        status = one_round(seed, end, args)
        rounds += 1
        if status not in (pytest.ExitCode.OK, pytest.ExitCode.INTERRUPTED):
            print(f"fuzz: failed in round {rounds}, seed {seed}")
            return 1
    print(f"fuzz: {rounds} rounds, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
