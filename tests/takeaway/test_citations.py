"""Citations, read back by programs that are not ours."""

import json
import re
from datetime import date
from typing import Any

import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from generator.citations import FORMATS, cited, of_chronicle, of_day, of_event
from generator.citations.csl import csl_item
from generator.citations.reference import Reference
from generator.dates import Edtf
from generator.encode import one_line
from generator.exports.references import references
from generator.site import Site
from tests.takeaway.texts import HOSTILE, texts
from tests.test_exports import ADDRESS, root, site

__all__ = ["root", "site"]

CSL_STRINGS = {"id", "type", "title", "container-title", "publisher", "note", "URL", "language"}


def reference(text: str, when: str = "2024-10-23", key: str = "2024-10-23-kirby") -> Reference:
    """One with a text wherever text may stand."""
    return Reference(
        key=key,
        title=text,
        site=text,
        publisher=text,
        date=Edtf.parse(when),
        date_words=text,
        url=f"{ADDRESS}events/2024-10-23-kirby/",
        language="en",
        note=text,
        text=text,
    )


def decoder() -> LatexNodes2Text:
    """pylatexenc, with three names of LaTeX's kernel that it lacks or takes for another letter."""
    known = get_default_latex_context_db()
    names = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    known.add_context_category(
        "kernel", macros=[MacroTextSpec(name, mark) for name, mark in names.items()], prepend=True
    )
    return LatexNodes2Text(latex_context=known, keep_comments=True)


def read_bibtex(text: str, *, decode: bool = True) -> list[dict[str, str]]:
    """The fields of each entry, as bibtexparser reads them."""
    middleware = [LatexDecodingMiddleware(decoder=decoder())] if decode else []
    library = parse_string(text, append_middleware=middleware)
    assert [] == list(library.failed_blocks)
    return [{field.key: str(field.value) for field in entry.fields} for entry in library.entries]


def read_ris(text: str) -> list[dict[str, Any]]:
    """The tags of each record, as rispy reads them."""
    return list(rispy.loads(text))


# Letter for letter


@settings(deadline=None)
@given(texts)
def test_bibtex_holds_every_letter(text: str) -> None:
    """Braces, backslashes and signs that TeX would join come back as they were written."""
    (entry,) = read_bibtex(FORMATS["bibtex"].write([reference(text)]))
    shown = one_line(text)
    assert [shown] * 4 == [entry[name] for name in ("title", "editor", "organization", "note")]


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_bibtex_keeps_entries_apart(found: list[str]) -> None:
    """No text ends an entry, or begins one."""
    entries = read_bibtex(FORMATS["bibtex"].write([reference(text, key=f"key-{at}") for at, text in enumerate(found)]))
    assert [one_line(text) for text in found] == [entry["title"] for entry in entries]


@pytest.mark.parametrize("text", HOSTILE)
def test_bibtex_braces_are_balanced(text: str) -> None:
    """BibTeX counts them whatever stands before them; ASCII is all that is ever written for an ASCII text."""
    written = FORMATS["bibtex"].write([reference(text)])
    depth = 0
    for mark in re.findall("[{}]", written):
        depth += 1 if mark == "{" else -1
        assert depth >= 0
    assert 0 == depth


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_ris_holds_every_letter(found: list[str]) -> None:
    """One record each, whatever looks like a tag in the text; a reader drops spaces of any kind at its ends."""
    records = read_ris(FORMATS["ris"].write([reference(text) for text in found]))
    shown = [one_line(text).strip() for text in found]
    for name in ("title", "secondary_title", "publisher"):
        assert shown == [record[name] for record in records]
    assert [[text] for text in shown] == [record["notes"] for record in records]


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_csl_holds_every_letter(found: list[str]) -> None:
    """It is JSON; only what is shown as one space becomes one."""
    items = json.loads(FORMATS["csl"].write([reference(text) for text in found]))
    assert [one_line(text) for text in found] == [item["title"] for item in items]
    for name in ("container-title", "publisher", "note"):
        assert [one_line(text) for text in found] == [item[name] for item in items]


@settings(deadline=None)
@given(texts)
def test_links_hold_the_whole_file(text: str) -> None:
    """Without scripts, wherever the page is kept; no mark of the text gets into the page."""
    from urllib.parse import unquote

    for written in cited(reference(text)).written:
        assert isinstance(written.link, Markup)
        assert re.fullmatch(r"data:[a-z.+/-]+;charset=utf-8,[!$()*+,/:;=?@%A-Za-z0-9._~-]*", written.link)
        assert str(written.text) == unquote(written.link.partition(",")[2], errors="strict")


# Dates

DATES: list[tuple[str, dict[str, Any], tuple[str | None, str]]] = [
    ("2024-10-23", {"date-parts": [[2024, 10, 23]]}, ("2024", "2024/10/23/")),
    ("2024-10", {"date-parts": [[2024, 10]]}, ("2024", "2024/10//words")),
    ("2024", {"date-parts": [[2024]]}, ("2024", "2024///words")),
    ("2024-10-XX", {"date-parts": [[2024, 10]]}, ("2024", "2024/10//words")),
    ("2024-XX-XX", {"date-parts": [[2024]]}, ("2024", "2024///words")),
    ("2024-10-23~", {"date-parts": [[2024, 10, 23]], "circa": True}, ("2024", "2024/10/23/words")),
    ("2024-10?", {"date-parts": [[2024, 10]], "circa": True}, ("2024", "2024/10//words")),
    ("2024-21", {"date-parts": [[2024]], "season": 1}, ("2024", "2024///words")),
    ("2024-24~", {"date-parts": [[2024]], "season": 4, "circa": True}, (None, "///words")),
    ("202X", {"literal": "words"}, (None, "///words")),
    ("20XX", {"literal": "words"}, (None, "///words")),
    (
        "2024-10-01~/2024-10-15~",
        {"date-parts": [[2024, 10, 1], [2024, 10, 15]], "circa": True},
        ("2024", "2024/10//words"),
    ),
    ("2024-10/2025-01-02", {"date-parts": [[2024, 10], [2025, 1, 2]]}, (None, "///words")),
    ("2024-10-22/..", {"literal": "words"}, (None, "///words")),
    ("../2024-10-18", {"literal": "words"}, (None, "///words")),
    ("0033-04-03", {"date-parts": [[33, 4, 3]]}, ("0033", "0033/04/03/")),
]


