"""Our pages as MkDocs would have read them: front matter apart, Markdown as HTML, addresses worked out."""

import os
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import _HTMLHandler
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.meta import get_data

from generator.memory import Encoded
from generator.output import Output, Unmade

_FENCE = "---\n"
_PLAIN = re.compile(
    r"(?!(?:yes|no|on|off|true|false|null):)([a-z_]+): "
    r'"([^"\\\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*)"'
)
"""A key and a string that stand for themselves in YAML."""
_SIMPLE_URL = re.compile(r"(?:[a-z0-9-]+/)*")
_PLAIN_BASE = re.compile(r"https?://[^/?#]+/(?:[A-Za-z0-9._~-]+/)*")
"""An address to which steps can be added as they stand."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A page with everything that a theme may print of it."""

    file: "DirectFile"
    meta: Mapping[str, Any]
    content: str | Encoded
    toc: TableOfContents


class _Ours(File):
    """A file of an output, of which there are as many as pages and more: the path is taken as it stands."""

    output: Output

    @property
    def src_path(self) -> str:
        return os.path.normpath(self.src_uri)

    @src_path.setter
    def src_path(self, path: str) -> None:
        self.src_uri = path


class DirectFile(_Ours):
    """A page that is no page to MkDocs: links lead to it, but its loops over pages pass it by."""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs should read, render and write it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing to copy: the page is written with the others."""


class ReadyFile(_Ours):
    """A file that is only written."""

    @classmethod
    def of(cls, config: MkDocsConfig, output: Output) -> "ReadyFile":
        """The file of an output."""
        file = cls(output.path, None, config.site_dir, True, inclusion=InclusionLevel.INCLUDED)
        file.output = output
        return file

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing to copy: the file is written with the others."""


Facts = Callable[[str], tuple[str, str | None]]
"""The day a page last changed and where it can be edited, by the path of its source."""


@dataclass(slots=True)
class Listed:
    """What sitemaps, links and other lists of pages ask of a page; all of it is worked out when somebody does."""

    file: "DirectFile"
    site_url: str | None
    facts: Facts
    html: Callable[["DirectFile"], str]
    title: str | None = None
    is_link: bool = False
    _anchors: "Anchors | None" = None

    @property
    def canonical_url(self) -> str | None:
        """The full address."""
        return addresses(self.site_url, self.file.url)[0]

    @property
    def abs_url(self) -> str | None:
        """The path of the address."""
        return addresses(self.site_url, self.file.url)[1]

    @property
    def update_date(self) -> str:
        """The day of its last change."""
        return self.facts(self.file.src_uri)[0]

    @property
    def edit_url(self) -> str | None:
        """Where it can be edited."""
        return self.facts(self.file.src_uri)[1]

    @property
    def present_anchor_ids(self) -> Container[str]:
        """The places within it."""
        if self._anchors is None:
            self._anchors = Anchors(partial(self.html, self.file))
        return self._anchors


def direct_file(config: MkDocsConfig, output: Output, html: Callable[["DirectFile"], str], facts: Facts) -> DirectFile:
    """The file of a page at the address that MkDocs would give it; `html` makes its content."""
    folder, _, name = output.path.removesuffix(".md").rpartition("/")
    parts = [part for part in (folder, "" if name == "index" else name) if part]
    uri = "/".join([*parts, "index.html"])
    file = DirectFile(output.path, None, config.site_dir, True, dest_uri=uri, inclusion=InclusionLevel.NOT_IN_NAV)
    file.output = output
    file.page = Listed(file, config.site_url, facts, html)  # type: ignore[assignment]
    return file


@dataclass
class Anchors:
    """What a link to a place within a page may name; looked for only where a prose page has such a link."""

    html: Callable[[], str]

    def __contains__(self, name: object) -> bool:
        try:
            return name in self._names
        except Unmade:
            return True  # why that page can't be made is told of itself

    @cached_property
    def _names(self) -> set[str]:
        parser = _HTMLHandler()
        parser.feed(self.html())
        parser.close()
        return set(parser.present_anchor_ids)


def addresses(site_url: str | None, url: str) -> tuple[str | None, str | None]:
    """The full address of a page and its path, as `Page` works them out."""
    if not site_url:
        return None, None
    base = site_url if site_url.endswith("/") else f"{site_url}/"
    if _SIMPLE_URL.fullmatch(url) and _PLAIN_BASE.fullmatch(base):
        return f"{base}{url}", f"{_path(base)}{url}"
    canonical = urljoin(base, url)
    return canonical, urlsplit(canonical).path


@cache
def _path(base: str) -> str:
    return urlsplit(base).path


def front_matter(content: str) -> tuple[str, dict[str, Any]]:
    """Text and front matter apart, as `mkdocs.utils.meta.get_data` gives them but without YAML for plain strings."""
    end = content.find(f"\n{_FENCE}", len(_FENCE)) if content.startswith(_FENCE) else -1
    if end < 0:
        return get_data(content)
    meta: dict[str, Any] = {}
    for line in content[len(_FENCE) : end].splitlines():
        plain = _PLAIN.fullmatch(line)
        if plain is None:
            return get_data(content)
        meta[plain[1]] = plain[2]
    if not meta:
        return get_data(content)
    return content[end + 1 + len(_FENCE) :].lstrip("\n"), meta
