"""Import and export: each row a record or a line with its reason, no invented precision, rerunning is safe."""

import io
import json
import zipfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import inspect
from generator.dates import Edtf
from generator.encode import prose_problems, prose_text
from generator.exchange.rows import NotTaken, Unreadable, date_of
from generator.exchange.tables import TableMap, read_mapping, read_table
from generator.exchange.texts import plain, prose_of
from generator.exchange.timelinejs import read_timelinejs
from generator.exchange.timemap import read_timemap
from tests.test_cases import read
from tests.test_cli import ROOT, kronik
from tests.test_diff import put

HTML = "<p>One.</p><p>Two *x* <a href='https://x.example/'>here</a></p>"
SLIDES: list[Any] = [
    {"start_date": {"year": "2024", "month": "10", "day": "5"}, "text": {"headline": "A &amp; <b>B</b>", "text": HTML}},
    {"start_date": {"year": 2024}, "text": {"headline": "Only a year"}, "group": "Roads"},
    {"start_date": {"year": "2024", "month": 2}, "end_date": {"year": "2024", "month": "3"}, "text": {"text": "None."}},
    {"start_date": {"year": "-300"}, "text": {"headline": "Before all years"}},
    {"text": {"headline": "Without a date"}},
    {"start_date": {"year": "2024", "day": "3"}, "text": {"headline": "A day without a month"}},
    {"start_date": {"year": "2024", "month": "13"}, "text": {"headline": "No such month"}},
    {"start_date": {"year": "2024"}, "text": {}},
    "nonsense",
    {
        "start_date": {"year": "2024", "month": "1", "day": "1", "hour": "5"},
        "text": {"headline": "With an hour", "text": "x"},
        "media": {"url": "https://m.example/p.jpg", "credit": "C"},
        "background": {"color": "red"},
    },
]  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small chronicle of the cases, ready to build."""
    put(tmp_path, read("base"))
    (tmp_path / "site_config").symlink_to(ROOT / "site_config")
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    """All records with their bytes."""
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "content").rglob("*.yml")}


def test_each_slide_is_a_record_or_a_reason(root: Path, tmp_path: Path) -> None:
    """Nothing is dropped silently, no precision is invented, and what was made has no error."""
    file = tmp_path / "My Timeline.json"
    file.write_text(json.dumps({"title": {"text": {"headline": "T"}}, "events": SLIDES, "eras": [{}]}))
    done = kronik(root, "import", "timelinejs", str(file))
    assert 0 == done.returncode, done.stderr
    inspected = inspect(root)
    assert [] == [problem for problem in inspected.problems if problem.severity == "error"]
    made = [e for e in inspected.corpus.events.values() if any(c.source == "my-timeline-import" for c in e.sources)]
    assert ["2024", "2024-01-01", "2024-02/2024-03", "2024-10-05"] == sorted(event.date.text for event in made)
    for slide in ("title slide", "slide 4", "slide 5", "slide 6", "slide 7", "slide 8", "slide 9", "era 1"):
        assert f"My Timeline.json, {slide}: not taken over: " in done.stderr
    assert "slide 10: background is not taken over" in done.stderr
    first = next(event for event in made if event.title == "A & B")
    assert "One. Two *x* here (https://x.example/)" == prose_text(first.summary)
    hour = next(event for event in made if event.title == "With an hour")
    assert (
        "The file also gives: time from 05; media url: https://m.example/p.jpg; media credit: C."
        == hour.sources[0].note
    )
    year = next(event for event in made if event.title == "Only a year")
    assert ("Only a year", ("roads",), "slide 2") == (year.summary, year.topics, year.sources[0].locator)
    source = inspected.corpus.sources["my-timeline-import"]
    assert ("my-timeline", "und", True) == (source.outlet, source.language, bool(source.url_unknown))


def test_rerunning_touches_nothing(root: Path, tmp_path: Path) -> None:
    """The same ids; a record that was edited or renamed stays as it is and is told."""
    file = tmp_path / "t.json"
    twins = [
        {"start_date": {"year": "2024"}, "text": {"headline": "Same"}},
        {"start_date": {"year": "2024"}, "text": {"headline": "Same"}},
    ]
    file.write_text(json.dumps({"events": [*SLIDES, *twins]}))
    assert 0 == kronik(root, "import", "timelinejs", str(file), SOURCE_DATE_EPOCH="1700000000").returncode
    before = files(root)
    done = kronik(root, "import", "timelinejs", str(file), SOURCE_DATE_EPOCH="1800000000")
    assert ("", before) == (done.stdout, files(root))
    assert "0 records made, 6 there already" in done.stderr
    edited = root / "content/events/2024/only-year-2024.yml"
    edited.write_text(edited.read_text().replace("title: Only a year", "title: Only one year"))
    moved = root / "content/events/2024/same-2024.yml"
    moved.rename(root / "content/events/2024/renamed.yml")
    renamed = root / "content/events/2024/renamed.yml"
    renamed.write_text(renamed.read_text() + "former_ids: [same-2024]\n")
    before = files(root)
    done = kronik(root, "import", "timelinejs", str(file))
    assert ("", before) == (done.stdout, files(root))
    assert "only-year-2024.yml differs from the row" in done.stderr


def test_round_trip_keeps_what_timelinejs_can_say(root: Path, tmp_path: Path) -> None:
    """Out and in again: dates, titles, summaries and groups are the same; dates of every form survive."""
    forms = [
        "2024",
        "2024-10",
        "2024-10-XX",
        "2024-10-01~",
        "2024-10-01~/2024-10-15~",
        "../2024-10-18",
        "2024-10-22/..",
    ]
    forms += ["202X", "20XX", "2024-22", "2024-24?", "2024-XX-XX", "0987-03", "2024-03/2024-22", "2024?/2025"]
    event = read("base")["events/2024/closing.yml"]
    for number, form in enumerate(forms):
        text = event.replace("2024-10-18", form).replace(
            "title: Bridge said", f"title: \"{number}: <i> & '*x*' said\"  # "
        )
        put(root, {f"events/2024/e-{number}.yml": text.replace("added:", "topics: [roads]\nadded:")})
    done = kronik(root, "export", "timelinejs")
    assert 0 == done.returncode, done.stderr
    slides = json.loads(done.stdout)["events"]
    for slide in slides:
        assert set(slide["start_date"]) | set(slide.get("end_date", {})) <= {"year", "month", "day"}
    (tmp_path / "back").mkdir()
    (tmp_path / "out.json").write_text(done.stdout)
    assert 0 == kronik(tmp_path / "back", "new", "topic", "--set", "title=Empty").returncode
    done = kronik(tmp_path / "back", "import", "timelinejs", str(tmp_path / "out.json"))
    assert 0 == done.returncode, done.stderr
    was, now = inspect(root).corpus, inspect(tmp_path / "back").corpus
    facts = [
        Counter((e.date.text, e.title, prose_text(e.summary), corpus.topics[e.topics[0]].title if e.topics else "")
                for e in corpus.events.values())
        for corpus in (was, now)
    ]  # fmt: skip
    assert facts[0] == facts[1]


def test_spreadsheet_of_timelinejs(root: Path, tmp_path: Path) -> None:
    """The columns of its template; a title row and strange columns are told."""
    rows = (
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Type,Group,Colour\n"
    )
    rows += "2024,,,,,,,,,Title,x,,title,,\n2024,5,,,2024,6,,,May and June,Head,Text,https://m.example/,,G,red\n,,,,,,,,,,,,,,\n"
    rows += '"2,024",1,1,,,,,,,Odd year,x,,,,\n'
    (tmp_path / "sheet.csv").write_text(rows, encoding="utf-8-sig")
    done = kronik(root, "import", "timelinejs", str(tmp_path / "sheet.csv"))
    assert ["row 2", "row 5"] == [
        line.split(", ")[1].split(":")[0] for line in done.stderr.split("\n") if "not taken over: " in line
    ]
    event = inspect(root).corpus.events["head-2024"]
    assert ("2024-05/2024-06", "row 3") == (event.date.text, event.sources[0].locator)
    assert "the column Colour is not taken over" in done.stderr
    assert "date shown as “May and June”" in str(event.sources[0].note)


def test_any_table_with_a_map(root: Path, tmp_path: Path) -> None:
    """Names become ids, dates are read in the form of the map, a stranger is told."""
    (tmp_path / "m.yml").write_text(
        "type: statement\ndelimiter: ';'\nencoding: cp1251\nignore: Nr\n"
        "columns:\n  title: T\n  date: {column: D, format: DD.MM.YYYY}\n  summary: S\n  speaker: W\n"
        "  places: {column: P, split: '|'}\nconstants:\n  venue: a table\n"
    )
    rows = "Nr;T;D;S;W;P;X\n1;Да;05.10.2024;Он <b>сказал</b>;Mayor;Bridge|Square;y\n2;B;2024;;Nobody;;\n"
    rows += "3;C;10.2024;x;mayor;;\n4;D;2024-10-05;x;mayor;;\n"
    (tmp_path / "t.csv").write_bytes(rows.encode("cp1251"))
    done = kronik(root, "import", "csv", str(tmp_path / "t.csv"), "--map", str(tmp_path / "m.yml"))
    assert 0 == done.returncode, done.stderr
    inspected = inspect(root)
    assert [] == [problem for problem in inspected.problems if problem.severity == "error"]
    made = [e for e in inspected.corpus.events.values() if e.sources[0].source == "t-import"]
    assert {("Да", "2024-10-05", ("bridge", "square")), ("C", "2024-10", ())} == {
        (e.title, e.date.text, e.places) for e in made
    }
    assert "row 3: not taken over: nobody is not in actors" in done.stderr
    assert "row 5: not taken over: “2024-10-05” is not a date of the form DD.MM.YYYY" in done.stderr
    assert "the column X is not mapped" in done.stderr
    assert "column Nr" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n",
        "columns: {titel: T}\n",
        "columns: {title: T}\ntype: town\n",
        "colums: {}\n",
        "columns: {title: {x: y}}\n",
    ],
)
def test_mapping_with_mistakes_is_told(text: str) -> None:
    """With file and line, as any other file of ours."""
    problems = read_mapping("m.yml", text)
    assert isinstance(problems, list)
    assert problems[0].where.path == "m.yml"
    assert problems[0].hint


def test_table_without_a_named_column_is_refused() -> None:
    """The columns that are there are told."""
    mapping = read_mapping("m.yml", "columns: {title: Head}\n")
    assert isinstance(mapping, TableMap)
    with pytest.raises(Unreadable, match="no column Head; it has A, B"):
        read_table(b"A,B\n1,2\n", mapping)


def sheet(**sheets: list[list[Any]]) -> bytes:
    """A spreadsheet."""
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
    book.remove(book["Sheet"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_timemap_events_sources_and_associations(root: Path, tmp_path: Path) -> None:
    """Three sheets; places with coordinates, topics, cited sources; what is left out is told."""
    data = sheet(
        EXPORT_EVENTS=[
            [*("id", "description", "date", "time", "location", "latitude", "longitude"),
             *("source1", "source2", "association1", "colour")],
            ["1", "Convoy <i>seen</i>", "10/05/2024", "12:30", "Square", 50.5, "30.25", "S1", "S9", "A1", "red"],
            ["2", "Year only", 2024, None, None, None, None, None, None, None, None],
            ["3", "Excel day", date(2024, 3, 1), None, "Nowhere", 999, 1, "S1", None, None, None],
            ["4", "", "10/05/2024"],
            ["5", "Odd", "in spring"],
            ["6", "=1+1", "10/06/2024"],
        ],
        EXPORT_SOURCES=[
            ["id", "title", "url", "date"],
            ["S1", "Report", "https://paper.example/7", "10/06/2024"],
            ["S2", "Unused", "http://localhost/", ""],
        ],
        EXPORT_ASSOCIATIONS=[["id", "desc", "mode"], ["A1", "x", "FILTER"]],
        EXPORT_SITES=[["id"]],
    )  # fmt: skip
    (tmp_path / "map.xlsx").write_bytes(data)
    done = kronik(root, "import", "timemap", str(tmp_path / "map.xlsx"))
    assert 0 == done.returncode, done.stderr
    inspected = inspect(root)
    assert [] == [problem for problem in inspected.problems if problem.severity == "error"]
    corpus = inspected.corpus
    made = {e.title: e for e in corpus.events.values() if any(c.source == "map-import" for c in e.sources)}
    assert {"Convoy seen": "2024-10-05", "Year only": "2024", "Excel day": "2024-03-01"} == {
        t: e.date.text for t, e in made.items()
    }
    convoy = made["Convoy seen"]
    assert (50.5, 30.25) == (corpus.places["square"].lat, corpus.places["square"].lon)
    assert (("a1",), ["map-import", "map-s1", "map-s9"]) == (convoy.topics, [c.source for c in convoy.sources])
    said = ["row 5: not taken over: it has no description", "row 6: not taken over", "row 7: not taken over"]
    said += ["EXPORT_SITES is not taken over", "colour is not taken over", "no point on Earth", "localhost"]
    assert [] == [words for words in said if words not in done.stderr]
    before = files(root)
    assert "" == kronik(root, "import", "timemap", str(tmp_path / "map.xlsx")).stdout
    assert before == files(root)


def test_excel_shows_a_year_and_it_stays_one() -> None:
    """A cell that shows a year only holds a day that nobody meant."""
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    made.title = "Events"
    made.append(["id", "description", "date"])
    for form in ("yyyy", "mmm yyyy", "dd.mm.yyyy"):
        made.append(["1", "x", date(2024, 5, 6)])
        made.cell(made.max_row, 3).number_format = form
    out = io.BytesIO()
    book.save(out)
    assert ["2024", "2024-05", "2024-05-06"] == [row.values["date"] for row in read_timemap(out.getvalue()).rows]


def bomb() -> bytes:
    """A small archive that unpacks to more than a machine should take."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 310_000_000)
    return out.getvalue()


