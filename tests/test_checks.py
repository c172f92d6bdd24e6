"""Corners of the loader and the checks that the cases do not reach: many findings at once, odd files, longer chains."""

import json
import os
from pathlib import Path

import pytest

from generator.build import inspect
from generator.load.files import MAX_BYTES, read_text
from generator.problems import Problem
from tests.test_cases import read, told

SAID = read("base")["events/2024/said.yml"]
SOURCE = read("base")["sources/paper-1.yml"]


def codes(lines: list[str]) -> list[str]:
    """Place, line and code of each problem, without the words."""
    return [line.split(": ")[0].removeprefix("content/") + " " + line.split(": ")[1].split()[-1] for line in lines]


def test_the_same_quotation_makes_a_pair(tmp_path: Path) -> None:
    """Whatever the titles say: one speaker, overlapping days, the same words."""
    quote = "quotes:\n  - text: The bridge, it is closed!\n    language: en\n    source: paper-1\n"
    other = SAID.replace("Town on the bridge", "Quite another headline").replace("2024-10-19", "2024-10")
    lines = told(
        tmp_path,
        {
            "events/2024/said.yml": SAID + quote,
            "events/2024/said-2.yml": other + quote.replace("The bridge, it is closed!", "the bridge it IS closed"),
        },
    )
    assert ["events/2024/said-2.yml:2:8 possible-duplicate"] == codes(lines)


def test_two_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order."""
    written = read("base") | {f"events/2024/said-{n}.yml": SAID.replace("paper-1", f"paper-{n}") for n in range(2, 9)}
    one = told(tmp_path / "one", written)
    monkeypatch.setattr("generator.checks.ALONE", 0)
    monkeypatch.setattr("generator.crew._spare_hands", lambda _: 1)
    assert told(tmp_path / "two", written) == one
    assert len(set(codes(one))) > 3


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Town on this bridge", True),  # three words of four, and nearly the same letters
        ("Bridge town on the", True),  # other order, the same words
        ("Bridge on town", True),  # three of four words, just enough
        ("Town on the bridge 2", False),  # another number is another thing
        ("Town and its river", False),
    ],
)
def test_titles_alike(tmp_path: Path, title: str, found: bool) -> None:
    """Words or letters may differ a little, numbers not at all."""
    lines = told(tmp_path, {"events/2024/said-2.yml": SAID.replace("Town on the bridge", title)})
    assert found == bool(codes(lines))


def test_unnamed_speakers_are_told_apart_by_their_role(tmp_path: Path) -> None:
    """Two officials of one body may say the same; one official twice is a pair."""
    official = SAID.replace("speaker: mayor", "speaker: {role: official, of: town}")
    others = {"events/2024/said.yml": official, "events/2024/said-2.yml": official.replace("official", "clerk")}
    for second, pairs in ((others["events/2024/said-2.yml"], 0), (official, 1)):
        lines = told(tmp_path, {**others, "events/2024/said-2.yml": second})
        assert pairs == sum("possible-duplicate" in line for line in lines)


@pytest.mark.parametrize(
    ("leg", "fits"),
    [
        ("2024-10-18", True),
        ("2024-10-20", True),
        ("2024-10-17/2024-10-18", False),
        ("2024-10-17", False),
        ("2024-10-21", False),
        ("2024-10-20/2024-10-21", False),
        ("2024-10", True),
    ],
)
def test_a_leg_may_fill_the_period_to_its_ends(tmp_path: Path, leg: str, fits: bool) -> None:
    """The first and the last day belong to it; a leg whose days are not known may have been within."""
    move = (
        "kind: deployment\ntitle: Move\ndate: 2024-10-18/2024-10-20\nforce: town\nsummary: Moved.\nadded: 2024-11-01\n"
    )
    text = f"{move}sources:\n  - source: paper-1\nlegs:\n  - to: bridge\n    date: {leg}\n"
    lines = [line for line in told(tmp_path, {"events/2024/move.yml": text}) if "leg-outside-period" in line]
    assert fits == (lines == [])


def test_withdrawn_records_are_no_duplicates(tmp_path: Path) -> None:
    """A tombstone may look like the record that took its place."""
    tomb = f"{SAID}withdrawn:\n  date: 2024-11-02\n  reason: The same as said.\n"
    assert [] == told(tmp_path, {"events/2024/said-2.yml": tomb})


def test_very_many_pairs_are_not_all_listed(tmp_path: Path) -> None:
    """Twenty pairs are shown, the others counted."""
    lines = told(tmp_path, {f"events/2024/said-{number}.yml": SAID for number in range(2, 10)})
    assert 21 == len(lines)
    assert "… and 16 more pairs look like one event" in lines[-1] + lines[-2] + "".join(lines)


def test_a_passage_can_not_come_from_what_came_from_it(tmp_path: Path) -> None:
    """The way of one citation and the sources' own ways are one graph."""
    second = SOURCE.replace("/1", "/2") + "derived_from:\n  - source: paper-1\n    relation: quotes\n"
    via = SAID.replace("- source: paper-1", "- source: paper-1\n    via: [paper-2]")
    lines = told(tmp_path, {"sources/paper-2.yml": second, "events/2024/said.yml": via})
    assert ["events/2024/said.yml:15:11 derivation-loop"] == codes(lines)
    longer = {
        "sources/paper-2.yml": SOURCE.replace("/1", "/2")
        + "derived_from:\n  - source: paper-3\n    relation: quotes\n",
        "sources/paper-3.yml": second.replace("/2", "/3"),
        "events/2024/said.yml": via.replace("[paper-2]", "[{source: paper-2}]"),
    }
    assert any("derivation-loop" in code for code in codes(told(tmp_path, longer)))


