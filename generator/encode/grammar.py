"""The Markdown of prose: paragraphs, emphasis, lists, block quotes, links, inline code, line breaks.

The parser still knows raw HTML, headings and pictures, so that they can be reported and shown as text.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

RECORD_KINDS = ("event", "actor", "source", "place", "topic")
_RECORD = re.compile(rf"({'|'.join(RECORD_KINDS)}):([a-z0-9]+(?:-[a-z0-9]+)*)")

# Nearly every text is one such paragraph: lines that begin like no block, words without a mark of Markdown.
_WORDS = r"(?![-+#>=~]|[0-9]+[.)])[^\s\0\\`*_\[\]<&]++(?: [^\s\0\\`*_\[\]<&]++)*+"
_PLAIN = re.compile(rf"{_WORDS}(?:\n{_WORDS})*+\n?")


def is_plain(text: str) -> bool:
    """Whether a text is one paragraph of words, of which the parser would say nothing more."""
    return _PLAIN.fullmatch(text) is not None


_HOST = re.compile(r"(?<=://)[^/?#]*")
_SAYS_WHERE = re.compile(r"\s*(?:https?://|www\.)", re.IGNORECASE)


def host_of(link: str) -> str:
    """The host of an address, empty where it has none."""
    return found[0] if (found := _HOST.search(link)) else ""


class Grammar(MarkdownIt):
    """CommonMark that takes every address for a link and leaves it to us to refuse it aloud."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        """What markdown-it refuses itself stays text without a word."""
        return True

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """An address is shown as written, its host as browsers ask for it, so that look-alike letters show."""
        return link if link.isascii() else _HOST.sub(host_of(self.normalizeLink(link)), link)


_MARKS = re.compile(r"[\[\]()!*_`<>&\\\n#|~+=-]")

# Definitions would swallow lines, a fence or an indent would turn text into code, dashes into a rule.
GRAMMAR = Grammar("commonmark").disable(["code", "fence", "hr", "reference"])
RENDERER = RendererHTML()


def marks(text: str) -> int:
    """How many characters of a text may mean something in Markdown: what reading it costs grows with them."""
    return len(_MARKS.findall(text))


def parsed(text: str) -> list[Token]:
    """The blocks of a prose text, as written."""
    return GRAMMAR.parse(text)


def inlines(tokens: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Each block that holds text, with what stands in it."""
    for token in tokens:
        if token.type == "inline":
            yield token, token.children or []


def address(link: Token) -> str:
    """Where a link leads, as markdown-it percent-encodes it."""
    return str(link.attrs.get("href", ""))


def misleading(tokens: list[Token], at: int) -> str | None:
    """The words of the link that begins there, if they are an address on another host than it leads to."""
    words = ""
    for token in tokens[at + 1 :]:
        if token.type == "link_close":
            break
        words += letters(token)
    if not _SAYS_WHERE.match(words):
        return None
    said = GRAMMAR.normalizeLink(words.strip() if "://" in words else f"https://{words.strip()}")
    hosts = {host_of(link).lower().removeprefix("www.") for link in (said, address(tokens[at]))}
    return words if len(hosts) > 1 else None


def record_link(link: Token) -> tuple[str, str] | None:
    """Kind and id of the record that a link names, None if it names an address."""
    return record_of(address(link))


def record_of(address: str) -> tuple[str, str] | None:
    """Kind and id of the record that `event:id` and its like name."""
    found = _RECORD.fullmatch(address)
    return (found[1], found[2]) if found else None


def letters(token: Token) -> str:
    """What a reader sees of a token: the words that stand for a picture, raw HTML as it was written."""
    match token.type:
        case "image":
            return RENDERER.renderInlineAsText(token.children, GRAMMAR.options, {})
        case "softbreak" | "hardbreak":
            return " "
        case _:
            return token.content
