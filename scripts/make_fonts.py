"""Make the fonts of the share cards: the letters a card may need, cut from Noto, with a manifest beside them.

    python scripts/make_fonts.py FOLDER

FOLDER holds the source files named in `SOURCES`, as Debian's packages fonts-noto-core and fonts-noto-cjk have them
under `/usr/share/fonts/`. Each source is checked by its hash, so the same bytes come out everywhere; the cutting is
HarfBuzz', the library that draws them.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

TARGET = Path(__file__).parents[1] / "generator/fonts"
LAYOUT = (b"GSUB", b"GPOS", b"BASE", b"VORG", b"vhea", b"vmtx")
HOMES = {"east-asian": "https://github.com/notofonts/noto-cjk"}
HOME = "https://github.com/notofonts/noto-fonts"


def ranges(*pairs: tuple[int, int]) -> frozenset[int]:
    """Every code point of some inclusive ranges."""
    return frozenset(point for first, last in pairs for point in range(first, last + 1))


def encoded(codec: str, allowed: Callable[[bytes], bool] = lambda _: True) -> set[int]:
    """Every code point beyond ASCII that an old national standard has."""
    found = set()
    for point in (*range(0x80, 0xD800), *range(0xE000, 0x10000)):
        try:
            written = chr(point).encode(codec)
        except UnicodeEncodeError:
            continue
        if allowed(written):
            found.add(point)
    return found


def ideographs() -> frozenset[int]:
    """The ideographs of the standards of China, Japan and Korea, and the first level of Taiwan's."""
    common = encoded("big5", lambda written: len(written) == 2 and 0xA4 <= written[0] <= 0xC6)
    every = encoded("gb2312") | encoded("shift_jis") | encoded("euc_kr") | common
    return ranges((0x3400, 0x9FFF), (0xF900, 0xFAFF)) & every


