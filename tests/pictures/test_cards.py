"""Share cards: words, geometry, pictures, and the folder that keeps them."""

import hashlib
import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.drawing import draw, drawn, key_of, tidy
from generator.pictures.card_layout import FOOT, HIGH, MARGIN, WIDE, Layout, layout
from generator.pictures.cards import CHRONICLE, Card, Saying, card_path, cards, with_card
from generator.pictures.letters import FOLDER, missing
from generator.pictures.missing import letter_problems
from generator.pictures.typeset import ELLIPSIS, block, line, width
from generator.site import Site
from tests.test_exports import site_of

ROOT = Path(__file__).parents[2]
SAYING = Saying(("at least 3,000 soldiers, sent",), "John Kirby")
CARD = Card("assets/cards/x.png", "Troops", "Statement", "23 October 2024", "Kirby speaks", "", (SAYING,), "contested")
SCRIPTS = {
    "hangul": "국가정보원은 북한군 병력이 러시아로 이동했다고 밝혔다",
    "han": "中国外交部发言人表示，对此情况不了解。「懸念」を表明し",
    "cyrillic": "Песков назвал сообщения «уткой»; Зеленський підтвердив",
    "arabic": "القوات الكورية الشمالية (في روسيا) 3,000",
    "hebrew": "לפחות 3,000 חיילים צפון־קוריאנים (NATO)",
    "thai": "ทหารเกาหลีเหนืออย่างน้อย 3,000 นาย",
    "devanagari": "उत्तर कोरियाई सैनिक रूस में",
    "vietnamese": "Triều Tiên đưa quân tới Nga — ít nhất 3.000 người",
}


@pytest.fixture(scope="module")
def site() -> Site:
    """The chronicle of this repository, derived and not rendered."""
    return site_of(ROOT)


# Words


def test_every_event_that_stands_has_a_card_and_so_has_the_chronicle(site: Site) -> None:
    """One address each, which never changes."""
    wanted = {CHRONICLE, *(card_path(event) for event in site.timeline.standing)}
    assert wanted == {card.path for card in cards(site)}
    assert "assets/cards/an-id.png" == card_path(site.timeline.standing[0].model_copy(update={"id": "an-id"}))


def test_no_figure_stands_on_a_card_without_who_said_it(site: Site) -> None:
    """The rule of the house, on pictures too."""
    figures = [saying for card in cards(site) for saying in card.sayings if saying.figures]
    assert len(figures) > 50
    assert [] == [saying for saying in figures if not saying.who]


def test_figures_that_are_denied_say_so(site: Site) -> None:
    """A number that somebody denies never looks as if somebody had given it."""
    denied = [
        (entry.statement, figure)
        for entry in site.timeline.entries
        for figure in entry.claim.figures[:1]
        if entry.claim.stance == "denies" and entry.index == 0
    ]
    for statement, _ in denied:
        card = next(card for card in cards(site) if card.path == card_path(statement))
        assert card.sayings[0].figures[0].startswith("denies: ")


@pytest.mark.parametrize(("allowed", "made"), [(0, 0), (3, 4)])
def test_the_owner_says_how_many_events_have_their_own(site: Site, allowed: int, made: int) -> None:
    """What changed last comes first; the chronicle's own card is one more, and 0 draws none."""
    fewer = replace(site, settings=site.settings.model_copy(update={"cards": allowed}))
    assert made == len(list(cards(fewer)))
    assert allowed == len(with_card(fewer))


def test_letters_that_no_font_has_are_told_once(site: Site) -> None:
    """A box is drawn, and one warning names the letters."""
    strange = replace(CARD, title="Kirby 🙂 𒀀"), replace(CARD, title="𓀀")
    told = list(letter_problems(site, [CARD, *strange]))
    assert ["missing-letter"] == [problem.code for problem in told]
    assert "warning" == told[0].severity
    assert "𒀀 (U+12000) 🙂 (U+1F642) 𓀀 (U+13000)" in told[0].message
    assert [] == list(letter_problems(site, [CARD]))


# Letters


