"""Problems as a person reads them in a terminal: the place, the line with a marker under it, the remedy, the reason.

What stands in a file may be hostile: no control character reaches the terminal, tabs and wide letters keep the marker
in place, and a line of a megabyte is cut around it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import click
from wcwidth import wcwidth, wrap

from generator.explain import WHY
from generator.problems import Problem, shown

TAB = 4
_COLOURS = {"error": "red", "warning": "yellow"}

ReadLines = Callable[[str], Sequence[str]]
"""Gives the lines of a file of the chronicle; none for one that can't be read."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line as it is shown, and the columns of the terminal where the marker begins and ends."""

    text: str
    start: int
    end: int


def pretty(problems: Sequence[Problem], lines_of: ReadLines, width: int) -> str:
    """All problems, each with an empty line after it."""
    known: dict[str, Sequence[str]] = {}
    for problem in problems:
        if problem.where.path not in known:
            known[problem.where.path] = lines_of(problem.where.path)
    return "\n\n".join("\n".join(_told(problem, known, width)) for problem in problems)


def _told(problem: Problem, known: Mapping[str, Sequence[str]], width: int) -> Iterator[str]:
    where, colour = problem.where, _COLOURS[problem.severity]
    place = click.style(f"{shown(where.path)}:{where.line}:{where.column}", bold=True)
    yield f"{place} {click.style(problem.severity, fg=colour, bold=True)} {click.style(problem.code, dim=True)}"
    yield from _wrapped("", problem.message, width)
    lines = known[where.path]
    if 0 < where.line <= len(lines):
        yield from _marked(excerpt(lines[where.line - 1], where.column, max(width - 10, 20)), where.line, colour)
    yield from _wrapped(click.style("mend: ", fg="green"), problem.hint, width)
    if why := WHY.get(problem.code):
        yield from _wrapped(click.style("why:  ", dim=True), why, width, dim=True)


def _wrapped(name: str, words: str, width: int, *, dim: bool = False) -> Iterator[str]:
    """A sentence of which no word is cut by the edge of the terminal."""
    indent = " " * (2 + len(click.unstyle(name)))
    for number, line in enumerate(wrap(shown(words), max(width - len(indent) - 1, 20))):
        yield f"{indent if number else f'  {name}'}{click.style(line, dim=True) if dim else line}"


def _marked(found: Excerpt, line: int, colour: str) -> Iterator[str]:
    number, gap = f"{line:5}", " " * 5
    bar = click.style("|", fg="blue")
    yield f"{click.style(number, fg='blue')} {bar} {found.text}"
    mark = "^" + "~" * (found.end - found.start - 1)
    yield f"{gap} {bar} {' ' * found.start}{click.style(mark, fg=colour, bold=True)}"


def excerpt(line: str, column: int, width: int) -> Excerpt:
    """The part of a line around a column, at most `width` columns of a terminal wide."""
    at = min(max(column - 1, 0), len(line))
    end = max(at + 1, _end_of_word(line, at))
    first = max(0, at - width)  # letters further away can't be seen anyway
    before = [_drawn(c) for c in line[first:at]]
    marked = [_drawn(c) for c in line[at : min(end, at + width)]]
    after = [_drawn(c) for c in line[end : end + width]] if end <= at + width else ["…"]
    before, cut_left = _last(before, width // 3 if _width(before + marked + after) > width else width)
    start = _width(before) + (2 if cut_left or first else 0)
    text = ("… " if cut_left or first else "") + "".join(before)
    for piece in (*marked, *after):
        if _width([text, piece]) > width - 1:
            text += "…"
            break
        text += piece
    return Excerpt(text.rstrip(), start, max(start + 1, min(start + _width(marked), width)))


def _end_of_word(line: str, at: int) -> int:
    """A quoted text to its closing quote, else up to the next space."""
    mark = line[at : at + 1]
    if mark in ('"', "'") and (close := line.find(mark, at + 1)) > 0:
        return close + 1
    found = next((n for n in range(at, len(line)) if line[n].isspace()), len(line))
    return found - (line[at:found].endswith(":") and found - at > 1)


def _drawn(character: str) -> str:
    """A character as it can be shown; a tab is four spaces wide wherever it stands."""
    if character == "\t":
        return " " * TAB
    return character if wcwidth(character) >= 0 and character.isprintable() else shown(character)


def _width(pieces: Sequence[str]) -> int:
    return sum(max(wcwidth(c), 0) for piece in pieces for c in piece)


def _last(pieces: list[str], width: int) -> tuple[list[str], bool]:
    """As many pieces from the end as fit."""
    kept: list[str] = []
    room = width
    for piece in reversed(pieces):
        room -= _width([piece])
        if room < 0:
            return kept[::-1], True
        kept.append(piece)
    return kept[::-1], False
