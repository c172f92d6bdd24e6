"""What was measured, as one Markdown table."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.measure import Failed, Measured
from benchmarks.tools import Missing


@dataclass
class Row:
    """One thing that was run in every round."""

    name: str
    run: Callable[[], Measured]
    found: list[Measured] = field(default_factory=list)
    left_out: str = ""


@dataclass
class Section:
    """Rows that are compared with some among them."""

    title: str
    bases: tuple[str, ...]
    rows: list[Row]
    note: str


@dataclass
class Bench:
    """All that is measured at one size."""

    events: int
    rounds: int
    without: tuple[str, ...] = ()
    """Rows whose names hold one of these are left out."""
    sections: list[Section] = field(default_factory=list)

    def measure(self, section: Section) -> None:
        """Run all rows in turns, so that a busy minute of the machine falls on all alike."""
        self.sections.append(section)
        for row in section.rows:
            row.left_out = "not wanted" if any(word in row.name for word in self.without) else ""
        for number in range(self.rounds):
            for row in section.rows:
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
    """Medians, and the ratios of wall and of processor seconds to the rows that are compared with."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    rounds = f"{bench.rounds} rounds" if bench.rounds > 1 else "1 round"
    return "\n".join(
        f"\n### {s.title}, {bench.events:,} events, {rounds}\n\n{_rows(s)}\n\n{s.note}" for s in bench.sections
    )


def _rows(section: Section) -> str:
    bases = [row for name in section.bases for row in section.rows if row.name == name]
    heads = "".join(f" wall to {base.name} | CPU to {base.name} |" for base in bases)
    lines = [f"| | wall s | CPU s |{heads} peak MiB |", f"|---|---|---|{'---|---|' * len(bases)}---|"]
    return "\n".join([*lines, *(_line(row, bases) for row in section.rows)])


def _line(row: Row, bases: Sequence[Row]) -> str:
    if not row.found:
        return f"| {row.name} | left out: {row.left_out} | |{' | |' * len(bases)} |"
    walls = sorted(run.wall for run in row.found)
    spread = f" ({walls[0]:.2f}-{walls[-1]:.2f})" if len(walls) > 1 else ""
    ratios = "".join(f" {_ratio(row, base, _wall)} | {_ratio(row, base, _cpu)} |" for base in bases)
    peak = max(run.peak for run in row.found)
    return f"| {row.name} | {median(walls):.2f}{spread} | {_cpu(row):.2f} |{ratios} {peak:.0f} |"


def _wall(row: Row) -> float:
    return median(run.wall for run in row.found)


def _cpu(row: Row) -> float:
    return median(run.cpu for run in row.found)


def _ratio(row: Row, base: Row, of: Callable[[Row], float]) -> str:
    return f"{of(row) / of(base):.3f}" if base.found else ""
