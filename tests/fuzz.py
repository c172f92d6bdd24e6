"""`make fuzz`: every property test of the suite over and over, each round with another seed, for as long as it is told.

`python -m tests.fuzz SECONDS [PYTEST_ARGS]`. Ends with 1 at the first failure, which Hypothesis makes small and keeps
in `.hypothesis/`, so that `make test` meets it again.
"""

import random
import sys
import time
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = 2000
"""For the tests that do not say themselves how many they need."""


class Clock:
    """Plays the tests in an order of its own and stops between two of them when the time is over."""

    def __init__(self, seed: int, end: float) -> None:
        """The seed of a round, and when all must end."""
        self.seed = seed
        self.end = end
        self.ran = 0

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """A short run is not always about the same tests."""
        random.Random(self.seed).shuffle(items)

    def pytest_runtest_logfinish(self) -> None:
        """Count what ran."""
        self.ran += 1

    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        """No test begins after the end."""
        if time.monotonic() >= self.end:
            item.session.shouldstop = "the time is over"


def main(seconds: float, args: Sequence[str]) -> int:
    """Rounds until the time is over; what they found as exit status."""
    settings.register_profile("fuzz", max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    end = time.monotonic() + seconds
    ran = 0
    while time.monotonic() < end:
        seed = random.SystemRandom().randrange(2**32)
        clock = Clock(seed, end)
        words = ["-m", "hypothesis", "-q", "-x", "--no-header", "--ignore", "tests/browser", "-p", "no:randomly"]
        words += ["--hypothesis-profile", "fuzz", "--hypothesis-seed", str(seed), *args]
        status = pytest.main(words, plugins=[clock])
        ran += clock.ran
        if status not in (pytest.ExitCode.OK, pytest.ExitCode.INTERRUPTED):
            print(f"fuzz: failed with seed {seed} after {ran} runs of properties")
            return 1
    print(f"fuzz: {ran} runs of properties, nothing found")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2:]))
