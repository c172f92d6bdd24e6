"""Hand-written pages are Markdown: no raw HTML, links that lead somewhere, and front matter that can do no harm."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import unquote

from generator.characters import REFUSED, refusal
from generator.corpus import VOCABULARIES, Corpus
from generator.encode import is_outside, marks, misleading_links, outside_fault, page_html, page_links, record_of
from generator.load.prose import FRONT_MATTER, Prose
from generator.problems import Problem, Where, quoted
from generator.yamltext import MAX_PROBLEMS, lone_carriage_return, read_yaml

ALLOWED = ("title", "description", "hide", "search")
MAX_MARKS = 8_000
"""Marks of Markdown on one page; reading a text made of nothing else takes many seconds."""
REPLACEABLE = ("about", "contribute", "method")
"""Pages of ours that a hand-written one may take the place of."""
SITE_WORDS = frozenset(
    {*VOCABULARIES, "api", "assets", "changes", "claims", "data", "feeds", "gaps", "index", "known", "schema", "search"}
    | {"sitemap", "timeline", "calendar", "openapi", "pagefind", "templates"}
)
"""First steps of the addresses that the site makes itself, or may make some day; MkDocs publishes no `templates`."""


def page_problems(pages: Iterable[Prose], corpus: Corpus) -> Iterator[Problem]:
    """What is wrong with hand-written pages and the files beside them."""
    for page in pages:
        yield from _address(page)
        if page.path.endswith(".md"):
            found = list(islice(_of_page(page, corpus), MAX_PROBLEMS + 1))
            yield from found


def split(text: str) -> tuple[str, str]:
    """Front matter and text of a page, the fences left out."""
    head = FRONT_MATTER.match(text)
    return (head[1] or "", text[head.end() :]) if head else ("", text)


def target(page: str, link: str) -> str:
    """The file that a link of a page names, both relative to the folder of pages; the page itself for `#part`."""
    path = unquote(link.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def _address(page: Prose) -> Iterator[Problem]:
    first = re.split("[./]", page.place)[0].lower()
    if first in SITE_WORDS or re.fullmatch("[0-9]{4}", first):
        message = f"the address /{first}/ belongs to the site itself"
        hint = f"give it another name; only {', '.join(REPLACEABLE)} may be replaced"
        yield Problem(Where(page.path), "path-collision", message, hint)


def _of_page(page: Prose, corpus: Corpus) -> Iterator[Problem]:
    if unreadable := list(islice(_characters(page), 20)):
        yield from unreadable
        return
    head, body = split(page.text)
    yield from _front_matter(page, head)
    offset = page.text.count("\n", 0, len(page.text) - len(body)) + 1
    if marks(body) > MAX_MARKS:
        message = f"the page holds more than {MAX_MARKS} marks of Markdown"
        yield Problem(Where(page.path, offset), "too-much-markup", message, "write plain sentences, or split the page")
        return
    for line, html in page_html(body):
        message = f"{quoted(html)} is raw HTML"
        where = Where(page.path, offset + line)
        yield Problem(where, "raw-html", message, "write Markdown; put code between backticks")
    for line, words in misleading_links(body):
        hint = "write where it leads, or plain words"
        yield Problem(Where(page.path, offset + line), "prose-markup", f"{quoted(words)} leads elsewhere", hint)
    for line, link, is_picture in page_links(body):
        yield from _link(Where(page.path, offset + line), link, is_picture, corpus)


def _characters(page: Prose) -> Iterator[Problem]:
    for match in REFUSED.finditer(page.text):
        line = page.text.count("\n", 0, match.start()) + 1
        column = match.start() - page.text.rfind("\n", 0, match.start())
        yield Problem(Where(page.path, line, column), *refusal(match[0]))
    yield from lone_carriage_return(page.path, page.text)


def _link(where: Where, link: str, is_picture: bool, corpus: Corpus) -> Iterator[Problem]:
    """What is known of a link while pages are not made yet; `pages/written.py` looks for the rest."""
    if is_picture and is_outside(link):
        hint = "put the picture itself beside the page"
        yield Problem(where, "prose-markup", f"the picture {quoted(link)} is not of this site", hint)
    elif is_outside(link):
        if fault := outside_fault(link):
            hint = "give the full public https address"
            yield Problem(where, "bad-address", f"{quoted(link)} can't be linked: {fault}", hint)
    elif leads_nowhere(where.path.split("/", 2)[2], link, corpus):
        yield unknown_link(where, link)


def unknown_link(where: Where, link: str) -> Problem:
    """A link within the site that leads nowhere."""
    hint = "name a file of this folder, a page of the site such as timeline/index.md, or a record as event:id"
    return Problem(where, "unknown-link", f"the link to {quoted(link)} leads nowhere", hint)


def leads_nowhere(place: str, link: str, corpus: Corpus) -> bool:
    """Whether a link of the page at a place names a record that is not there."""
    if record := record_of(link):
        return not corpus.has(f"{record[0]}s", record[1])
    folder, _, name = target(place, link).rpartition("/")
    return folder in VOCABULARIES and name != "index.md" and not corpus.has(folder, name.removesuffix(".md"))


def _front_matter(page: Prose, text: str) -> Iterator[Problem]:
    document = read_yaml(page.path, text)
    for problem in document.problems:
        where = Where(page.path, problem.where.line + 1, problem.where.column)
        yield Problem(where, problem.code, problem.message, problem.hint)
    if document.value is not None and not isinstance(document.value, dict) and not document.problems:
        hint = f"write keys with values: {', '.join(ALLOWED)}"
        yield Problem(Where(page.path, 2), "wrong-type", "the front matter is no group of keys", hint)
    for key, value in document.value.items() if isinstance(document.value, dict) else ():
        where = Where(page.path, document.where_key((key,)).line + 1)
        if key not in ALLOWED:
            yield Problem(where, "unknown-key", f"{quoted(key)} is not used here", f"use one of: {', '.join(ALLOWED)}")
        elif re.search("[<>&]", str(value)):
            yield Problem(where, "raw-html", f"the {key} holds markup", "write plain words")
        elif key in ("title", "description") and not isinstance(value, str):
            yield Problem(where, "wrong-type", f"the {key} is not a text", "write one line of text")
