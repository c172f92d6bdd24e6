"""Our pages read: front matter apart, Markdown as HTML; what an earlier build made of a page is not made again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.host.markdown import Converter
from generator.host.pages import DirectFile, Ready, front_matter
from generator.memory import Memory, Shelf
from generator.output import Output

Prepare = Callable[[str, dict[str, Any]], str]
"""What the plugin does to a page's Markdown and front matter before they are read."""


@dataclass
class Reader:
    """Reads pages; those with more Markdown than headings by way of MkDocs."""

    config: MkDocsConfig
    files: Files
    converter: Converter
    prepare: Prepare
    memory: Memory | None = None
    _by_hand: dict[str, Page] = field(default_factory=dict)

    def read(self, file: DirectFile) -> Ready:
        """The page as the theme takes it."""
        return self._ready(file, self._made(file))

    def recall(self, file: DirectFile, shelf: Shelf | None) -> tuple[Ready, Iterator[tuple[str, bytes]]]:
        """The same with the files that the page shows."""
        made = self._kept(file.output, shelf, lambda: _storable({**self._made(file), "beside": _beside(file)}))
        if made is None:
            return self.read(file), ((o.path, o.data) for o in _shown(file))
        return self._ready(file, made), ((path, text.encode()) for path, text in made["beside"])

    def _kept(self, output: Output, shelf: Shelf | None, make: Callable[[], Any]) -> Any:
        return self.memory.made(shelf, output, make) if self.memory and shelf else make()

    def _made(self, file: DirectFile) -> Mapping[str, Any]:
        """The page's front matter and HTML; its Markdown, where only MkDocs understands it."""
        text, meta = front_matter(str(file.output.content))
        text = self.prepare(text, meta)
        if made := self.converter.convert(text):
            return {"meta": meta, "html": made.html, "toc": made.toc}
        return {"meta": meta, "text": text}

    def _ready(self, file: DirectFile, made: Mapping[str, Any]) -> Ready:
        meta = made["meta"]
        if "text" not in made:
            return Ready(file, meta, made["html"], get_toc(made["toc"]))
        page = self._by_mkdocs(file, str(made["text"]), meta)
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


def _shown(file: DirectFile) -> tuple[Output, ...]:
    return file.output.beside() if file.output.beside else ()


def _beside(file: DirectFile) -> list[tuple[str, str | bytes]]:
    return [(output.path, output.content) for output in _shown(file)]


def _storable(made: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What was made, if JSON gives it back as it is: front matter of the owner's may hold more than text."""
    texts = [*made["meta"].values(), *(content for _, content in made["beside"])]
    return made if all(isinstance(text, str) for text in texts) else None
