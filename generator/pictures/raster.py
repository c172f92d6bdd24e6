"""A layout as a PNG of 16 colours: paper, and each ink in the few strengths that the edges of letters need.

HarfBuzz draws the letters. The few lines that write the PNG (https://www.w3.org/TR/png-3/) save three quarters of the
time and half of the bytes that a picture in true colours takes.
"""

import struct
import zlib
from collections.abc import Mapping
from types import MappingProxyType

import uharfbuzz as hb

from generator.pictures.card_layout import HIGH, WIDE, Bar, Ink, Layout, Placed

UNIT = 64
"""Parts of a pixel in which outlines are drawn."""
STRENGTHS = 4
ROW = WIDE // 2
"""Bytes of a row: two pixels share one."""
PAPER = (0xFB, 0xF9, 0xF4)
INKS: Mapping[Ink, tuple[int, int, int]] = MappingProxyType(
    {"ink": (0x1B, 0x1A, 0x17), "muted": (0x5B, 0x57, 0x4E), "accent": (0xA3, 0x28, 0x1C)}
)
LINE = (0xDD, 0xD7, 0xCA)

_FIRST = {ink: 1 + number * STRENGTHS for number, ink in enumerate(INKS)}
_LINE = 1 + len(INKS) * STRENGTHS
_DARKNESS = {
    ink: bytes(first - 1 + strength if strength else 0 for strength in (round(v * STRENGTHS / 255) for v in range(256)))
    for ink, first in _FIRST.items()
}
"""How dark HarfBuzz made a pixel, from 0 to 255, as a number of the palette."""


def png(layout: Layout) -> bytes:
    """The picture; the same layout gives the same bytes."""
    canvas = bytearray(ROW * HIGH)
    for bar in layout.bars:
        _fill(canvas, bar)
    for placed in layout.lines:
        _write(canvas, placed)
    return _encoded(canvas)


def _fill(canvas: bytearray, bar: Bar) -> None:
    colour = _LINE if bar.ink == "line" else _FIRST[bar.ink] + STRENGTHS - 1
    for y in range(bar.y, bar.y + bar.high):
        canvas[y * ROW + bar.x // 2 : y * ROW + (bar.x + bar.wide) // 2] = bytes([colour * 17]) * (bar.wide // 2)


def _write(canvas: bytearray, placed: Placed) -> None:
    """Draw one line, cut off at the edges of the canvas."""
    image = _drawn(placed)
    box = image.extents
    pixels = image.buffer.translate(_DARKNESS[placed.ink])
    left, right = max(box.x_origin, 0), min(box.x_origin + box.width, WIDE)
    before, after = b"\0" * (left % 2), b"\0" * (right % 2)
    top = HIGH - box.y_origin  # the rows of the image run upwards
    rows = [row for row in range(box.height) if 0 < top - row <= HIGH] if left < right else []
    starts = [row * box.stride - box.x_origin for row in rows]
    packed = _packed(b"".join(before + pixels[at + left : at + right] + after for at in starts))
    size = (right + 1) // 2 - left // 2
    for number, row in enumerate(rows):
        _lay(canvas, (top - 1 - row) * ROW + left // 2, packed[number * size : (number + 1) * size])


def _drawn(placed: Placed) -> hb.RasterImage:
    drawing = hb.RasterDraw()
    drawing.scale_factor = (float(UNIT), float(UNIT))
    for glyph in placed.line.glyphs:
        scale = UNIT * placed.line.size / glyph.face.upem
        x, y = (placed.x + glyph.x) * UNIT, (HIGH - placed.y + glyph.y) * UNIT
        drawing.transform = (scale, 0.0, 0.0, scale, x, y)
        drawing.draw_glyph(glyph.face.font, glyph.id)
    return drawing.render()


def _packed(pixels: bytes) -> bytes:
    """Two pixels a byte."""
    return (int.from_bytes(pixels[0::2]) << 4 | int.from_bytes(pixels[1::2])).to_bytes(len(pixels) // 2)


def _lay(canvas: bytearray, at: int, row: bytes) -> None:
    """Put a row on the canvas, over what lies there: the rows of two lines may meet, their letters do not."""
    under = canvas[at : at + len(row)]
    if any(under):
        row = (int.from_bytes(under) | int.from_bytes(row)).to_bytes(len(row))
    canvas[at : at + len(row)] = row


def _encoded(canvas: bytearray) -> bytes:
    """Each row without a filter (0), as palettes compress best."""
    rows = b"".join(b"\0" + canvas[at : at + ROW] for at in range(0, len(canvas), ROW))
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", _palette()), (b"IDAT", zlib.compress(rows, 4)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _palette() -> bytes:
    mixed = [_mix(ink, strength / STRENGTHS) for ink in INKS.values() for strength in range(1, STRENGTHS + 1)]
    return bytes(value for colour in (PAPER, *mixed, LINE) for value in colour)


def _mix(ink: tuple[int, int, int], share: float) -> tuple[int, ...]:
    return tuple(round(paper + (dark - paper) * share) for paper, dark in zip(PAPER, ink, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
