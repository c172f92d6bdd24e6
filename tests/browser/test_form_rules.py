"""The form's own rules give what Python gives: the same YAML, the same sentences, the same words for a date."""

import io
import json
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.adding.wording import missing_words, needed
from generator.build import inspect
from generator.checks.loops import part_of_loop
from generator.corpus import VOCABULARIES, Corpus
from generator.dates import DateError, Edtf, label
from generator.drafts import TYPES
from generator.encode import url_fault
from generator.format import formatted
from generator.load.records import class_of, read_record
from generator.model.base import Record
from generator.proposals import Names
from generator.recordtext import record_text
from generator.site import Site
from generator.yamltext import Document, read_yaml
from tests.browser.forms import ASSETS, all_choices, learned, site_of
from tests.hostile import HOSTILE
from tests.small import ROOT
from tests.test_cases import NAMES, read


@cache
def site_of_root() -> Site:
    """This chronicle, read once."""
    return site_of(ROOT)


PATHS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "content").rglob("*.yml"))


@pytest.fixture(scope="module")
def rules(browser: Browser) -> Iterator[Page]:
    """A page in which the form knows the words and rules of this chronicle."""
    page = browser.new_page()
    yield learned(page, site_of_root())
    page.close()


def files() -> list[tuple[str, str, str, Any, str]]:
    """Path, type, vocabulary, values and text of every record of this chronicle."""
    found = []
    for path in PATHS:
        text, vocabulary = (ROOT / path).read_text(), path.split("/")[1]
        values = read_yaml(path, text).value
        cls = class_of(values, vocabulary)
        assert cls is not None
        found.append((path, cls.type_name, vocabulary, values, text))
    return found


_MADE = """(records) => records.map(([type, vocabulary, values]) =>
  form.yaml.recordText(groups[type], type, vocabulary, values))"""
_CONTEXT = """
  const context = { root: "/", choices: {}, records: [], description: form.description, changed() {},
    loaded: async () => {}, recordOf: () => null, beginsWith: () => undefined, has: () => false,
    ambiguous: () => false,
    nameOf: (_, id) => id, find: () => null };
  const mounted = (type, values) => {
    const part = form.structure.groupPart(context, groups[type], groups[type][type]);
    part.set(values);
    return part;
  };
"""


def test_yaml_is_what_python_writes(rules: Page) -> None:
    """Each record of the chronicle, written anew, is letter for letter the canonical text."""
    records = files()
    wanted = [record_text(TYPES[type_name], values) for _, type_name, _, values, _ in records]
    assert wanted == rules.evaluate(_MADE, [[t, v, values] for _, t, v, values, _ in records])


def test_a_record_that_is_opened_and_left_keeps_its_file(rules: Page) -> None:
    """Whatever a file holds comes through the form's controls unchanged, and so does the file."""
    script = (
        "(records) => {"
        + _CONTEXT
        + """return records.filter(([path, type, vocabulary, values, text]) => {
          const now = mounted(type, form.amend.readYaml(text)).get();
          const made = form.amend.amended(groups[type], type, vocabulary, text, now);
          return !form.amend.same(now, values) || made !== text;
        }).map(([path]) => path); }"""
    )
    assert [] == rules.evaluate(script, files())


_texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
    st.lists(
        st.sampled_from(["He said so.", "No", "“Three”!", "3.5 tonnes", "a: b", "# x", "Ünïcode."]), min_size=1
    ).map(" ".join),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_texts, min_size=20, max_size=20))
def test_any_text_is_written_as_python_writes_it(rules: Page, texts: list[str]) -> None:
    """Also in lists and groups, and `kronik fmt` leaves it as it is."""
    records = [
        ["place", "places", {"name": text, "names": {"en": [text, text], "no": text}, "notes": text}] for text in texts
    ]
    made = rules.evaluate(_MADE, records)
    assert [record_text(TYPES["place"], values) for _, _, values in records] == made  # type: ignore[arg-type]
    for text, values in zip(made, (values for _, _, values in records), strict=True):
        if not read_yaml("", text).problems:
            assert values == read_yaml("", text).value
    kept = next((text for text in made if not read_yaml("", text).problems), None)
    assert kept is None or kept == formatted("x", kept, "places")


