"""What can be found, by which texts, and where its words lie."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.build import build, found_in
from generator.search import TABLE, Catalogue, files
from generator.search.cards import GROUPS, KINDS, Card, Passage
from generator.search.drawers import STEP, ZERO, column, fill, table
from tests.search.chronicle import write


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the small chronicle."""
    built = build(write(tmp_path_factory.mktemp("chronicle")))
    assert [] == [problem for problem in built.problems if problem.severity == "error"]
    return found_in(built)


def cards(found: Catalogue) -> Mapping[str, Card]:
    """The cards by address."""
    return {filed.card.address: filed.card for drawer in found.drawers for filed in drawer.cards}


def words_of(found: Catalogue, address: str) -> tuple[str, ...]:
    """The words by which a card is found."""
    every = (filed for drawer in found.drawers for filed in drawer.cards)
    return next(filed.words for filed in every if filed.card.address == address)


def test_everything_that_stands_has_a_card(found: Catalogue) -> None:
    """Records, hand-written pages and pages of words; not what was withdrawn, nor a page that asks to be left out."""
    made = cards(found)
    records = {"events/said/", "events/moved/", "actors/kim/", "places/port/", "topics/ships/", "sources/article/"}
    assert set() == {*records, "story/", "method/", "about/"} - set(made)
    assert set() == {"events/gone/", "draft/", "timeline/", "actors/", "search/"} & set(made)


@pytest.mark.parametrize(
    "words",
    [
        "soldiers will go",  # its title
        "kim jong un 김정은 0ким0",  # its speaker in every spelling
        "sappers ships",  # its summary, without marks of Markdown
        "파병을 파병 결정",  # its quotes as printed, without particles
        "government decided",  # and translated
        "vladivostok владивосток 블라디보스토크",  # its places
        "0erah0 3000 tentara harian north",  # its sources: title, translation, outlet
        "meeting",  # its occasion
    ],
)
def test_an_event_is_found_by_all_its_texts(found: Catalogue, words: str) -> None:
    """Each in its own language."""
    assert set() == set(words.split()) - set(words_of(found, "events/said/"))


def test_a_deployment_is_found_by_its_own_fields(found: Catalogue) -> None:
    """Units and purpose too."""
    assert {"engineers", "training", "korea"} <= set(words_of(found, "events/moved/"))


def test_facets_of_cards(found: Catalogue) -> None:
    """Kind, party, languages of sources and quotes; what is not an event has what it can have."""
    event, actor, source = (cards(found)[f"{of}/"] for of in ("events/said", "actors/kim", "sources/article"))
    assert ("statement", ("north",), ("id", "ko")) == (event.kind, event.parties, event.languages)
    assert ("actor", ("north",), ()) == (actor.kind, actor.parties, actor.languages)
    assert ("source", (), ("id",)) == (source.kind, source.parties, source.languages)
    assert "Statement · Kim Jong Un · 23 October 2024" == event.byline


def test_prose_is_found_by_its_words_alone(found: Catalogue) -> None:
    """No marks of Markdown, no tags, and the title once."""
    story = cards(found)["story/"]
    assert ("The story", ["Once upon a time."]) == (story.title.text, [passage.text for passage in story.texts])
    method = " ".join(passage.text for passage in cards(found)["method/"].texts)
    assert "<" not in method
    assert "claim" in method


def read(found: Catalogue) -> Mapping[str, Any]:
    """The table as the script reads it."""
    made = files(found, [f"en_{drawer.number}" for drawer in found.drawers])
    return dict(json.loads(gzip.decompress(made[TABLE])))


def numbers(text: str) -> list[int]:
    """A column as numbers."""
    return [ord(letter) - ZERO - (0x800 if letter > "\ud7ff" else 0) for letter in text]


def test_the_table_tells_which_card_a_place_belongs_to(found: Catalogue) -> None:
    """Places of words are counted through a drawer, card by card."""
    told, at = read(found), 0
    sizes, heads, kinds = (numbers(told[name]) for name in ("words", "head", "kind"))
    for drawer, count in zip(found.drawers, numbers(told["cards"]), strict=True):
        content = drawer.content.split(" ")
        assert count == len(drawer.cards)
        for filed in drawer.cards:
            assert list(filed.words) == content[: sizes[at]]
            assert heads[at] <= sizes[at]
            assert filed.card.kind == told["kinds"][kinds[at]]
            content, at = content[sizes[at] :], at + 1
        assert [] == content


def test_days_come_back_from_the_table(found: Catalogue) -> None:
    """Counted from 1970; nothing for what has no day."""
    told = read(found)
    since = [a * STEP + b for a, b in zip(numbers(told["spans"]), numbers(told["days"]), strict=True)]
    days = [told["base"] + day - 1 if day else None for day in since]
    every = [filed.card for drawer in found.drawers for filed in drawer.cards]
    assert 20019 == next(day for card, day in zip(every, days, strict=True) if card.address == "events/said/")
    assert all(day is None for card, day in zip(every, days, strict=True) if card.date is None)


def test_columns_hold_any_number() -> None:
    """Also those whose characters would be halves of others."""
    wanted = [0, 94, 55_247, 55_248, 60_000, 1_000_000]
    assert wanted == numbers(column(wanted))
    assert column(wanted) == json.loads(json.dumps(column(wanted)))


def some(count: int) -> list[Card]:
    """So many cards."""
    return [Card(f"events/e{n}/", "statement", Passage(f"Title {n}", "en")) for n in range(count)]


def test_a_new_card_moves_no_other_drawer() -> None:
    """Files of other cards stay the same, so that a small change is a small upload."""
    before, after = fill(some(300)), fill(some(301))
    assert len(before) == len(after)
    changed = [a.number for a, b in zip(before, after, strict=True) if a != b]
    assert 1 == len(changed)


def test_order_of_cards_changes_nothing() -> None:
    """Same cards, same drawers."""
    assert fill(some(50)) == fill(reversed(some(50)))


def test_drawers_grow_in_number_then_in_length() -> None:
    """Pagefind's time grows with the square of its pages."""
    assert 1 == len(fill(some(8)))
    assert 512 == len(fill(some(10_000)))


def test_a_card_without_any_word_keeps_its_place() -> None:
    """A title of marks alone can't be found, and disturbs nothing."""
    bare = Card("events/x/", "statement", Passage("?!", "en"))
    [drawer] = fill([bare])
    assert "0" == drawer.content
    assert 1 == len(table([drawer], ["en_1"])["words"])


def test_whole_words_of_titles_and_names_are_told_from_beginnings() -> None:
    """They stand first, with their end; numbers need none."""
    [drawer] = fill([Card("places/x/", "place", Passage("Kursk 3000", "en"))])
    assert "kursk0 kursk 3000" == drawer.content


def test_every_kind_has_a_group() -> None:
    """Headings of results."""
    assert len(KINDS) == len(GROUPS)


def test_a_missing_word_of_the_box_is_a_problem(tmp_path: Path) -> None:
    """Told with file and key, before anything is published."""
    root = write(tmp_path)
    labels = root / "site_config/labels/en.yml"
    labels.write_text(labels.read_text("utf-8").replace("  newest: Newest first\n", ""), "utf-8")
    built = build(root)
    told = [problem.message for problem in built.problems if problem.severity == "error"]
    assert ["the label search.newest is missing"] == told
    assert () == built.outputs
    assert () == found_in(built).drawers
