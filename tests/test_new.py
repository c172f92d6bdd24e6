"""`kronik new` beyond blanks: answers, proposals, duplicates, saved pages, issue forms."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.build import inspect
from generator.characters import REFUSED
from generator.format import formatted
from generator.forms import FORMS, NoForm, form_yaml, read_answer
from generator.kinds import Statement
from generator.proposals import Names, slug
from generator.recordtext import record_text
from generator.webpage import NoPage, read_page
from generator.yamltext import read_yaml
from tests.test_cases import read
from tests.test_cli import ROOT, kronik
from tests.test_diff import put

TEXTS = st.text(min_size=1, max_size=300).filter(lambda text: not REFUSED.search(text) and text.strip(" \t\r\n"))
HOSTILE = [
    "a: b",
    "- x",
    "#c",
    "yes",
    "null",
    "012",
    "1e3",
    "'q'",
    '"q"',
    "a #b",
    "a:",
    "{x}",
    "*a",
    "x\ny",
    " s ",
    "%d",
    "x\\",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small chronicle of the cases."""
    put(tmp_path, read("base"))
    return tmp_path


@given(TEXTS | st.sampled_from(HOSTILE), TEXTS | st.sampled_from(HOSTILE))
def test_written_record_reads_back_letter_for_letter(title: str, summary: str) -> None:
    """Whatever the texts are, the file holds them and is canonical."""
    values = {"kind": "statement", "title": title, "summary": summary, "quotes": [{"text": summary, "language": title}]}
    text = record_text(Statement, values)
    assert values == read_yaml("", text).value
    assert formatted("", text, "events") == text


def test_answers_make_a_record_with_proposed_id_and_path(root: Path) -> None:
    """Day, speaker and gist make the id; names stand for ids; the record is whole."""
    answers = ["title=Mayor: the bridge was closed for 3,000 cars", "date=2024-10-XX", "speaker=MAYOR"]
    answers += ["summary=The mayor spoke again.", "source=paper-1", "topics=Roads"]
    done = kronik(root, "new", "statement", *(part for answer in answers for part in ("--set", answer)))
    assert (0, "content/events/2024/2024-10-mayor-bridge-closed-3000-cars.yml\n") == (done.returncode, done.stdout)
    assert [] == [problem for problem in inspect(root).problems if problem.severity == "error"]


def test_missing_answers_are_named(root: Path) -> None:
    """In a pipe nothing is asked; the sentence names the options."""
    done = kronik(root, "new", "statement", "--set", "title=X", "--set", "date=2024")
    assert (2, True) == (done.returncode, "speaker, summary, source not answered" in done.stderr)
    assert 0 == kronik(root, "new", "statement", "--set", "title=X", "--blanks").returncode
    assert 2 == kronik(root, "new", "statement", "--set", "colour=X").returncode


def test_duplicates_are_refused(root: Path) -> None:
    """The same id, a former id, the same address or name, and what `possible-duplicate` would tell."""
    put(root, {"topics/ways.yml": "title: Ways\nformer_ids: [paths]\n"})
    answers = ("--set", "title=Town on the bridge", "--set", "date=2024-10-19", "--set", "speaker=mayor")
    rest = ("--set", "summary=x", "--set", "source=paper-1")
    done = kronik(root, "new", "statement", *answers, *rest)
    assert (2, True) == (done.returncode, "said looks like the same event" in done.stderr)
    assert 0 == kronik(root, "new", "statement", *answers, *rest, "--anyway").returncode
    assert 2 == kronik(root, "new", "topic", "paths").returncode
    assert 2 == kronik(root, "new", "actor", "--set", "kind=person", "--set", "name=MAYOR").returncode
    done = kronik(root, "new", "source", "--url", "http://www.paper.example/1/", "--blanks")
    assert (2, True) == (done.returncode, "paper-1 has the same address" in done.stderr)


