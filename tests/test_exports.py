"""The files for machines, made from a small chronicle with hostile text in it."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator

from generator.corpus import RECORD_TYPES
from generator.derive import derive
from generator.exports import EXPORTS
from generator.exports.columns import TABLES
from generator.exports.feeds import MOST
from generator.exports.items import ITEMS
from generator.exports.rules import BARE, EXACTLY_ONE
from generator.exports.schemas import schema_files
from generator.load import load
from generator.phrases import Phrases
from generator.settings import configure
from generator.site import Site
from generator.yamltext import read_yaml

ROOT = Path(__file__).parents[1]
ADDRESS = "https://chronicle.example/base/"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "=HYPERLINK(\"x\"); <script>alert('1')</script> ]]> & “é\t한국”"

FILES = {
    "actors/usa.yml": "kind: state\nname: United States\nnames:\n  ko: 미국\nformer_ids:\n  - us\n",
    "actors/russia.yml": "kind: state\nname: Russia\n",
    "actors/kirby.yml": (
        "kind: person\nname: John Kirby\nroles:\n  - title: spokesman\n    of: usa\n    from: 2022\n    to: 2025-01\n"
    ),
    "actors/troops.yml": "kind: force\nname: Troops\npart_of: russia\n",
    "actors/afp.yml": "kind: outlet\nname: AFP\n",
    "actors/daily.yml": "kind: outlet\nname: The Daily\n",
    "places/port.yml": "name: Port\nlat: 43.1\nlon: -131.9\nprecision: point\n",
    "topics/routes.yml": "title: Routes\n",
    "sources/wire.yml": (
        "outlet: afp\ntitle: 2024\nurl: https://afp.example/a\npublished: 2024-10-24\nlanguage: en\nadded: 2026-01-02\n"
    ),
    "sources/copy.yml": (
        f"outlet: daily\ntitle: '{HOSTILE.replace(chr(39), chr(39) * 2)}'\nurl_unknown: not printed\n"
        "published_unknown: no day\nlanguage: en\nderived_from:\n  - source: wire\n    relation: quotes\n"
        "mentions:\n  - title: Another headline\n    note: a read-also line\n"
    ),
    "events/2024/move.yml": (
        "kind: deployment\ntitle: Troops move\ndate: 2024-10-01/2024-10-18\nforce: troops\nhost: russia\n"
        "summary: They moved to [Russia](actor:russia).\ntopics: [routes]\nplaces: [port]\nsources:\n  - source: wire\n"
        "legs:\n  - from: port\nassessment:\n  low: 0\n  rationale: x\n  by: me\n  date: 2026-01-03\n"
        "added: 2026-01-03\ncorrections:\n  - date: 2026-02-01\n    note: 'A <b>note</b> & more'\n"
    ),
    "events/2024/vote.yml": (
        f"kind: occurrence\ntitle: '{HOSTILE.replace(chr(39), chr(39) * 2)}'\ndate: ../2024-11\nparties: russia\n"
        "summary: A vote.\nsources:\n  - source: copy\nrelated:\n  - event: move\n    relation: see-also\n"
        "added: 2026-01-03\nwithdrawn:\n  date: 2026-03-01\n  reason: wrong\n  see: move\n"
    ),
    "events/2024/season.yml": (
        "kind: occurrence\ntitle: A long season\ndate: 2024-01/2024-06\nsummary: Long.\nsources:\n  - source: wire\n"
        "added: 2026-01-01\n"
    ),
    "events/2024/briefing.yml": (
        "kind: statement\ntitle: Kirby at the briefing, with a title that is long enough to be folded, 한국어도 함께\n"
        "date: 2024-10-23\nreleased: 2024-10-25\nspeaker: kirby\nsummary: A briefing.\nsources:\n"
        "  - source: copy\n    via: [wire]\n"
        "claims:\n  - about: move\n    text: '  At least 3,000 came.\n\n      '\n    stance: asserts\n"
        "    when: 2024-10~\n"
        "    figures:\n"
        "      - measure: sent\n        unit: soldiers\n        at_least: 3000\n        as_stated: at least 3,000\n"
        "        scope: cumulative\n        wordings:\n          - source: wire\n            between: [300, 2700]\n"
        "      - measure: sent\n        unit: ships\n        less_than: 2.5\n"
        "      - measure: killed\n        unit: soldiers\n        words: several hundred\n"
        "  - about: move\n    stance: declines\nadded: 2026-01-02\n"
    ),
    "events/2024/unnamed.yml": (
        "kind: statement\ntitle: Two unnamed people\ndate: 2024-11\nspeaker:\n"
        "  - role: an official\n    of: usa\n  - role: a soldier\nsummary: Unnamed.\nsources:\n  - source: wire\n"
        "claims:\n  - about: move\n    stance: denies\n    relies_on: [kirby]\n    figures:\n"
        "      - measure: sent\n        unit: soldiers\n        exact: 0\nadded: 2026-01-04\n"
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small chronicle."""
    folder = tmp_path_factory.mktemp("chronicle")
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def site_of(root: Path) -> Site:
    """The chronicle in a folder, with the words of this repository."""
    loaded = load(root)
    assert () == loaded.problems
    configuration, _ = configure(ROOT)
    assert configuration is not None
    phrases = Phrases(loaded.corpus, configuration.labels, configuration.locale)
    return Site(derive(loaded.corpus, date(2026, 3, 1)), configuration.settings, phrases, ADDRESS)


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    """The small chronicle, derived once."""
    return site_of(root)