def test_actors_can_not_be_parts_of_each_other(tmp_path: Path) -> None:
    """By `part_of` and by a role alike, over any number of steps."""
    lines = told(
        tmp_path,
        {
            "actors/town.yml": "kind: organisation\nname: Town\npart_of: office\n",
            "actors/office.yml": "kind: organisation\nname: Office\npart_of: mayor\n",
        },
    )
    assert [True] == ["part-of-loop" in code for code in codes(lines) if "loop" in code]


def test_an_id_of_a_statement_and_an_actor_must_be_told_apart(tmp_path: Path) -> None:
    """`relies_on: [mayor]` could be either; the hint names both ways."""
    lines = told(
        tmp_path,
        {
            "events/2024/mayor.yml": SAID.replace("Town on the bridge", "An earlier word").replace("-19", "-18"),
            "events/2024/said.yml": SAID.replace("stance: asserts", "stance: asserts\n    relies_on: [mayor]"),
        },
    )
    assert ["ambiguous-reference"] == [code.split()[-1] for code in codes(lines)]
    assert "write statement: mayor or actor: mayor" in lines[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b\n", "not-a-record"),
        ("just words\n", "not-a-record"),
        ("", "not-a-record"),
        ("title: x\n", "missing-field"),
        ("kind: [statement]\n", "unknown-kind"),
        ("kind: {a: b}\n", "unknown-kind"),
        ("kind: statment\n", "unknown-kind"),
        (SAID.replace("claims:", "claims: x\nnope:"), "wrong-type"),
        (SAID.replace("speaker: mayor", "speaker: []"), "empty-list"),
        (SAID.replace("title: Town on the bridge", "title: {a: b}"), "wrong-type"),
        (SAID.replace("  - about: closing", "  - closing\n  - about: closing"), "wrong-type"),
        (SAID.replace("stance: asserts", "stance: swears"), "unknown-value"),
        (SAID.replace("title: Town on the bridge", "title: ''"), "empty-value"),
    ],
)
def test_what_is_no_record_is_told(tmp_path: Path, text: str, expected: str) -> None:
    """Shapes and words that no record has."""
    lines = told(tmp_path, {"events/2024/said.yml": text})
    assert expected in {code.split()[-1] for code in codes(lines) if code.startswith("events/2024/said.yml")}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("topics/con.yml", "reserved-name"),
        ("topics/nul.yml", "reserved-name"),
        ("topics/Roads2.yml", "bad-file-name"),
        ("topics/a--b_.yml", "bad-file-name"),
        (f"topics/{'a' * 130}.yml", "bad-file-name"),
        ("topics/b.yaml", "wrong-extension"),
        ("topics/b.txt", "wrong-extension"),
        ("topics/deep/b.yml", "wrong-folder"),
        ("events/b.yml", "wrong-folder"),
        ("events/20244/b.yml", "wrong-folder"),
        ("b.yml", "wrong-folder"),
        ("topcs/b.yml", "unknown-folder"),
        ("pages/aux.md", "reserved-name"),
        ("pages/readme.md", "reserved-name"),
        ("pages/x.html", "wrong-extension"),
        ("pages/ä/x.md", "bad-file-name"),
        ("pages/a/b/c/d/e/f/g/x.md", "wrong-folder"),
    ],
)
def test_files_in_odd_places_are_told(tmp_path: Path, path: str, expected: str) -> None:
    """Nothing is looked over in silence, and nothing of it is read."""
    assert [expected] == [code.split()[-1] for code in codes(told(tmp_path, {path: "title: x\n"}))]


