"""Each rule of the provenance engine by a small worked example."""

from datetime import date

import pytest

from generator.dates import Edtf
from generator.derive import Timeline
from generator.phrases import Phrases
from generator.pictures.figures import draw
from generator.settings import Labels
from tests.derive.chronicle import MOVE, PART, said, timeline

WORDS = {
    "chain.quotes": ", quoting {name}",
    "chain.speaker": ", quoting {name}",
    "chain.and": " and {name}",
    "chain.dark": "; who that is was not said",
    "chain.relayed": ", as told by {names}",
    "speaker.unnamed": "{role} (unnamed)",
    "speaker.unnamed_of": "{role} (unnamed), {of}",
    "party.unknown": "party unknown",
}


def grades(found: Timeline, event: str = "move") -> list[tuple[str, str, int]]:
    """How the grade of an event changed: day, grade, origins."""
    return [(change.day.isoformat(), change.grade, change.origins) for change in found.history[event]]


@pytest.mark.parametrize(
    ("actor", "day", "party"),
    [
        ("anna", "2024-01-01", "south"),
        ("anna", "2024-08-01", "east"),
        ("boris", "2024-10-01", "south"),
        ("army", "2024-10-01", "north"),
        ("radio", "2024-10-01", "north"),
        ("paper", "2024-10-01", "paper"),
    ],
)
def test_party_is_the_state_or_body_at_the_top_of_the_role_held_that_day(actor: str, day: str, party: str) -> None:
    """Roles by day, then subordination; who has nothing above is a party alone."""
    assert party == timeline({"move": MOVE}).parties.of(actor, Edtf.parse(day))


def chains(found: Timeline, statement: str) -> list[str]:
    """The chains of a statement in words."""
    phrases = Phrases(found.corpus, Labels(WORDS, ""), "en")
    return [phrases.chain(chain) for chain in found.made_by[statement][0].chains]


def test_chain_runs_from_the_page_to_the_mouth() -> None:
    """What the passage was taken from comes before what the document rests on; the speaker is the end."""
    found = timeline({"move": MOVE, "s": said("2024-10-02", "boris", "move asserts", sources="paper-1")})
    assert ["Paper, quoting Agency, quoting Boris"] == chains(found, "s")
    relayed = said("2024-10-02", "boris", "move asserts", more="relayed_by: anna\n")
    assert ["Agency, quoting Boris, as told by Anna"] == chains(timeline({"move": MOVE, "s": relayed}), "s")


def test_chain_that_ends_in_the_dark_says_so() -> None:
    """An unnamed speaker of nobody known is told as such."""
    found = timeline({"move": MOVE, "s": said("2024-10-02", "{role: official}", "move asserts")})
    assert ["Agency, quoting official (unnamed); who that is was not said"] == chains(found, "s")


def origins(found: Timeline, statement: str = "s") -> int:
    """The independent origins of a statement's first claim."""
    return found.made_by[statement][0].origins


def test_origins_count_parties_not_reports() -> None:
    """Many reports of one briefing are one origin, as are two officials of one government."""
    many = said("2024-10-02", "boris", "move asserts", sources="agency-1 paper-1 paper-2")
    assert 1 == origins(timeline({"move": MOVE, "s": many}))
    two = {"move": MOVE, "s": many, "t": said("2024-06-02", "anna", "move asserts")}
    assert [1] == [change.origins for change in timeline(two).history["move"]][-1:]


def test_joint_statement_of_two_states_has_two_origins() -> None:
    """Each party speaks of its own knowledge."""
    assert 2 == origins(timeline({"move": MOVE, "s": said("2024-10-02", "[boris, north]", "move asserts")}))


def test_borrowed_knowledge_keeps_its_root() -> None:
    """A claim that relies on a statement or an actor has that one's root, however far."""
    events = {
        "move": MOVE,
        "a": said("2024-10-01", "boris", "move asserts"),
        "b": said("2024-10-02", "east", "move asserts|relies_on: [a]"),
        "c": said("2024-10-03", "north", "move asserts|relies_on: [b]"),
        "d": said("2024-10-03", "paper", "move asserts|relies_on: [{actor: ministry}]"),
    }
    found = timeline(events)
    assert {frozenset({"south"})} == {entry.roots for entry in found.entries}
    assert ("2024-10-03", "acknowledged", 1) == grades(found)[-1]


def test_long_chains_of_borrowing_do_not_break() -> None:
    """Fifteen hundred statements that rely on one another have the root of the first."""
    events = {"move": MOVE, "s0000": said("2024-10-01", "boris", "move asserts")}
    for number in range(1, 1500):
        events[f"s{number:04}"] = said("2024-10-01", "east", f"move asserts|relies_on: [s{number - 1:04}]")
    last = timeline(events).made_by["s1499"][0]
    assert frozenset({"south"}) == last.roots


