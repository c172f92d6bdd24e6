"""Every export, read by programs that are not ours: what was written comes back letter for letter."""

import csv
import json
import re
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import frictionless
import icalendar
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.encode import one_line
from generator.exports import EXPORTS
from generator.exports.columns import INDEX, PARTS, TABLES, WHOLE
from generator.exports.downloads import DOWNLOADS
from generator.exports.openapi import ITEMS
from generator.site import Site
from tests.takeaway.texts import chronicle, exported, texts
from tests.test_exports import ADDRESS, ROOT, root, site, site_of

__all__ = ["root", "site"]

ATOM = "{http://www.w3.org/2005/Atom}"
ONE = settings(deadline=None, max_examples=60)


def of_text(text: str) -> Mapping[str, bytes]:
    """The files of a chronicle that holds a text in every place."""
    with tempfile.TemporaryDirectory() as folder:
        return exported(chronicle(Path(folder), text))


@pytest.fixture(scope="module")
def ours() -> Mapping[str, bytes]:
    """The files of the chronicle of this repository."""
    return exported(site_of(ROOT))


@pytest.fixture(scope="module")
def files(site: Site) -> Mapping[str, bytes]:
    """The files of the small chronicle."""
    return exported(site)


# Letter for letter


@ONE
@given(texts)
def test_every_export_holds_every_letter(text: str) -> None:
    """JSON and CSV as written; what is shown on one line with one space for tabs and line breaks."""
    files = of_text(text)
    _api(files, text)
    _tables(files, text)
    _calendar(files, one_line(text))
    _feeds(files, text)


def _api(files: Mapping[str, bytes], text: str) -> None:
    (item,) = json.loads(files["api/v1/events/said.json"])["items"]
    claim = item["record"]["claims"][0]
    assert [text] * 5 == [item["title"], claim["text"], claim["hedge"], claim["basis"], claim["figures"][0]["unit"]]
    (about,) = json.loads(files["api/v1/events/move.json"])["items"]
    assert [text] * 3 == [about["ledger"][0][name] for name in ("text", "unit", "as_stated")]
    (place,) = json.loads(files["api/v1/places.json"])["items"]
    assert (text, text) == (place["name"], place["coordinates_from"])
    names = [actor["names"] for actor in json.loads(files["api/v1/actors.json"])["items"] if actor["names"]]
    assert [[f"ko:{text}"]] == names


def _tables(files: Mapping[str, bytes], text: str) -> None:
    """An apostrophe before what a spreadsheet would run is all that is ever added."""
    columns = {"events": ("title",), "claims": ("text", "hedge", "basis", "unit", "as_stated"), "sources": ("title",)}
    for name, wanted in columns.items():
        rows = list(csv.DictReader(StringIO(files[f"data/{name}.csv"].decode(), newline=""), strict=True))
        for cell in (row[column] for row in rows for column in wanted):
            assert cell in (text, f"'{text}")
            assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)


def _calendar(files: Mapping[str, bytes], shown: str) -> None:
    found = icalendar.Calendar.from_ical(files["calendar.ics"])
    assert [shown, shown] == [str(event["SUMMARY"]) for event in found.walk("VEVENT")]


