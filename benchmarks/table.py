"""What was measured, as one Markdown table."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.measure import Failed, Measured
from benchmarks.tools import Missing


@dataclass
class Row:
    """One thing that was run in every round."""

    name: str
    base: str
    """The row it is compared with."""
    run: Callable[[], Measured]
    found: list[Measured] = field(default_factory=list)
    left_out: str = ""


@dataclass
class Bench:
    """All rows of one size."""

    events: int
    rounds: int
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def measure(self, rows: list[Row]) -> None:
        """Run them all in turns, so that a busy minute of the machine falls on all alike."""
        self.rows += rows
        for number in range(self.rounds):
            for row in rows:
                if not row.left_out:
                    _say(f"{self.events} events, round {number + 1} of {self.rounds}: {row.name}")
                    _measure(row)


def _measure(row: Row) -> None:
    try:
        row.found.append(row.run())
    except (Missing, Failed, OSError) as error:
        row.left_out = " ".join(str(error).split())[:300]


def _say(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{words}")
        sys.stderr.flush()
    else:
        sys.stderr.write(f"{words}\n")


def table(bench: Bench) -> str:
    """Medians, and the ratio of wall and of processor seconds to the row each is compared with."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    lines = [
        f"\n## {bench.events:,} events, {bench.rounds} rounds\n",
        "| | wall s (least to most) | CPU s | ratio wall | ratio CPU | peak MiB |",
        "|---|---|---|---|---|---|",
    ]
    by_name = {row.name: row for row in bench.rows}
    lines += [_line(row, by_name[row.base]) for row in bench.rows]
    return "\n".join([*lines, "", *(f"- {note}" for note in bench.notes)])


def _line(row: Row, base: Row) -> str:
    if not row.found:
        return f"| {row.name} | left out: {row.left_out} | | | | |"
    walls = sorted(run.wall for run in row.found)
    cpu = median(run.cpu for run in row.found)
    spread = f" ({walls[0]:.2f}-{walls[-1]:.2f})" if len(walls) > 1 else ""
    ratios = ("", "")
    if base.found:
        ratios = (
            f"{median(walls) / median(run.wall for run in base.found):.3f}",
            f"{cpu / median(run.cpu for run in base.found):.3f}",
        )
    peak = max(run.peak for run in row.found)
    return f"| {row.name} | {median(walls):.2f}{spread} | {cpu:.2f} | {ratios[0]} | {ratios[1]} | {peak:.0f} |"
