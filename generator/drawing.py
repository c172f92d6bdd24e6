"""Share cards as files. Each is drawn once and kept under `.cache/kronik/cards/` by the hash of all it is made from.

The folder may be deleted, shared or damaged at any time: what is missing or broken is drawn anew, and no byte changes.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.disk.caches import CACHE
from generator.pictures.cards import Card

KEPT = f"{CACHE}/cards"
_MADE_BY = ("pictures/bidi.py", "pictures/card_layout.py", "pictures/letters.py", "pictures/raster.py")
_MORE = ("pictures/typeset.py", "fonts/MANIFEST.json")


def key_of(card: Card) -> str:
    """The same for all that gives the same picture: its words, and the code and fonts that draw it."""
    words = "\0".join((*card.texts, repr(card.sayings)))
    return hashlib.sha256(f"{_maker()}\0{words}".encode()).hexdigest()


@cache
def _maker() -> str:
    """The code and the fonts, which do not change while a program runs."""
    folder = Path(__file__).parent
    made = hashlib.sha256(zlib.ZLIB_RUNTIME_VERSION.encode())
    for name in (*_MADE_BY, *_MORE):
        made.update((folder / name).read_bytes())
    return made.hexdigest()


def draw(card: Card) -> bytes:
    """The picture of a card. HarfBuzz is loaded when the first one is drawn."""
    from generator.pictures.card_layout import layout
    from generator.pictures.raster import png

    return png(layout(card))


def drawn(cards: Iterable[Card], kept: Path | None) -> Iterator[tuple[str, bytes]]:
    """Path and picture of each card, from the folder `kept` where it lies there, else drawn and put there."""
    for card in cards:
        key = key_of(card)
        data = _read(kept, key)
        if data is None:
            data = draw(card)
            _keep(kept, key, data)
        yield card.path, data


def tidy(cards: Iterable[Card], kept: Path) -> None:
    """Drop what these cards do not use once there is much of it; a branch that was left may be returned to."""
    used = {f"{key_of(card)}.png" for card in cards}
    idle = [path for path in kept.iterdir() if path.name not in used] if kept.is_dir() else []
    if len(idle) > 100 + 2 * len(used):
        for path in idle:
            with suppress(OSError):
                path.unlink()


def _read(kept: Path | None, key: str) -> bytes | None:
    if kept is None:
        return None
    path = kept / f"{key}.png"
    with suppress(OSError):
        if path.is_file() and _sound(data := path.read_bytes()):  # a pipe would wait for ever
            return data
    return None


def _sound(data: bytes) -> bool:
    """Whether a picture was kept whole: its pixels have the sum that stands behind them, and its end is there."""
    end = len(data) - 16
    start = data.find(b"IDAT")
    if not (data.startswith(b"\x89PNG") and 0 < start < end and data.endswith(b"IEND\xaeB`\x82")):
        return False
    return zlib.crc32(data[start:end]) == int.from_bytes(data[end : end + 4])


def _keep(kept: Path | None, key: str, data: bytes) -> None:
    """Put a picture away in one step; where that can't be done, it is drawn again next time."""
    if kept is None:
        return
    with suppress(OSError):
        kept.mkdir(parents=True, exist_ok=True)
        fresh = kept / f"{key}.new"
        fresh.write_bytes(data)
        fresh.replace(kept / f"{key}.png")
