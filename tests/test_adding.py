"""What the form in the browser is given: records to choose and to correct, addresses of the host, the checks' words."""

import json
from pathlib import Path

import pytest

from generator.adding.choices import choices, drawer, drawers_of, filled_drawers
from generator.adding.description import description, host
from generator.adding.sentences import sentences
from generator.corpus import VOCABULARIES
from generator.exports.adding import adding
from generator.settings import Settings, configure
from generator.site import Site
from tests.browser.forms import site_of
from tests.hostile import HOSTILE, chronicle
from tests.small import ROOT, small_chronicle


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The small chronicle."""
    return site_of(small_chronicle(tmp_path))


def test_every_record_lies_in_the_drawer_of_its_address(site: Site) -> None:
    """Once, letter for letter as its file has it."""
    found = {}
    for number, held in enumerate(filled_drawers(site.corpus)):
        for address, (path, text) in held.items():
            assert number == drawer(address, drawers_of(site.corpus))
            found[address] = path, text
    assert {f"{record.vocabulary}/{record.id}" for record in site.corpus} == set(found)
    assert all(site.corpus.documents[path].text == text for path, text in found.values())


def test_drawers_grow_with_the_chronicle_and_seldom_change(site: Site) -> None:
    """A power of two; one where there is little or nothing."""
    assert 1 == drawers_of(site.corpus)
    assert 0 == drawer("events/said", 1)
    assert 0xBF9CF968 % 256 == drawer("foobar", 256)  # the hash of the reference's own test


def test_columns_are_of_one_length(site: Site) -> None:
    """Each place in them is one record."""
    for vocabulary in VOCABULARIES:
        columns = dict(choices(site, vocabulary))
        for key in ("former", "leads"):
            del columns[key]
        assert {len(site.corpus[vocabulary])} == {len(column) for column in columns.values()}


def test_an_empty_chronicle_has_its_form(tmp_path: Path) -> None:
    """The first record has to come from somewhere."""
    outputs = {output.path: json.loads(output.data) for output in adding(site_of(tmp_path))}
    assert [] == outputs["assets/form/data/events.json"]["id"]
    assert {} == outputs["assets/form/data/records/0.json"]


def test_hostile_texts_come_through(tmp_path: Path) -> None:
    """What a file holds is in its drawer; names are on one line."""
    chronicle(tmp_path, HOSTILE, "Plain.")
    site = site_of(tmp_path)
    outputs = {output.path: json.loads(output.data) for output in adding(site)}
    names = outputs["assets/form/data/topics.json"]["name"]
    assert len(HOSTILE) == len(names)
    assert not any("\n" in name or "\t" in name for name in names)


def _host(**changed: str) -> dict[str, str]:
    configuration, _ = configure(ROOT)
    assert configuration is not None
    return dict(host(configuration.settings.model_copy(update={"repository": None, "edit": None, **changed})))


def test_addresses_of_the_host_follow_from_what_the_owner_set() -> None:
    """GitHub is known; elsewhere a new file opens where `new` says, and without anything files are downloaded."""
    assert {""} == set(_host().values())
    github = _host(edit="https://github.com/o/r/edit/main/{path}")
    assert "https://github.com/o/r/new/main?filename={path}&value={text}" == github["new"]
    assert "https://github.com/o/r/upload/main" == github["upload"]
    elsewhere = _host(edit="https://host.example/edit/{path}", new="https://host.example/new?p={path}&t={text}")
    assert {"edit", "new"} == {name for name, address in elsewhere.items() if address}
    assert "new" in Settings.model_fields


def test_sentences_hold_no_value_of_an_example() -> None:
    """All that differs from mistake to mistake is a name in braces."""
    for name, (code, message, hint, severity) in sentences().items():
        assert code
        assert severity in ("error", "warning")
        assert "x " not in f"{message} {hint} ", name
        assert not {"happened", "missing-one"} & set(f"{message} {hint}".split())


def test_the_description_is_plain_data(site: Site) -> None:
    """It survives JSON, so that the form reads what was meant."""
    made = description(site)
    again = json.loads(json.dumps(made))
    assert set(made) == set(again)
    assert "statement" == again["types"][0]["type"]
