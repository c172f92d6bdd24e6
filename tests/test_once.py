"""How much is remembered of what was made."""

import pytest

from generator.once import USUAL, room


@pytest.mark.parametrize(("things", "most"), [(0, 100), (1, 100), (USUAL, 100), (3 * USUAL, 300), (50 * USUAL, 5000)])
def test_what_is_remembered_grows_with_the_chronicle(things: int, most: int) -> None:
    """It has its least size for small ones; for large ones it has to hold the same part of all there is."""
    assert room(100, things) == most