@pytest.mark.parametrize(("when", "wanted", "tags"), DATES)
def test_dates_say_no_more_than_is_known(when: str, wanted: Any, tags: tuple[str | None, str]) -> None:
    """EDTF where the format takes it; else the digits that all days share, and words."""
    made = reference("words", when)
    assert wanted | {"edtf": when} == csl_item(made)["issued"]
    assert when == read_bibtex(FORMATS["bibtex"].write([made]), decode=False)[0]["date"]
    (record,) = read_ris(FORMATS["ris"].write([made]))
    assert tags == (record.get("year"), record["date"])


# What is cited


def test_event_is_cited_with_day_chronicle_and_the_day_it_entered(site: Site) -> None:
    """Nobody is made an author of what others wrote about them."""
    made = of_event(site, site.corpus.events["briefing"])
    name, publisher = site.settings.title, site.settings.publisher.name
    assert made.text == (
        "“Kirby at the briefing, with a title that is long enough to be folded, 한국어도 함께” (23 October 2024). "
        f"In: {name}. Ed. by {publisher}, added 2 January 2026. {ADDRESS}events/briefing/"
    )
    assert "author" not in csl_item(made)
    assert "added 3 January 2026, last changed 1 February 2026" == of_event(site, site.corpus.events["move"]).note


def test_chronicle_is_cited_with_the_day_of_its_state(site: Site) -> None:
    """It changes; a reader must be able to say which one was meant."""
    made = of_chronicle(site)
    assert ("chronicle-2026-03-01", "2026-03-01", ADDRESS) == (made.key, made.date.text, made.url)
    assert "state of 1 March 2026" in made.text
    known = of_day(site, date(2024, 10, 24))
    assert f"{ADDRESS}known/2024-10-24/" == known.url
    assert "As known on 24 October 2024" == known.title
    assert known.text.startswith(f"“As known on 24 October 2024”. In: {site.settings.title}. Ed. by ")
    items = [csl_item(of_chronicle(site)), csl_item(known)]
    assert [None, site.settings.title] == [item.get("container-title") for item in items]
    assert "2024-10-24" == known.date.text


def test_files_hold_the_chronicle_and_every_entry_that_stands(site: Site) -> None:
    """The same keys in every format."""
    files = {output.path: output.data.decode() for output in references(site)}
    keys = ["chronicle-2026-03-01", *(event.id for event in site.timeline.standing)]
    library = parse_string(files["data/citations.bib"])
    assert keys == [entry.key for entry in library.entries]
    assert keys == [record["id"] for record in read_ris(files["data/citations.ris"])]
    assert keys == [item["id"] for item in json.loads(files["data/citations.csl.json"])]
    assert {f"data/citations.{form.suffix}" for form in FORMATS.values()} < set(files)


def test_csl_items_keep_to_the_schema(site: Site) -> None:
    """Names and types of CSL 1.0.2; an item has nothing else."""
    for event in site.timeline.events:
        item = csl_item(of_event(site, event))
        assert "webpage" == item["type"]
        assert all(isinstance(item[name], str) for name in CSL_STRINGS)
        assert CSL_STRINGS | {"issued"} == set(item)
        assert {"date-parts", "season", "circa", "literal", "edtf"} >= set(item["issued"])


# The Citation File Format


def check_cff(text: str) -> dict[str, Any]:
    """What version 1.2.0 requires of a file, and no key that it does not know."""
    found = yaml.safe_load(text)
    known = {"cff-version", "message", "type", "title", "abstract", "authors", "url", "repository", "repository-code"}
    known |= {"license", "license-url", "version", "date-released", "keywords"}
    assert known >= set(found) >= {"cff-version", "message", "title", "authors"}
    assert "1.2.0" == found["cff-version"]
    assert found["type"] in ("software", "dataset")
    assert [{"name"}] * len(found["authors"]) == [set(author) for author in found["authors"]]
    return dict(found)


def test_data_say_how_they_are_cited(site: Site) -> None:
    """A dataset with the day of its state as its version."""
    found = check_cff({output.path: str(output.content) for output in references(site)}["data/CITATION.cff"])
    assert ("dataset", "2026-03-01", ADDRESS) == (found["type"], found["version"], found["url"])


@settings(deadline=None)
@given(texts)
def test_cff_holds_every_letter(text: str) -> None:
    """It is YAML, read by another parser than ours."""
    from generator.encode import yaml_text

    assert one_line(text) == yaml.safe_load(f"title: {yaml_text(text)}\n")["title"]


def test_repository_says_how_the_program_is_cited() -> None:
    """The file that forges and reference managers look for."""
    from tests.test_exports import ROOT

    found = check_cff((ROOT / "CITATION.cff").read_text())
    project = (ROOT / "pyproject.toml").read_text()
    assert ("software", "Kronik", "Apache-2.0") == (found["type"], found["title"], found["license"])
    assert f'version = "{found["version"]}"' in project
