"""A build that remembers makes the same site as one that does not."""

import shutil
from pathlib import Path

from tests.host.chronicles import built, small

WARM = ".cache/kronik/pages"


def test_warm_is_cold_is_stock(tmp_path: Path) -> None:
    """After an edit, with a damaged file, which is told once."""
    root = small(tmp_path, 8)
    before, told = built(root, fast=True, search=False)
    assert "" == told
    source = root / "content/sources/source-3.yml"
    source.write_text(source.read_text().replace("title: ", "title: Another "))
    for shelf in sorted((root / WARM).iterdir())[:2]:
        shelf.write_bytes(shelf.read_bytes()[:-1])
    warm, told = built(root, fast=True, search=False)
    assert 1 == told.count("WARNING")
    assert "2 damaged files of an earlier build" in told
    stock, _ = built(root, fast=False, search=False)
    assert stock == warm
    assert before != warm
    again, told = built(root, fast=True, search=False)
    assert (warm, "") == (again, told)
    shutil.rmtree(root / ".cache")
    assert (warm, "") == built(root, fast=True, search=False)