def test_hostile_spreadsheets_are_refused() -> None:
    """Bombs, cut files, other files: a reason, never a crash."""
    good = sheet(Events=[["id", "description"], ["1", "x"]])
    for data in (b"", b"PK\x03\x04", good[: len(good) // 2], bomb(), sheet(Other=[["a"]]), b"<html>"):
        with pytest.raises(Unreadable):
            read_timemap(data)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{}", b'{"events": 3}', b"\xff\xfe\x00", b"{" * 200_000, b'{"events": ' + b"[" * 100_000),
        b'{"events":[' + b"{}," * 20_001 + b"{}]}",
    ],
)  # fmt: skip
def test_hostile_json_is_refused_or_told(data: bytes) -> None:
    """Too deep, too many, of another shape, of another encoding."""
    with pytest.raises(Unreadable):
        read_timelinejs(data, ".json")


def test_numbers_and_nulls_everywhere_are_read() -> None:
    """Values of any type stand where texts are expected."""
    odd: list[Any] = [
        None,
        1,
        "x",
        [],
        {"start_date": 3},
        {"start_date": {"year": True}, "text": []},
        {"start_date": {"year": 1e400}, "text": {"headline": {}}},
    ]
    table = read_timelinejs(json.dumps({"events": odd, "eras": 3, "title": 1}).encode(), ".json")
    assert len(odd) + 1 == sum(bool(row.reason) for row in table.rows)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b",
                "&lt;",
                "&#x41;",
                "*",
                "_x_",
                "[a](b)",
                "# ",
                "1. ",
                "> ",
                "\n\n",
                "`",
                "<script>x</script>",
                "a",
            ]
        )
    ).map("".join)
)
def test_html_of_others_becomes_prose_that_says_the_same_words(text: str) -> None:
    """Whatever a cell holds, the prose has no problem and reads as the plain words."""
    found = plain(text)
    prose = prose_of(found)
    assert [] == prose_problems(prose)
    assert "".join(found.split()) == "".join(prose_text(prose).split())


@given(st.integers(-10, 10_010), st.integers(-1, 14) | st.none(), st.integers(-1, 33) | st.none())
def test_date_of_parts_is_never_more_precise_than_they_are(year: int, month: int | None, day: int | None) -> None:
    """As many parts as were given, or a reason."""
    with suppress(NotTaken):
        made = date_of(year, month, day)
        assert [part for part in (year, month, day) if part is not None] == [int(part) for part in made.split("-")]
        assert made == Edtf.parse(made).text


def test_today_is_the_day_of_import(root: Path, tmp_path: Path) -> None:
    """The day a record entered the chronicle is not a day of the file."""
    (tmp_path / "t.json").write_text(json.dumps({"events": SLIDES[:1]}))
    kronik(root, "import", "timelinejs", str(tmp_path / "t.json"), SOURCE_DATE_EPOCH="1750000000")
    made = next(e for e in inspect(root).corpus.events.values() if e.title == "A & B")
    assert datetime.fromtimestamp(1750000000, UTC).date().isoformat() == made.added.text