LATIN = ranges(
    (0x20, 0x7E), (0xA0, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x218F),
    (0x2190, 0x22FF), (0x2C60, 0x2C7F), (0xA640, 0xA69F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
)  # fmt: skip
"""Latin, Greek and Cyrillic with their marks, punctuation, currencies."""

EAST_ASIAN = ranges((0x3000, 0x30FF), (0x3130, 0x318F), (0x3200, 0x33FF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF))
"""Punctuation, kana, every Hangul syllable, enclosed and wide forms."""

SIGNS = ranges((0x2190, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x27BF), (0x2B00, 0x2BFF))
"""Arrows, operators, numbers in circles, lines, shapes, dingbats."""

EVERYTHING = ranges((0x20, 0x1FFFF))


@dataclass(frozen=True)
class Source:
    """One font to cut from."""

    name: str
    """What the cut font is called here."""
    file: str
    sha256: str
    wanted: frozenset[int] = EVERYTHING
    member: str = ""
    """The font of a collection to take; empty where the file holds one."""
    unshaped: bool = False
    """Whether its letters need no layout tables: those of a large collection would double it with rare variants."""


SOURCES = (
    Source("title", "NotoSerif-Bold.ttf", "0af0ff2be8f84910fb21ec5fe1b6b7395e3073250502a334baf6ca2f860c88fe", LATIN),
    Source("text", "NotoSans-Regular.ttf", "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d", LATIN),
    Source("strong", "NotoSans-Bold.ttf", "e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5", LATIN),
    Source(
        "east-asian",
        "NotoSansCJK-Bold.ttc",
        "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb",
        EAST_ASIAN | ideographs(),
        "Noto Sans CJK KR Bold",
        unshaped=True,
    ),
    Source("arabic", "NotoSansArabic-Bold.ttf", "ded6fc7359ca36d15d7aab9ef0c066e21ce48b26a069994d6602fa2cb9a1b952"),
    Source("hebrew", "NotoSansHebrew-Bold.ttf", "d3b01343f71e8a93fffb84c345a1aecbaf4694b98d0eaace916cb9eac9e6dcd3"),
    Source("thai", "NotoSansThai-Bold.ttf", "97bbc8ea98328325285f2f552228c7aac1db39d8f38f0096a61ba7df1f1f780e"),
    Source(
        "devanagari", "NotoSansDevanagari-Bold.ttf", "77ad688cfe1dc55185bf4edb4db3c614202c65dd23a1463ad0e23fc52bcc9a5c"
    ),
    Source("bengali", "NotoSansBengali-Bold.ttf", "22c9ff99baca4d31c531ce450a1369beed889467e1ad964f4b8a6f810aa46955"),
    Source("tamil", "NotoSansTamil-Bold.ttf", "7ef7071ba2fad67dcae397dc7f5bfd4dbce69d86cdc453c2cc4abe640df0b442"),
    Source("georgian", "NotoSansGeorgian-Bold.ttf", "2cee22513f5c94b5577fe1a91df94836dc9825ac78e5b3a9f3c49d1f038a5f11"),
    Source("armenian", "NotoSansArmenian-Bold.ttf", "a0f398d0205f0b96d6637ac66d92e6e42b230f8ed3853a050d0aa5792eb9b7f7"),
    Source("khmer", "NotoSansKhmer-Bold.ttf", "cc74e7ac685da9a84e18b773ec8d80d06765aa1754bb14acc390c3620023c4dc"),
    Source("lao", "NotoSansLao-Bold.ttf", "b87a8592f1cdd8b15e1e827967afd45a8c5ffc1123773bc4bd023fe1ccecd321"),
    Source("myanmar", "NotoSansMyanmar-Bold.ttf", "e37e2ef189431020b1eaf4fb8d43252666dc24265d628145fff119613afea174"),
    Source(
        "math", "NotoSansMath-Regular.ttf", "8242bd1e55368b27e32455260754cf9aa58f3ad7ea80664b66c21f1b09910d6c", SIGNS
    ),
    Source(
        "symbols",
        "NotoSansSymbols2-Regular.ttf",
        "876598db5f1e3bef2bc77c4d94c5b0d5d2c1620be4878a06f18fb5434e331688",
        SIGNS,
    ),
)
"""In the order in which they are asked for a letter; the first three are styles."""


def main() -> None:
    """Cut every font and write the manifest."""
    found = {path.name: path for path in Path(sys.argv[1]).rglob("Noto*")}
    fonts = [cut(source, found[source.file]) for source in SOURCES]
    manifest = {"licence": "OFL-1.1", "licence_file": "OFL.txt", "made_by": "scripts/make_fonts.py", "fonts": fonts}
    (TARGET / "MANIFEST.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def cut(source: Source, path: Path) -> dict[str, object]:
    """Write one font and describe it."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != source.sha256:
        sys.exit(f"{path} is another version than the one named in SOURCES")
    face = member(data, source.member)
    plan = hb.SubsetInput()
    plan.unicode_set.update(set(face.unicodes) & set(source.wanted))
    if source.unshaped:
        plan.layout_feature_tag_set.clear()
        plan.drop_table_tag_set.update(int.from_bytes(tag) for tag in LAYOUT)
    plan.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    made = hb.subset(face, plan)
    written = bytes(made.blob.data)
    name = f"{source.name}{path.suffix.replace('ttc', 'otf')}"
    (TARGET / name).write_bytes(written)
    return {
        "file": name,
        "name": face.get_name(hb.OTNameIdPredefined.FULL_NAME),
        "version": face.get_name(hb.OTNameIdPredefined.VERSION_STRING),
        "copyright": face.get_name(hb.OTNameIdPredefined.COPYRIGHT),
        "source": HOMES.get(source.name, HOME),
        "source_file": source.file,
        "source_sha256": source.sha256,
        "sha256": hashlib.sha256(written).hexdigest(),
        "bytes": len(written),
        "letters": len(set(made.unicodes)),
    }


def member(data: bytes, name: str) -> hb.Face:
    """The only font of a file, or the named one of a collection."""
    blob = hb.Blob(data)
    faces = (hb.Face(blob, index) for index in range(max(1, hb.Face(blob).count)))
    return next(face for face in faces if name in ("", face.get_name(hb.OTNameIdPredefined.FULL_NAME)))


if __name__ == "__main__":
    main()