COMMENTED = """\
# yaml-language-server: $schema=../../../site_config/schema/statement.json
# Of the whole.
kind: statement
title: "Town: it is closed"
date: 2024-10-19
speaker: mayor
summary: The mayor spoke.
topics: [roads]
# Of the claims.
claims:
  # Of the first.
  - about: closing
    stance: asserts
    figures:
      - at_least: 3  # beside it
        measure: other
        unit: vehicles
  - about: other
    stance: 'denies'
sources:
  - source: paper-1
    # Of the locator.
    locator: page 1
added: 2024-11-01
"""


FIRST_CLAIM = [line.strip() for line in COMMENTED.splitlines()[10:17]]


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        ("v.title = 'Town on the bridge'", ['title: "Town: it is closed"'], ["title: Town on the bridge"]),
        ("v.claims[0].figures[0].at_least = '4'", ["- at_least: 3  # beside it"], ["- at_least: 4"]),
        ("v.claims[1].hedge = 'maybe'", [], ["hedge: maybe"]),
        ("v.claims.shift()", FIRST_CLAIM, []),
        ("v.topics.push('town')", ["topics: [roads]"], ["topics:", "- roads", "- town"]),
        ("v.sources.push({source: 'paper-2'})", [], ["- source: paper-2"]),
        ("v.venue = 'a hall'", [], ["venue: a hall"]),
        ("delete v.sources[0].locator", ["locator: page 1", "# Of the locator."], []),
    ],
)
def test_a_correction_changes_only_its_lines(rules: Page, change: str, gone: list[str], come: list[str]) -> None:
    """Comments and layout of all else stay, and the result is canonical."""
    script = f"""(text) => {{ const v = form.amend.readYaml(text); {change};
      return [v, form.amend.amended(groups.statement, "statement", "events", text, v)]; }}"""
    values, made = rules.evaluate(script, COMMENTED)
    assert values == read_yaml("", made).value
    assert made == formatted("x", made, "events")
    before, after = ([line.strip() for line in text.splitlines()] for text in (COMMENTED, made))
    assert sorted(gone) == sorted(line for line in before if before.count(line) > after.count(line))
    assert sorted(come) == sorted(line for line in after if after.count(line) > before.count(line))


DATES = sorted(set(re.findall(r'"([^"\n]{0,60})"', (ROOT / "tests/test_dates.py").read_text())))
_SAID = """(texts) => texts.map((text) => {
  try { const date = form.dates.parse(text); return [date.earliest, date.latest, form.dates.label(date)]; }
  catch (fault) { return [fault.told.code, fault.told.message, fault.told.hint]; } })"""


def _dated(text: str) -> list[str | None]:
    phrases = site_of_root().phrases
    try:
        date = Edtf.parse(text)
    except DateError as error:
        return [error.code, error.message, error.hint]
    days = [day.isoformat() if day else None for day in (date.earliest, date.latest)]
    return [*days, label(date, phrases.locale, phrases.labels.words)]


def test_dates_are_read_and_said_as_python_does(rules: Page) -> None:
    """Every date and every mistake of the tests of dates."""
    assert len(DATES) > 300
    assert [_dated(text) for text in DATES] == rules.evaluate(_SAID, DATES)


_near_dates = st.text("0123456789-/~?%X. ", min_size=1, max_size=24)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_near_dates, min_size=50, max_size=50))
def test_what_is_nearly_a_date_is_told_alike(rules: Page, texts: list[str]) -> None:
    """Code, message and hint, whatever was typed."""
    assert [_dated(text) for text in texts] == rules.evaluate(_SAID, texts)


