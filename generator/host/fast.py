"""The fast way through one build: what `plugin` does at each of MkDocs' steps, if it may be taken."""

from collections.abc import Callable, Sequence
from functools import cached_property

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.host.direct import Direct
from generator.host.markdown import Converted, Converter
from generator.host.pages import Anchors, DirectFile, ReadyFile, direct_file
from generator.host.publish import publish
from generator.host.reading import Prepare, Reader
from generator.host.search import Indexed
from generator.host.theme import Theme
from generator.output import Output


class Fast:
    """Holds what MkDocs tells step by step, and makes the pages at its last one."""

    env: jinja2.Environment
    files: Files
    nav: Navigation

    def __init__(
        self,
        config: MkDocsConfig,
        prepare: Prepare,
        facts: Callable[[str], tuple[str, str | None]],
        tell: Callable[[str], None],
    ) -> None:
        self._config = config
        self._prepare = prepare
        self._facts = facts
        self._tell = tell
        self._converter = Converter(config.markdown_extensions, config.mdx_configs or {})
        self._converted: dict[str, Converted] = {}

    def file(self, output: Output) -> File:
        """The file of a page that is made apart, or of one that is only written."""
        if output.path.endswith(".md"):
            anchors = Anchors(lambda: self._reader.read(file).content)
            file = direct_file(self._config, output, anchors, self._facts(output.path))
            return file
        return ReadyFile.of(self._config, output)

    def markdown(self, page: Page, markdown: str) -> str:
        """Nothing where the page's HTML is ready: Python-Markdown has nothing to do then."""
        if made := self._converter.convert(markdown):
            self._converted[page.file.src_uri] = made
            return ""
        return markdown

    def content(self, page: Page, html: str) -> str:
        """The page's HTML; its table of contents goes where `Page.render` puts it."""
        made = self._converted.pop(page.file.src_uri, None)
        if made is None:
            return html
        page.toc = get_toc(made.toc)
        page.present_anchor_ids = Anchors(lambda: made.html)  # type: ignore[assignment]
        return made.html

    @property
    def pages(self) -> Sequence[File]:
        """Every page of the site in MkDocs' order."""
        return [file for file in self.files if isinstance(file, DirectFile) or file.is_documentation_page()]

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._config, self.files, self._converter, self._prepare)

    def finish(self) -> None:
        """Make the pages and write everything."""
        folder, files = self._config.site_dir, list(self.files)
        theme = Theme(self._config, self.env, self.nav, self.files.documentation_pages())
        direct = Direct(theme, self._reader, self._tell)
        publish(folder, direct.made(file for file in files if isinstance(file, DirectFile)))
        publish(folder, ((f.dest_uri, f.output.data) for f in files if isinstance(f, ReadyFile)))
        self._reader.validate()
        Indexed(self._config).sort({file.url: number for number, file in enumerate(self.pages)})