def made(site: Site) -> dict[str, str]:
    """Every exported file by path."""
    outputs = [output for export in EXPORTS for output in export(site)]
    assert len(outputs) == len({output.path for output in outputs})
    return {output.path: output.data.decode() for output in outputs}


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, str]:
    """The files of the small chronicle."""
    return made(site)


def items(files: dict[str, str], name: str) -> list[Any]:
    """The items of an API file."""
    found = json.loads(files[f"api/v1/{name}.json"])["items"]
    assert isinstance(found, list)
    return found


def whole(files: dict[str, str], event: str) -> dict[str, Any]:
    """The one item of an event's own API file."""
    (item,) = items(files, f"events/{event}")
    return dict(item)


# The contract


def test_addresses_of_the_contract(files: dict[str, str]) -> None:
    """Published addresses never change."""
    api = {f"api/v1/{name}.json" for name in ("index", *(table.name for table in TABLES))}
    events = {f"api/v1/events/{name}.json" for name in ("move", "vote", "season", "briefing", "unnamed")}
    data = {f"data/{name}" for name in ("events.csv", "claims.csv", "sources.csv", "datapackage.json")}
    feeds = {f"feeds/{name}.{kind}" for name in ("events", "changes") for kind in ("atom", "json")}
    schemas = {f"schema/{cls.type_name}.json" for cls in RECORD_TYPES}
    named = {"actors/usa", "actors/russia", "actors/kirby", "actors/troops", "topics/routes"}
    feeds |= {f"feeds/{name}.{kind}" for name in named for kind in ("atom", "json")}
    cited = {f"data/{name}" for name in ("citations.bib", "citations.csl.json", "citations.ris", "CITATION.cff")}
    contract = api | events | data | feeds | cited | schemas | {"calendar.ics", "openapi.json"}
    assert contract == {path for path in files if not path.startswith("assets/")}


def test_same_input_gives_the_same_bytes(root: Path, files: dict[str, str]) -> None:
    """Nothing depends on the run."""
    assert files == made(site_of(root))


def test_every_api_file_has_the_same_head(files: dict[str, str]) -> None:
    """Readers find their way in any of them."""
    for path, text in files.items():
        if path.startswith("api/"):
            found = json.loads(text)
            assert ["schema_version", "title", "licence", "total", "items"] == list(found), path
            assert len(found["items"]) == found["total"], path


