"""The MkDocs plugin `kronik`: gives the built tree to MkDocs in memory. Nothing else here knows MkDocs.

Facts about MkDocs 1.6 that shape this file: it empties the site folder after `on_config`, so the chronicle is built
and checked before that; `serve` watches `docs_dir` alone, so the roots are added; a generated file in memory starts
no rebuild, one on disk would, for ever; a plugin with `on_startup` keeps its instance between rebuilds.
"""

import sys
from html import escape
from pathlib import Path, PurePosixPath
from typing import Literal

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.build import HAND_WRITTEN, Built, build, day_of, found_in
from generator.host.indexing import CACHE, Indexing
from generator.host.pagefind import CannotIndex
from generator.load import CONTENT
from generator.output import Output
from generator.problems import Problem
from generator.settings import FOLDER
from generator.theme import theme_words

log = get_plugin_logger("kronik")

THEME_SEARCH = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
"""Where Material keeps the files of its own search."""


class KronikConfig(Config):
    """The plugin's options."""

    fast = Type(bool, default=True)
    """False keeps to MkDocs' own page loop and uses no cache."""
    search_index = Type(bool, default=True)
    """False builds no search index."""


class KronikPlugin(BasePlugin[KronikConfig]):
    """Builds the chronicle and hands its pages and files to MkDocs."""

    def __init__(self) -> None:
        self._serving = False
        self._built = Built((), ())
        self._outputs: dict[str, Output] = {}
        self._indexing: Indexing | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what MkDocs was asked to do."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build everything; stop here, before the old site is emptied, if anything is wrong."""
        root = _root(config)
        if self._indexing:
            self._indexing.stop()
            self._indexing = None
        config.watch = sorted({*config.watch, *(str(root / name) for name in (CONTENT, FOLDER))})
        self._built = build(root, day_of(), config.site_url or None, keep_going=self._serving)
        self._outputs = {output.path: output for output in self._built.outputs}
        self._tell(self._built.problems)
        if site := self._built.site:
            config.site_name = site.settings.title
            config.site_description = site.settings.description
            config.site_url = config.site_url or site.settings.url
            config.nav = config.nav or list(self._built.nav)
            config.copyright = config.copyright or _licence(site.settings.licence.name, site.settings.licence.url)
            config.extra.setdefault("kronik", theme_words(site, searched=self.config.search_index))
            if self.config.search_index:
                self._indexing = self._index(root, self._built)
        return config

    def _index(self, root: Path, built: Built) -> Indexing:
        """Start on the search index, beside the work on pages."""
        cache = root / CACHE if self.config.fast else None
        return Indexing(lambda: found_in(built), cache)

    def _tell(self, problems: tuple[Problem, ...]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        for problem in problems:
            if problem.severity == "warning":
                log.info("%s", problem)
            else:
                print(problem, file=sys.stderr)  # noqa: T201 - a logged error would end a strict serve
        if errors and not self._serving:
            raise Abort(f"kronik: {len(errors)} errors, nothing was published")

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add what was built; events stay out of the navigation. The theme's own search, which is not used, goes."""
        for file in [file for file in files if file.src_uri.startswith(THEME_SEARCH)]:
            files.remove(file)
        in_nav = set(_paths(config.nav))
        for output in self._built.outputs:
            file = File.generated(config, output.path, content=output.content)
            if output.path.endswith(".md") and output.path not in in_nav:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            if existing := files.get_file_from_path(output.path):
                files.remove(existing)
            files.append(file)
        if self._serving and not files.get_file_from_path("index.md"):
            files.append(File.generated(config, "index.md", content="# Kronik\n"))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give each page the day of its own last change and the address of the file to edit."""
        site = self._built.site
        for file in files.documentation_pages():
            page = file.page
            if page is None or site is None:
                continue
            output = self._outputs.get(file.src_uri)
            edited = output.edit if output else f"{HAND_WRITTEN}{file.src_uri}"
            page.update_date = ((output and output.updated) or site.today).isoformat()
            page.edit_url = site.edit_url(edited) if edited else None
        return nav

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """While serving, say on every page what is wrong."""
        errors = [problem for problem in self._built.problems if problem.severity == "error"]
        return f"{_banner(self._built, errors)}\n\n{markdown}" if errors else markdown

    def on_build_error(self, error: Exception) -> None:
        """Make no index of what is not built."""
        if self._indexing:
            self._indexing.stop()

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Put the search index into the site; under `serve` as soon as it is there."""
        if self._indexing and self._serving:
            self._indexing.publish_later(Path(config.site_dir))
        elif self._indexing:
            try:
                self._indexing.publish(Path(config.site_dir))
            except CannotIndex as error:
                raise Abort(f"kronik: there is no search index: {error}") from error


def _root(config: MkDocsConfig) -> Path:
    if not config.config_file_path:
        raise ConfigurationError("kronik needs a configuration file: its folder is the chronicle's")
    if not config.use_directory_urls:
        raise ConfigurationError("kronik's addresses end in a slash: remove use_directory_urls: false")
    return Path(config.config_file_path).absolute().parent


def _paths(nav: object) -> list[str]:
    """Every page path in a navigation."""
    if isinstance(nav, str):
        return [str(PurePosixPath(nav))]
    below = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list | tuple) else ()
    return [path for item in below for path in _paths(item)]


def _licence(name: str, url: str) -> str:
    return f'<a href="{escape(url)}" rel="license noopener">{escape(name)}</a>'


def _banner(built: Built, errors: list[Problem]) -> str:
    title = built.site.phrases.say("problems.title") if built.site else "This chronicle can't be built"
    lines = "".join(f"<li><code>{escape(str(problem))}</code></li>" for problem in errors[:50])
    return f'<div class="k-problems" role="alert"><p><b>{escape(title)}</b></p><ul>{lines}</ul></div>'
