"""Hand-written pages, made anew so that they can be read in one way only (see `encode/written.py`)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from generator.checks.pages import leads_nowhere, split, target, unknown_link
from generator.encode import first_heading, front_matter, is_outside, page_links, page_markdown, record_of
from generator.load.prose import Prose
from generator.output import Output, Unmade, address_of, root_of
from generator.problems import Problem, Where
from generator.site import Site
from generator.yamltext import read_yaml

_HIDDEN = ("navigation", "toc", "path", "footer")
"""Parts of the theme that a page may do without."""


@dataclass(frozen=True)
class _Links:
    """Where the links of one page lead."""

    place: str
    texts: Mapping[str, str | Output]
    """Every file of the site that can be named."""
    site: Site

    def resolve(self, link: str) -> str | None:
        """The relative address of what a link names, None if there is no such file or record."""
        root = root_of(self.place)
        if record := record_of(link):
            kind, record_id = record
            return None if leads_nowhere(self.place, link, self.site.corpus) else f"{root}{kind}s/{record_id}/"
        file, part = target(self.place, link), link.partition("#")[2]
        if file not in self.texts or (part and not self._holds(file, part)):
            return None
        address = address_of(file) if file.endswith(".md") else file
        return f"{root}{address}{'/' if address and file.endswith('.md') else ''}{f'#{part}' if part else ''}"

    def _holds(self, file: str, part: str) -> bool:
        try:
            return part in parts(_text(self.texts[file]))
        except Unmade:
            return True  # why that page can't be made is told of itself


def _text(file: str | Output) -> str:
    """What stands in a page; data files have no places that a link could name."""
    content = file.content if isinstance(file, Output) else file
    return content if isinstance(content, str) else ""


def parts(text: str) -> frozenset[str]:
    """What a link to a place within a page may name: ids in its HTML, and those that MkDocs makes of its headings."""
    found = set(re.findall(r'\sid="([^"]+)"', text))
    for heading in re.findall(r"^#{1,6} (.*)$", text, re.MULTILINE):
        words = unicodedata.normalize("NFKD", unescape(heading)).encode("ascii", "ignore").decode()
        slug = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", words).strip().lower())
        number = next(n for n in range(len(text)) if (f"{slug}_{n}" if n else slug) not in found)
        found.add(f"{slug}_{number}" if number else slug)
    return frozenset(found)


def written_pages(site: Site, pages: Iterable[Prose], made: Iterable[Output]) -> Iterator[Output | Problem]:
    """Each page as an output, and the links that lead nowhere; `made` are the files of the site besides these."""
    pages = list(pages)
    texts: dict[str, str | Output] = {output.path: output for output in made}
    texts |= {page.place: split(page.text)[1] for page in pages}
    for page in pages:
        if page.path.endswith(".md"):
            links = _Links(page.place, texts, site)
            yield from _unknown(page, links)
            yield _output(page, links)


def _unknown(page: Prose, links: _Links) -> Iterator[Problem]:
    body = split(page.text)[1]
    offset = page.text.count("\n", 0, len(page.text) - len(body)) + 1
    for line, link, _ in page_links(body):
        if not is_outside(link) and links.resolve(link) is None:
            yield unknown_link(Where(page.path, offset + line), link)


def _output(page: Prose, links: _Links) -> Output:
    head, body = split(page.text)
    value = read_yaml(page.path, head).value
    meta: Mapping[str, Any] = value if isinstance(value, dict) else {}
    lines = [f"title: {front_matter(title)}"] if (title := str(meta.get("title") or first_heading(body))) else []
    if meta.get("description"):
        lines.append(f"description: {front_matter(str(meta['description']))}")
    if hide := [word for word in _HIDDEN if word in (meta.get("hide") or ())]:
        lines.append(f"hide: [{', '.join(hide)}]")
    if "true" in str(meta.get("search", "")):
        lines.append("search:\n  exclude: true")
    text = "---\n" + "\n".join(lines) + "\n---\n\n" + page_markdown(body, links.resolve)
    return Output(page.place, text, page.path)