def test_fields_of_events_and_claims_are_the_contract() -> None:
    """Their names and order are pinned."""
    events = "id kind title date earliest latest known_from added speaker on_behalf_of force actors places topics"
    claims = "statement about said known_from speaker party relayed_by stance text hedge basis when measure unit bound"
    wanted = [
        f"{events} sources related grade origins url edit_url".split(),
        f"{claims} low high scope period as_of as_stated wordings sources origins chain".split(),
    ]
    assert wanted == [[column.name for column in table.columns] for table in TABLES[:2]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_items_have_the_fields_of_their_table(site: Site, table: Any) -> None:
    """What is documented is what is published; every field is explained, every value of its type."""
    found = list(ITEMS[table.name].items(site, ITEMS[table.name].of(site)))
    assert found
    types: dict[str, tuple[type, ...]] = {"list": (list,), "number": (int, float), "integer": (int,)}
    for item in found:
        assert [column.name for column in table.columns] == list(item)
        for column in table.columns:
            value = item[column.name]
            assert column.type != "list" or value is not None, column.name
            assert value is None or isinstance(value, types.get(column.type, (str,))), column.name
            assert column.type != "date" or value is None or DAY.fullmatch(str(value)), column.name
    assert all(column.description for column in table.columns)


def test_index_lists_the_files_with_their_counts(files: dict[str, str]) -> None:
    """A reader needs no other address."""
    index = items(files, "index")
    assert sorted(table.name for table in TABLES) == [item["name"] for item in index]
    for item in index:
        path = item["url"].removeprefix(ADDRESS)
        assert json.loads(files[path])["total"] == item["total"]
        assert "2026-03-01" == item["day"]


# Events


def test_event_item(files: dict[str, str]) -> None:
    """Dates as written, days derived, withdrawn events still there, in order of their days."""
    found = items(files, "events")
    assert ["vote", "season", "move", "briefing", "unnamed"] == [item["id"] for item in found]
    vote, briefing = found[0], found[3]
    assert ["../2024-11", None, "2024-11-30"] == [vote["date"], vote["earliest"], vote["latest"]]
    assert (HOSTILE, ["see-also:move"], None) == (vote["title"], vote["related"], vote["force"])
    assert (None, 1, ["kirby"]) == (briefing["grade"], briefing["origins"], briefing["speaker"])
    assert "2024-10-25" == briefing["known_from"]
    assert f"{ADDRESS}events/briefing/" == briefing["url"]
    assert briefing["edit_url"].endswith("/content/events/2024/briefing.yml")


def test_unnamed_speakers_are_told_by_role(files: dict[str, str]) -> None:
    """An unnamed speaker has no id: the role stands there, and an unknown party is left out."""
    claim = next(item for item in items(files, "claims") if item["statement"] == "unnamed")
    assert ["an official (usa)", "a soldier"] == claim["speaker"]
    assert ["usa"] == claim["party"]


def test_whole_event_holds_the_record_as_written(files: dict[str, str]) -> None:
    """Bare ids stay bare, zero is not absent, dates are not completed."""
    statement = whole(files, "briefing")["record"]
    assert ["kirby"] == statement["speaker"]
    assert [{"source": "copy", "via": ["wire"]}] == statement["sources"]
    assert {"source": "wire", "between": [300, 2700]} == statement["claims"][0]["figures"][0]["wordings"][0]
    assert "2024-10~" == statement["claims"][0]["when"]
    assert ["kirby"] == whole(files, "unnamed")["record"]["claims"][0]["relies_on"]
    assert 0 == whole(files, "move")["record"]["assessment"]["low"]
    assert {"date": "2026-03-01", "reason": "wrong", "see": ["move"]} == whole(files, "vote")["record"]["withdrawn"]


def test_whole_event_holds_what_is_derived(files: dict[str, str]) -> None:
    """Ledger, stances, grade with history and evidence, clocks, chain and backlinks."""
    move, briefing = whole(files, "move"), whole(files, "briefing")
    assert ["briefing"] * 4 + ["unnamed"] == [item["statement"] for item in move["ledger"]]
    assert {"usa", "russia"} <= {row["party"] for row in move["stances"]}
    assert move["grade"] == move["history"][-1]["grade"]
    assert move["evidence"]
    assert [] == move["backlinks"], "the vote that points here was withdrawn"
    assert "2024-10-01/2024-10-18" == move["clocks"]["happened"]
    assert ["2026-02-01"] == move["clocks"]["corrected"]
    clocks = ["2024-10-23", "2024-10-25", None]
    assert clocks == [briefing["clocks"][name] for name in ("said", "released", "published")]
    assert ["The Daily, quoting AFP, quoting John Kirby"] == briefing["chain"]


# Claims


def test_one_item_for_each_claim_and_figure(files: dict[str, str]) -> None:
    """Bounds become numbers without invented tolerance; a claim without figures is one item of nulls."""
    found = [item for item in items(files, "claims") if item["statement"] == "briefing"]
    wanted = [("at_least", 3000, None), ("less_than", None, 2.5), ("words", None, None), (None, None, None)]
    assert wanted == [(item["bound"], item["low"], item["high"]) for item in found]
    figure = ("measure", "unit", "bound", "low", "high", "scope", "period", "as_of", "as_stated")
    assert {None} == {found[3][name] for name in figure}
    assert [] == found[3]["wordings"]
    assert ["2024-10-23", "2024-10-25", "2024-10~"] == [found[0][n] for n in ("said", "known_from", "when")]
    assert "  At least 3,000 came.\n" == found[0]["text"]
    assert ["wire: between 300 to 2700"] == found[0]["wordings"]
    assert (["usa"], ["copy"], 1) == (found[0]["party"], found[0]["sources"], found[0]["origins"])


@pytest.mark.parametrize(("key", "value", "low", "high"), [
    ("exact", "5", 5, 5),
    ("about", "5", 5, 5),
    ("at_least", "5", 5, None),
    ("more_than", "5", 5, None),
    ("at_most", "5", None, 5),
    ("less_than", "0.5", None, 0.5),
    ("between", "[0, 5]", 0, 5),
    ("words", "many", None, None),
])  # fmt: skip
def test_low_and_high_of_each_bound(
    tmp_path: Path, key: str, value: str, low: float | None, high: float | None
) -> None:
    """The rule of the contract, bound by bound."""
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("exact: 0", f"{key}: {value}"), encoding="utf-8", newline="")
    made, claims = site_of(tmp_path), ITEMS["claims"]
    claim = next(item for item in claims.items(made, claims.of(made)) if item["statement"] == "unnamed")
    assert (key, low, high) == (claim["bound"], claim["low"], claim["high"])


