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
    canvas = bytearray(WIDE * HIGH)
    for bar in layout.bars:
        _fill(canvas, bar)
    for placed in layout.lines:
        _write(canvas, placed)
    return _encoded(canvas)


def _fill(canvas: bytearray, bar: Bar) -> None:
    colour = _LINE if bar.ink == "line" else _FIRST[bar.ink] + STRENGTHS - 1
    for y in range(bar.y, bar.y + bar.high):
        canvas[y * WIDE + bar.x : y * WIDE + bar.x + bar.wide] = bytes([colour]) * bar.wide


def _write(canvas: bytearray, placed: Placed) -> None:
    """Draw one line, cut off at the edges of the canvas."""
    drawing = hb.RasterDraw()
    drawing.scale_factor = (float(UNIT), float(UNIT))
    for glyph in placed.line.glyphs:
        scale = UNIT * placed.line.size / glyph.face.upem
        x, y = (placed.x + glyph.x) * UNIT, (HIGH - placed.y + glyph.y) * UNIT
        drawing.transform = (scale, 0.0, 0.0, scale, x, y)
        drawing.draw_glyph(glyph.face.font, glyph.id)
    image = drawing.render()
    box = image.extents
    pixels = image.buffer.translate(_DARKNESS[placed.ink])
    left, right = max(box.x_origin, 0), min(box.x_origin + box.width, WIDE)
    for row in range(box.height if left < right else 0):  # its rows run upwards
        y = HIGH - 1 - (box.y_origin + row)
        if 0 <= y < HIGH:
            start = row * box.stride - box.x_origin
            _lay(canvas, y * WIDE + left, pixels[start + left : start + right])


def _lay(canvas: bytearray, at: int, row: bytes) -> None:
    """Put a row of pixels on the canvas; where letters of two lines meet, the later colour stays."""
    under = canvas[at : at + len(row)]
    canvas[at : at + len(row)] = bytes(map(max, under, row)) if any(under) else row


def _encoded(canvas: bytearray) -> bytes:
    """Two pixels a byte, each row without a filter (0), as palettes compress best."""
    pairs = int.from_bytes(canvas[0::2]) << 4 | int.from_bytes(canvas[1::2])
    packed = pairs.to_bytes(len(canvas) // 2)
    row = WIDE // 2
    rows = b"".join(b"\0" + packed[at : at + row] for at in range(0, len(packed), row))
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", _palette()), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _palette() -> bytes:
    mixed = [_mix(ink, strength / STRENGTHS) for ink in INKS.values() for strength in range(1, STRENGTHS + 1)]
    return bytes(value for colour in (PAPER, *mixed, LINE) for value in colour)


def _mix(ink: tuple[int, int, int], share: float) -> tuple[int, ...]:
    return tuple(round(paper + (dark - paper) * share) for paper, dark in zip(PAPER, ink, strict=True))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
