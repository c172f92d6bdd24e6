"""Pages made when a browser asks for them, so that a save costs no more than the one page somebody looks at.

MkDocs builds the site once, with the pages of its navigation; all others wait here. After a save there is another
plan of the same pages (`build.plan`), and whatever is asked for is made of that: nothing can be stale.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import jinja2
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from generator.early import Gone
from generator.host.direct import Direct
from generator.host.pages import DirectFile, Facts, ReadyFile
from generator.output import Output, Unmade
from generator.problems import Problem

MOST_KEPT = 200
"""Pages that are kept until the next save."""
OF_THE_SITE = (".css", ".js")
"""Files that no record has a say in."""
SITEMAPS = frozenset({"sitemap.xml", "sitemap.xml.gz"})
"""Of thousands of pages they take half a second, and whoever opens a page does not ask for them."""

Drawing = Callable[[], bytes]
"""Draws a picture that was not drawn before it is asked for."""


@dataclass
class Asked:
    """The site of one run of MkDocs, with the newest plan of its pages."""

    config: MkDocsConfig
    env: jinja2.Environment
    nav: Navigation
    files: Files
    direct: Direct
    file_of: Callable[[Output], File]
    facts: Facts
    fault: Callable[[Problem], None]
    """Tells what turned out to be wrong with a template."""
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    early: Callable[[str], Output | None] | None = None
    """Makes some pages after a save while the others are not planned yet."""
    settle: Callable[[], None] = lambda: None
    """Plans the others; it calls `renew`."""
    _outputs: Mapping[str, Output] = field(default_factory=dict)
    _ours: dict[str, DirectFile | ReadyFile] = field(default_factory=dict)
    _in_nav: dict[str, File] = field(default_factory=dict)
    """The pages that MkDocs makes: those of its navigation."""
    _renewed: bool = False
    _kept: dict[str, bytes] = field(default_factory=dict)
    _beside: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Which of the files wait here; sitemaps do too."""
        self.config.theme.static_templates -= SITEMAPS
        self._ours = {f.dest_uri: f for f in self.files if isinstance(f, DirectFile | ReadyFile)}
        self._in_nav = {page.dest_uri: page for page in self.files.documentation_pages()}

    def renew(self, outputs: Mapping[str, Output], direct: Direct, drawings: Mapping[str, Drawing]) -> None:
        """Make everything of another plan from now on; only the navigation is the same."""
        self._outputs, self.direct, self.drawings, self.early = outputs, direct, drawings, None
        self.forget()
        self._ours = {}
        for gone in [f for f in self.files if isinstance(f, DirectFile | ReadyFile) and f.src_uri not in outputs]:
            self.files.remove(gone)
        for output in outputs.values():
            self._take(output)

    def begin(self, direct: Direct, early: Callable[[str], Output | None], settle: Callable[[], None]) -> None:
        """Make the pages that `early` knows from now on, and plan all others as soon as one of them is asked for."""
        self.direct, self.early, self.settle = direct, early, settle
        self.forget()

    def forget(self) -> None:
        """Make every page anew: there is something else to tell on it."""
        self._renewed = True
        self._kept.clear()
        self._beside.clear()

    def shown(self) -> dict[str, bytes]:
        """The pages that were asked for since the last save and those of the navigation, with what all of them load."""
        loaded = [file for file in self._ours.values() if file.dest_uri.endswith(OF_THE_SITE)]
        made = {file.dest_uri: file.output.data for file in loaded if isinstance(file, ReadyFile)}
        if self._renewed:
            made["index.html"] = self.answer("index.html") or b""
        else:
            made |= {path: Path(self.config.site_dir, path).read_bytes() for path in self._in_nav}
        return made | {path: data for path, data in self._kept.items() if path.endswith(".html")}

    def answer(self, path: str) -> bytes | None:
        """What is published at a path; None for what MkDocs wrote and nothing has changed."""
        if path not in self._kept:
            made = self._made(path)
            if made is None:
                return None
            if len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[path] = made
        return self._kept[path]

    def _made(self, path: str) -> bytes | None:
        known = self._early(path) if self.early and not path.endswith(OF_THE_SITE) else None
        file = self._ours.get(path)
        if isinstance(file, DirectFile):
            return self._page(file)
        if isinstance(file, ReadyFile):
            return file.output.data
        if path in self.drawings:
            return self.drawings[path]()
        by_mkdocs = self._renewed or path in SITEMAPS
        return self._beside.get(path) or (self._by_mkdocs(path, known) if by_mkdocs else None)

    def _early(self, path: str) -> Output | None:
        """What there is at a path, if it can be told before all pages are planned; else they are planned now."""
        assert self.early is not None
        file = self._ours.get(path) or self._in_nav.get(path)
        try:
            known = self.early(file.src_uri if file else _source(path))
        except Gone:
            self._ours.pop(path, None)
            return None
        if known is None and (file or path in SITEMAPS or path in self.drawings or not self._stands(path)):
            self.settle()
        elif known is not None and path not in self._in_nav:
            self._take(known)
        return known

    def _stands(self, path: str) -> bool:
        """Whether no record has a say in it: MkDocs wrote it, a page brought it, or it is a page without its slash."""
        there = Path(self.config.site_dir)
        if path.endswith("/index.html"):  # which is asked for where a file is no page, too
            return (there / path).is_file() or (there / path).parent.is_file()
        return path in self._beside or "." not in path.rpartition("/")[2] or (there / path).is_file()

    def _take(self, output: Output) -> None:
        """Publish this where the plan had something else, or nothing."""
        file = self.files.src_uris.get(output.path)
        if file is None:
            file = self.file_of(output)
            self.files.append(file)
        if isinstance(file, DirectFile | ReadyFile):
            file.output = output
            self._ours[file.dest_uri] = file

    def _page(self, file: DirectFile) -> bytes:
        """A page, and for later all that it shows; where its template fails, one that says so."""
        told = self.direct.told
        told.faults.clear()
        made = dict(self.direct.made([file]))
        for problem in told.faults.values():
            self.fault(problem)
            file.output = replace(file.output, source=_empty(file), beside=None)
            self._kept.clear()
            return self._page(file)
        if file.dest_uri not in made:
            made |= dict(self.direct.again([file]))
        self._beside |= {path: data for path, data in made.items() if path != file.dest_uri}
        return made.get(file.dest_uri, b"")

    def _by_mkdocs(self, path: str, known: Output | None) -> bytes | None:
        """What MkDocs made of the plan before, made again in its way; of what is known early, if it is."""
        if path in SITEMAPS:
            _build_theme_template("sitemap.xml", self.env, self.files, self.config, self.nav)
            return Path(self.config.site_dir, path).read_bytes()
        file = self._in_nav.get(path)
        return self._in_navigation(file, known or self._outputs.get(file.src_uri)) if file else None

    def _in_navigation(self, file: File, output: Output | None) -> bytes | None:
        page = file.page
        if page is None:
            return None
        if output is not None:
            try:
                file.content_string = str(output.content)
            except Unmade as error:
                self.fault(error.problem)
                file.content_string = _empty(file)
        page.update_date, page.edit_url = self.facts(file.src_uri)
        _populate_page(page, self.config, self.files)
        _build_page(page, self.config, self.files.documentation_pages(), self.nav, self.env)
        return Path(file.abs_dest_path).read_bytes()


def _source(path: str) -> str:
    """The path of the page that is published at an address, or of a file."""
    return f"{path.removesuffix('/index.html')}.md" if path.endswith("/index.html") else path


def _empty(file: File) -> str:
    """A page on which nothing stands but what is wrong."""
    return f'---\ntitle: "{file.src_uri.removesuffix(".md")}"\n---\n\n'