# Tables


def rows(files: dict[str, str], name: str) -> list[list[str]]:
    """The rows of a CSV file, header included."""
    return list(csv.reader(StringIO(files[f"data/{name}.csv"], newline=""), strict=True))


@pytest.mark.parametrize("name", ["events", "claims", "sources"])
def test_tables_hold_what_the_api_holds(files: dict[str, str], name: str) -> None:
    """The same columns and the same text, but for the apostrophe before what a spreadsheet would run."""
    head, *body = rows(files, name)
    found = items(files, name)
    assert len(found) == len(body)
    for row, item in zip(body, found, strict=True):
        assert list(item) == head
        for cell, value in zip(row, item.values(), strict=True):
            joined = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            assert cell in (joined, f"'{joined}")


def test_tables_are_rfc_4180_and_safe_to_open(files: dict[str, str]) -> None:
    """CRLF, no byte order mark, no cell that begins a formula."""
    for name in ("events", "claims", "sources"):
        text = files[f"data/{name}.csv"]
        assert text.endswith("\r\n")
        assert not text.startswith("\ufeff")
        assert not [cell for row in rows(files, name) for cell in row if re.match(r"\s*[=+@\t\r]", cell)]
    assert f"'{HOSTILE}" in [cell for row in rows(files, "events") for cell in row]