def test_large_files_are_told_unread(tmp_path: Path) -> None:
    """Records, pages and their pictures have their limits."""
    (tmp_path / "content/pages").mkdir(parents=True)
    with (tmp_path / "content/pages/large.png").open("wb") as picture:
        picture.truncate(11 * 1024 * 1024)
    lines = told(tmp_path, {"topics/b.yml": "#" * (MAX_BYTES + 1), "pages/b.md": "#" * (MAX_BYTES + 1)})
    assert ["file-too-large"] * 3 == [code.split()[-1] for code in codes(lines)]


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe would wait for ever; a file may become one, grow, or vanish after it was found."""
    assert [] == told(tmp_path, {})
    os.mkfifo(tmp_path / "content/topics/pipe.yml")
    assert ["not-a-file"] == [code.split()[-1] for code in codes(told(tmp_path, {}))]
    (tmp_path / "content/grown").write_bytes(b"#" * (MAX_BYTES + 1))
    found = [read_text(tmp_path, f"content/{path}") for path in ("topics/pipe.yml", "grown", "gone")]
    assert ["not-a-file", "file-too-large", "unreadable"] == [p.code for p in found if isinstance(p, Problem)]


def test_a_folder_of_records_that_is_a_link_is_told(tmp_path: Path) -> None:
    """Links are told at the top too, and never followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content").symlink_to("elsewhere")
    assert ["symbolic-link"] == [problem.code for problem in inspect(tmp_path).problems]


def relations(number: int) -> dict[str, str]:
    """As many statements, each following the next, the last one the first."""
    return {
        f"events/2024/e{n}.yml": SAID.replace("Town on the bridge", f"Word {n}")
        + f"related:\n  - relation: follows\n    event: e{(n + 1) % number}\n"
        for n in range(number)
    }


@pytest.mark.parametrize(
    ("number", "shown"), [(7, "e0 → e1 → e2 → e3 → e4 → e5 → e6 → e0"), (8, "e3 → … → e6 → e7 → e0")]
)
def test_long_circles_are_shortened(tmp_path: Path, number: int, shown: str) -> None:
    """Eight ids are shown, of more the first four and the last three."""
    assert [True] == [shown in line for line in told(tmp_path, relations(number)) if "relation-loop" in line]


@pytest.mark.parametrize(("marks", "path", "refused"), [
    (4000, "topics/a.yml", False), (4001, "topics/a.yml", True), (8000, "pages/a.md", False), (8001, "pages/a.md", True)
])  # fmt: skip
def test_marks_are_counted_to_the_last(tmp_path: Path, marks: int, path: str, refused: bool) -> None:
    """The limit itself is still fine."""
    text = "! " * marks
    lines = told(tmp_path, {path: f"title: A\nsummary: {json.dumps(text)}\n" if path.endswith("yml") else text})
    assert refused == any("too-much-markup" in line for line in lines)


