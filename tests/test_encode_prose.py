"""Prose may use a little Markdown, and nothing else of it reaches a page."""

import html
import re
from html import unescape
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.encode import misleading_links, one_line, prose, prose_links, prose_problems, prose_text
from generator.encode.prose import rendered

# fmt: off
HOSTILE = (
    "`*x*` `&lt;` `{{ x }}`", "{{ x }} {% x %}", "[x][y]", "http://a.org/_b_", "[x]: http://a.org",
    "# x", "x\n===", "```\nx\n```", "<script>alert(1)</script>", "<!-- x\n\ny",
    "![a *b*](http://a.org/b.png)", "[a](javascript:b)", "<b onclick=x>y</b>", "- a\n\n  b\n- c",
    "> a\n> b", "3. a\n4. b", "a  \nb", "a\\\nb", "&#10;&#10;", "&nbsp;a&nbsp;", "\xa0a\u2028b",
    "    a\n\n\tb", '[a](event:b "c")', "[a](event:no)", "<https://a.org>",
    "[a](https://a.org?b=1&c=2)", "[*a*](actor:b) **c**", "[TOC]", "!!! x", "klzzwxh:0001",
    "x {: #id }", "<div markdown=1>\n\n*x*\n\n</div>", "- - - a", "***", "1) a",
    "a | b\n--|--\nc | d", "~~~", "</p>x",
)
# fmt: on
LETTERS = st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\n #*_`[](){}<>&|\\!:=-+.~^'\"1a")
PIECES = st.lists(st.sampled_from(HOSTILE) | st.text(LETTERS, max_size=12), max_size=5)
TEXTS = st.builds(str.join, st.sampled_from(["", " ", "\n", "\n\n"]), PIECES)
SENTENCES = st.text(st.sampled_from("abК서 ,.:;?!()'\"-+#>=~%/1\n\xa0|{}@$^"), max_size=30)
ALLOWED = re.compile(
    r"</?(?:p|em|strong|ul|ol|li|blockquote|code|div)>|<br>|</a>|<ol start=\"[0-9]+\">"
    r"|<a href=\"\.\./[a-z]+s/[a-z0-9-]+/\">|<a href=\"https?://[^\"<>]+\" rel=\"nofollow ugc noopener\">"
)
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


def resolve(kind: str, record: str) -> str | None:
    """Every record is known but those named `no`."""
    return None if record == "no" else f"../{kind}s/{record}/"


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("<p>One (a), two.</p>", "One (a),\ntwo.\n"),
        ("<p><em>a</em> <strong>b</strong> <code>&#42;c&#42;</code></p>", "*a* **b** `*c*`"),
        ('<p><a href="../events/b-c/">a</a></p>', '[a](event:b-c "title")'),
        ("<p>a b</p>", "[a](event:no) [b](other:x)"),
        (
            '<p><a href="https://b.org/?c&amp;d" rel="nofollow ugc noopener">a</a></p>',
            "[a](https://b.org/?c&d)",
        ),
        ("<p>a b c</p>", "[a](http://localhost) [b](../x/) [c](javascript:d)"),
        ("<p>&#60;b&#62;a b</p>", "<b>a ![b](https://a.org/b.png)"),
        ("<p>&#60;p&#62; a&#160;</p>", "<p>\na\xa0\n"),
        ("<div>\n<p>a</p>\n<p>b</p>\n</div>", "# a\n\nb"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b"),
        ('<ol start="3">\n<li>a</li>\n</ol>', "3. a"),
        ("<blockquote>\n<p>a<br> b</p>\n</blockquote>", "> a\\\n> b"),
        ("<p>--- a</p>", "---\n    a"),
        ("<p></p>", " \n"),
    ],
)
def test_what_prose_shows(shown: str, text: str) -> None:
    """Each part of the grammar has its tag, all the rest is text."""
    assert shown == prose(text, resolve)


@given(TEXTS)
def test_prose_has_only_allowed_tags(text: str) -> None:
    """No text makes another tag or attribute than ours, nor a blank line."""
    shown = prose(text, resolve)
    assert re.match("<(?:p|div|ul|ol|blockquote)[ >]", shown)
    assert "" == "".join(tag for tag in re.findall("<[^>]*>?", shown) if not ALLOWED.fullmatch(tag))
    assert not re.search(r"\n\s*\n", shown)


@settings(deadline=None)
@given(TEXTS)
def test_pages_leave_prose_alone(text: str) -> None:
    """Python-Markdown passes it through byte for byte, between paragraphs that are still read."""
    shown = prose(text, resolve)
    page = Markdown(extensions=EXTENSIONS).convert(f"*a*\n\n{shown}\n\n*b*")
    assert f"<p><em>a</em></p>\n{shown}\n<p><em>b</em></p>" == page.replace("\n\n", "\n")


