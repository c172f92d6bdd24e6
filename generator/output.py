"""What a build makes: pages still to be rendered, and files that are ready."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from generator.fields import Prose
from generator.model.base import Record
from generator.once import once
from generator.problems import Problem

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page before its template was filled."""

    path: str
    """Where it goes in the Markdown tree: `events/<id>.md`."""
    template: str
    title: str
    context: Values | Callable[[], Values] = field(default_factory=dict)
    """What its template is given; a function is called when it is rendered, so that a long list of pages is small."""
    description: str | Prose = ""
    """What it is about; of prose its words."""
    record: Record | None = None
    """The record it shows, if it shows one."""
    updated: date | None = None
    """The last day its content changed for readers; None takes the day of the whole chronicle."""
    head: Mapping[str, str] = field(default_factory=dict)
    """What the theme prints in the head of the page, by its name in the front matter."""
    search: bool = False
    """Whether search finds it; lists only repeat what other pages say."""
    nav: str | None = None
    """Its title in the navigation, for the few pages that stand there."""
    replaceable: bool = False
    """Whether a hand-written page of the same address takes its place."""
    files: "tuple[Output, ...] | Callable[[], tuple[Output, ...]]" = ()
    """Files it shows; pages that share one name the same path. A function is called when the page has been made."""

    @property
    def values(self) -> Values:
        """What its template is given."""
        return self.context() if callable(self.context) else self.context

    def with_values(self, more: Values) -> "Values | Callable[[], Values]":
        """What its template is given, and more; still worked out when it is rendered if it was so before."""
        return partial(_both, self.context, more) if callable(self.context) else {**self.context, **more}

    @property
    def given(self) -> tuple[Any, ...]:
        """All that its text is made of beside facts: what stands in the front matter, what its template gets."""
        return self.template, self.title, self.description, self.head, self.search, self.record, self.context

    def shown(self) -> "tuple[Output, ...]":
        """The files it shows."""
        return self.files() if callable(self.files) else self.files

    @property
    def root(self) -> str:
        """The way from the published page back to the site's first page."""
        return root_of(self.path)


def _both(context: Callable[[], Values], more: Values) -> Values:
    return {**context(), **more}


class Unmade(Exception):
    """A file that can't be made: what is wrong stands in `problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site's source tree: what is in it, or how that is made."""

    path: str
    source: str | bytes | Callable[[], str | bytes]
    """A function is called each time the content is asked for, so that a large site need not be held in memory."""
    edit: str | None = None
    """The file to edit, relative to the root of the chronicle."""
    updated: date | None = None
    nav: str | None = None
    prose: bool = False
    """A page to be read for its own words, which search reads; records are found by theirs."""
    beside: "Callable[[], tuple[Output, ...]] | None" = field(default=None, compare=False)
    """Files that it shows and that are only known when it has been made."""
    inputs: Any = field(default=None, compare=False)
    """All it is made of beside the facts of the timeline and the templates; None where that can't be told."""

    @property
    def content(self) -> str | bytes:
        """What is in the file; raises `Unmade`."""
        return self.source() if callable(self.source) else self.source

    @property
    def data(self) -> bytes:
        content = self.content
        return content.encode() if isinstance(content, str) else content


@dataclass(frozen=True)
class Parted:
    """Content that is put together of parts, each of which can be remembered by itself."""

    _parts: Callable[[], "tuple[Output, ...]"]
    """Each has a path of its own, which is no address; asked for when somebody needs them."""
    joined: Callable[[Iterable[bytes]], bytes]

    @once
    def parts(self) -> "tuple[Output, ...]":
        """The parts in their order."""
        return self._parts()

    def __call__(self) -> bytes:
        """The whole."""
        return self.joined(part.data for part in self.parts)


def address_of(path: str) -> str:
    """Where a page of the tree is published, without slashes at its ends: `events/x.md` gives `events/x`."""
    name = path.removesuffix(".md")
    return (name.removesuffix("index") if f"/{name}".endswith("/index") else name).strip("/")


def root_of(path: str) -> str:
    """The relative way from a page's address (a folder) to the first page: `events/x.md` gives `../../`."""
    address = address_of(path)
    return "../" * (address.count("/") + 1) if address else "./"
