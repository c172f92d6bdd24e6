"""Plain text comes out of every encoder letter for letter, and as nothing but text."""

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.encode import (
    Verbatim,
    csv_cell,
    front_matter,
    html_attr,
    html_text,
    json_script,
    json_text,
    markdown_text,
    one_line,
    verbatim,
    xml_text,
)

# fmt: off
HOSTILE = (
    "1. x", "# x", "    x", "\\*x\\", "`x`", "```", "[[x]]", "{{ x }}", "{% x %}", "!!! note",
    "[TOC]", "*[HTML]: x", "^x^", "==x==", "&amp;", "&#46;", "<script>alert(1)</script>", "</title>",
    "[a]: b", "[a](javascript:b)", "a | b", "klzzwxh:0001", "wzxhzdk:0", "--8<-- 'x'",
    "x {: #id .c }", "- x", "1) x", ": x", "---", "===", "https://a.b/c_d_e", "\xa0x\u2003",
    "a\u2028b", "👩‍👩‍👧 🇰🇵", "\u202eשלום\u202c x", "«a»…", "a  b\n\n\tc\r\n", "' onclick='x", '"x"',
    "(c) -- ...",
)
# fmt: on
LETTERS = st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\t\r#*_`[](){}<>&|\\!:=-+.~^'\" 1")
TEXTS = st.sampled_from(HOSTILE) | st.text(LETTERS, max_size=30)
SHOWN = TEXTS.filter(one_line)
PLACES = {
    "p": "before\n\n{}\n\nafter",
    "h2": "# before\n\n## {}\n\nafter",
    "td": "| a | b |\n|---|---|\n| {} | x |",
    "li": "- {}\n- x",
    "blockquote": "> {}",
    "em": "a *{}* b",
    "div": "<div>{}</div>",
}
EXTENSIONS = [
    "toc",
    "tables",
    "fenced_code",
    "attr_list",
    "admonition",
    "footnotes",
    "abbr",
    "def_list",
    "md_in_html",
]


class Element(HTMLParser):
    """The text within the elements of one name, and every tag and attribute met."""

    def __init__(self, name: str, source: str) -> None:
        super().__init__()
        self.name, self.depth, self.text = name, 0, ""
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts how deep we are."""
        self.tags.append(tag)
        self.attributes |= dict(attrs)
        self.depth += tag == self.name

    def handle_endtag(self, tag: str) -> None:
        """Counts back."""
        self.depth -= tag == self.name

    def handle_data(self, data: str) -> None:
        """Text counts inside the element only."""
        self.text += data * bool(self.depth)


def test_one_line_keeps_all_but_ordinary_space() -> None:
    """Tabs, breaks and spaces become one space; no-break spaces and the like stay, at the ends too."""
    assert "\xa0a b\u2003" == one_line(" \t\xa0a \r\n\t b\u2003\n")


def test_every_mark_is_an_entity() -> None:
    """Each of the 32 ASCII punctuation marks is written as its decimal number."""
    marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    assert "".join(f"&#{ord(mark)};" for mark in marks) == markdown_text(marks)


@pytest.mark.parametrize("place", PLACES)
@settings(deadline=None)
@given(text=SHOWN)
def test_markdown_shows_the_letters(place: str, text: str) -> None:
    """Whatever is written stands in a page as those letters, and brings no tag with it."""
    page = PLACES[place]
    if place == "p":
        page = page.replace("before", "*before*")
    plain = Markdown(extensions=EXTENSIONS).convert(page.format("x"))
    shown = Markdown(extensions=EXTENSIONS).convert(page.format(markdown_text(text)))
    first = "before" if place == "p" else ""
    last = {"p": "after", "td": "x", "li": "x"}.get(place, "")
    assert first + one_line(text) + last == _without_breaks(Element(place, shown).text, text)
    assert Element(place, plain).tags == Element(place, shown).tags


def _without_breaks(shown: str, text: str) -> str:
    """The page's own line breaks are no part of the text, which holds none."""
    assert "\n" not in one_line(text)
    return shown.replace("\n", "")


