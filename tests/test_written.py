"""Hand-written pages: hostile Markdown reaches MkDocs as text, links lead where they should, and nowhere else."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.build import build, inspect
from generator.encode import page_markdown
from tests.small import small_chronicle

TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "table", "thead", "tbody"),
    *("tr", "th", "td", "em", "strong", "a", "code", "br", "img"),
}
ATTRIBUTES = {"tabindex", "href", "rel", "start", "src", "alt", "id", "class", "title"}
HOSTILE = (
    "- x\n\n  ```\n  <script>alert(1)</script>\n  ```\n",
    "> ~~~\n> <img src=x onerror=alert(1)>\n> ~~~\n",
    "1. x\n\n        <script>alert(1)</script>\n",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1)) [y](java&#10;script:alert(1)) [z](data:text/html,<script>)",
    "[x][1]\n\n[1]: javascript:alert(1)\n",
    "<javascript:alert(1)>",
    "![x](https://evil.example/x.png) ![y](//evil.example/y.png)",
    '![a > b " c](x.png)',
    "[x](//evil.example/) [y](\\\\evil.example/) [z](/etc/passwd) [q](?x=1)",
    "<script>alert(1)</script>",
    "a <b onclick=x>b</b> <!-- c --> <?php ?> <![CDATA[x]]>",
    "# <script>x</script> {#id .c onclick=x}",
    "Setext <i>x</i>\n===\n",
    "x {: onclick=alert(1) }",
    "*[HTML]: x\n\nHTML\n\n[^1]: note\n\nx[^1]\n\n!!! note\n    x\n\n[TOC]\n",
    "| a | b |\n|---|:-:|\n| <b>x</b> | `|` |\n",
    "`<script>` ``` `` <x> `` ```",
    "klzzwxh:0001 \x02wzxhzdk:0\x03",
    "{{ config }} {% raw %} --8<-- 'x' [[x]]",
    "&lt;script&gt; &#60;x&#62; &copy; &nope;",
    "\\<script> \\[x](y) \\`",
    "***x*** __y__ ~~z~~ ==q== ^^r^^",
    "> # quoted\n>\n> - a\n>   - b\n>     1. c\n",
    "<div markdown=1>\n\n**x**\n\n</div>\n",
)
MARKS = st.text(alphabet=st.sampled_from("ab1 \n\n#*_`[]()<>!&;\\|-~:=/\"'{}^+."), max_size=150)


class Seen(HTMLParser):
    """Tags, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes tag and attributes."""
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        """Notes text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """No page holds one."""
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        """Nor a declaration."""
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        """Nor an instruction."""
        raise AssertionError(data)


def shown(text: str) -> Seen:
    """What MkDocs makes of a page."""
    made = page_markdown(text, lambda link: "there/" if link == "y" else None)
    return Seen(
        Markdown(extensions=["tables", "toc", "fenced_code"], extension_configs={"toc": {"permalink": True}}).convert(
            made
        )
    )


@settings(deadline=None, max_examples=300)
@given(text=MARKS)
@example(HOSTILE[0])
def test_any_text_is_harmless(text: str) -> None:
    """Few tags, few attributes, no address that we did not allow."""
    seen = shown(text)
    assert seen.tags <= TAGS
    assert set(seen.attributes) <= ATTRIBUTES
    assert {"nofollow ugc noopener"} >= set(seen.attributes.get("rel", ()))
    assert all(
        link.startswith(("#", "https://", "http://", "there/", "mailto:")) for link in seen.attributes.get("href", ())
    )
    assert not seen.attributes.get("src")
    assert {"headerlink", "toc"} >= set(seen.attributes.get("class", ()))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_pages_are_harmless(text: str) -> None:
    """The same for what is known to have broken others."""
    test_any_text_is_harmless.hypothesis.inner_test(text)  # type: ignore[attr-defined]