def test_an_id_of_another_vocabulary_names_no_actor(tmp_path: Path) -> None:
    """The event `closing` is named, the actor `closing` is not, neither in a key nor in prose, nor by itself."""
    nobody = "kind: person\nname: Nobody\nnotes: See [it](actor:closing) or [that](event:closing).\n"
    links = "title: Roads\nsummary: See [one](actor:mayor) and [two](event:closing).\n"
    lines = told(tmp_path, {"actors/closing.yml": nobody, "topics/roads.yml": links})
    assert ["actors/closing.yml:1:1 unused-actor"] == codes([line.replace(" warning", "") for line in lines])


def test_an_actor_may_link_to_another(tmp_path: Path) -> None:
    """Who is named in the notes of an actor, or in those of a record with the same id, plays a part."""
    nobody = "kind: person\nname: Nobody\n"
    town = "kind: state\nname: Town\nnotes: Next to [them](actor:closing) and [it](actor:roads).\n"
    records = {"actors/closing.yml": nobody, "actors/roads.yml": nobody, "actors/town.yml": town}
    assert [] == told(tmp_path, records)
    roads = "title: Roads\nsummary: Told by [it](actor:roads).\n"
    assert [] == told(
        tmp_path, {**records, "topics/roads.yml": roads, "actors/town.yml": town.replace("roads", "town")}
    )


def test_pairs_of_near_neighbours_alone_are_counted(tmp_path: Path) -> None:
    """Thirty earlier records meet each record; the last line stands where the list was cut off."""
    lines = told(tmp_path, {f"events/2024/said-{number:02}.yml": SAID for number in range(2, 34)})
    told_last = [line for line in lines if "… and 505 more pairs look like one event" in line]
    shown = [line.split(": ")[0] for line in lines if " look like one event" in line and "more pairs" not in line]
    assert (20, ["content/events/2024/said-21.yml:2:8"]) == (len(shown), [line.split(": ")[0] for line in told_last])


def test_places_on_a_page_that_begins_with_an_empty_line(tmp_path: Path) -> None:
    """Lines are counted from the first, and links of a page in a folder from there."""
    assert ["pages/a.md:2:1 hidden-character"] == codes(told(tmp_path, {"pages/a.md": "\n\u200b\n"}))
    below = {"pages/a.md": "A\n", "pages/sub/b.md": "\n\n[x](../events/nope.md) [y](../events/said.md)\n"}
    assert ["pages/sub/b.md:3:1 unknown-link"] == codes(told(tmp_path, below))


def test_a_rare_word_in_common_makes_no_pair(tmp_path: Path) -> None:
    """Two words of four are not enough, however rare they are."""
    titles = {"said": "Quay fire mayor", "said-2": "Quay storm mayor"}
    records = {f"events/2024/{id}.yml": SAID.replace("Town on the bridge", title) for id, title in titles.items()}
    assert [] == told(tmp_path, records)


def test_a_page_of_nothing_but_mistakes_is_told_shortly(tmp_path: Path) -> None:
    """Fifty-one of its problems say enough."""
    lines = told(tmp_path, {"pages/a.md": "a <b>\n\n" * 60})
    assert ["raw-html"] * 51 == [code.split()[-1] for code in codes(lines)]


@pytest.mark.parametrize("path", ["templates/a.md", "pagefind/a.txt", "Api.md", "2024.md", "2024/x.md", "openapi.md"])
def test_addresses_of_the_site_are_not_taken(tmp_path: Path, path: str) -> None:
    """Nor is anything laid where MkDocs would leave it out without a word."""
    assert [f"pages/{path}:1:1 path-collision"] == codes(told(tmp_path, {f"pages/{path}": "A\n"}))
