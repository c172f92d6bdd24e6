"""Long lists over several pages, so that none grows with the chronicle; and records by name and letter."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from generator.model.base import Record
from generator.output import Page, address_of
from generator.site import Site

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

MOST_ROWS = 500
"""Rows of a table or list on one page; some 60 kB compressed."""
MOST_NAMES = 1000
"""Names of an index on one page."""
ALONE: Mapping[str, Any] = {"paging": None, "further": False}
"""What the template of a record's page is given while it is the only one."""


def by_name(records: Iterable[R]) -> list[R]:
    """Records in the order of their names, then ids."""
    return sorted(records, key=lambda record: (shown_name(record).casefold(), record.id))


def shown_name(record: Record) -> str:
    """What a record is called: its name, its title, or its id."""
    return str(getattr(record, "name", None) or getattr(record, "title", None) or record.id)


def letter(name: str) -> str:
    """Under which letter a name is looked up: without accents, Hangul by its first consonant, all Han as one."""
    first = unicodedata.normalize("NFD", name.strip().upper())[:1]
    if not first.isalpha():
        return "#"
    return "漢" if unicodedata.name(first, "").startswith("CJK") else first


@dataclass(frozen=True, slots=True)
class Shelf(Generic[K, T]):
    """A group of a list, or as much of it as stands on one page."""

    key: K
    items: tuple[T, ...]
    continued: bool
    """Whether the group began on an earlier page."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list a page stands, and what else there is."""

    base: str
    """The address of the first page, with a slash at the end."""
    number: int
    spans: tuple[tuple[str, str], ...]
    """For each page the names of its first and last group."""
    groups: tuple[tuple[str, int, int], ...]
    """Each group: its name, the page on which it begins, how much it holds."""

    @property
    def of(self) -> int:
        """How many pages there are."""
        return len(self.spans)

    def path(self, number: int) -> str:
        """The address of a page; record ids have one part, so that two parts never meet one."""
        return self.base if number == 1 else f"{self.base}page/{number}/"


def shelves(groups: Mapping[K, Sequence[T]], most: int) -> list[list[Shelf[K, T]]]:
    """Groups in order over pages of at most `most` items; a group may run over several; empty ones are left out."""
    pages: list[list[Shelf[K, T]]] = [[]]
    room = most
    for key, items in groups.items():
        at = 0
        while at < len(items):
            if room == 0:
                pages.append([])
                room = most
            taken = tuple(items[at : at + room])
            pages[-1].append(Shelf(key, taken, at > 0))
            at += len(taken)
            room -= len(taken)
    return pages


def paged(
    site: Site, first: Page, groups: Mapping[K, Sequence[T]], most: int, named: Callable[[K], str] = str
) -> Iterator[Page]:
    """`first` with the beginning of its list, and a page for each further part; all get `shelves` and `paging`."""
    parts = shelves(groups, most)
    begins = {shelf.key: number for number, part in enumerate(parts, 1) for shelf in part if not shelf.continued}
    listed = tuple((named(key), begins[key], len(items)) for key, items in groups.items() if items)
    spans = tuple((named(part[0].key), named(part[-1].key)) if part else ("", "") for part in parts)
    base = f"{address_of(first.path)}/"
    for number, part in enumerate(parts, start=1):
        context = first.with_values({"shelves": part, "paging": Paging(base, number, spans, listed)})
        if number == 1:
            yield replace(first, context=context)
        else:
            title = site.phrases.say("paging.title", title=first.title, number=number)
            yield Page(f"{base}page/{number}.md", first.template, title, context)


def parted(site: Site, page: Page, lists: Sequence[str], count: int, most: int = MOST_ROWS) -> Iterator[Page]:
    """A record's page; where its lists are too long for one, with their beginning, and a page for each further part.

    `lists` are names of what its template is given, `count` how much they hold together at most. A further page is
    given its part of them, `paging`, and `further`, at which templates leave out all else.
    """
    if count <= most:
        yield page
        return
    values = page.values
    parts = shelves({name: values[name] for name in lists}, most)
    spans = tuple((part[0].key, part[-1].key) if part else ("", "") for part in parts)
    base = f"{address_of(page.path)}/"
    for number, part in enumerate(parts, start=1):
        here: dict[str, Any] = dict.fromkeys(lists, ()) | {shelf.key: shelf.items for shelf in part}
        context = {**values, **here, "paging": Paging(base, number, spans, ()), "further": number > 1}
        if number == 1:
            yield replace(page, context=context)
        else:
            title = site.phrases.say("paging.title", title=page.title, number=number)
            yield Page(f"{base}page/{number}.md", page.template, title, context)


def index_of(site: Site, vocabulary: str) -> Page:
    """The first page of the index of a vocabulary, to be given its list."""
    say = site.phrases.say
    uses = {key[1]: len(of) for key, of in site.timeline.uses.items() if key[0] == vocabulary}
    nav = f"{say('nav.explore')}/{say(f'nav.{vocabulary}')}"
    title = say(f"{vocabulary}.title")
    return Page(f"{vocabulary}/index.md", f"pages/{vocabulary}.md.j2", title, {"counts": uses}, nav=nav)
