"""Hostile text in every field comes out of every format letter for letter, and changes nothing but letters."""

import csv
import io
import json
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from generator.build import Built, build
from generator.encode import one_line
from tests.hostile import HOSTILE, chronicle

DATA = re.compile("data:application/[a-z.+-]+;charset=utf-8,.*", re.DOTALL)
"""A file that stands in its own link; the words in it are percent-encoded."""
MEEK = tuple(f"word {number}" for number in range(len(HOSTILE)))


class Frame(HTMLParser):
    """What a page is made of apart from its words: tags, and the attributes that lay out, name or run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: Counter[tuple[str, ...]] = Counter()
        self.attributes: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts a tag with its attributes; the words in them are their own business."""
        given = [(k, DATA.sub("data:", v or "")) for k, v in attrs]
        shown = [f"{k}={v}" if k in ("id", "class", "style", "rel", "href") else k for k, v in given]
        self.parts[(tag, *shown)] += 1

    def handle_comment(self, data: str) -> None:
        """Counts a comment."""
        self.parts[("comment", data)] += 1

    def handle_pi(self, data: str) -> None:
        """Counts an instruction."""
        self.parts[("instruction", data)] += 1


def _unled(parts: Counter[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The parts without where their links lead."""
    return {tuple(word for word in part if not word.startswith("href=")) for part in parts}


def made(root: Path, texts: tuple[str, ...]) -> dict[str, str]:
    """The outputs of a chronicle of such texts."""
    chronicle(root, texts, "Plain words.")
    built: Built = build(root)
    assert [] == [str(problem) for problem in built.problems if problem.severity == "error"]
    return {output.path: output.data.decode() for output in built.outputs}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every file of the hostile chronicle."""
    return made(tmp_path_factory.mktemp("hostile"), HOSTILE)


@pytest.fixture(scope="module")
def meek(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every file of the same chronicle with harmless words."""
    return made(tmp_path_factory.mktemp("meek"), MEEK)


def test_text_changes_no_tag_and_no_attribute(hostile: dict[str, str], meek: dict[str, str]) -> None:
    """Page for page the hostile site has the frame of the harmless one."""
    assert sorted(meek) == sorted(hostile)
    pages = [path for path in meek if path.endswith((".md", ".html", ".svg"))]
    assert len(pages) > 200
    for path in pages:
        harmless, found = Frame(meek[path]).parts, Frame(hostile[path]).parts
        if path.count("/") == 1 and "index" not in path:
            assert harmless == found, path
        else:  # lists are ordered and parted by what stands in them: a link may stand on another page
            assert _unled(found) <= _unled(harmless), path


def test_front_matter_is_the_same_keys_with_escaped_values(hostile: dict[str, str], meek: dict[str, str]) -> None:
    """YAML reads back what was written, escaped for the theme, and no key that data brought."""
    for path in (path for path in meek if path.endswith(".md")):
        heads = [yaml.safe_load(files[path].split("\n---\n")[0].removeprefix("---\n")) for files in (meek, hostile)]
        assert list(heads[0]) == list(heads[1]), path
        assert not re.search("[<>\"']", str(heads[1]["title"])), path
    titles = [yaml.safe_load(hostile[f"events/e{n}.md"].split("\n---\n")[0][4:])["title"] for n in range(len(HOSTILE))]
    assert [one_line(text) for text in HOSTILE] == [unescape(title) for title in titles]


def test_json_gives_the_text_back(hostile: dict[str, str]) -> None:
    """Letter for letter, in every file that parses."""
    for path in (path for path in hostile if path.endswith(".json")):
        json.loads(hostile[path])
    items = {item["id"]: item["title"] for item in json.loads(hostile["api/v1/events.json"])["items"]}
    assert list(HOSTILE) == [items[f"e{number}"] for number in range(len(HOSTILE))]


def test_tables_hold_no_formula_and_give_the_text_back(hostile: dict[str, str]) -> None:
    """A spreadsheet runs nothing; taking one apostrophe away gives the text as written."""
    for path in (path for path in hostile if path.endswith(".csv")):
        rows = list(csv.reader(io.StringIO(hostile[path])))
        assert {len(rows[0])} == {len(row) for row in rows}
        numeric = re.compile(r"-?[0-9.]*")
        cells = [cell for row in rows for cell in row if not numeric.fullmatch(cell)]
        assert [] == [cell for cell in cells if re.match(r"[\t\r\n]|\s*[=+\-@＝＋－＠]", cell)], path
    records = list(csv.DictReader(io.StringIO(hostile["data/events.csv"])))
    titles = {row["id"]: row["title"] for row in records}
    for number, text in enumerate(HOSTILE):
        assert text in (titles[f"e{number}"], titles[f"e{number}"].removeprefix("'"))


def test_feeds_parse_and_give_the_text_back(hostile: dict[str, str], meek: dict[str, str]) -> None:
    """XML with the same elements, whatever the words."""
    for path in (path for path in meek if path.endswith((".atom", ".xml"))):
        frames = [Counter(e.tag for e in ElementTree.fromstring(files[path]).iter()) for files in (meek, hostile)]
        assert frames[0] == frames[1], path
        found = {one_line(text) for e in ElementTree.fromstring(hostile[path]).iter() if (text := e.text or "")}
        if path == "feeds/events.atom":
            assert any(one_line(HOSTILE[0]) in text for text in found)


def test_calendar_has_the_same_lines(hostile: dict[str, str], meek: dict[str, str]) -> None:
    """No text begins a line of its own."""
    assert "calendar.ics" in meek

    def names(text: str) -> Counter[str]:
        lines = text.replace("\r\n ", "").split("\r\n")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        return Counter(re.split("[:;]", line)[0] for line in lines)

    assert names(meek["calendar.ics"]) == names(hostile["calendar.ics"])


def test_every_outside_link_says_whose_word_it_is(hostile: dict[str, str]) -> None:
    """`nofollow ugc noopener` on links that contributors wrote; none leads out by another way."""

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            link = given.get("href") or ""
            if link.startswith("data:"):
                assert "download" in given, link
                assert DATA.fullmatch(link), link
            elif tag == "a" and re.match(r"[a-z+]+:|//|\\", link, re.IGNORECASE):
                rel = set((given.get("rel") or "").split())
                assert "noopener" in rel, (link, rel)
                assert link.startswith("https://"), link

    for path, text in hostile.items():
        if path.endswith(".md"):
            Links(convert_charrefs=True).feed(text)
