"""What hardly differs from one plan to the next: the pages of the navigation, and who makes which pages and files.

`mkdocs serve` begins with it: to plan ten thousand events takes seconds, and whoever opens a page needs that page.
The plan of everything follows, and has the last word: see `host/saves.py`.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.build import Built, Groundwork, Maker, written_at
from generator.exports import EXPORTS
from generator.navigation import navigation, paths_in
from generator.output import Output, Page, address_of
from generator.pages import PAGES
from generator.pages.redirects import redirects
from generator.styles import styles

_ALL: tuple[Maker, ...] = (redirects, *EXPORTS, *PAGES)
_MAKERS = {f"{maker.__module__}.{maker.__name__}": maker for maker in _ALL}


def outline_of(built: Built) -> Mapping[str, Any]:
    """The outline of a plan, in plain JSON."""
    paths: dict[Maker, list[str]] = {}
    for path, maker in built.makers.items():
        paths.setdefault(maker, []).append(path)
    return {"navigation": built.in_nav, "makers": {name: paths.get(maker, []) for name, maker in _MAKERS.items()}}


def outlined(begun: Groundwork, outline: Any) -> Built | None:
    """The chronicle before any page is planned, with the navigation of an earlier plan; its pages are empty still.

    None where nothing can be planned. A page that was written by hand since has no maker.
    """
    if (site := begun.site) is None:
        return None
    taken = written_at(site.written)
    makers = {
        path: _MAKERS[name]
        for name, paths in outline["makers"].items()
        for path in paths
        if address_of(path) not in taken
    }
    nav = navigation(site, [Page(path, "", "", nav=nav) for path, nav in outline["navigation"]])
    titles = {page.place: page.title for page in site.written}
    pages = [Output(path, f"---\ntitle: {json.dumps(titles.get(path, path))}\n---\n") for path in paths_in(nav)]
    return replace(begun.unplanned, outputs=(*pages, *styles(begun.root)), nav=nav, files=begun.beside, makers=makers)