@pytest.mark.parametrize("script", SCRIPTS)
def test_fonts_cover_the_script(script: str) -> None:
    """No box where a chronicle may be written."""
    assert frozenset() == missing([SCRIPTS[script]])


def test_fonts_are_those_of_the_manifest() -> None:
    """Vendored files have source, version, licence and sum, and stay small."""
    manifest = json.loads((FOLDER / "MANIFEST.json").read_text())
    files = {str(font["file"]): font for font in manifest["fonts"]}
    assert {"MANIFEST.json", "OFL.txt", *files} == {path.name for path in FOLDER.iterdir()}
    for name, font in files.items():
        assert font["sha256"] == hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        assert all(font[key] for key in ("name", "version", "copyright", "source", "source_file", "source_sha256"))
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / manifest["licence_file"]).read_text()
    assert 6_000_000 > sum(path.stat().st_size for path in FOLDER.iterdir())


# Setting


@pytest.mark.parametrize("script", SCRIPTS)
def test_lines_hold_every_letter_and_fit(script: str) -> None:
    """What is shown is the text, broken only where the script allows it."""
    made = block(SCRIPTS[script], "title", (60, 40, 30), 500, 300)
    assert all(0 < part.width <= 500.5 for part in made.lines)
    assert all(made.size == part.size for part in made.lines)
    assert sum(len(part.glyphs) for part in made.lines) > len(SCRIPTS[script]) // 2


def test_a_text_too_long_ends_in_an_ellipsis() -> None:
    """It shrinks first; what does not fit at the smallest size is cut between words."""
    made = block("many words " * 60, "title", (60, 40), 600, 150)
    assert (40, 3) == (made.size, len(made.lines))
    mark = line(ELLIPSIS, "title", 40).glyphs[0]
    assert (mark.face, mark.id) == (made.lines[-1].glyphs[-1].face, made.lines[-1].glyphs[-1].id)


def test_lines_of_a_title_are_even() -> None:
    """No single word is left for the last line where it can be helped."""
    made = block("Kirby: at least 3,000 North Korean soldiers moved", "title", (60,), 900, 300)
    assert min(part.width for part in made.lines) > 0.6 * max(part.width for part in made.lines)


def test_measured_widths_are_those_of_the_fonts() -> None:
    """Hangul is as wide as its font says, kerning counts, and marks take no room."""
    assert 0.92 == pytest.approx(width("한", "title"), abs=0.01)
    assert width("AV", "title") < width("A", "title") + width("V", "title")
    assert width("e", "text") == pytest.approx(width("e\u0301", "text"))


# Geometry

texts = st.text(alphabet=st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=120)
a_card = st.builds(
    Card,
    path=st.just("x.png"),
    site=texts,
    kind=st.just("Statement"),
    date=st.just("about 1 October 2024 to about 15 October 2024"),
    title=texts.filter(str.strip),
    note=st.just(""),
    sayings=st.lists(st.builds(Saying, st.lists(texts, max_size=3).map(tuple), texts), max_size=3).map(tuple),
    grade=st.sampled_from(("", "contested", "corroborated, 12 origins")),
)


@settings(max_examples=60, deadline=None)
@given(a_card)
def test_nothing_leaves_the_card(card: Card) -> None:
    """Any words at all stay between the margins, and the title above what was said."""
    made = layout(card)
    for placed in made.lines:
        assert MARGIN - 1 <= placed.x
        assert placed.x + placed.line.width <= WIDE - MARGIN + 1
        assert 0 < placed.y <= FOOT < HIGH


def test_a_card_in_arabic_begins_at_the_right() -> None:
    """Title, kicker and name change sides together."""
    made = layout(replace(CARD, title=SCRIPTS["arabic"], grade=""))
    ends = [placed.x + placed.line.width for placed in made.lines if placed.line.glyphs]
    assert WIDE - MARGIN == pytest.approx(max(ends), abs=1)
    assert all(placed.x > WIDE / 3 for placed in made.lines if placed.ink == "accent")


# Pictures


