"""Files made to exhaust their reader are refused within a second and 200 MB, which the kernel enforces."""

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.bombs import FILES

HARMLESS = {"front matter: comments", "page: 1."}
"""Nothing is wrong with these; they are only long."""


@cache
def outcomes() -> dict[str, list[int] | str]:
    """How reading each file ended; one driver reads all, each in a child of its own."""
    driver = [sys.executable, "-m", "tests.bombs"]
    lines = subprocess.run(driver, capture_output=True, text=True, check=True).stdout.splitlines()
    return dict(json.loads(line) for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_bomb_is_refused_within_limits(name: str) -> None:
    """It is told in few words; nobody died of it."""
    outcome = outcomes()[name]
    assert not isinstance(outcome, str), outcome
    count, length = outcome
    assert (count == 0) == (name in HARMLESS)
    assert length < 20_000
