"""A hand-written page of `content/pages/`: what it is called and where its links lead."""

import re
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from markdown_it import MarkdownIt

from generator.encode import record_of
from generator.yamltext import read_yaml

NOT_FOUND = "404.md"
"""What hosts show for an address that is not there; nobody goes to it."""
FRONT_MATTER = re.compile(r"---\r?\n(.*?\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
MARKDOWN = MarkdownIt("commonmark").enable("table")
_HEADING = re.compile(r"^#[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


@dataclass(frozen=True)
class Prose:
    """A hand-written page: its path and its text."""

    path: str
    text: str

    @property
    def place(self) -> str:
        """Its path within the folder of pages, which is its place in the site's source tree."""
        return self.path.split("/", 2)[2]

    @cached_property
    def title(self) -> str:
        """What the page calls itself, in its front matter or its first heading; else the name of its file."""
        head = FRONT_MATTER.match(self.text)
        keys = read_yaml(self.path, head[1]).value if head and head[1] else None
        titled = keys.get("title") if isinstance(keys, dict) else None
        heading = _HEADING.search(self.text[head.end() if head else 0 :])
        stem = self.path.rsplit("/", 1)[-1].removesuffix(".md")
        return titled if isinstance(titled, str) else heading[1] if heading else stem

    @cached_property
    def leads_to(self) -> frozenset[str]:
        """The pages of the source tree that it links to, by their place in it."""
        head = FRONT_MATTER.match(self.text)
        tokens = MARKDOWN.parse(self.text[head.end() if head else 0 :])
        links = [str(child.attrs.get("href", "")) for token in tokens for child in token.children or ()]
        records = frozenset(f"{kind}s/{record_id}.md" for kind, record_id in filter(None, map(record_of, links)))
        paths = (unquote(re.split("[?#]", link)[0]) for link in links)
        return records | frozenset(normpath(join(dirname(self.place), path)) for path in paths if path.endswith(".md"))
