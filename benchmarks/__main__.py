"""`make bench`: Kronik beside its stock path, Hugo, Eleventy, yamale and check-jsonschema, as one table of ratios.

Compare rows of one run, not of two: every round runs everything in turns, and the table shows medians.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.builds import builds
from benchmarks.checks import checks
from benchmarks.machine import machine
from benchmarks.table import Bench, table

SIZES = [1_000, 5_000]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of events (1000 5000)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turns (3)")
    parser.add_argument("--only", choices=("builds", "checks"), help="leave the other half out")
    parser.add_argument("--without", action="append", default=[], help="leave rows out whose names hold this")
    parser.add_argument("--keep", type=Path, help="a new folder to work in; a temporary one unless given")
    given = parser.parse_args()
    print(machine())
    for size in given.sizes:
        with tempfile.TemporaryDirectory(prefix="kronik-bench-") as folder:
            work = (given.keep or Path(folder)) / str(size)
            bench = Bench(size, given.rounds, tuple(given.without))
            if given.only != "builds":
                checks(bench, work / "checks")
            if given.only != "checks":
                builds(bench, work / "builds")
            print(table(bench))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
