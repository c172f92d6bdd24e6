"""Hand-written pages are Markdown: no raw HTML, and only front matter that can do no harm."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from markdown_it.token import Token

from generator.characters import REFUSED, refusal
from generator.load.prose import FRONT_MATTER, MARKDOWN
from generator.problems import Problem, Where, quoted
from generator.yamltext import read_yaml

ALLOWED = ("title", "description", "hide", "search")


class HandWritten(Protocol):
    """A page with its path and text."""

    @property
    def path(self) -> str:
        """Relative to the root."""

    @property
    def text(self) -> str:
        """As written."""


def page_problems(pages: Iterable[HandWritten]) -> Iterator[Problem]:
    """What is wrong with hand-written pages."""
    for page in pages:
        if page.path.endswith(".md"):
            yield from _of_page(page)


def _of_page(page: HandWritten) -> Iterator[Problem]:
    for match in REFUSED.finditer(page.text):
        line = page.text.count("\n", 0, match.start()) + 1
        column = match.start() - page.text.rfind("\n", 0, match.start())
        yield Problem(Where(page.path, line, column), *refusal(match[0]))
    head = FRONT_MATTER.match(page.text)
    if head:
        yield from _front_matter(page, head[1] or "")
    offset = page.text.count("\n", 0, head.end()) if head else 0
    for token in _raw_html(MARKDOWN.parse(page.text[head.end() if head else 0 :])):
        line = offset + (token.map[0] + 1 if token.map else 1)
        message = f"{quoted(token.content.strip())} is raw HTML"
        yield Problem(Where(page.path, line), "raw-html", message, "write Markdown; put code between backticks")


def _front_matter(page: HandWritten, text: str) -> Iterator[Problem]:
    document = read_yaml(page.path, text)
    for problem in document.problems:
        yield Problem(
            Where(page.path, problem.where.line + 1, problem.where.column),
            problem.code,
            problem.message,
            problem.hint,
        )
    for key, value in document.value.items() if isinstance(document.value, dict) else ():
        where = Where(page.path, document.where_key((key,)).line + 1)
        if key not in ALLOWED:
            yield Problem(where, "unknown-key", f"{quoted(key)} is not used here", f"use one of: {', '.join(ALLOWED)}")
        elif re.search("[<>&]", str(value)):
            yield Problem(where, "raw-html", f"the {key} holds markup", "write plain words")


def _raw_html(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "html_block":
            yield token
        for child in token.children or ():
            if child.type == "html_inline":
                child.map = token.map
                yield child
