"""Text set into lines by real measurement: shaped by HarfBuzz, broken where the script allows it, shrunk until it fits.

Every length is in pixels of the card.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from unicodedata import category

import uharfbuzz as hb

from generator.pictures.bidi import is_rtl, levels, visual
from generator.pictures.letters import Face, Style, face, face_of, follows

ELLIPSIS = "…"
LEADING = 1.18
"""From one line to the next, in parts of the size."""

# Ideographs and kana may be parted anywhere; not before what closes or after what opens (a short form of UAX 14).
_IDEOGRAPH = "\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CLOSING = "、。，．：；？！）］｝〉》」』】〕々〻ーぁぃぅぇぉっゃゅょァィゥェォッャュョ\"'’”…,.:;?!)\\]}"
_PIECE = re.compile(
    rf"[{_IDEOGRAPH}][{_CLOSING}]*|(?:(?![{_IDEOGRAPH}])[^ ])+?(?:[-/–—](?=[^-/–— ])|(?=[{_IDEOGRAPH}])|(?= |$))| +"
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter's form, and where it stands on its line."""

    face: Face
    id: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is ready to be drawn."""

    glyphs: tuple[Glyph, ...]
    size: int
    width: float


@dataclass(frozen=True, slots=True)
class Block:
    """A text broken into lines of one size."""

    lines: tuple[Line, ...]
    size: int
    rtl: bool

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


@lru_cache(maxsize=20_000)
def _shaped(text: str, file: str, rtl: bool) -> tuple[tuple[int, int, int, int], ...]:
    """Id, offset and advance of each form of a run, in units of the font, from left to right."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(face(file).font, buffer)
    found = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return tuple((info.codepoint, at.x_offset, at.y_offset, at.x_advance) for info, at in found)


def _runs(text: str, style: Style, *, rtl: bool) -> list[tuple[str, Face, int]]:
    """The line in parts of one font and one level; a letter that no font has goes to the style, which shows a box."""
    faces: list[Face] = []
    for character in text:
        own = face_of(character, style) or face(f"{style}.ttf")
        # A space and what has no form of its own stay with the letter before: no change of font inside a word.
        faces.append(faces[-1] if faces and (follows(character) or _shares(character, faces[-1])) else own)
    marks = zip(text, faces, levels(text, rtl=rtl), strict=True)
    groups = groupby(marks, key=lambda mark: (mark[1].name, mark[2]))
    return [("".join(mark[0] for mark in of), face(name), level) for (name, level), of in groups]


def _shares(character: str, before: Face) -> bool:
    return not character.isalnum() and ord(character) in before.letters


@lru_cache(maxsize=50_000)
def width(text: str, style: Style) -> float:
    """How wide a text is at a size of one pixel."""
    runs = _runs(text, style, rtl=is_rtl(text))
    return sum(form[3] / of.upem for run, of, level in runs for form in _shaped(run, of.name, level % 2 == 1))


def line(text: str, style: Style, size: int, *, rtl: bool = False) -> Line:
    """One line, its letters in the order in which they are seen."""
    runs = _runs(text, style, rtl=rtl)
    glyphs: list[Glyph] = []
    pen = 0.0
    for index in visual([level for _, _, level in runs]):
        run, of, level = runs[index]
        scale = size / of.upem
        for form, x, y, advance in _shaped(run, of.name, level % 2 == 1):
            glyphs.append(Glyph(of, form, pen + x * scale, y * scale))
            pen += advance * scale
    return Line(tuple(glyphs), size, pen)


def block(text: str, style: Style, sizes: Sequence[int], wide: float, high: float) -> Block:
    """The text at the largest of these sizes at which it fits a box; else cut at the last, with an ellipsis."""
    rtl = is_rtl(text)
    for size in sizes:
        lines = _broken(text, style, wide / size)
        if len(lines) <= room(size, high):
            shown = _balanced(text, style, wide / size, len(lines))
            return Block(tuple(line(part, style, size, rtl=rtl) for part in shown), size, rtl)
    size, most = sizes[-1], room(sizes[-1], high)
    kept = [*lines[: most - 1], _cut(" ".join(lines[most - 1 : most + 1]), style, wide / size)]
    return Block(tuple(line(part, style, size, rtl=rtl) for part in kept), size, rtl)


def room(size: int, high: float) -> int:
    """How many lines of a size a height holds; always one."""
    return max(1, int(high / (size * LEADING)))


def _broken(text: str, style: Style, wide: float) -> list[str]:
    """Lines as full as they can be."""
    lines: list[str] = []
    current, length = "", 0.0
    for piece in _pieces(text, style, wide):
        more = width(piece, style)
        if current and not piece.isspace() and length + more > wide:
            lines.append(current.rstrip(" "))
            current, length = "", 0.0
        if current or not piece.isspace():
            current, length = current + piece, length + more
    return [*lines, current.rstrip(" ")]


def _balanced(text: str, style: Style, wide: float, count: int) -> list[str]:
    """The same number of lines, as even as they can be."""
    low, high = wide / 2, wide
    for _ in range(6):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_broken(text, style, middle)) <= count else (middle, high)
    return _broken(text, style, high)


def _pieces(text: str, style: Style, wide: float) -> Iterator[str]:
    """What a line may be broken between: words, ideographs, parts of a word that is wider than a line."""
    for piece in _PIECE.findall(text):
        if piece.isspace() or width(piece, style) <= wide:
            yield piece
        else:
            yield from _parts(piece, style, wide)


def _parts(word: str, style: Style, wide: float) -> Iterator[str]:
    part = ""
    for letter in _clusters(word):
        if part and width(part + letter, style) > wide:
            yield part
            part = ""
        part += letter
    yield part


def _clusters(word: str) -> list[str]:
    """Letters with their marks."""
    found: list[str] = []
    for character in word:
        if found and (follows(character) or category(character)[0] == "M" or found[-1].endswith("\u200d")):
            found[-1] += character
        else:
            found.append(character)
    return found


def _cut(text: str, style: Style, wide: float) -> str:
    """The beginning of a text with an ellipsis, cut between words where that keeps at least half of the line."""
    letters = _clusters(text)
    kept, length = 0, width(ELLIPSIS, style)
    for letter in letters:
        length += width(letter, style)
        if length > wide:
            break
        kept += 1
    shown = "".join(letters[:kept]).rstrip(" ")
    whole, _, rest = shown.rpartition(" ")
    return (whole if len(whole) > len(rest) + len(shown) // 3 else shown).rstrip(" ,.;:–—-") + ELLIPSIS
