"""The few pages that stand in the navigation; events never do, since it is drawn into every page."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from generator.load.prose import NOT_FOUND, Prose
from generator.output import Page, address_of
from generator.site import Site


def navigation(site: Site, pages: Iterable[Page]) -> tuple[Any, ...]:
    """Sections in the order of their first page; hand-written pages stand in one of their own behind the first page."""
    sections: dict[str, list[Any]] = {}
    free = {address_of(page.place): page for page in site.written if page.place != NOT_FOUND}
    for page in pages:
        if page.nav:
            section, _, title = page.nav.partition("/")
            taken = free.pop(address_of(page.path), None)
            path = taken.place if taken else page.path
            sections.setdefault(section, []).append({title: path} if title else path)
        if page.path == "index.md":
            sections.setdefault(site.phrases.say("nav.read"), [])
    sections[site.phrases.say("nav.read")] = list(_read(sorted(free.values(), key=lambda page: page.place)))
    return tuple(_section(title, of) for title, of in sections.items() if of)


def paths_in(nav: object) -> list[str]:
    """Every page of a navigation, an owner's own one too."""
    if isinstance(nav, str):
        return [str(PurePosixPath(nav))]
    below = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list | tuple) else ()
    return [path for item in below for path in paths_in(item)]


def _read(written: list[Prose]) -> Iterator[Any]:
    """Pages in the order of their paths; those of a folder are one section, which its `index.md` leads and names."""
    folders: dict[str, list[Prose]] = {}
    for page in written:
        folder, slash, _ = page.place.partition("/")
        folders.setdefault(folder if slash else page.place, []).append(page)
    for folder, of in folders.items():
        if of[0].place == folder:
            yield folder
            continue
        ordered = sorted(of, key=lambda page: page.place != f"{folder}/index.md")
        yield {ordered[0].title: [page.place for page in ordered]}


def _section(title: str, of: list[Any]) -> dict[str, Any]:
    return {title: of[0] if len(of) == 1 and isinstance(of[0], str) else of}
