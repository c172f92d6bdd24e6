"""Search as a build of MkDocs publishes it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.search.chronicle import write


def built(root: Path) -> Path:
    """The site of a strict build, which must say nothing."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(root / "mkdocs.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    return root / "site"


@pytest.mark.parametrize("options", ["- kronik", "- kronik: {fast: false}"])
def test_a_build_brings_the_index_and_none_of_the_themes_search(tmp_path: Path, options: str) -> None:
    """Also on the stock path; the cache holds the index only where one is wanted."""
    root = write(tmp_path)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("- kronik\n", f"{options}\n"), "utf-8")
    site = built(root)
    assert {"cards.table", "pagefind.js", "pagefind-entry.json"} <= {
        path.name for path in (site / "pagefind").iterdir()
    }
    assert [] == [path for path in site.rglob("*") if "lunr" in path.name or "workers" in path.parts]
    assert "data-k-search" in (site / "index.html").read_text("utf-8")
    assert ("false" not in options) == (root / ".cache/kronik/search").is_dir()


def test_a_changed_record_changes_the_index_and_leaves_no_old_file(tmp_path: Path) -> None:
    """Files of the old index are gone, unchanged slips stay the same bytes."""
    root = write(tmp_path)
    before = {path.name: path.read_bytes() for path in (built(root) / "pagefind").rglob("*") if path.is_file()}
    topic = root / "content/topics/ships.yml"
    topic.write_text(topic.read_text("utf-8").replace("What sailed", "What floated"), "utf-8")
    after = {path.name: path.read_bytes() for path in (built(root) / "pagefind").rglob("*") if path.is_file()}
    assert 1 == len([name for name in after if name.endswith(".pf_meta")])
    slips = {name for name in before if name.endswith(".json") and name != "pagefind-entry.json"}
    assert 1 == len({name for name in slips if before[name] != after[name]})


def test_without_an_index_there_is_no_box(tmp_path: Path) -> None:
    """`search_index: false` leaves out both."""
    root = write(tmp_path)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("- kronik\n", "- kronik: {search_index: false}\n"), "utf-8")
    site = built(root)
    assert not (site / "pagefind").exists()
    assert "data-k-search" not in (site / "index.html").read_text("utf-8")
