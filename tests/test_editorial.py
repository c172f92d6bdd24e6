"""What an editor would say, rule by rule: a record that is told, and one that is not."""

from pathlib import Path

import pytest

from generator.editorial import review
from generator.load import load

VOCABULARIES = {
    "actors/town.yml": "kind: state\nname: Town\n",
    "actors/paper.yml": "kind: outlet\nname: Paper\n",
    "sources/paper-1.yml": (
        "outlet: paper\ntitle: The bridge over the northern river was closed by the town council until further notice\n"
        "url: https://paper.example/1\npublished: 2024-10-20\nlanguage: en\n"
    ),
    "events/2024/closing.yml": (
        "kind: occurrence\ntitle: Bridge said to be closed\ndate: 2024-10-18\nsummary: Said to be closed.\n"
        "sources:\n  - source: paper-1\nadded: 2024-11-01\n"
    ),
}

STATEMENT = """kind: statement
title: {title}
date: 2024-10-19
speaker: town
summary: {summary}
claims:
  - about: closing
    stance: asserts
    figures:
      - at_least: 3000
        measure: other
        unit: vehicles
        as_stated: "setidaknya 3.000"
quotes:
  - text: "{quote}"
    language: {language}
    source: paper-1
{translation}sources:
  - source: paper-1
added: 2024-11-01
"""

PLAIN = {
    "title": "Town on the bridge",
    "summary": "The town spoke.",
    "quote": "jembatan ditutup",
    "language": "id",
    "translation": "    translation: the bridge is closed\n",
}


def told(folder: Path, **changes: str) -> list[str]:
    """The codes that the checker gives for a statement with some parts changed."""
    files = {**VOCABULARIES, "events/2024/said.yml": STATEMENT.format(**{**PLAIN, **changes})}
    for path, text in files.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text)
    loaded = load(folder)
    assert () == loaded.problems
    return [problem.code for problem in review(loaded.corpus)]


def test_plain_record_is_not_told(tmp_path: Path) -> None:
    """A record that keeps the rules passes without a word."""
    assert [] == told(tmp_path)


@pytest.mark.parametrize(
    "summary",
    [
        "At least 3,000 vehicles were counted.",
        "Article 4 was named on 19 October 2024 by the 528th Regiment in October 2024.",
        "In 2024 and 2025-26 the talk was of 3000 vehicles.",
    ],
)
def test_numbers_that_count_nothing_or_are_claimed_pass(tmp_path: Path, summary: str) -> None:
    """Days, years, ordinals and names are no figures; a claimed figure may be told."""
    assert [] == told(tmp_path, summary=summary)


@pytest.mark.parametrize(
    "summary", ["Some 4,000 vehicles were counted.", "There were 12 of them.", "It was 3,000.5 long."]
)
def test_number_that_nobody_claimed_is_told(tmp_path: Path, summary: str) -> None:
    """A figure in prose needs a mouth."""
    assert ["figure-not-claimed"] == told(tmp_path, summary=summary)


@pytest.mark.parametrize(
    "summary", ["It was said on 18 October.", "On October 19, 2024 it was said.", "18 and 19 October 2024."]
)
def test_days_of_the_record_and_its_relations_pass(tmp_path: Path, summary: str) -> None:
    """The day of the event it is about counts as its own."""
    assert [] == told(tmp_path, summary=summary)


@pytest.mark.parametrize(
    "summary", ["It was said on 17 October.", "On 19 October 2023 it was said.", "On 2024-10-01 it was."]
)
def test_other_days_are_told(tmp_path: Path, summary: str) -> None:
    """A day that no date of the record covers is a slip or a missing relation."""
    assert ["day-not-covered"] == told(tmp_path, summary=summary)


def test_copied_sentence_is_told(tmp_path: Path) -> None:
    """Twelve words in the order of the source are not our own."""
    copied = "The bridge over the northern river was closed by the town council until further notice."
    assert ["copied-sentence"] == told(tmp_path, summary=copied)


def test_translated_quote_keeps_its_original(tmp_path: Path) -> None:
    """A translation that stands in place of the words is told, as are words without a translation."""
    same = "    translation: jembatan ditutup\n"
    assert ["original-missing"] == told(tmp_path, translation=same)
    assert ["translation-missing"] == told(tmp_path, translation="")
    assert [] == told(tmp_path, translation="", language="en")


def test_people_at_risk_are_a_reminder(tmp_path: Path) -> None:
    """The rule is recalled where a record speaks of captured people."""
    assert ["people-at-risk"] == told(tmp_path, summary="A prisoner of war was named.")


def test_only_the_command_line_knows_the_editor() -> None:
    """Checking, writing and building never ask the editor; `make check` does, and a reviewer's summary."""
    root = Path(__file__).parents[1]
    package = [path for path in (root / "generator").rglob("*.py") if path.parent.name != "editorial"]
    asking = {path.name for path in package if "generator.editorial" in path.read_text("utf-8")}
    assert {"cli.py", "summary.py"} == asking
    recipe = (root / "Makefile").read_text("utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    assert "kronik editorial" in recipe