PAGE = """<!doctype html><html lang="ko_KR"><head><meta charset="utf-8"><title>Site | A</title>
<meta property="og:site_name" content="Daily  Leaf"><meta property="article:modified_time" content="2025-01-01">
<link rel="canonical" href="https://leaf.example/a?id=1"><script type="application/ld+json">{broken</script>
<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "headline": "A &amp; \\u202eB: “c”",
"datePublished": "2024-10-23T23:59:00+09:00", "dateModified": "2024-12-01"}]}</script></head><body><h1>Other</h1>"""


def test_saved_page_fills_a_source_and_its_new_outlet(root: Path, tmp_path: Path) -> None:
    """Title, day in the page's own zone, language, address; the outlet is known by host or becomes an actor."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    done = kronik(root, "new", "source", "--from-page", str(tmp_path / "page.html"))
    assert (0, ["content/actors/daily-leaf.yml", "content/sources/daily-leaf-2024-10-23-amp-b-c.yml"]) == (
        done.returncode, done.stdout.split(),
    ), done.stderr  # fmt: skip
    source = inspect(root).corpus.sources["daily-leaf-2024-10-23-amp-b-c"]
    assert ("2024-10-23", "ko-KR", "https://leaf.example/a?id=1") == (
        source.published and source.published.text, source.language, source.url,
    )  # fmt: skip
    (tmp_path / "page.html").write_text("<p>nothing is said", encoding="utf-8")
    done = kronik(root, "new", "--from-page", str(tmp_path / "page.html"), "--url", "https://paper.example/2")
    made = inspect(root).corpus.sources[Path(done.stdout.strip()).stem]
    assert ("paper", None, "und", True) == (made.outlet, made.title, made.language, bool(made.published_unknown))


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ('<meta name="date" content="2024-10">', "2024-10"),
        ('<time datetime="2024">', "2024"),
        ('<meta name="pubdate" content="20241023T101112">', "2024-10-23"),
        ('<meta name="date" content="2024-13-45"><meta name="DC.date" content="2024/10/23">', "2024-10-23"),
        ('<meta property="article:modified_time" content="2024-10-23">', ""),
        ('<meta name="date" content="last Tuesday">', ""),
    ],
)
def test_day_of_a_page_is_what_it_states(tmp_path: Path, html: str, day: str) -> None:
    """Never more digits than the page prints, never the day of a change."""
    (tmp_path / "x.html").write_text(html)
    assert day == read_page(tmp_path / "x.html").published


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff<", b"<html lang=" + b"x" * 99999, "<h1>é".encode("utf-16"), b"<meta charset=nope><h1>x"]
)
def test_hostile_page_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    """Empty, binary, cut off, in odd encodings: an answer or a reason, never a crash."""
    (tmp_path / "x.html").write_bytes(data)
    with suppress(NoPage):
        assert len(read_page(tmp_path / "x.html").title) < 1001


def answered(form_id: str, **values: str) -> str:
    """The body that GitHub makes of an answered form."""
    form = next(form for form in FORMS if form.id == form_id)
    return "\n\n".join(f"### {q.label}\n\n{values.get(q.id, '_No response_')}" for q in form.questions)


def test_forms_on_the_repository_are_those_of_the_package() -> None:
    """`.github/ISSUE_TEMPLATE/` is written from `generator/forms.py`, and is YAML that GitHub reads."""
    for form in FORMS:
        text = (ROOT / f".github/ISSUE_TEMPLATE/{form.id}.yml").read_text()
        assert form_yaml(form) == text
        assert {"name", "description", "title", "body"} == set(yaml.safe_load(text))
        assert len(form.questions) == len({q.id for q in form.questions}) == len({q.label for q in form.questions})


def test_answered_form_for_an_event_becomes_records(root: Path, tmp_path: Path) -> None:
    """Event, source and outlet; known names become ids, what was not answered is said to be unknown."""
    body = answered(
        "new-event", kind="statement", title="Mayor: bridge open", date="2024-10-21", speaker="Mayor", places="Bridge",
        summary="He said it was open.\n\n### not a heading of ours\n\nTwice.", about="closing", stance="denies",
        claim="It is open.", quote="open", source_url="https://leaf.example/9", source_outlet="Leaf",
    )  # fmt: skip
    (tmp_path / "issue.md").write_text(body.replace("\n", "\r\n"), newline="")
    done = kronik(root, "new", "--from-issue", str(tmp_path / "issue.md"))
    assert (0, 3) == (done.returncode, len(done.stdout.split())), done.stderr
    corpus = inspect(root).corpus
    event = corpus.events["2024-10-21-mayor-bridge-open"]
    assert isinstance(event, Statement)
    assert ("mayor", "denies", ("bridge",), "closing") == (
        event.speaker[0].actor, event.claims[0].stance, event.places, event.claims[0].about,
    )  # fmt: skip
    source = corpus.sources[event.sources[0].source]
    assert ("leaf", None, True) == (source.outlet, source.published, bool(source.published_unknown))


def test_answered_correction_changes_one_value_and_says_so(root: Path, tmp_path: Path) -> None:
    """The comment stays, the key has its right value, readers are told."""
    path = root / "content/events/2024/said.yml"
    path.write_text(path.read_text().replace("      - at_least: 3\n", "      - at_least: 3 # counted\n"))
    issue = tmp_path / "issue.md"
    body = {
        "record": "https://x.example/events/said/",
        "key": "claims.0.figures.0.at_least",
        "right": "4",
        "note": "Four, not three.",
    }
    issue.write_text(answered("correction", **body))
    assert 0 == (done := kronik(root, "new", "--from-issue", str(issue))).returncode, done.stderr
    text = path.read_text()
    assert "- at_least: 4 # counted\n" in text
    assert "note: Four, not three." in text
    assert [] == list(inspect(root).problems)
    issue.write_text(answered("correction", **{**body, "key": "claims.7.x"}))
    assert (2, text) == (kronik(root, "new", "--from-issue", str(issue)).returncode, path.read_text())
    issue.write_text(answered("correction", record="nowhere", note="x"))
    assert 2 == kronik(root, "new", "--from-issue", str(issue)).returncode


def test_answered_source_and_strange_texts(root: Path, tmp_path: Path) -> None:
    """A known address is not added again; a text that is no form is refused."""
    (tmp_path / "i.md").write_text(answered("new-source", source_url="https://paper.example/1", supports="closing"))
    done = kronik(root, "new", "--from-issue", str(tmp_path / "i.md"))
    assert (0, "", True) == (done.returncode, done.stdout, "cite paper-1 in closing" in done.stderr)
    for text in ("", "hello", "### Nothing known\n\nx"):
        with pytest.raises(NoForm):
            read_answer(text)


@given(st.text(max_size=200))
def test_slug_and_answers_take_any_text(text: str) -> None:
    """Any text gives a slug that can stand in an id, and a form or a refusal."""
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*|", slug(text))
    with suppress(NoForm):
        read_answer(f"### Title\n\n{text}")


def test_terminal_is_asked(root: Path) -> None:
    """On a terminal it asks, proposes an id and takes a name for an actor."""
    main, side = pty.openpty()
    command = [sys.executable, "-m", "generator", "-C", str(root), "new", "statement"]
    child = subprocess.Popen(command, stdin=side, stderr=side, stdout=subprocess.PIPE)
    os.close(side)
    os.write(main, b"Mayor: a new road\n2024-12-01\nMayer\ny\nHe spoke.\npaper-1\n\n")
    out, _ = child.communicate(timeout=60)
    os.close(main)
    assert (0, b"content/events/2024/2024-12-01-mayor-new-road.yml\n") == (child.returncode, out)


def test_names_are_found_in_any_language(root: Path) -> None:
    """An id, a name without its case, a name in another script."""
    put(root, {"actors/mayor.yml": "kind: person\nname: Mayor\nnames:\n  ko: 시장\n"})
    names = Names(inspect(root).corpus)
    assert ["mayor", "mayor", "mayor", None] == [names.find("actors", n) for n in ("mayor", " MAYOR", "시장", "x")]
