"""The quick conversion gives what Python-Markdown gives, or nothing."""

import json
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.build import build
from generator.encode import front_matter as written
from generator.host.markdown import Converter
from generator.host.pages import front_matter

ROOT = Path(__file__).parents[2]

EXTENSIONS = ["toc", "tables", "fenced_code"]
OPTIONS = {"toc": {"permalink": True}}
CONVERTER = Converter(EXTENSIONS, OPTIONS)


def by_python_markdown(text: str) -> tuple[str, list[object]]:
    """What MkDocs would show."""
    md = markdown.Markdown(extensions=EXTENSIONS, extension_configs=OPTIONS)
    return md.convert(text), md.toc_tokens


def assert_same(text: str) -> None:
    """Either not understood, or the same."""
    made = CONVERTER.convert(text)
    if made is not None:
        assert by_python_markdown(text) == (made.html, made.toc)


UNDERSTOOD = [
    "",
    "<p>one</p>",
    "\n\n<p>one</p>\n\n\n<p>two</p>\n",
    "<p>one</p>\n<p>two</p>\n## Three\n\n<p>four</p>",
    "<div>\n\n<p>a <b>b</b> <br> c</p>\n\n\n</div>\n\n## A\n\n### B &#38; &#60;b&#62;\n\n## A\n\n# C\n\n## \u65e5\n",
    '<svg width="1"><circle r="5"/><svg x="2%"/></svg>',
    "<svg><svg><path d='x'/></svg></svg>".replace("'", '"') + "\n\n<p>x</p>",
    '<p title="a=b/c">x</p>  \n   \n<dl>\n<div><dt>a</dt><dd>b</dd></div>\n   \n</dl>',
    "<p>\tx</p>\n\n## H\n\n<hr>".removesuffix("<hr>"),
    '<script type="application/ld+json">{"a":"b &#38; c"}</script>',
    '<svg><linearGradient id="a"><stop offset="0"/></linearGradient></svg>'.join(("<div>\n", "\n</div>")),
    '<div class="a"\n  id="b"\n\n>x</div>\n\n<p>y</p>',
    "<div>\n<ul>\n<li>a</li></ul>\n</div><p>y</p>".replace("</div><p>", "</div>\n<p>"),
]


@pytest.mark.parametrize("text", UNDERSTOOD[1:])
def test_the_shape_of_our_pages_is_understood(text: str) -> None:
    """Blocks of HTML and headings, in any order and with any empty lines."""
    if "<svg" in text and not text.startswith("<p"):
        assert_same(text)  # no block to Python-Markdown
    else:
        assert CONVERTER.convert(text) is not None
        assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        '<div\ntitle="x">a</div>\n\n<p>y</p>',
        "<p-x>a</p-x>",
        "<div>x</div> >",
        "<div>x</div> y",
        "<p />",
        "<div>\n<p>x</p></div><p>y</p>",
        "<div>\n</div><p>x</p></div>",
        "<p>x</p><div>\n</div>",
        "<div>\n<sCript>\n<b>\n</sCript>\n</div>",
        '<div>\n<p title="x',
        "<div\n",
        " \n<p>x</p>",
        "<p>x</p>\n## A\nb",
    ],
)
def test_what_only_looks_like_a_block_is_the_same_or_not_understood(text: str) -> None:
    """A block begins with its tag on one line, and nothing stands beside it."""
    assert_same(text)


def test_lines_with_the_same_tags_are_told_apart() -> None:
    """What stands after the last tag of a line is no tag, whatever it is called."""
    converter = Converter(EXTENSIONS, OPTIONS)
    for last in ("text", ".", "", " ", "<text>", '<text x="1">', "<text/>", "<br>", ">"):
        text = f"<div>\n<g></g>{last}\n</div>\n\n<p>y</p>{last}\n\n<p></p>{last}"
        made = converter.convert(text)
        assert made is None or by_python_markdown(text) == (made.html, made.toc)
        assert (made is None) == (last not in ("", " "))


PIECES = [
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        '<a href="x">',
        "</a>",
        "<br>",
        "<hr>",
        "<br/>",
        "<b>",
        "</b>",
        "</ul>",
        "<ul>",
    ),
    *(
        "\n",
        "\n\n",
        "\n \n",
        " ",
        "   ",
        "\t",
        "text",
        "## H",
        "### &#38;",
        "# ",
        "#",
        "&amp;",
        "&copy",
        "&#38",
        "<",
        ">",
    ),
    *(
        "<!-- x -->",
        "<?x?>",
        "```",
        "~~~",
        "`",
        "*",
        "<script>",
        "</script>",
        "<svg>",
        "</svg>",
        "<svg/>",
        "</>",
        "<P>",
    ),
    *("<text>", "</text>", "<p-x>", "</p-x>", "<sCript>", "</sCript>", "<hR>", '<p\ntitle="x">', "<svG>", "</svG>"),
    *("<p title='x'>", '<p title="', '">', "<pre>", "</pre>", "<textarea>", "</textarea>", "- a", "1. a", "> a", "|a|"),
    *("<p><div></p></div>", "<section>\n\n", "</section>", "[x]: y", "[x]", "\x02", "\r\n", "<p/>", "<p >", "</p >"),
]


@settings(deadline=None)  # the machine may be busy: no test is timed
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_the_same_or_not_understood(text: str) -> None:
    """Broken nesting, odd tags and real Markdown never come out differently."""
    assert_same(text)


TREES = st.recursive(
    st.sampled_from(["x", "&#38;", "<br>", "a <b>b</b>", "\n\n", "<circle/>", "", " "]),
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "ul", "section", "svg", "b", "dl"]), st.lists(inner, max_size=3)
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=12,
)


@settings(deadline=None)  # the machine may be busy: no test is timed
@given(st.lists(st.one_of(TREES, st.sampled_from(["## A", "## A", "### B", "## &#42;"])), max_size=6), st.booleans())
def test_blocks_in_order_are_the_same(blocks: list[str], apart: bool) -> None:
    """Whatever is nested in whatever."""
    assert_same(("\n\n" if apart else "\n").join(blocks))


def test_other_extensions_are_left_to_python_markdown() -> None:
    """An extension may look into raw blocks."""
    assert None is Converter(["toc", "md_in_html"], {}).convert("<p>x</p>")


LINES = st.one_of(
    st.from_regex(r'[a-z_]{1,4}: "[^"\\]{0,9}"', fullmatch=True),
    st.text(max_size=12).map(lambda text: f"a: {json.dumps(text)}"),
    st.text(max_size=12).map(lambda text: f"b: {written(text)}"),
    st.sampled_from(["---", "", "a: 1", 'on: "x"', 'a: "\x85"', 'a: "\u2028"', "- x", "a: '", " --- ", "..."]),
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=4), st.sampled_from(["---\n", "--- \n", "\n---\n", ""]), st.text(max_size=9))
def test_front_matter_is_read_as_mkdocs_does(lines: list[str], fence: str, text: str) -> None:
    """Plain strings without YAML, all else by MkDocs."""
    content = f"{fence}{''.join(f'{line}{chr(10)}' for line in lines)}---\n{text}"
    assert get_data(content) == front_matter(content)


def test_every_page_of_the_site_is_understood() -> None:
    """A template that begins a block with an inline element (`svg`, `a`, …) costs each of its pages 5 ms: wrap it."""
    pages = [output for output in build(ROOT).outputs if output.path.endswith(".md")]
    assert [] == [page.path for page in pages if CONVERTER.convert(front_matter(str(page.content))[0]) is None]