def test_data_package_describes_the_tables(files: dict[str, str]) -> None:
    """Its fields are the columns in their order, typed and explained; its names are legal."""
    package = json.loads(files["data/datapackage.json"])
    assert "tabular-data-package" == package["profile"]
    assert all(re.fullmatch(r"[-A-Za-z0-9._]+", licence["name"]) for licence in package["licenses"])
    for resource in package["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert rows(files, resource["name"])[0] == names
        assert f"data/{resource['path']}" in files
        assert {"string", "date", "number", "integer"} >= {field["type"] for field in resource["schema"]["fields"]}
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert [""] == resource["schema"]["missingValues"]


# Feeds


FEEDS = {"events": "", "changes": "", "topics/routes": "topics/routes/", "actors/kirby": "actors/kirby/"}
"""Some feeds and the pages they belong to."""


@pytest.mark.parametrize("name", FEEDS)
def test_atom_has_what_rfc_4287_asks_for(files: dict[str, str], name: str) -> None:
    """Well-formed with hostile text; ids unique; instants and authors where they must be."""
    feed = ElementTree.fromstring(files[f"feeds/{name}.atom"])
    assert f"{ADDRESS}feeds/{name}.atom" == feed.findtext(f"{ATOM}id")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert {"self": f"{ADDRESS}feeds/{name}.atom", "alternate": f"{ADDRESS}{FEEDS[name]}"} == links
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len({entry.findtext(f"{ATOM}id") for entry in entries})
    updated = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert max(updated) == feed.findtext(f"{ATOM}updated")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", moment) for moment in updated)
    assert all(entry.findtext(f"{ATOM}title") and entry.find(f"{ATOM}link") is not None for entry in entries)


def test_events_feed_is_ordered_by_added_day_then_date(files: dict[str, str]) -> None:
    """What entered last stands first, of one day what happened last; `updated` is the last change."""
    found = json.loads(files["feeds/events.json"])["items"]
    wanted = ["unnamed", "move", "vote", "briefing", "season"]
    assert wanted == [item["url"].removeprefix(f"{ADDRESS}events/").strip("/") for item in found]
    assert "2026-02-01T00:00:00Z" == found[1]["date_modified"]
    assert f'href="{ADDRESS}actors/russia/"' in found[1]["content_html"]
    assert "They moved to Russia." == found[1]["content_text"]


def test_changes_feed_tells_every_change(files: dict[str, str]) -> None:
    """Additions, corrections and withdrawals, newest first; the note is text, not markup."""
    feed = json.loads(files["feeds/changes.json"])
    found = feed["items"]
    assert "https://jsonfeed.org/version/1.1" == feed["version"]
    assert 7 == len(found) == len({item["id"] for item in found})
    assert ["2026-03-01", "2026-02-01"] == [item["date_published"][:10] for item in found[:2]]
    assert "A <b>note</b> & more" == found[1]["content_text"]
    assert "<b>" not in found[1]["content_html"]


def test_topics_and_actors_have_feeds_where_entries_name_them(files: dict[str, str]) -> None:
    """Each holds what its page lists, the newest first; nothing is made for those that no entry names."""
    found = json.loads(files["feeds/actors/usa.json"])
    assert ["North Korean troops in Russia: United States", f"{ADDRESS}actors/usa/"] == [
        found["title"], found["home_page_url"]
    ]  # fmt: skip
    assert [f"{ADDRESS}events/unnamed/"] == [item["id"] for item in found["items"]]
    assert "feeds/actors/daily.json" not in files
    assert "feeds/topics/routes.atom" in files


def test_feeds_are_cut(tmp_path: Path) -> None:
    """A feed is for what is new."""
    for name, text in FILES.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    for number in range(MOST):
        text = FILES["events/2024/season.yml"].replace("date:", "parties: troops\ndate:")
        (tmp_path / f"content/events/2024/more-{number}.yml").write_text(text)
    files = made(site_of(tmp_path))
    assert MOST == len(json.loads(files["feeds/events.json"])["items"])
    assert MOST == files["feeds/changes.atom"].count("<entry>")
    assert MOST == files["feeds/actors/troops.atom"].count("<entry>")


# Calendar


def test_calendar_holds_days_with_two_ends(files: dict[str, str]) -> None:
    """Open, withdrawn and very long spans are left out; the end is exclusive; a month spans its days."""
    text = files["calendar.ics"].replace("\r\n ", "")
    host = "chronicle.example"
    assert {f"briefing@{host}", f"move@{host}", f"unnamed@{host}"} == set(re.findall("UID:(.*)\r\n", text))
    assert "DTSTART;VALUE=DATE:20241001\r\nDTEND;VALUE=DATE:20241019\r\n" in text
    assert "DTSTART;VALUE=DATE:20241101\r\nDTEND;VALUE=DATE:20241201\r\n" in text
    assert f"UID:move@{host}\r\nDTSTAMP:20260201T000000Z\r\n" in text
    assert "SUMMARY:Kirby at the briefing\\, with a title that is long enough to be folded\\, 한국어도 함께\r\n" in text


def test_calendar_lines_are_folded(files: dict[str, str]) -> None:
    """At most 75 octets a line, every line ended by CRLF."""
    lines = files["calendar.ics"].split("\r\n")
    assert "" == lines.pop()
    assert 75 >= max(len(line.encode()) for line in lines)
    assert not [line for line in lines if "\n" in line or "\r" in line]


# Schemas


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft7Validator]:
    """A validator for each record type."""
    found = {name.removesuffix(".json"): json.loads(text) for name, text in schema_files(ADDRESS).items()}
    for schema in found.values():
        Draft7Validator.check_schema(schema)
    return {name: Draft7Validator(schema) for name, schema in found.items()}