@settings(deadline=None)
@given(SHOWN)
def test_contents_show_the_letters(text: str) -> None:
    """The table of contents, from which MkDocs takes titles, shows a heading as it was written."""
    markdown = Markdown(extensions=EXTENSIONS)
    markdown.convert(f"# {markdown_text(text)}")
    assert one_line(text) == html.unescape(vars(markdown)["toc_tokens"][0]["name"])


ASCII = st.text(st.sampled_from([*map(chr, range(128)), *"&#;&#; \n"]), max_size=40)


@given(ASCII)
def test_texts_of_ascii_are_encoded_as_all_others_are(text: str) -> None:
    """Marks of long ones are replaced one after another; references in a text stay the letters they are."""
    whole = one_line(f"a{text}b")
    assert " ".join([markdown_text(whole)] * 40) == markdown_text(" ".join([whole] * 40))
    assert f"{verbatim(Verbatim(text))}&#160;" == verbatim(Verbatim(f"{text}\u00a0"))


@pytest.mark.parametrize("encode", [markdown_text, html_text, html_attr])
@given(text=TEXTS)
def test_html_shows_the_letters(encode: Any, text: str) -> None:
    """In HTML text and in a quoted attribute the same letters arrive, and nothing else."""
    element = Element("b", f'<b title="{encode(text)}">{encode(text)}</b>')
    assert (one_line(text), {"title": one_line(text)}, ["b"]) == (
        element.text,
        element.attributes,
        element.tags,
    )


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@given(text=TEXTS)
@example(text="\ufeff\uffff\x7f\x85😀")
def test_front_matter_loads_back(loader: Any, text: str) -> None:
    """Both YAML readers find the HTML-escaped text on one line."""
    line = f"title: {front_matter(text)}"
    assert not re.search("[\r\n\x7f-\x9f\u2028\u2029\ufeff]", line)
    assert {"title": str(html_text(text))} == yaml.load(line, loader)


@given(TEXTS)
def test_xml_reads_back(text: str) -> None:
    """Text and attribute values survive XML with every space; what XML can't hold is marked."""
    element = ElementTree.fromstring(f'<a b="{xml_text(text)}">{xml_text(text)}</a>')
    kept = re.sub("[\ufffe\uffff]", "\ufffd", text)
    assert (kept, kept) == (element.text or "", element.get("b"))


def test_xml_marks_what_it_cannot_hold() -> None:
    """A control character in a feed would make the whole feed unreadable."""
    assert "a\ufffdb\ufffd" == xml_text("a\x00b\uffff")


@given(TEXTS | st.builds(str.__add__, st.sampled_from("'=+-@\t\r\n ＝＋－＠"), TEXTS))
@example("'=1")
def test_csv_reads_back(text: str) -> None:
    """A spreadsheet runs no cell, and taking the apostrophe away gives the text as written."""
    file = io.StringIO(newline="")
    csv.writer(file).writerow([csv_cell(text), "x"])
    cell = next(csv.reader(io.StringIO(file.getvalue(), newline="")))[0]
    assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert text == (cell[1:] if cell[:1] == "'" and csv_cell(cell[1:]) == cell else cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", None),
        ("-5", -5),
        ("0.5", 0.5),
        ("true", True),
        ("'=1+1", "=1+1"),
        ("' @a", " @a"),
        ("2024-10", "2024-10"),
    ],
)
def test_csv_leads_formulas_only(cell: str, value: str | float | None) -> None:
    """Numbers stay numbers and ordinary text stays as it is."""
    assert cell == csv_cell(value)


@given(TEXTS)
def test_json_reads_back(text: str) -> None:
    """JSON keeps every letter, also where no `<`, `>` or `&` may stand."""
    value = {"b": [text, 1, None], "a": text}
    script = json_script(value)
    assert value == json.loads(script) == json.loads(json_text(value)) == json.loads(json_text(value, compact=True))
    assert not re.search("[<>&\u2028\u2029]", script)


def test_json_layout() -> None:
    """Keys keep their order, letters stay readable, a file ends with a line break."""
    assert '{\n "b": "서울",\n "a": [\n  1\n ]\n}\n' == json_text({"b": "서울", "a": [1]})
    assert '{"b":"서울","a":[1]}\n' == json_text({"b": "서울", "a": [1]}, compact=True)
