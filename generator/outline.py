"""What hardly differs from one plan to the next: the pages of the navigation, and who makes which pages and files.

`mkdocs serve` begins with it: to plan ten thousand events takes seconds, and whoever opens a page needs that page.
The plan of everything follows, and has the last word: see `host/saves.py`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.build import Built, Groundwork, Maker, written_at
from generator.exports import EXPORTS
from generator.navigation import navigation
from generator.output import Output, Page, address_of
from generator.pages import PAGES
from generator.pages.redirects import redirects
from generator.styles import styles

_ALL: tuple[Maker, ...] = (redirects, *EXPORTS, *PAGES)
_MAKERS = {f"{maker.__module__}.{maker.__name__}": maker for maker in _ALL}


@dataclass(frozen=True)
class Makers(Mapping[str, Maker]):
    """Who makes what, by path; where one makes all of a folder, by folder."""

    by_path: Mapping[str, Maker]
    by_folder: Mapping[str, Maker]
    taken: frozenset[str] = frozenset()
    """The addresses of hand-written pages, which nobody makes."""

    def __getitem__(self, path: str) -> Maker:
        if address_of(path) in self.taken:
            raise KeyError(path)
        found = self.by_path.get(path) or self.by_folder.get(_folder(path))
        if found is None:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_path)

    def __len__(self) -> int:
        return len(self.by_path)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def outline_of(built: Built) -> Mapping[str, Any]:
    """The outline of a plan, in plain JSON."""
    of_folder: dict[str, set[Maker]] = {}
    for path, maker in built.makers.items():
        of_folder.setdefault(_folder(path), set()).add(maker)
    names = {maker: name for name, maker in _MAKERS.items()}
    by_path = {path: names[maker] for path, maker in built.makers.items() if len(of_folder[_folder(path)]) > 1}
    by_folder = {folder: names[next(iter(makers))] for folder, makers in of_folder.items() if len(makers) == 1}
    return {"navigation": built.in_nav, "paths": by_path, "folders": by_folder}


def outlined(begun: Groundwork, outline: Any) -> Built | None:
    """The chronicle before any page is planned, with the navigation of an earlier plan; its pages are empty still.

    None where `outline` tells nothing, or names makers that are no more.
    """
    if begun.site is None or not outline:
        return None
    found = (outline["paths"], outline["folders"])
    if any(name not in _MAKERS for names in found for name in names.values()):
        return None
    by_path, by_folder = ({path: _MAKERS[name] for path, name in names.items()} for names in found)
    site = begun.site
    pages = [Page(path, "", "", nav=nav) for path, nav in outline["navigation"]]
    titles = {page.place: page.title for page in site.written}
    nav = navigation(site, pages)
    outputs = [Output(path, f"---\ntitle: {json.dumps(titles.get(path, path))}\n---\n") for path in _paths(nav)]
    makers = Makers(by_path, by_folder, frozenset(written_at(site.written)))
    return replace(begun.unplanned, outputs=(*outputs, *styles(begun.root)), nav=nav, files=begun.beside, makers=makers)


def _paths(nav: Any) -> Iterator[str]:
    """Every page in a navigation."""
    if isinstance(nav, str):
        yield nav
    else:
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _paths(item)