ELSEWHERE = {
    *("complex-key", "duplicate-key", "several-documents", "not-a-record", "unknown-key", "unknown-kind", "wrong-type"),
    *("yaml-alias", "yaml-anchor", "yaml-directive", "yaml-merge-key", "yaml-syntax", "yaml-tag"),
    *(
        "yaml-too-deep",
        "yaml-too-large",
        "unknown-folder",
        "wrong-extension",
        "wrong-folder",
        "path-collision",
        "raw-html",
        "wrong-content",
    ),
}
"""Mistakes that can't be made in the form: it writes the YAML itself."""
LATER = {"unused-actor", "unused-source", "possible-duplicate", "case-collision"}
"""Rules that need the whole chronicle; `kronik check` tells of them on the pull request."""
_CHECKED = """([choices, records]) => form.checks.problemsIn(groups, records, form.chronicle.worldOf(choices, records))
  .map((of, n) => [...form.checks.idProblems(records[n].id, choices[records[n].vocabulary].id.includes(records[n].id)
    && !records[n].old && records[n].path), ...of])"""


@pytest.fixture(scope="module")
def base(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, Any]]:
    """A page that knows the small chronicle on which the cases are laid, and what can be chosen there."""
    folder = tmp_path_factory.mktemp("base")
    lay(folder, read("base"))
    site = site_of(folder)
    page = browser.new_page()
    yield learned(page, site), json.loads(json.dumps(all_choices(site)))
    page.close()


def lay(folder: Path, texts: dict[str, str]) -> None:
    """Write records into a chronicle."""
    for path, text in texts.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text)


@pytest.mark.parametrize("which", ["broken", "twin"])
@pytest.mark.parametrize("name", sorted(set(NAMES) - ELSEWHERE))
def test_cases_are_told_as_kronik_check_tells_them(
    base: tuple[Page, Any], tmp_path: Path, name: str, which: str
) -> None:
    """Code, message, hint and severity of every case whose mistake can be made in a form; its twin is silent."""
    texts = read(name)[which]
    page, choices = base
    records = []
    for path, text in texts.items():
        values = yaml.load(text, Loader=yaml.BaseLoader)
        cls = class_of(values, path.split("/")[0])
        assert cls is not None
        made = {"path": f"content/{path}", "type": cls.type_name, "vocabulary": cls.vocabulary, "values": values}
        records.append({**made, "id": Path(path).stem, "old": path in read("base")})
    lay(tmp_path, {**read("base"), **texts})
    paths = {record["path"] for record in records}
    found = [p for p in inspect(tmp_path).problems if p.where.path in paths and p.code not in LATER]
    wanted = {(p.where.path, p.code, p.message, p.hint, p.severity) for p in found}
    if name == "duplicate-id":  # the form knows the folder of what is there, not its year
        wanted = {
            (path, code, message, hint.replace("2024/closing", "2025/closing"), s)
            for path, code, message, hint, s in wanted
        }
    told = page.evaluate(_CHECKED, [choices, records])
    keys = ("code", "message", "hint", "severity")
    assert wanted == {
        (record["path"], *(problem[key] for key in keys))
        for record, of in zip(records, told, strict=True)
        for problem in of
    }


def test_every_rule_is_the_forms_or_named_as_not() -> None:
    """A new case is the form's business, unless somebody says why not."""
    assert set() == (ELSEWHERE | LATER) - set(NAMES)
    assert len(set(NAMES) - ELSEWHERE - LATER) > 25


