"""What must hold for any chronicle."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive import Timeline
from generator.derive.grades import history
from generator.kinds import Statement
from generator.model.claims import STANCES
from tests.derive.chronicle import MOVE, PART, said, timeline

SPEAKERS = ("anna", "boris", "north", "army", "east", "agency", "paper", "radio", "{role: official}", "[boris, east]")

claims = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.integers(0, 40),
        st.sampled_from(SPEAKERS),
        st.sampled_from(("move", "part")),
        st.sampled_from(STANCES),
        st.sampled_from(("agency-1", "paper-1", "paper-2")),
    ),
    max_size=9,
)


def chronicle(made: list[tuple[int, int, str, str, str, str]]) -> dict[str, str]:
    """Events of a generated chronicle; every third statement was released later than said."""
    events = {"move": MOVE, "part": PART}
    for number, (day, later, speaker, about, stance, source) in enumerate(made):
        on = date(2024, 10, 1) + timedelta(days=day)
        more = f"released: {on + timedelta(days=later)}\n" if number % 3 == 0 else ""
        events[f"s{number}"] = said(on.isoformat(), speaker, f"{about} {stance}", sources=source, more=more)
    return events


def facts(found: Timeline) -> object:
    """All that is derived, in a form that can be compared."""
    rows = {
        event: [(row.party, row.role, row.latest and row.latest.statement.id) for row in of]
        for event, of in found.stances.items()
    }
    entries = [(e.statement.id, e.index, e.parties, e.roots, e.known) for e in found.entries]
    return entries, rows, dict(found.history), dict(found.known), [event.id for event in found.events]


@settings(max_examples=60, deadline=None)
@given(made=claims)
def test_order_of_files_changes_nothing(made: list[tuple[int, int, str, str, str, str]]) -> None:
    """The same records in any order give the same derived facts."""
    events = chronicle(made)
    assert facts(timeline(events)) == facts(timeline(events, backwards=True))


@settings(max_examples=60, deadline=None)
@given(made=claims)
def test_as_known_on_the_last_day_is_the_full_chronicle(made: list[tuple[int, int, str, str, str, str]]) -> None:
    """Nothing is lost on the way."""
    found = timeline(chronicle(made))
    assert facts(found) == facts(found.as_known(date(2030, 1, 1)))


@settings(max_examples=60, deadline=None)
@given(made=claims)
def test_history_and_as_known_agree_and_knowing_more_removes_no_claim(
    made: list[tuple[int, int, str, str, str, str]],
) -> None:
    """What the date control reads off the history is what the page of the day is built from."""
    found = timeline(chronicle(made))
    before: set[tuple[str, int]] = set()
    for day in (date(2024, 9, 30) + timedelta(days=n) for n in range(0, 104, 3)):
        then = found.as_known(day)
        known = {(entry.statement.id, entry.index) for entry in then.entries}
        assert before <= known
        before = known
        for event in then.events:
            past = [change for change in found.history.get(event.id, ()) if change.day <= day]
            now = then.grade(event.id)
            if not isinstance(event, Statement):
                afresh = history(event.id, then.claims_on(event.id), then._own_act(event), then.public_day(event))
                assert afresh == then.history[event.id]
            assert (
                (past[-1].grade, past[-1].origins) == ((now.grade, now.origins) if now else None)
                if past
                else now is None
            )


@settings(max_examples=60, deadline=None)
@given(made=claims)
def test_a_report_of_a_report_adds_no_origin(made: list[tuple[int, int, str, str, str, str]]) -> None:
    """A further page that rests on a cited one, cited beside it, leaves every count as it was."""
    events = chronicle(made)
    again = (
        "outlet: echo\ntitle: d\nurl_unknown: x\npublished: 2024-12-01\nlanguage: en\n"
        "derived_from:\n  - {{source: {}, relation: summarises}}\n"
    )
    sources = {f"again-{name}": again.format(name) for name in ("agency-1", "paper-1", "paper-2")}
    repeated = {
        name: text.replace("\nadded", f"\n  - source: again-{text.split('- source: ')[1].split()[0]}\nadded", 1)
        if name.startswith("s") and "released" not in text
        else text
        for name, text in events.items()
    }
    first, second = timeline(events, sources), timeline(repeated, sources)
    assert [e.origins for e in first.entries] == [e.origins for e in second.entries]
    assert dict(first.history) == dict(second.history)