def test_outlet_in_its_own_name_is_followed_to_what_it_rests_on() -> None:
    """An outlet's own words have the root of the outlets behind its report."""
    paper = timeline({"move": MOVE, "s": said("2024-10-02", "paper", "move asserts", sources="paper-1")})
    assert frozenset({"agency"}) == paper.made_by["s"][0].roots
    own = timeline({"move": MOVE, "s": said("2024-10-02", "paper", "move asserts", sources="paper-2")})
    assert frozenset({"paper"}) == own.made_by["s"][0].roots
    state = timeline({"move": MOVE, "s": said("2024-10-02", "radio", "move asserts")})
    assert ("2024-10-02", "acknowledged", 1) == grades(state)[-1]


def test_unnamed_speaker_of_unknown_party_counts_only_alone() -> None:
    """An official of nobody known is an origin where there is no other."""
    unnamed = said("2024-10-02", "{role: official}", "move asserts")
    assert [("2024-10-02", "single-origin", 1)] == grades(timeline({"move": MOVE, "s": unnamed}))
    with_other = {"move": MOVE, "s": unnamed, "t": said("2024-10-03", "boris", "move asserts")}
    assert ("2024-10-03", "single-origin", 1) == grades(timeline(with_other))[-1]


def test_grade_changes_by_rule_day_by_day() -> None:
    """Every grade, in the order in which claims became public."""
    events = {
        "move": MOVE,
        "a": said("2024-10-02", "boris", "move predicts"),
        "b": said("2024-10-03", "boris", "move asserts"),
        "c": said("2024-10-04", "paper", "move confirms", sources="paper-2"),
        "d": said("2024-10-05", "north", "move denies"),
        "e": said("2024-10-06", "north", "move declines"),
        "f": said("2025-04-26", "army", "move confirms"),
    }
    expected = [
        ("2024-10-02", "unclaimed", 0),
        ("2024-10-03", "single-origin", 1),
        ("2024-10-04", "corroborated", 2),
        ("2024-10-05", "contested", 2),
        ("2024-10-06", "contested", 2),
        ("2025-04-26", "acknowledged", 3),
    ]
    found = timeline(events)
    assert expected == grades(found)
    assert ["f"] == [entry.statement.id for entry in found.evidence(found.corpus.events["move"])]
    assert [("2024-10-01", "documented", 0)] == grades(timeline({"move": MOVE}))


def test_retraction_removes_and_latest_stance_counts() -> None:
    """Who retracts has said nothing; who denies and then doubts denies no more."""
    retracted = {
        "move": MOVE,
        "a": said("2024-10-03", "boris", "move asserts"),
        "b": said("2024-10-04", "boris", "move retracts"),
    }
    assert ("2024-10-04", "unclaimed", 0) == grades(timeline(retracted))[-1]
    softened = {
        "move": MOVE,
        "a": said("2024-10-03", "boris", "move asserts"),
        "b": said("2024-10-04", "north", "move denies"),
        "c": said("2024-10-05", "north", "move doubts"),
    }
    assert ["single-origin", "contested", "single-origin"] == [grade for _, grade, _ in grades(timeline(softened))]


def test_assertion_on_a_part_counts_for_the_whole_and_denial_does_not() -> None:
    """Not the other way round."""
    events = {"move": MOVE, "part": PART, "a": said("2024-10-03", "boris", "part asserts")}
    assert "single-origin" == timeline(events).history["move"][-1].grade
    denied = timeline({**events, "b": said("2024-10-04", "north", "part denies")})
    assert ("contested", "single-origin") == (denied.history["part"][-1].grade, denied.history["move"][-1].grade)
    above = timeline({"move": MOVE, "part": PART, "a": said("2024-10-03", "boris", "move asserts")})
    assert "documented" == above.history["part"][-1].grade


def test_stance_matrix_has_roles_firsts_and_last_words() -> None:
    """The parties to the event come first, silent ones too."""
    events = {
        "move": MOVE,
        "a": said("2024-10-03", "boris", "move asserts"),
        "b": said("2024-10-04", "north", "move denies"),
        "c": said("2024-10-05", "north", "move declines"),
    }
    rows = timeline(events).stances["move"]
    assert [("north", "sending"), ("east", "receiving"), ("south", "observing")] == [(r.party, r.role) for r in rows]
    north, east, _ = rows
    assert north.latest is not None
    assert "denies" == north.latest.claim.stance
    assert None is east.latest


