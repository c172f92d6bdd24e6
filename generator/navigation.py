"""The few pages that stand in the navigation; events never do, since it is drawn into every page."""

from collections.abc import Iterable
from typing import Any

from generator.output import Page, address_of
from generator.site import Site


def navigation(site: Site, pages: Iterable[Page], written: Iterable[str]) -> tuple[Any, ...]:
    """Sections in the order of their first page; hand-written pages stand under a section of their own."""
    sections: dict[str, list[Any]] = {}
    hand = {path for path in written if path.endswith(".md")}
    taken = {address_of(path): path for path in hand}
    for page in pages:
        if page.nav:
            section, _, title = page.nav.partition("/")
            path = taken.get(address_of(page.path), page.path)
            hand.discard(path)
            sections.setdefault(section, []).append({title: path} if title else path)
        if page.path == "index.md" and hand:
            sections[site.phrases.say("nav.read")] = []
    free = [path for path in sorted(hand) if path != "404.md"]
    sections[site.phrases.say("nav.read")] = list(free)
    return tuple(_section(title, of) for title, of in sections.items() if of)


def _section(title: str, of: list[Any]) -> dict[str, Any]:
    return {title: of[0] if len(of) == 1 and isinstance(of[0], str) else of}