_ids = st.sampled_from("abcde")
_CIRCLES = """(records) => {
  const none = { id: [], name: [], leads: {}, former: {} };
  const names = ["events", "actors", "places", "sources", "topics"];
  const world = form.chronicle.worldOf(Object.fromEntries(names.map((name) => [name, none])), records);
  return form.checks.problemsIn(groups, records, world).flatMap((of, n) =>
    of.map(({ code, message }) => [records[n].id, code, message]));
}"""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(_ids, st.tuples(_ids, st.lists(_ids, max_size=3)), max_size=5))
def test_circles_are_found_where_python_finds_them(rules: Page, steps: dict[str, tuple[str, list[str]]]) -> None:
    """Whatever leads to whatever: the same step is told, with the same ids around."""
    chronicle: dict[str, Record] = {}
    made = []
    for name, (part_of, offices) in steps.items():
        roles = [{"title": "x", "of": of} for of in offices]
        values = {"kind": "person", "name": "x", "part_of": part_of, **({"roles": roles} if roles else {})}
        record, _ = read_record(Document("", "", values, ()), "actors", name)
        assert record is not None
        chronicle[name] = record
        made.append({"type": "actor", "vocabulary": "actors", "id": name, "values": values})
    corpus = Corpus({**{vocabulary: {} for vocabulary in VOCABULARIES}, "actors": dict(sorted(chronicle.items()))}, {})
    wanted = [p.message for p in part_of_loop(corpus)]
    told = [message for _, code, message in rules.evaluate(_CIRCLES, made) if code == "part-of-loop"]
    assert sorted(wanted) == sorted(told)


URLS = (
    *(
        "https://a.example/",
        "http://a.example:80/x?y#z",
        "https://a.example:0/",
        "https://a.example:65536/",
        "x",
        "ftp://a.example/",
    ),
    *(
        "https://me@a.example/",
        "https://localhost/",
        "https://a/",
        "https://8.8.8.8/",
        "https://10.0.0.1/",
        "https://0x7f.1/",
    ),
    *(
        "https://1.2.3/",
        "https://192.168.1.1/",
        "https://224.0.0.1/",
        "https://a.b-c/",
        "https://münchen.example/",
        "https://a.example/ö",
    ),
    *(
        "https://xn--mnchen-3ya.example/",
        "https://a..example/",
        "https://-a.example/",
        "https://a.example./",
        "https://192.0.0.9/",
    ),
    *(
        "https://100.64.0.1/",
        "https://172.15.0.1/",
        "https://172.16.0.1/",
        "https://198.18.0.1/",
        "https://a.example/\\x",
        "https://" + "a" * 2050,
    ),
)


def test_addresses_are_judged_alike(rules: Page) -> None:
    """Public, private, numbered, broken."""
    script = "(urls) => urls.map((url) => form.description.addresses.faults[form.values.urlFault(url)] ?? null)"
    assert [url_fault(url) for url in URLS] == rules.evaluate(script, list(URLS))


def test_proposed_ids_are_those_of_kronik_new(rules: Page) -> None:
    """Day, speaker, gist; outlet, day, gist; or the name."""
    site = site_of_root()
    names = Names(site.corpus)
    records = files()
    wanted = [names.propose(type_name, values) for _, type_name, _, values, _ in records]
    people = [actor.id for actor in site.corpus.actors.values() if actor.kind == "person"]
    script = """([records, people]) =>
      records.map(([type, values]) => form.ids.propose(type, values, (id) => people.includes(id)))"""
    assert wanted == rules.evaluate(script, [[[t, values] for _, t, _, values, _ in records], people])


def test_every_word_of_the_form_is_asked_for_at_build() -> None:
    """A site in another language is told of each label that the scripts would miss."""
    scripts = "".join(path.read_text() for path in ASSETS.glob("*.js"))
    said = set(re.findall(r'"(form\.[\w.]+)"', scripts)) | {f"form.{name}" for name in ("check", "preview", "hand_in")}
    assert set() == {key for key in said if key != "form.left"} - set(needed())
    assert [] == list(missing_words(site_of_root().phrases))


def test_the_archive_is_a_zip(rules: Page) -> None:
    """Python opens it, finds nothing wrong and the same texts."""
    script = """async (files) => { const bytes = new Uint8Array(await form.zip.zip(files).arrayBuffer());
      return btoa(String.fromCharCode(...bytes)); }"""
    texts = [["content/events/2024/a.yml", "title: Ä 漢字\n"], ["content/actors/b.yml", ""]]
    with zipfile.ZipFile(io.BytesIO(b64decode(rules.evaluate(script, texts)))) as archive:
        assert None is archive.testzip()
        assert texts == [[name, archive.read(name).decode()] for name in archive.namelist()]
