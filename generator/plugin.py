"""The MkDocs plugin `kronik`: gives the built tree to MkDocs in memory. Nothing else here knows MkDocs.

Facts about MkDocs 1.6 that shape this file: it empties the site folder after `on_config`, so it is sent to a new one
there, and nothing is written before `on_files`; `serve` watches `docs_dir` alone, so the roots are added; a generated
file in memory starts no rebuild, one on disk would, for ever; a plugin with `on_startup` keeps its instance between
rebuilds.
"""

import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from threading import Timer
from typing import Any, Literal

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.build import HAND_WRITTEN, Built, Given, Groundwork, build, day_of, found_in, groundwork
from generator.building import Building, in_words
from generator.compiled import Compiled, own_folder
from generator.disk.caches import refuse_links
from generator.disk.standing import Standing
from generator.drawing import KEPT, drawn, tidy
from generator.early import Early
from generator.host.ahead import Pictures
from generator.host.asking import Asked, Drawing
from generator.host.collecting import Collecting
from generator.host.fast import Fast, Means
from generator.host.indexing import CACHE, Indexing
from generator.host.outlines import NAME as OUTLINES
from generator.host.outlines import Outlines
from generator.host.pagefind import CannotIndex
from generator.host.policy import policy
from generator.host.precedence import Precedence
from generator.host.proven import objection
from generator.host.publish import publish
from generator.host.records import kept_records
from generator.host.reopening import NAME as SERVED
from generator.host.reopening import Session, ready_files
from generator.host.saves import Saves
from generator.host.serving import Serving
from generator.load import CONTENT
from generator.memory import Memory, memory
from generator.memory.stamp import maker, stamp_of
from generator.navigation import paths_in
from generator.notes import Notes
from generator.outline import outline_of
from generator.output import Output, Unmade
from generator.problems import Problem, has_errors
from generator.progress import Timings, listen, step, wanted
from generator.settings import FOLDER
from generator.theme import theme_words

log = get_plugin_logger("kronik")

