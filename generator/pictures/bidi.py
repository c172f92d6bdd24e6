"""In which order letters of both directions stand on a line: the Unicode Bidirectional Algorithm (UAX 9).

Records may hold no explicit embeddings, overrides or isolates, so only the implicit rules W, N, I and L are here. What
is left out is N0, which sets pairs of brackets by what they hold. HarfBuzz shapes a run and mirrors its brackets, but
leaves order to its callers; the libraries that know order give whole lines, in which Arabic can no longer be joined.
"""

from collections.abc import Sequence
from itertools import groupby
from unicodedata import bidirectional

_RIGHT = frozenset(("R", "AL", "AN"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "ES", "ET", "CS", "BN"))


def is_rtl(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter with a direction says so (P2, P3)."""
    return next((kind != "L" for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), False)


def levels(text: str, *, rtl: bool) -> list[int]:
    """The embedding level of each character of one line; even ones run to the right."""
    kinds = [bidirectional(character) or "L" for character in text]
    if not rtl and not _RIGHT.intersection(kinds):
        return [0] * len(kinds)
    base = int(rtl)
    shown = _neutrals(_weak(kinds, "R" if rtl else "L"), "R" if rtl else "L")
    found = [base + ((kind == "R") != rtl if kind in "LR" else 2 - rtl) for kind in shown]
    for index in range(len(kinds) - 1, -1, -1):  # L1: spaces at the end stay with the paragraph
        if kinds[index] not in ("WS", "S", "B", "BN"):
            break
        found[index] = base
    return found


def visual(runs: Sequence[int]) -> list[int]:
    """The order in which runs of these levels stand from left to right (L2)."""
    order = list(range(len(runs)))
    for level in range(max(runs, default=0), 0, -1):
        order = _turned(order, [runs[index] >= level for index in order])
    return order


def _turned(order: list[int], high: list[bool]) -> list[int]:
    """The order with every stretch that is high reversed."""
    groups = groupby(zip(order, high, strict=True), key=lambda pair: pair[1])
    stretches = [(turn, [index for index, _ in of]) for turn, of in groups]
    return [index for turn, of in stretches for index in (reversed(of) if turn else of)]


def _weak(kinds: list[str], start: str) -> list[str]:
    """Marks, digits and what stands between digits (W1 to W7)."""
    found: list[str] = []
    strong = start
    for index, kind in enumerate(kinds):
        before = found[-1] if found else start
        kind = before if kind == "NSM" else kind
        if kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        after = kinds[index + 1] if index + 1 < len(kinds) else ""
        after = "AN" if after == "EN" and strong == "AL" else after
        if before == after and ((kind == "CS" and after in ("EN", "AN")) or (kind == "ES" and after == "EN")):
            kind = after
        found.append(kind)
    return _latin_digits(_signs(["R" if kind == "AL" else kind for kind in found]), start)


def _signs(kinds: list[str]) -> list[str]:
    """Signs of currency and the like join the digits beside them (W5)."""
    found: list[str] = []
    groups = [(kind, list(of)) for kind, of in groupby(kinds)]
    for index, (kind, of) in enumerate(groups):
        beside = {groups[at][0] for at in (index - 1, index + 1) if 0 <= at < len(groups)}
        found += ["EN"] * len(of) if kind == "ET" and "EN" in beside else of
    return found


def _latin_digits(kinds: list[str], start: str) -> list[str]:
    """Digits after a Latin letter run with it (W7)."""
    strong, found = start, []
    for kind in kinds:
        strong = kind if kind in ("L", "R") else strong
        found.append("L" if kind == "EN" and strong == "L" else kind)
    return found


def _neutrals(kinds: list[str], base: str) -> list[str]:
    """Spaces and punctuation follow what stands around them, where both sides agree (N1, N2)."""
    found: list[str] = []
    groups = [(neutral, list(of)) for neutral, of in groupby(kinds, key=_NEUTRAL.__contains__)]
    for index, (neutral, of) in enumerate(groups):
        before = _side(groups[index - 1][1][-1]) if index else base
        after = _side(groups[index + 1][1][0]) if index + 1 < len(groups) else base
        found += [before if before == after else base] * len(of) if neutral else of
    return found


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"
