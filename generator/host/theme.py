"""A page in the theme, as MkDocs' `_build_page` renders it; with true values, or with marks in their place."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.compiled import Compiled
from generator.host.pages import DirectFile, Ready, addresses
from generator.host.proven import are_known
from generator.host.shells import PATH, WHOSE, Family, Sample
from generator.host.slots import Marks, core
from generator.memory import Encoded

_TEXTS = (str, Encoded)
Given = Callable[[str, Any], Any]
"""What stands for a value: itself, or a mark."""


def compile_once(config: MkDocsConfig, env: jinja2.Environment, compiled: Compiled) -> Compiled | None:
    """Let the theme's templates be compiled once for all builds, unless somebody unknown has a say in it."""
    if env.bytecode_cache or not are_known(config, "env"):
        return None
    shown = env.autoescape, env.trim_blocks, env.lstrip_blocks, sorted(env.extensions), sorted(env.filters)
    env.bytecode_cache = compiled.beside(repr(shown))
    return env.bytecode_cache


@dataclass(frozen=True)
class Theme:
    """All that a theme needs beside the page."""

    config: MkDocsConfig
    env: jinja2.Environment
    nav: Navigation
    documents: Sequence[File]

    def sample(self, ready: Ready) -> Sample:
        """The page for `shells`."""
        folder, whose, last = _parted(ready.file)
        found = [(WHOSE, whose), (PATH, last), *_values(ready)]
        values = {name: value for name, value in found if value and isinstance(value, _TEXTS)}
        fixed = {name: value for name, value in found if name not in values}
        family = Family(folder, tuple(values), repr((fixed, *_form_of(ready))))
        return Sample(family, values, lambda marks: self.rendered(ready, marks))

    def rendered(self, ready: Ready, marks: Marks | None = None) -> str:
        """The theme's page."""

        def given(slot: str, value: Any) -> Any:
            return marks.slot(slot) if marks and slot in marks.values else value

        page = self.page(ready, given, marked=marks is not None)
        context = get_context(self.nav, self.documents, self.config, page)
        try:
            return self.env.get_template(page.meta.get("template", "main.html")).render(context)
        finally:
            # A context of Jinja's holds itself, so it stays until Python looks for circles: a list has a megabyte.
            page.content = None

    def page(self, ready: Ready, given: Given = lambda _, value: value, *, marked: bool = False) -> Page:
        """The page as MkDocs knows it."""
        listed: Any = ready.file.page
        page = Page(None, _marked_file(ready.file, self.config) if marked else ready.file, self.config)
        ready.file.page = listed
        page.meta = {key: given(f"meta.{key}", value) for key, value in ready.meta.items()}
        page.title = given("title", ready.meta["title"])
        page.content = given("content", str(ready.content))
        page.toc = TableOfContents(_marked(ready.toc, given, _numbers()))
        page.edit_url = given("edit_url", listed.edit_url)
        page.canonical_url = given("canonical_url", listed.canonical_url)
        page.abs_url = given("abs_url", listed.abs_url)
        page.update_date = given("update_date", listed.update_date)
        page.active = True
        return page


def _marked_file(file: DirectFile, config: MkDocsConfig) -> File:
    """The page's file, with marks in the place of steps of its address."""
    before, whose, _ = _parted(file)
    address = f"{before}{core(WHOSE)}/page/{core(PATH)}" if whose else f"{before}{core(PATH)}"
    source = f"{address}/index.md" if file.src_uri.endswith("index.md") else f"{address}.md"
    inclusion = file.inclusion
    return DirectFile(source, None, config.site_dir, True, dest_uri=f"{address}/index.html", inclusion=inclusion)


_FURTHER = re.compile("(.+/)([^/]+)/page/([^/]+)")


def _parted(file: File) -> tuple[str, str, str]:
    """The address of a page parted: what comes first, whose list it is a further page of, its last step."""
    address = file.dest_uri.removesuffix("index.html").rstrip("/")
    if further := _FURTHER.fullmatch(address):
        return further[1], further[2], further[3]
    before, slash, last = address.rpartition("/")
    return before + slash, "", last


def _values(ready: Ready) -> Iterator[tuple[str, Any]]:
    listed: Any = ready.file.page
    updated, edited = listed.facts(ready.file.src_uri)
    canonical, path = addresses(listed.site_url, ready.file.url)
    yield "content", ready.content
    yield "title", ready.meta["title"]
    yield from ((f"meta.{key}", value) for key, value in ready.meta.items())
    yield "edit_url", edited
    yield "canonical_url", canonical
    yield "abs_url", path
    yield "update_date", updated
    for number, item in enumerate(_flat(ready.toc)):
        yield f"toc.{number}.title", item.title
        yield f"toc.{number}.id", item.id


def _form_of(ready: Ready) -> tuple[Any, ...]:
    """The form of the table of contents, and whether the page's source is that of a folder."""
    return [_form(item) for item in ready.toc], ready.file.src_uri.endswith("index.md")


def _form(item: AnchorLink) -> tuple[Any, ...]:
    return item.level, [_form(below) for below in item.children]


def _flat(items: Any) -> Iterator[AnchorLink]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def _marked(items: Any, given: Given, numbers: Iterator[int]) -> list[AnchorLink]:
    """The table of contents with marks, numbered as `_flat` does."""
    made = []
    for item in items:
        number = next(numbers)
        link = AnchorLink(given(f"toc.{number}.title", item.title), given(f"toc.{number}.id", item.id), item.level)
        link.children = _marked(item.children, given, numbers)
        link.__dict__.update({k: v for k, v in item.__dict__.items() if k not in ("title", "id", "level", "children")})
        made.append(link)
    return made