def _feeds(files: Mapping[str, bytes], text: str) -> None:
    shown = one_line(text)
    feed = ElementTree.fromstring(files["feeds/events.atom"])
    assert [shown, shown] == [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    topic = ElementTree.fromstring(files["feeds/topics/topic.atom"])
    assert topic.findtext(f"{ATOM}title", "").endswith(f": {shown}")
    notes = [item["content_text"] for item in json.loads(files["feeds/changes.json"])["items"]]
    assert text in notes
    assert [text, text] == [item["title"] for item in json.loads(files["feeds/events.json"])["items"]]


# Calendar


def test_calendar_is_what_rfc_5545_asks_for(ours: Mapping[str, bytes]) -> None:
    """Read by another library: all-day events, exclusive ends, stamps, identities that are their addresses."""
    text = ours["calendar.ics"]
    found = icalendar.Calendar.from_ical(text)
    events: list[Any] = list(found.walk("VEVENT"))
    assert ("2.0", len(events)) == (str(found["VERSION"]), len({str(event["UID"]) for event in events}))
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert type(start) is date
        assert timedelta(0) < end - start <= timedelta(62)
        assert f"{ADDRESS}events/{str(event['UID']).partition('@')[0]}/" == str(event["URL"])
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"} == set(event)
        assert [] == event.errors
    lines = text.split(b"\r\n")
    assert b"" == lines.pop()
    assert 75 >= max(map(len, lines))
    assert all(line.decode() for line in lines), "no letter is cut in two, no line is empty"


def test_identities_stay_when_all_else_changes(tmp_path: Path) -> None:
    """A calendar or feed reader that had the entry updates it."""
    before, after = (exported(chronicle(tmp_path / name, name)) for name in ("one", "another"))
    for path, mark in (("calendar.ics", rb"UID:(.*)\r\n"), ("feeds/events.atom", rb"<id>(.*)</id>")):
        assert before[path] != after[path]
        assert re.findall(mark, before[path]) == re.findall(mark, after[path])


# Feeds


def test_atom_feeds_are_read_without_complaint(ours: Mapping[str, bytes]) -> None:
    """Each has what RFC 4287 requires, once, and nothing that it does not know."""
    feeds = {path: data for path, data in ours.items() if path.endswith(".atom")}
    assert len(feeds) > 50
    once = {f"{ATOM}{name}" for name in ("id", "title", "updated")}
    for path, data in feeds.items():
        assert not feedparser.parse(data)["bozo"], path
        feed = ElementTree.fromstring(data)
        for element in (feed, *feed.iter(f"{ATOM}entry")):
            names = [child.tag for child in element if child.tag != f"{ATOM}entry"]
            assert {1} == {names.count(name) for name in once}
            known = {"link", "author", "rights", "published", "summary", "content"}
            assert set() == {name.removeprefix(ATOM) for name in names if name not in once} - known
            links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
            assert len(links) == len(set(links))


def test_json_feeds_have_what_version_1_1_asks_for(ours: Mapping[str, bytes]) -> None:
    """The same entries as the Atom feed beside it."""
    for path in (path for path in ours if path.startswith("feeds/") and path.endswith(".json")):
        feed = json.loads(ours[path])
        assert {"version", "title", "home_page_url", "feed_url", "language", "authors", "items"} == set(feed)
        assert f"{ADDRESS}{path}" == feed["feed_url"]
        entries = ElementTree.fromstring(ours[path.replace(".json", ".atom")]).iter(f"{ATOM}entry")
        assert [item["id"] for item in feed["items"]] == [entry.findtext(f"{ATOM}id") for entry in entries]


# Data package


def package(files: Mapping[str, bytes], folder: Path) -> frictionless.Report:
    """What Frictionless says of the tables and their description."""
    for name, data in files.items():
        if name.startswith("data/"):
            (folder / Path(name).name).write_bytes(data)
    report: frictionless.Report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return report


def test_data_package_is_valid(ours: Mapping[str, bytes], tmp_path: Path) -> None:
    """Types, required cells, closed lists, keys within and between tables, size and sum of every file."""
    report = package(ours, tmp_path)
    assert [] == report.flatten(["type", "rowNumber", "fieldName", "note"])
    assert report.valid


def test_small_data_package_is_valid(files: Mapping[str, bytes], tmp_path: Path) -> None:
    """Hostile text and open dates too."""
    assert package(files, tmp_path).valid


def test_data_package_would_tell_a_wrong_table(files: Mapping[str, bytes], tmp_path: Path) -> None:
    """A claim about nothing, a changed byte: the description is worth something."""
    changed = {name: data.replace(b"briefing,move", b"briefing,nowhere") for name, data in files.items()}
    types = {row[0] for row in package(changed, tmp_path).flatten(["type"])}
    assert {"foreign-key", "hash-count"} <= types


# OpenAPI


def document(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The description of the API."""
    return dict(json.loads(files["openapi.json"]))


def test_description_is_valid_openapi(ours: Mapping[str, bytes]) -> None:
    """It has an operation with its own name for each download."""
    made = document(ours)
    OpenAPIV31SpecValidator(made).validate()
    assert {f"/{download.path}" for download in DOWNLOADS} == set(made["paths"])
    names = [path["get"]["operationId"] for path in made["paths"].values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("chosen", ["files", "ours"])
def test_answers_fit_their_description(chosen: str, request: pytest.FixtureRequest) -> None:
    """Every API file of the small chronicle and of this repository's, field by field."""
    files = request.getfixturevalue(chosen)
    made = document(files)
    checked = 0
    for path, operation in made["paths"].items():
        schema = operation["get"]["responses"]["200"]["content"].get("application/json", {}).get("schema")
        if schema:
            validator = Draft202012Validator(
                {**schema, "components": made["components"]}, format_checker=FormatChecker()
            )
            wanted = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path[1:])))
            for name in filter(wanted.fullmatch, files):
                assert [] == [error.message for error in validator.iter_errors(json.loads(files[name]))][:3], name
                checked += 1
    assert checked == sum(name.startswith("api/") for name in files)


def test_description_names_every_item_and_every_download_exists(files: Mapping[str, bytes]) -> None:
    """Nothing is described that is not there, and nothing is there that is not described."""
    made = document(files)
    assert {table.item for table in (*TABLES, WHOLE, INDEX, *PARTS)} == set(made["components"]["schemas"])
    patterns = [re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(download.path))) for download in DOWNLOADS]
    undescribed = {name for name in files if not any(pattern.fullmatch(name) for pattern in patterns)}
    # what scripts of the site read, nobody else
    assert set() == {name for name in undescribed if not re.fullmatch(r"assets/(timeline\.json|form/data/.+)", name)}
    made_later = {"assets/cards/{id}.png"}
    found = {d.path for d, pattern in zip(DOWNLOADS, patterns, strict=True) if any(map(pattern.fullmatch, files))}
    assert {download.path for download in DOWNLOADS} == found | made_later
    assert set(ITEMS) == {download.path for download in DOWNLOADS if download.path.startswith("api/")}


def test_whole_events_have_the_fields_of_their_table(files: Mapping[str, bytes]) -> None:
    """In the order in which they are described."""
    (item,) = json.loads(files["api/v1/events/move.json"])["items"]
    assert [column.name for column in WHOLE.columns] == list(item)
    for name, part in zip(("clocks", "citation"), (PARTS[0], PARTS[4]), strict=True):
        assert [column.name for column in part.columns] == list(item[name])


def test_same_files_from_the_same_chronicle(ours: Mapping[str, bytes]) -> None:
    """Another run, the same bytes."""
    assert ours == {output.path: output.data for export in EXPORTS for output in export(site_of(ROOT))}
