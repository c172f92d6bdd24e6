"""What a build makes: pages still to be rendered, and files that are ready."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.model.base import Record


@dataclass(frozen=True)
class Page:
    """A page before its template was filled."""

    path: str
    """Where it goes in the Markdown tree: `events/<id>.md`."""
    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
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
    files: "tuple[Output, ...]" = ()
    """Files it shows; pages that share one name the same path."""

    @property
    def root(self) -> str:
        """The way from the published page back to the site's first page."""
        return root_of(self.path)


@dataclass(frozen=True)
class Output:
    """A file of the site's source tree, complete."""

    path: str
    content: str | bytes
    edit: str | None = None
    """The file to edit, relative to the root of the chronicle."""
    updated: date | None = None
    nav: str | None = None
    prose: bool = False
    """A page to be read for its own words, which search reads; records are found by theirs."""

    @property
    def data(self) -> bytes:
        return self.content.encode() if isinstance(self.content, str) else self.content


def address_of(path: str) -> str:
    """Where a page of the tree is published, without slashes at its ends: `events/x.md` gives `events/x`."""
    return re.sub(r"(?:^|(?<=/))index$", "", path.removesuffix(".md")).strip("/")


def root_of(path: str) -> str:
    """The relative way from a page's address (a folder) to the first page: `events/x.md` gives `../../`."""
    address = address_of(path)
    return "../" * (address.count("/") + 1) if address else "./"
