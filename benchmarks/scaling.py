"""How work grows with each hard shape: `python -m benchmarks.scaling [SIZE] [SHAPE...]`.

Each shape is built at a size and at its double, each in a process of its own: a step whose time grows by much more
than two is not linear. The heaviest page, compressed, stands beside it.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.chronicle import ROOT
from benchmarks.shapes import SHAPES, lay
from generator.build import build
from generator.checks import check
from generator.derive import Timeline, derive
from generator.derive.clocks import today_of
from generator.load import load

FACTS = ("standing", "by_year", "ledgers", "made_by", "parts", "stances", "history", "backlinks", "uses", "changes")
MORE_FACTS = ("last_changes", "gaps", "days")


def main() -> None:
    """Print a table, or measure one shape for it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("size", nargs="?", type=int, default=1_000, help="records of the smaller chronicle (1000)")
    parser.add_argument("shapes", nargs="*", default=list(SHAPES), help="shapes to measure (all)")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_measured(given.shapes[0], given.size)))
        return
    print(f"| shape, {given.size:,} and {2 * given.size:,} | load | check | derive | pages | heaviest page kB |")
    print("|---|---|---|---|---|---|")
    for shape in given.shapes:
        print(_line(shape, given.size), flush=True)


def _line(shape: str, size: int) -> str:
    small, large = (_apart(shape, n) for n in (size, 2 * size))
    if not (small and large):
        return f"| {shape} | failed | | | | |"
    times = (f"{large[step]:.2f} s, {large[step] / max(small[step], 0.01):.1f} times" for step in STEPS)
    return f"| {shape} | {' | '.join(times)} | {small['page']:.0f}, {large['page']:.0f} ({large['which']}) |"


STEPS = ("load", "check", "derive", "pages")


def _apart(shape: str, size: int) -> dict[str, Any] | None:
    command = [sys.executable, "-m", "benchmarks.scaling", str(size), shape, "--one"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    found: dict[str, Any] | None = json.loads(done.stdout) if not done.returncode else None
    return found


def _measured(shape: str, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "site_config", root / "site_config")
        lay(root, shape, size)
        loaded, reading = _timed(lambda: load(root))
        problems, checking = _timed(lambda: [*loaded.problems, *check(loaded.corpus)])
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            raise SystemExit(f"{shape}: {errors[0]}")
        _, deriving = _timed(lambda: _derived(derive(loaded.corpus, today_of(loaded.corpus))))
        built, building = _timed(lambda: build(root))
    pages = [output for output in built.outputs if output.path.endswith(".md")]
    sizes = {output.path: len(zlib.compress(output.data, 6)) / 1000 for output in pages}
    heaviest = max(sizes, key=lambda path: sizes[path])
    found = {"load": reading, "check": checking, "derive": deriving, "pages": building - reading - checking - deriving}
    return {**found, "page": sizes[heaviest], "which": heaviest}


def _derived(timeline: Timeline) -> None:
    """All derived facts, and those of the first days."""
    for name in (*FACTS, *MORE_FACTS):
        _asked(getattr(timeline, name))
    for event in timeline.events:
        timeline.evidence(event) if timeline.grade(event.id) else None
    for day in timeline.days[:5]:
        known = timeline.as_known(day)
        for name in ("standing", "stances", "history"):
            _asked(getattr(known, name))


def _asked(facts: Any) -> None:
    """Ask for each: some are only worked out then."""
    if isinstance(facts, Mapping):
        dict(facts)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start


if __name__ == "__main__":
    main()