def chunks(png: bytes) -> Mapping[bytes, bytes]:
    """The parts of a PNG; each must have its right sum."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = {}, 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + data) == int.from_bytes(png[at + 8 + size : at + 12 + size])
        found[kind] = data
        at += 12 + size
    return found


def pixels(png: bytes) -> list[bytes]:
    """The rows of a picture of 16 colours."""
    raw = zlib.decompress(chunks(png)[b"IDAT"])
    row = WIDE // 2 + 1
    assert HIGH * row == len(raw)
    assert {0} == {raw[at] for at in range(0, len(raw), row)}
    return [raw[at + 1 : at + row] for at in range(0, len(raw), row)]


def test_picture_is_a_sound_png() -> None:
    """1200 by 630, paper at the edges, ink where the title is."""
    made = draw(CARD)
    assert (WIDE, HIGH, 4, 3, 0, 0, 0) == struct.unpack(">IIBBBBB", chunks(made)[b"IHDR"])
    assert len(chunks(made)[b"PLTE"]) <= 48
    rows = pixels(made)
    assert not any(rows[0] + rows[-1] + b"".join(row[: MARGIN // 2 - 2] for row in rows))
    assert any(b"".join(rows[130:200]))


def test_letters_without_ink_or_off_the_canvas_do_no_harm() -> None:
    """An empty layout, and text that would stand outside."""
    from generator.pictures.card_layout import Placed
    from generator.pictures.raster import png

    assert not any(b"".join(pixels(png(Layout((), ())))))
    outside = [
        Placed(line("far away", "title", 90), x, y, "ink") for x, y in ((-5000, 0), (1190, 5000), (0, -300), (1150, 20))
    ]
    assert any(b"".join(pixels(png(Layout((), tuple(outside))))))


def test_same_card_is_the_same_bytes_in_another_process() -> None:
    """Whatever the hash seed, the folder, the locale and the time zone are."""
    code = (
        "from generator.drawing import draw; from generator.pictures.cards import Card, Saying; import hashlib;"
        f"print(hashlib.sha256(draw({CARD!r})).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Seoul", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd="/", capture_output=True, text=True, check=True
    )
    assert hashlib.sha256(draw(CARD)).hexdigest() == done.stdout.strip()


# The folder


def test_cards_are_kept_by_what_they_show(tmp_path: Path) -> None:
    """Each is drawn once, whatever its address; another word is another picture."""
    first = dict(drawn([CARD], tmp_path))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes().replace(b"PLTE", b"PLTe"))
    moved = dict(drawn([replace(CARD, path="assets/cards/y.png")], tmp_path))
    assert b"PLTe" in moved["assets/cards/y.png"], "it was taken from the folder"
    assert first[CARD.path] != dict(drawn([replace(CARD, title="Other")], tmp_path))[CARD.path]
    assert key_of(CARD) != key_of(replace(CARD, sayings=(Saying((), "John Kirby"),)))


@pytest.mark.parametrize("damage", [b"", b"\x89PNG nonsense", None], ids=["empty", "nonsense", "cut"])
def test_damaged_pictures_are_drawn_anew(tmp_path: Path, damage: bytes | None) -> None:
    """The folder never changes a byte of the site."""
    whole = dict(drawn([CARD], tmp_path))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-900] if damage is None else damage)
    assert whole == dict(drawn([CARD], tmp_path))
    assert whole[CARD.path] == path.read_bytes()


def test_without_a_folder_that_can_be_written_cards_are_drawn_all_the_same(tmp_path: Path) -> None:
    """A file where the folder would be, and no folder at all."""
    (tmp_path / "file").write_text("x")
    assert dict(drawn([CARD], None)) == dict(drawn([CARD], tmp_path / "file"))


def test_folder_does_not_grow_for_ever(tmp_path: Path) -> None:
    """Pictures of old words go once there are many of them."""
    for number in range(120):
        (tmp_path / f"{number}.png").write_bytes(b"old")
    list(drawn([CARD], tmp_path))
    tidy([CARD], tmp_path)
    assert [f"{key_of(CARD)}.png"] == [path.name for path in tmp_path.iterdir()]