THEME_SEARCH = ("assets/javascripts/workers/", "assets/javascripts/lunr/")
"""Where Material keeps the files of its own search."""
QUIET = 2.0
"""Seconds without a save after which the search index of a served site is made, and its pages are kept."""
SWITCH = 0.001
"""Seconds after which a thread may take over: what a save wakes are several threads, each while another one plans."""
CARDS = 16
"""Share cards that are drawn at once."""


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
        self._timings: Timings | None = None
        self._built = Built((), ())
        self._unplanned: Groundwork | None = None
        self._outputs: dict[str, Output] = {}
        self._building: Building | None = None
        self._nav: Navigation | None = None
        self._fast: Fast | None = None
        self._notes = Notes()
        self._collecting = Collecting()
        self._compiled = Compiled(own_folder("templates"), maker())
        self._asked: Asked | None = None
        self._saves: Saves | None = None
        self._quiet: Timer | None = None
        self._session: Session | None = None
        self._begun = self._over = False
        self._outlines: Outlines | None = None
        self._unseen = False
        self._last_shown: Mapping[str, bytes] = {}
        self._indexing: Indexing | None = None
        self._precedence = Precedence()
        self._serving_lock: AbstractContextManager[Any] = nullcontext()
        self._again: Callable[[], None] = lambda: None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what MkDocs was asked to do, and tell how it goes."""
        self._serving = command == "serve"
        self._timings = listen(timings=wanted(os.environ), stream=sys.stderr)

    def on_shutdown(self) -> None:
        """Keep what was shown, and tell where time went, if that was asked for."""
        self._collecting.end()
        self._end_background()
        self._keep_shown()
        if self._timings:
            print(self._timings.told(), file=sys.stderr)  # noqa: T201 - logged, it would be a warning or be left out

    def _end_background(self) -> None:
        """Nothing is put into the site any more: MkDocs is about to remove it."""
        self._over = True
        if self._quiet:
            self._quiet.cancel()
        if self._indexing:
            self._indexing.stop()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read, check and plan everything, or stop here; a build plans its pages in `on_files` where it may."""
        root = _root(config)
        refuse_links(root)
        if self._quiet:
            self._quiet.cancel()
        if self._indexing:
            self._indexing.stop()
            self._indexing = None
        config.watch = sorted({*config.watch, *(str(root / name) for name in (CONTENT, FOLDER))})
        self._fast = self._choose(config)
        first, self._begun = not self._begun, True
        if self._reopened(config, first=first):
            return config
        self._outlines = Outlines.of(config, root, own_folder(OUTLINES)) if self._fast else None
        outlined = self._by_outline(root, config.site_url or None) if first else None
        self._unseen = outlined is not None
        self._built = outlined or self._made(root, config.site_url or None)
        if self._unplanned is None:
            self._take(self._built, config)
        if site := self._built.site:
            config.site_name = site.settings.title
            config.site_description = site.settings.description
            config.site_url = config.site_url or site.settings.url
            config.copyright = config.copyright or _licence(site.settings.licence.name, site.settings.licence.url)
            config.extra.setdefault("kronik", theme_words(site, searched=self.config.search_index))
        if not self._serving:
            self._building = Building(config)
        return config

    def _take(self, built: Built, config: MkDocsConfig) -> None:
        """Go on with what was planned, or stop here."""
        self._built = built
        self._outputs = {output.path: output for output in built.outputs}
        self._tell(built.problems)
        if built.site:
            config.nav = config.nav or list(built.nav)

    def _reopened(self, config: MkDocsConfig, *, first: bool) -> bool:
        """Whether MkDocs begins with a site without pages, because those of the last session can be shown."""
        if not self._serving or self._fast is None:
            return False
        self._session, session = None, Session.of(config, _root(config), own_folder(SERVED))
        self._last_shown = session.shown(_warn) if session and first else {}
        if self._last_shown:
            config.nav = None
            config.theme.static_templates.clear()
        return bool(self._last_shown)

    def _by_outline(self, root: Path, address: str | None) -> Built | None:
        """What a site that is served begins with where its outline is known: each page is made when it is asked for."""
        if not self._serving or self._fast is None or not self._fast.may_begin_early or self._outlines is None:
            return None
        told = self._outlines.kept()
        if told is None:
            return None
        self._collecting.begin()
        self._saves = self._saves_of(root)
        with self._collecting.put_off():
            return self._saves.begun(address, told)

    def _saves_of(self, root: Path) -> Saves:
        return Saves(root, partial(kept_records, root, _warn), self._compiled, precedence=self._precedence)

    def _keep_shown(self) -> None:
        """Keep what is shown for the next session, unless there is something wrong or unfinished."""
        with suppress(OSError):  # somebody stops it while MkDocs builds the site
            with self._serving_lock:
                session, asked = self._session, self._asked
                loaded = self._saves.read_for(self._built) if self._saves else None
                shown = asked.shown() if session and asked and loaded and not asked.early else None
            if session and loaded and shown:
                session.keep(loaded, shown)
            if loaded:
                self._keep_outline()

    def _keep_outline(self) -> None:
        """Keep what the next session may begin with."""
        if self._outlines and self._built.in_nav:
            self._outlines.keep(outline_of(self._built))

    def _choose(self, config: MkDocsConfig) -> Fast | None:
        """The fast way, if it is wanted and gives the same pages."""
        if not self.config.fast:
            return None
        if why := objection(config):
            _warn(f"pages are made by MkDocs itself, which takes longer: {why}")
            return None
        means = Means(self._prepared, self._facts, _warn, lambda: self._memory(config), self._compiled, self._standing)
        return Fast(config, means)

    def _standing(self) -> Standing | None:
        return self._building.standing if self._building else None

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch with the means of the system, and make pages when they are asked for."""
        sys.setswitchinterval(SWITCH)
        serving = Serving(server, builder, self._renew, lambda: self._asked, precedence=self._precedence)
        self._again, self._serving_lock = serving.again, serving.lock
        if self._last_shown:
            serving.begin({**ready_files(Path(config.site_dir)), **self._last_shown})
            self._last_shown = {}
            log.info("nothing changed since the last session, of which the pages are shown until the site is built")
        return server

    def _renew(self, changed: frozenset[str]) -> bool:
        """Take changed records and templates into account; False where MkDocs has to build the site."""
        if self._fast is None or self._asked is None or self._saves is None:
            return False
        if (after := self._saves.after(changed, self._built)) is None:
            return False
        if isinstance(after, Early):
            mended = tuple(problem for problem in self._built.problems if problem.severity != "error")
            if self._indexing:
                self._indexing.give_up()
            with self._serving_lock:
                self._built = replace(self._built, problems=mended, site=after.site)
                self._asked.begin(self._fast.making(), partial(self._early, after), self._settle)
            self._when_quiet(self._index_now)
        elif self._show(after):
            self._when_quiet(self._index_now)
        return True

    def _early(self, known: Early, path: str) -> Output | None:
        """A page that can be made before all are planned."""
        made = {output.path: output for output in known.outputs(path)}
        self._outputs |= made
        return made.get(path)

    def _settle(self) -> None:
        """Plan all pages, if that was put off."""
        assert self._saves is not None
        built = self._saves.settled(self._built)
        if built is None:
            self._again()
            built = self._saves.to_be_built
            if built is None or built.site is None:
                return
        if built is not self._built:  # what waits for MkDocs too, until then under the navigation of before
            self._show(built)
        elif self._asked:
            self._asked.early = None

    def _show(self, built: Built) -> bool:
        """Make everything of another plan; False where only what there is to say of it is another."""
        assert self._fast is not None
        assert self._asked is not None
        told = set(self._built.problems)
        self._tell(tuple(p for p in built.problems if p.severity == "error" or p not in told))
        with self._serving_lock:
            same, self._built = built.outputs is self._built.outputs, built
            if same:
                self._asked.forget()
                return False
            self._outputs = {output.path: output for output in built.outputs}
            self._asked.renew(self._outputs, self._fast.making(), self._drawings())
        return True

    def _drawings(self) -> dict[str, Drawing]:
        """The share cards, each drawn when it is asked for."""
        kept = self._saves.root / KEPT if self._saves else None
        return {card.path: partial(lambda card: next(drawn([card], kept))[1], card) for card in self._built.cards}

    def _when_quiet(self, work: Callable[[], None]) -> None:
        """Do something as soon as nobody saves any more."""
        if self._quiet:
            self._quiet.cancel()
        self._quiet = Timer(QUIET, work)
        self._quiet.daemon = True
        self._quiet.start()

    def _index_now(self) -> None:
        """Plan what was put off, make the search index anew, keep what is shown."""
        if self._asked and self._asked.early and self._saves:
            if not self._saves.settle():
                return  # somebody saved meanwhile, and another timer runs
            self._settle()
        if self._asked and self.config.search_index and self._built.site and self._saves and not self._over:
            if self._indexing:
                self._indexing.stop()
            self._indexing = self._index(self._saves.root, self._built)
            self._indexing.publish_later(Path(self._asked.config.site_dir))
        self._keep_shown()

    def _made(self, root: Path, address: str | None) -> Built:
        """What is to be published, on the fast way only planned; what pages read will be noted."""
        if self._fast is None:
            return build(root, day_of(), address, keep_going=self._serving)
        self._collecting.begin()
        if self._serving:
            self._saves = self._saves or self._saves_of(root)
            with self._collecting.put_off():
                return self._saves.whole(address)
        self._notes = Notes()
        with self._collecting.put_off():
            given = Given(kept_records(root, _warn), self._notes, self._compiled)
            begun = groundwork(root, day_of(), address, given=given)
            if begun.site is None or not self._fast.may_begin_early:
                return begun.planned()
        self._unplanned = begun
        return begun.unplanned

    def _plan(self, begun: Groundwork, config: MkDocsConfig) -> None:
        """Plan the pages, while another process makes files that share no work with them."""
        assert self._fast is not None
        with self._collecting.put_off():
            apart = begun.apart
        self._fast.ahead(apart)
        with self._collecting.put_off():
            self._take(begun.planned(), config)

    def _memory(self, config: MkDocsConfig) -> Memory | None:
        """What earlier builds made; a site that is served is made page by page, one with errors says so on each."""
        site, root = self._built.site, _root(config)
        if site is None or self._serving or has_errors(self._built.problems):
            return None
        markdown = json.dumps([config.markdown_extensions, config.mdx_configs], sort_keys=True, default=repr)
        if " at 0x" in markdown:  # a function of the owner's, which may be another one next time
            return None
        return memory(root, stamp_of(root / FOLDER, site.address, markdown), site, self._notes)

    def _index(self, root: Path, built: Built) -> Indexing:
        """Start on the search index, beside the work on pages."""
        cache = root / CACHE if self.config.fast else None
        return Indexing(lambda: found_in(built), cache, self._precedence.wait)

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
        if self._last_shown:
            for file in [file for file in files if file.src_dir == config.docs_dir]:
                files.remove(file)
            return files
        if self._unplanned:
            begun, self._unplanned = self._unplanned, None
            self._plan(begun, config)
        in_nav = set(paths_in(config.nav))
        self._drop_unknown(files, config)
        faults: list[Problem] = []
        for output in self._built.outputs:
            apart = output.path.endswith(".md") and output.path not in in_nav
            try:
                if self._fast and (apart or not output.path.endswith(".md")):
                    file = self._fast.file(output)
                else:
                    file = File.generated(config, output.path, content=output.content)
            except Unmade as error:
                faults.append(error.problem)
                continue
            if apart:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            if existing := files.src_uris.get(output.path):
                files.remove(existing)
            files.append(file)
        self._add_faults(faults)
        if self._serving and not files.get_file_from_path("index.md"):
            files.append(File.generated(config, "index.md", content="# Kronik\n"))
        return files

    def _add_faults(self, faults: list[Problem]) -> None:
        """Tell what is wrong with templates, which shows when a page is made; what was told stays told."""
        if new := tuple(problem for problem in faults if problem not in self._built.problems):
            self._built = replace(self._built, problems=(*self._built.problems, *new))
            self._tell(new)

    def _drop_unknown(self, files: Files, config: MkDocsConfig) -> None:
        """MkDocs follows links and takes any file; only what the loader let in may be published."""
        for file in [file for file in files if file.src_dir == config.docs_dir]:
            if file.src_uri not in self._built.files:
                files.remove(file)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give each page the day of its own last change and the address of the file to edit."""
        for file in files.documentation_pages():
            if file.page is not None and self._built.site is not None:
                file.page.update_date, file.page.edit_url = self._facts(file.src_uri)
        self._nav = nav
        if self._fast:
            self._fast.nav = nav
        return nav

    def _facts(self, path: str) -> tuple[str, str | None]:
        """The day a page last changed and where it can be edited."""
        site, output = self._built.site, self._outputs.get(path)
        assert site is not None, "pages are made of a site"
        edited = output.edit if output else f"{HAND_WRITTEN}{path}"
        updated = (output and output.updated) or site.today
        return updated.isoformat(), site.edit_url(edited) if edited else None

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """While serving, say on every page what is wrong."""
        markdown = self._prepared(markdown, page.meta)
        return self._fast.markdown(page, markdown) if self._fast and page.file.src_uri in self._outputs else markdown

    def _prepared(self, markdown: str, meta: MutableMapping[str, Any]) -> str:
        return f"{_banner(self._built)}\n\n{markdown}" if self._built.errors else markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Hand over what was made of a page's Markdown."""
        return self._fast.content(page, html) if self._fast else html

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep the theme for the pages that are made apart, and say what all pages may load and run."""
        self._asked = None
        if self._fast:
            self._fast.take(env, files)
        if self._nav and (words := config.extra.get("kronik")):
            words["policy"] = policy(config, env, self._nav, files, serving=self._serving)
        if self._fast:
            if self._last_shown:
                return
            if self._serving:
                self._asked = self._fast.wait(lambda problem: self._add_faults([problem]))
                self._asked.drawings = self._drawings()
                self._session = Session.of(config, _root(config), own_folder(SERVED))
                if self._unseen and self._saves:
                    early = self._saves.early(self._built)
                    self._asked.begin(self._fast.making(), partial(self._early, early), self._settle)
            else:
                with self._collecting.put_off():
                    self._fast.prepare()
                self._fast.begin(self._pictures(config))
        if self.config.search_index and self._built.site and not self._unseen:
            self._indexing = self._index(_root(config), self._built)

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Sitemaps list every page."""
        if self._fast:
            context["pages"] = self._fast.pages
        return context

    @event_priority(50)  # before other plugins that read the pages, such as a search of the theme's
    def _write_apart(self, config: MkDocsConfig) -> None:
        """Wait for the pages that are made apart and all other files; add share cards and search."""
        if self._asked:
            self._when_quiet(self._index_now if self._asked.early else self._keep_shown)
        if self._fast:
            with step("making pages", len(self._fast.pages)):
                faults = self._fast.finish()
            self._add_faults(faults)
        else:
            for pictures in self._pictures(config):
                publish(config.site_dir, pictures())
        if self.config.fast and not self._serving:
            tidy(self._built.cards, _root(config) / KEPT)
        with step("waiting for the search index"):
            self._add_search(config)

    def _pictures(self, config: MkDocsConfig) -> Sequence[Pictures]:
        """The share cards, a few at a time; while serving, only those that changed since it began."""
        cards, kept = self._built.cards, _root(config) / KEPT if self.config.fast else None
        if self._serving:  # where they are drawn when they are asked for; the slow way shows none
            return []
        return [partial(drawn, cards[at : at + CARDS], kept) for at in range(0, len(cards), CARDS)]

    def _add_search(self, config: MkDocsConfig) -> None:
        """Put the search index into the site; under `serve` as soon as it is there."""
        if self._indexing and self._serving:
            self._indexing.publish_later(Path(config.site_dir))
        elif self._indexing:
            try:
                self._indexing.publish(Path(config.site_dir))
            except CannotIndex as error:
                raise Abort(f"kronik: there is no search index: {error}") from error

    @event_priority(-100)  # when all plugins wrote what they write
    def _put_in_place(self, config: MkDocsConfig) -> None:
        """The finished site takes the place of the old one."""
        if self._building:
            self._keep_outline()
            self._building.finish(["index.html", *(o.path for o in self._built.outputs if not o.path.endswith(".md"))])

    on_post_build = CombinedEvent(_write_apart, _put_in_place)

    def on_build_error(self, error: Exception) -> None:
        """Leave the old site as it was, and say in one sentence what went wrong."""
        if self._fast:
            self._fast.abandon()
        if self._building:
            self._building.abandon()
        if self._indexing and not self._serving:
            self._indexing.stop()
        if not self._serving and (abort := in_words(error)):
            raise abort from error


def _warn(message: str) -> None:
    """Tell it on the terminal: a logged warning would end a strict build, and slow is not wrong."""
    if log.isEnabledFor(logging.WARNING):
        print(f"WARNING -  kronik: {message}", file=sys.stderr)  # noqa: T201 - see above


def _root(config: MkDocsConfig) -> Path:
    if not config.config_file_path:
        raise ConfigurationError("kronik needs a configuration file: its folder is the chronicle's")
    if not config.use_directory_urls:
        raise ConfigurationError("kronik's addresses end in a slash: remove use_directory_urls: false")
    return Path(config.config_file_path).absolute().parent


def _licence(name: str, url: str) -> str:
    return f'<a href="{escape(url)}" rel="license noopener">{escape(name)}</a>'


def _banner(built: Built) -> str:
    title = built.site.phrases.say("problems.title") if built.site else "This chronicle can't be built"
    lines = "".join(f"<li><code>{escape(str(problem))}</code></li>" for problem in built.errors[:50])
    return f'<div class="k-problems" role="alert"><p><b>{escape(title)}</b></p><ul>{lines}</ul></div>'
