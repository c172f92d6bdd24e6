"""Our pages read: front matter apart, Markdown as HTML."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.host.markdown import Converter
from generator.host.pages import DirectFile, Ready, front_matter

Prepare = Callable[[str, dict[str, Any]], str]
"""What the plugin does to a page's Markdown and front matter before they are read."""


@dataclass
class Reader:
    """Reads pages; those with more Markdown than headings by way of MkDocs."""

    config: MkDocsConfig
    files: Files
    converter: Converter
    prepare: Prepare
    _by_hand: dict[str, Page] = field(default_factory=dict)

    def read(self, file: DirectFile) -> Ready:
        """The page as the theme takes it."""
        text, meta = front_matter(str(file.output.content))
        text = self.prepare(text, meta)
        if made := self.converter.convert(text):
            return Ready(file, meta, made.html, get_toc(made.toc))
        page = self._by_mkdocs(file, text, meta)
        return Ready(file, meta, page.content or "", page.toc)

    def _by_mkdocs(self, file: DirectFile, text: str, meta: dict[str, Any]) -> Page:
        if file.src_uri not in self._by_hand:
            listed = file.page
            page = Page(None, file, self.config)
            file.page = listed
            page.markdown, page.meta = text, meta
            page.render(self.config, self.files)
            self._by_hand[file.src_uri] = page
        return self._by_hand[file.src_uri]

    def validate(self) -> None:
        """The last of MkDocs' steps, for the pages that it rendered."""
        level = self.config.validation.links.anchors
        for page in self._by_hand.values():
            page.validate_anchor_links(files=self.files, log_level=level)