@given(SENTENCES | TEXTS)
def test_short_way_gives_the_same(text: str) -> None:
    """Text without marks skips the parser, and no reader can tell."""
    assert rendered(text, resolve) == prose(text, resolve)


@given(TEXTS)
def test_prose_text_is_what_is_shown(text: str) -> None:
    """Feeds and search hold the words of the page."""
    shown = html.unescape(re.sub("<[^>]*>", "", prose(text, resolve)))
    assert re.sub("[\t\n\r\x85 ]", "", shown) == prose_text(text).replace(" ", "")
    assert one_line(prose_text(text)) == prose_text(text)


def test_prose_text_parts_blocks() -> None:
    """Words of two blocks don't run together."""
    assert "a b c d e" == prose_text("# a\n\n- b\n- *c*\n  d\n\n> e")


def test_record_links_in_order() -> None:
    """Every link to a record is found, known or not, but none in code."""
    links = [("event", "a"), ("topic", "no"), ("place", "c-1")]
    assert links == prose_links("[x](event:a) `[x](event:b)`\n\n- [y](topic:no)\n- <place:c-1> [z](https://a.org)")


@pytest.mark.parametrize(
    ("line", "part", "text"),
    [
        (0, "raw HTML '<b>'", "a <b> c"),
        (3, "raw HTML '<div>", "a\n\n\n<div>\nb\n</div>"),
        (2, "heading", "a\n\n# b"),
        (0, "heading", "a\n---"),
        (1, "picture", "a\n![b](https://a.org/b.png)"),
        (5, "link to '../c/'", "a\n\n- b\n\n  b\n  [c](../c/)"),
        (0, "link to 'javascript:a'", "<javascript:a>"),
        (0, "link to 'event:A'", "[a](event:A)"),
        (0, "too deep", "> " * 30 + "a"),
    ],
)
def test_problems_name_line_and_fault(line: int, part: str, text: str) -> None:
    """What prose may not hold is told with its line, and only once."""
    [(found, what)] = prose_problems(text)
    assert (line, True) == (found, part in what)


def test_good_prose_has_no_problems() -> None:
    """All that prose may use stays unreported."""
    text = "a < b *c* **d** `<e>`\n\n- [f](event:g)\n\n> <https://h.org> \\# 2 > 1 & [i]"
    assert [] == prose_problems(text)


@pytest.mark.parametrize(
    "unit",
    ["[", "![", "*", "*a ", "_a*", "<", "<!--", "> ", "- ", "&", "[a](", "[a](<", "\\", "](", "a ", "-\n"],
)
def test_hostile_prose_is_read_at_once(unit: str) -> None:
    """Sixteen kilobytes of one mark take less than a second."""
    start = process_time()
    prose(unit * (16_384 // len(unit)), resolve)
    assert process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("[https://a.org/x](https://a.org/x)", True), ("[www.a.org](https://a.org/)", True),
        ("[https://a.org](https://www.a.org/x)", True), ("[HTTP://A.org/](https://a.org/)", True),
        ("<https://пример.рф/>", True), ("[https://пример.рф](https://xn--e1afmkfd.xn--p1ai/)", True),
        ("[a.org tells](https://b.org)", True), ("[The town](https://b.org)", True),
        ("[https://a.org](https://b.org)", False), ("[*https://a*.org](https://b.org)", False),
        ("[www.a.org](https://a.org.evil.org)", False), ("[https://a.org/x](event:x)", False),
        ("[https://раypal.com](https://evil.org)", False), ("[https://paypal.com](https://раypal.com)", False),
    ],
)  # fmt: skip
def test_words_that_are_an_address_lead_there(text: str, fine: bool) -> None:
    """Readers take such words for the address; only what stands before the path is compared."""
    assert fine == (prose_problems(text) == [])
    assert fine == (list(misleading_links(text)) == [])


def test_look_alike_hosts_stand_as_punycode() -> None:
    """In the words of an address too; the path stays as it was written."""
    shown = str(prose("<https://раypal.com/Привіт>", lambda *_: None))
    assert "https://xn--ypal-43d9g.com/Привіт" in unescape(shown)
    assert "раypal" not in shown


@pytest.mark.parametrize("url", ["https://ⓐ.org", "https://ａ.org", "https://xn--x.org", "https://xn--a.xn--b"])
def test_hosts_that_no_browser_takes_are_told(url: str) -> None:
    """The sanitiser would drop such an address, and leave a link that leads nowhere."""
    assert 1 == len(prose_problems(f"[x]({url})")) or 'href="https://' in prose(f"[x]({url})", lambda *_: None)
