"""The fonts of the share cards, and which of them has a letter. They lie in the package: cards look alike everywhere.

`title`, `text` and `strong` are styles for Latin, Greek and Cyrillic; every other script has one font, which all styles
share. `scripts/make_fonts.py` made them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import uharfbuzz as hb

Style = Literal["title", "text", "strong"]
FOLDER = Path(__file__).parents[1] / "fonts"
_STYLES = ("title", "text", "strong")

_UNSEEN = frozenset("\u200c\u200d\u200e\u200f\ufe0e\ufe0f")
"""Joiners, direction marks and selectors: they shape other letters and have no form of their own."""


@dataclass(frozen=True)
class Face:
    """A font, ready to shape and draw."""

    name: str
    font: hb.Font
    letters: frozenset[int]
    upem: int


@cache
def names() -> tuple[str, ...]:
    """The fonts that are not styles, in the order in which they are asked."""
    manifest = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))
    files = (str(entry["file"]) for entry in manifest["fonts"])
    return tuple(file for file in files if Path(file).stem not in _STYLES)


@cache
def face(file: str) -> Face:
    """One font, read when it is first needed."""
    found = hb.Face(hb.Blob.from_file_path(str(FOLDER / file)))
    font = hb.Font(found)
    font.scale = (found.upem, found.upem)
    return Face(file, font, frozenset(found.unicodes), found.upem)


@lru_cache(maxsize=100_000)
def face_of(character: str, style: Style) -> Face | None:
    """The first font that has a character, None if no font has it."""
    point = ord(character)
    for file in (f"{style}.ttf", *names()):
        if point in face(file).letters:
            return face(file)
    return None


def missing(texts: Iterable[str]) -> frozenset[str]:
    """The characters of some texts that no font has: a card shows a box in their place."""
    characters = frozenset().union(*texts) - _UNSEEN - {" "}
    return frozenset(character for character in characters if face_of(character, "text") is None)


def follows(character: str) -> bool:
    """Whether a character belongs to the one before it, whatever fonts have it."""
    return character in _UNSEEN