def records(root: Path) -> Iterator[tuple[str, str, Any]]:
    """Path, type and value of every record file, all scalars text."""
    singular = {cls.vocabulary: cls.type_name for cls in RECORD_TYPES}
    for path in sorted((root / "content").rglob("*.yml")):
        value = read_yaml(str(path), path.read_text(encoding="utf-8")).value
        vocabulary = path.relative_to(root / "content").parts[0]
        assert isinstance(value, dict)
        yield str(path), value["kind"] if vocabulary == "events" else singular[vocabulary], value


def typed(value: Any) -> Any:
    """A value as an editor reads it: plain numbers and booleans have their types (YAML 1.2 core schema)."""
    if isinstance(value, dict):
        return {key: typed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [typed(below) for below in value]
    if value in ("true", "false"):
        return value == "true"
    return json.loads(value) if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", value) else value


@pytest.mark.parametrize("read", [lambda value: value, typed], ids=["text", "typed"])
def test_valid_records_fit_their_schema(
    root: Path, validators: dict[str, Draft7Validator], read: Callable[[Any], Any]
) -> None:
    """An editor reports nothing that the loader takes, in the small chronicle and in this repository's."""
    for folder in (root, ROOT):
        for path, kind, value in records(folder):
            assert [] == [error.message for error in validators[kind].iter_errors(read(value))], path


BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "unknown key": ("topic", {"title": "x", "titel": "x"}),
    "missing key": ("topic", {}),
    "unknown word": ("actor", {"kind": "robot", "name": "x"}),
    "not an id": ("actor", {"kind": "state", "name": "x", "part_of": "Not An Id"}),
    "null": ("actor", {"kind": "state", "name": "x", "part_of": None}),
    "one coordinate": ("place", {"name": "x", "lat": 1}),
    "id in the record": ("topic", {"id": "x", "title": "x"}),
    "neither title nor reason": (
        "source",
        {"outlet": "x", "url": "https://x.example/", "published": "2024", "language": "en"},
    ),
    "title and reason": (
        "source",
        {
            "outlet": "x",
            "title": "x",
            "title_unknown": "x",
            "url": "https://x.example/",
            "published": "2024",
            "language": "en",
        },
    ),
}
"""Records that the schema refuses, by what is wrong."""

