"""Hard shapes of a chronicle: chains without end, everything about one event, one actor everywhere."""

import re
import shutil
import zlib
from pathlib import Path

import pytest

from benchmarks.scaling import _derived
from benchmarks.shapes import SHAPES, lay
from generator.build import build
from generator.checks import check
from generator.derive import derive
from generator.derive.clocks import today_of
from generator.load import load
from generator.pages.listing import MOST_ROWS

ROOT = Path(__file__).parents[1]
LONG = 1_100
"""Longer than Python's limit of calls within each other."""
CHAINS = {name: LONG for name in SHAPES if "in a chain" in name} | {"parts in a chain": 120}
HEAVIEST = 150_000
"""Bytes of a page, compressed."""


@pytest.mark.parametrize("name", SHAPES)
def test_shape_is_checked_and_derived(tmp_path: Path, name: str) -> None:
    """Nothing raises, and nothing is wrong with it."""
    lay(tmp_path, name, CHAINS.get(name, 120))
    loaded = load(tmp_path)
    assert [] == [p for p in (*loaded.problems, *check(loaded.corpus)) if p.severity == "error"]
    _derived(derive(loaded.corpus, today_of(loaded.corpus)))


def test_the_root_of_a_long_chain_is_found(tmp_path: Path) -> None:
    """However far knowledge was borrowed, it is the first speaker's."""
    lay(tmp_path, "statements relying in a chain", LONG)
    corpus = load(tmp_path).corpus
    entries = derive(corpus, today_of(corpus)).entries
    assert {frozenset({"state-1"})} == {entry.roots for entry in entries}
    lay(tmp_path, "derivations in a chain", LONG)
    corpus = load(tmp_path).corpus
    assert [frozenset({"outlet"})] == [entry.roots for entry in derive(corpus, today_of(corpus)).entries]


def test_long_lists_of_a_record_go_over_several_pages(tmp_path: Path) -> None:
    """Every claim about one deployment stands on one of its pages, once, and no page is heavy."""
    shutil.copytree(ROOT / "site_config", tmp_path / "site_config")
    size = MOST_ROWS + 30
    lay(tmp_path, "statements about one deployment", size)
    pages = {output.path: output.data for output in build(tmp_path).outputs if output.path.endswith(".md")}
    assert [] == [path for path, data in pages.items() if len(zlib.compress(data)) > HEAVIEST]
    first, second = pages["events/deployment.md"].decode(), pages["events/deployment/page/2.md"].decode()
    rows = [re.findall(r'<td class="k-said"><a href="[./]*(events/statement-\d+)/', page) for page in (first, second)]
    assert sorted(f"events/statement-{number}" for number in range(size)) == sorted([*rows[0], *rows[1]])
    assert [MOST_ROWS, 30] == [len(of) for of in rows]
    assert [1, 0] == [page.count('class="k-permalink"') for page in (first, second)]
    assert 'href="../../events/deployment/page/2/"' in first
    assert 'href="../../../../events/deployment/"' in second
    assert {"sources/source-0/page/2.md", "places/town/page/2.md", "topics/roads/page/2.md"} <= pages.keys()
