"""What is wrong in the content, where it stands and how to mend it.

A problem is a value, never an exception: bad content is told in full, a bug of ours raises.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: its path relative to the root, line and column counted from one."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding: `code` names the rule, `message` what is wrong and why, `hint` the remedy."""

    where: Where
    code: str
    message: str
    hint: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """The one printed form: `path:line:column: severity code: message (hint)`."""
        place = f"{shown(self.where.path)}:{self.where.line}:{self.where.column}"
        return f"{place}: {self.severity} {self.code}: {self.message} ({self.hint})"

    @property
    def order(self) -> tuple[Where, str, str]:
        """Problems are told by file, line and column; the code and the words only break ties."""
        return self.where, self.code, self.message


def shown(text: str) -> str:
    """A text that is safe to print on a terminal: control and format characters are escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)


def quoted(text: str, limit: int = 60) -> str:
    """A short, safe citation of what the contributor wrote, for use in a message."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return f"“{shown(cut)}”"


def nearest(word: str, choices: Iterable[str]) -> str:
    """The remedy for a misspelt word: the nearest valid one first, else all of them."""
    known = sorted(choices)
    close = get_close_matches(word[:100].lower(), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    listed = ", ".join(known[:30]) + (", …" if len(known) > 30 else "")
    return f"use one of: {listed}" if known else "remove it"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything stands in the way of publishing."""
    return any(problem.severity == "error" for problem in problems)


def told(error: OSError) -> str:
    """What the system refused, in one sentence: the file and the reason."""
    reason = error.strerror or str(error)
    return f"{shown(os.fsdecode(error.filename)) if error.filename else 'the system'}: {reason[:1].lower()}{reason[1:]}"