def test_party_that_denied_a_part_only_was_not_silent() -> None:
    """Its denial does not count for the whole, and is told as one of a part."""
    events = {
        "move": MOVE,
        "part": PART,
        "a": said("2024-10-03", "boris", "part asserts"),
        "b": said("2024-10-04", "north", "part denies"),
    }
    found = timeline(events)
    north = found.stances["move"][0]
    assert ("north", (), None) == (north.party, north.entries, north.latest)
    denial = north.first("denies")
    assert denial is not None
    assert ("b", "part") == (denial.statement.id, denial.claim.about)
    answered = {gap.record.id for gap in found.gaps if gap.kind == "unanswered"}
    assert {"move", "part"} == answered  # the receiving side has said nothing at all
    spoken = timeline({**events, "c": said("2024-10-05", "east", "part declines")})
    assert [] == [gap for gap in spoken.gaps if gap.kind == "unanswered"]


def test_revisions_are_linked_only_within_measure_unit_and_scope() -> None:
    """A new value of the same series names the one before; the same value again does not."""
    events = {
        "move": MOVE,
        "a": said("2024-10-18", "boris", "move asserts about 1500 sent"),
        "b": said("2024-10-19", "boris", "move asserts about 1500 sent"),
        "c": said("2024-10-20", "boris", "move revises about 3000 sent"),
        "d": said("2024-10-21", "boris", "move asserts about 100 killed"),
        "e": said("2024-10-22", "north", "move asserts about 10 sent"),
    }
    found = {entry.statement.id: entry.earlier[0] for entry in timeline(events).entries}
    assert {"a", "b", "d", "e"} == {name for name, earlier in found.items() if earlier is None}
    assert found["c"] is not None
    assert "b" == found["c"].statement.id


def test_known_from_is_the_day_it_became_public() -> None:
    """Released before said; an event from its first claim, else from its earliest source."""
    events = {
        "move": MOVE,
        "lone": MOVE,
        "a": said("2024-10-03", "boris", "move asserts", more="released: 2024-11-01\n"),
    }
    known = timeline(events).known
    assert {"move": date(2024, 11, 1), "lone": date(2024, 10, 1), "a": date(2024, 11, 1)} == dict(known)


def test_withdrawn_statement_claims_nothing() -> None:
    """Its page stays; its claim counts for no ledger and no grade, on no day."""
    gone = said("2024-10-03", "boris", "move asserts", more="withdrawn: {date: 2025-02-01, reason: x}\n")
    found = timeline({"move": MOVE, "a": gone})
    assert ((), "documented") == (found.entries, found.history["move"][-1].grade)
    assert "a" in {event.id for event in found.events} - {event.id for event in found.standing}


def test_pictures_keep_measures_apart() -> None:
    """One panel for each measure, unit and scope that can be compared; marks follow the bounds."""
    events = {
        "move": MOVE,
        "a": said("2024-10-18", "boris", "move asserts about 1500 sent", "move asserts at_least 5 killed"),
        "b": said("2024-10-19", "north", "move asserts at_least 3000 sent"),
        "c": said("2024-10-20", "north", "move asserts at_most 4000 sent"),
    }
    picture = draw(timeline(events).entries)
    assert ["sent"] == [panel.measure for panel in picture.panels]
    assert ["about", "at_least", "at_most"] == [row.mark.form for row in picture.panels[0].rows]
    assert 1 == picture.alone
    ticks = [tick.at for tick in picture.panels[0].ticks]
    assert sorted(ticks) == ticks
    assert all(0 <= row.mark.low <= row.mark.high <= 100 for row in picture.panels[0].rows)


def test_wordings_of_one_figure_are_no_second_figure() -> None:
    """How another source prints the figure stands beside it, in no picture and no series."""
    wording = "\n        wordings:\n          - {exact: 1500, source: paper-1, as_stated: '1.500'}"
    worded = said("2024-10-18", "boris", "move asserts about 1500 sent").replace(
        "unit: soldiers", f"unit: soldiers{wording}"
    )
    found = timeline({"move": MOVE, "a": worded, "b": said("2024-10-19", "boris", "move asserts about 1500 sent")})
    figures = [figure for entry in found.entries for figure in entry.claim.figures]
    assert [("about", 1), ("about", 0)] == [(figure.bound, len(figure.wordings)) for figure in figures]
    assert 2 == sum(len(panel.rows) for panel in draw(found.entries).panels)


def test_claimed_routes_stand_side_by_side() -> None:
    """Two routes of one movement stay with their claims; none becomes the event's own."""
    events = {
        "move": MOVE,
        "a": said("2024-10-18", "boris", "move asserts|legs: [{to: harbour, by: ship}]"),
        "b": said("2024-10-19", "north", "move asserts|legs: [{to: airfield, by: air}]"),
    }
    found = timeline(events)
    assert ["harbour", "airfield"] == [leg.to for entry in found.ledgers["move"] for leg in entry.claim.legs]
