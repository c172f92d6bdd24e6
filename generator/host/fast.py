"""The fast way through one build: what `plugin` does at each of MkDocs' steps, if it may be taken."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.compiled import Compiled
from generator.crew import Crew, Errand, Work
from generator.disk.standing import Standing
from generator.host.ahead import Ahead, Pictures
from generator.host.asking import Asked
from generator.host.direct import Direct, Told
from generator.host.markdown import Converted, Converter
from generator.host.pages import Anchors, DirectFile, Facts, ReadyFile, direct_file
from generator.host.proven import are_known
from generator.host.publish import publish
from generator.host.reading import Prepare, Reader
from generator.host.search import Indexed
from generator.host.shells import Shells
from generator.host.theme import Theme, compile_once
from generator.memory import Memory, Prepared, batches, portions
from generator.output import Output
from generator.problems import Problem


@dataclass(frozen=True)
class Means:
    """What the plugin knows and this needs."""

    prepare: Prepare
    facts: Facts
    tell: Callable[[str], None]
    memory: Callable[[], Memory | None]
    compiled: Compiled
    standing: Callable[[], Standing | None]


class Fast:
    """Holds what MkDocs tells step by step, and makes the pages at its last one."""

    nav: Navigation

    def __init__(self, config: MkDocsConfig, means: Means) -> None:
        self._config, self._means = config, means
        self._converter = Converter(config.markdown_extensions, config.mdx_configs or {})
        self._converted: dict[str, Converted] = {}
        self._crew: Crew[Told] | None = None
        self._ahead: list[Crew[list[str]]] = []
        self._begun: set[str] = set()
        self._in_use: set[str] = set()

    def file(self, output: Output) -> File:
        """The file of a page that is made apart, or of one that is only written."""
        if output.path.endswith(".md"):
            return direct_file(self._config, output, self._html, self._means.facts)
        return ReadyFile.of(self._config, output)

    def _html(self, file: DirectFile) -> str:
        return str(self._reader.read(file).content)

    def take(self, env: jinja2.Environment, files: Files) -> None:
        """The theme, and all files of the site."""
        self.env, self.files = env, files
        self._theme_code = compile_once(self._config, env, self._means.compiled)

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
        self._converter.expect(len(self.pages))
        return Reader(self._config, self.files, self._converter, self._means.prepare, self._memory)

    @cached_property
    def _theme(self) -> Theme:
        return Theme(self._config, self.env, self.nav, self.files.documentation_pages())

    @cached_property
    def _shells(self) -> Shells:
        return Shells()

    def wait(self, fault: Callable[[Problem], None]) -> Asked:
        """Begin with nothing: each page is made when it is asked for."""
        return Asked(self._config, self.env, self.nav, self.files, self.making(), self.file, self._means.facts, fault)

    def making(self) -> Direct:
        """What makes the pages of another plan, with what is known of the theme."""
        reader = Reader(self._config, self.files, self._converter, self._means.prepare)
        return Direct(self._theme, reader, _shells=self._shells)

    @cached_property
    def _memory(self) -> Memory | None:
        return self._means.memory()

    @cached_property
    def _standing(self) -> Standing | None:
        """The site of before, unless somebody unknown works on the new one's files when they are written."""
        return self._means.standing() if are_known(self._config, "post_build") else None

    @property
    def may_begin_early(self) -> bool:
        """Whether nobody unknown needs the pages' plan before MkDocs looks for files, or may take files out."""
        return are_known(self._config, "config") and are_known(self._config, "files")

    @cached_property
    def _known(self) -> "Errand[Prepared] | None":
        """The facts that all processes need which make pages."""
        return Errand(self._memory.facts.prepared) if self._memory else None

    def prepare(self) -> None:
        """Have what all processes need, before there are several; it may have been worked out by another one."""
        if self._memory and self._known:
            self._memory.facts.take(self._known.done())

    def ahead(self, outputs: Iterable[Output]) -> None:
        """Start on files that need no plan, and on what `prepare` will ask for."""
        self._start("exports", outputs, errand=self._known)

    def _start(
        self,
        kind: str,
        outputs: Iterable[Output],
        more: Sequence[Pictures] = (),
        errand: "Errand[Prepared] | None" = None,
    ) -> None:
        """Start on files that need nothing of MkDocs, and on `more`."""
        new = [output for output in outputs if output.path not in self._begun]
        self._begun |= {output.path for output in new}
        files = Ahead(self._config.site_dir, kind, new, self._memory, self._means.compiled)
        self._in_use |= set(files.names)
        crew = files.crew(more, self._standing, errand)
        self._ahead.append(crew)
        crew.start()

    def begin(self, more: Sequence[Pictures]) -> None:
        """Start on the pages, on files that were not begun yet and on `more`, in other processes where it helps."""
        self._start("files", (file.output for file in self.files if isinstance(file, ReadyFile)), more)
        self._direct = Direct(self._theme, self._reader)
        files = [file for file in self.files if isinstance(file, DirectFile)]
        parts = portions("pages", files, lambda file: file.src_uri)
        self._in_use |= parts.keys()
        folder, standing, taken = self._config.site_dir, self._standing, batches(parts)
        work = Work(len(taken), lambda number: publish(folder, self._batch(taken[number]), standing), self._told)
        self._crew = Crew(work)
        self._crew.start(alone=Indexed(self._config).plugin is not None)

    def _batch(self, parts: Sequence[tuple[str, Sequence[DirectFile]]]) -> Iterator[tuple[str, bytes]]:
        return (made for part in parts for made in self._made(*part))

    def _made(self, name: str, files: Sequence[DirectFile]) -> Iterator[tuple[str, bytes]]:
        """A portion: the pages that are remembered together."""
        shelf = self._memory.shelves.open(name) if self._memory else None
        yield from self._direct.made(files, shelf)
        if self._memory and shelf:
            self._memory.shelves.save(shelf, (file.src_uri for file in files))

    def _told(self) -> Told:
        self._reader.validate()
        self._means.compiled.save()
        if self._theme_code:
            self._theme_code.save()
        if self._memory:
            self._direct.told.damaged += self._memory.shelves.damaged
        return self._direct.told

    def finish(self) -> list[Problem]:
        """Wait until everything that was begun is written; what is wrong with templates."""
        if self._crew is None:
            return []
        told = self._crew.finish()
        damaged = [path for crew in self._ahead for one in crew.finish() for path in one]
        self._make_again(told)
        self._tidy([*dict.fromkeys([*damaged, *(path for one in told for path in one.damaged)])])
        Indexed(self._config).sort({file.url: number for number, file in enumerate(self.pages)})
        faults = {words: problem for one in told for words, problem in one.faults.items()}
        return sorted(faults.values(), key=lambda problem: problem.order)

    def _make_again(self, told: Sequence[Told]) -> None:
        """A family that proved unsound to one hand may have come out wrong in the hands of another."""
        unsound = {family: why for one in told for family, why in one.unsound.items()}
        for why in unsound.values():
            self._means.tell(f"some pages take the slow way: {why}")
        paths = [path for one in told for family in unsound for path in one.done.get(family, ())]
        found = (self.files.get_file_from_path(path) for path in paths)
        publish(self._config.site_dir, self._direct.again(file for file in found if isinstance(file, DirectFile)))

    def _tidy(self, damaged: Sequence[str]) -> None:
        if damaged:
            self._means.tell(f"{len(damaged)} damaged files of an earlier build were not used, such as {damaged[0]}")
        if self._memory:
            self._memory.shelves.tidy(self._in_use)

    def abandon(self) -> None:
        """Stop whoever is still at work."""
        for crew in (*self._ahead, self._crew):
            if crew:
                crew.abandon()