_STATEMENT = {
    "kind": "statement",
    "title": "x",
    "date": "2024",
    "speaker": "x",
    "summary": "x",
    "sources": [{"source": "x"}],
    "added": "2026-01-01",
}
_FIGURE = {"measure": "sent", "unit": "x"}


def claiming(**claim: Any) -> dict[str, Any]:
    """A statement with one claim."""
    return {**_STATEMENT, "claims": [{"about": "x", "stance": "asserts", **claim}]}


BAD |= {
    "no source": ("statement", {**_STATEMENT, "sources": []}),
    "speaker with a helper key": ("statement", {**_STATEMENT, "speaker": {"actor": "x"}}),
    "via with a helper key": ("statement", {**_STATEMENT, "sources": [{"source": "x", "via": [{"either": "x"}]}]}),
    "bare speaker that is no id": ("statement", {**_STATEMENT, "speaker": "John Kirby"}),
    "no bound": ("statement", claiming(figures=[_FIGURE])),
    "two bounds": ("statement", claiming(figures=[{**_FIGURE, "exact": 1, "about": 1}])),
    "one end of a range": ("statement", claiming(figures=[{**_FIGURE, "between": [1]}])),
    "leg without ends": ("statement", claiming(legs=[{"by": "ship"}])),
    "unknown stance": ("statement", claiming(stance="says")),
    "another kind": ("statement", {**_STATEMENT, "kind": "deployment"}),
}


@pytest.mark.parametrize("name", BAD)
def test_schema_refuses_what_the_loader_refuses(validators: dict[str, Draft7Validator], name: str) -> None:
    """Editors mark the mistake while it is typed."""
    kind, value = BAD[name]
    assert not validators[kind].is_valid(value)


def test_schema_takes_the_short_forms(validators: dict[str, Draft7Validator]) -> None:
    """A bare id, a role, a list of both; a bare id for what a passage was taken from."""
    speakers: list[Any] = ["x", {"role": "an official", "of": "x"}, ["x", {"role": "an official"}]]
    vias: list[Any] = ["x", {"source": "x"}, {"outlet": "x"}]
    sources = [{"source": "x", "via": vias}]
    values = [{**_STATEMENT, "speaker": speaker, "sources": sources} for speaker in speakers]
    assert [] == [value for value in [*values, _STATEMENT, claiming()] if not validators["statement"].is_valid(value)]


def test_rules_of_the_schema_name_parts_and_keys_that_exist() -> None:
    """A renamed class or key would silently lose its rule."""
    text = "".join(schema_files(ADDRESS).values())
    schemas = [json.loads(text) for text in schema_files(ADDRESS).values()]
    groups = {name for schema in schemas for name in schema.get("definitions", {})}
    assert set() == set(BARE) - groups
    assert set() == set(EXACTLY_ONE) - groups - {"Source"}
    for keys in (keys for of in EXACTLY_ONE.values() for choice in of for keys in choice):
        assert f'"{keys}": {{' in text


def test_schema_keeps_what_editors_need(validators: dict[str, Draft7Validator]) -> None:
    """Address, draft, keys in canonical order, references with their targets, no internal keys."""
    schema = validators["statement"].schema
    assert isinstance(schema, dict)
    assert f"{ADDRESS}schema/statement.json" == schema["$id"]
    assert "http://json-schema.org/draft-07/schema#" == schema["$schema"]
    assert ["kind", "title", "date", "released", "speaker"] == list(schema["properties"])[:5]
    assert ["topics"] == schema["properties"]["topics"]["items"]["x-kronik-reference"]
    text = "".join(schema_files(ADDRESS).values())
    for word in ('"either"', '"$defs"', '"prefixItems"', '"null"', '"path"'):
        assert word not in text