def test_markdown_is_kept() -> None:
    """Lists, tables, code with its breaks, quotations, emphasis, links."""
    table = "| x | y |\n|---|---|\n| 1 | `2` |\n\n"
    text = f"# T\n\n- a\n- *b*\n\n{table}```py\na < b\n\n  c\n```\n\n> q\n\n[w](https://w.org) [y](y)\n"
    seen = shown(text)
    assert {"h1", "ul", "li", "em", "table", "td", "code", "pre", "blockquote", "a"} <= seen.tags
    assert "a < b\n\n  c\n" in seen.text
    assert ["https://w.org", "there/"] == [link for link in seen.attributes["href"] if link[0] != "#"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small chronicle that a test may damage."""
    return small_chronicle(tmp_path)


def told(root: Path, text: str, path: str = "pages/x.md") -> list[str]:
    """Codes and lines of the problems of one page."""
    (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "content" / path).write_text(text)
    return [f"{p.where.line} {p.code}" for p in build(root).problems if p.severity == "error"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# x\n\n[a](javascript:b)\n", "3 bad-address"),
        ("# x\n\n[a](https://localhost/)\n", "3 bad-address"),
        ("# x\n\n[a](/etc/passwd)\n", "3 bad-address"),
        ("# x\n\n[a](../../../etc/passwd)\n", "3 unknown-link"),
        ("---\ntitle: x\n---\n\n[a](event:nobody)\n", "5 unknown-link"),
        ("# x\n\n[a](events/nobody.md)\n", "3 unknown-link"),
        ("# x\n\n[a](nowhere/index.md)\n", "3 unknown-link"),
        ("# x\n\n[a](events/said.md#nowhere)\n", "3 unknown-link"),
        ("# x\n\n[a](#nowhere)\n", "3 unknown-link"),
        ("# x\n\n![a](https://x.org/a.png)\n", "3 prose-markup"),
        ("# x\n\n![a](a.png)\n", "3 unknown-link"),
        ("# x\n\n- a\n\n  <b>c</b>\n", "5 raw-html"),
        ("# x\rx\n", "1 lone-carriage-return"),
        ("# x\u202e\n", "1 hidden-character"),
        ("---\n- a\n---\n", "2 wrong-type"),
        ("---\ntitle: [a]\n---\n", "2 wrong-type"),
        ("---\na: &b c\n---\n", "2 yaml-anchor"),
        ("*" * 9_000, "1 too-much-markup"),
    ],
)
def test_faults_are_told_with_their_line(root: Path, text: str, expected: str) -> None:
    """A contributor knows what to mend."""
    assert expected in told(root, text)


def test_links_become_addresses(root: Path) -> None:
    """Pages, their parts, records, generated pages and files beside pages, from any folder."""
    (root / "content/pages/a/b.txt").parent.mkdir()
    (root / "content/pages/a/b.txt").write_text("x")
    text = "[1](../notes.md#notes) [2](event:said) [3](../events/said.md) [4](../timeline/index.md)"
    text += " [5](b.txt) [6](../events/said.md#claim-1) [7](../index.md)"
    assert [] == told(root, text, "pages/a/c.md")
    page = next(str(output.content) for output in build(root).outputs if output.path == "a/c.md")
    wanted = ["notes/#notes", "events/said/", "events/said/", "timeline/", "a/b.txt", "events/said/#claim-1", ""]
    assert [f"../../{address}" for address in wanted] == Seen(page).attributes["href"]


@pytest.mark.parametrize(
    "path",
    [
        "timeline.md",
        "events/new.md",
        "api/x.md",
        "2031/index.md",
        "data/events.csv",
        "Known/x.md",
        "index.md",
        "assets/a.txt",
    ],
)
def test_addresses_of_the_site_are_not_taken(root: Path, path: str) -> None:
    """What the site makes, or may make some day, can't be replaced by a page or a file."""
    assert "1 path-collision" in told(root, "# x\n", f"pages/{path}")


def test_two_pages_of_one_address_are_told(root: Path) -> None:
    """Also where they differ only by case or by form."""
    told(root, "# x\n", "pages/two.md")
    assert ["1 path-collision"] == told(root, "# x\n", "pages/two/index.md")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("pages/con.md", "reserved-name"), ("pages/nul/x.md", "reserved-name"), ("pages/AUX.png", "reserved-name"),
        ("pages/readme.md", "reserved-name"), ("pages/x.html", "wrong-extension"), ("pages/x.svg", "wrong-extension"),
        ("pages/x.js", "wrong-extension"), ("pages/x.MD", "wrong-extension"), ("pages/a b.md", "bad-file-name"),
        ("pages/a b/x.md", "bad-file-name"), ("pages/<x>/y.md", "bad-file-name"), ("pages/é.md", "bad-file-name"),
        (f"pages/{'x' * 121}.md", "bad-file-name"), ("pages/-x.md", "bad-file-name"),
        ("pages/x./y.md", "bad-file-name"),
        ("pages/a/b/c/d/e/f/g/x.md", "wrong-folder"), (f"topics/{'x' * 121}.yml", "bad-file-name"),
        ("topics/con.yml", "reserved-name"), ("topics/x.yaml", "wrong-extension"), ("topics/é.yml", "bad-file-name"),
        ("topics/x.py", "wrong-extension"), ("mkdocs.yml", "wrong-folder"), ("topics/a/x.yml", "wrong-folder"),
    ],
)  # fmt: skip
def test_names_that_are_no_addresses_are_told(root: Path, path: str, expected: str) -> None:
    """Devices, scripts, spaces, letters that look like others, names too long and folders too deep."""
    (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "content" / path).write_text("title: x\n")
    assert expected in {problem.code for problem in inspect(root).problems}


def test_links_among_files_are_never_followed(root: Path) -> None:
    """A page, a picture, a folder of pages and the content itself."""
    pages = root / "content/pages"
    secret = root / "secret.md"
    secret.write_text("# secret\n")
    (pages / "link.md").symlink_to(secret)
    (pages / "link.png").symlink_to(secret)
    (pages / "folder").symlink_to(root)
    problems = [problem for problem in inspect(root).problems if problem.severity == "error"]
    assert ["symbolic-link"] * 3 == [problem.code for problem in problems]
    assert not any("secret" in json.dumps(str(o.content)) for o in build(root, keep_going=True).outputs)
    (root / "content").rename(root / "moved")
    (root / "content").symlink_to("moved")
    assert ["symbolic-link"] == [problem.code for problem in inspect(root).problems]


def test_very_deep_folders_are_told(root: Path) -> None:
    """The walk does not go deeper than any page may stand."""
    (root / "content/pages" / "/".join("a" * 900)).mkdir(parents=True)
    assert ["wrong-folder"] == [problem.code for problem in inspect(root).problems]
