"""The index pages of vocabularies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from generator.model.base import Record
from generator.output import Page
from generator.site import Site

R = TypeVar("R", bound=Record)


def by_name(records: Iterable[R]) -> list[R]:
    """Records in the order of their names, then ids."""
    return sorted(records, key=lambda record: (shown_name(record).casefold(), record.id))


def shown_name(record: Record) -> str:
    """What a record is called: its name, its title, or its id."""
    return str(getattr(record, "name", None) or getattr(record, "title", None) or record.id)


def index_page(site: Site, vocabulary: str, groups: Mapping[str, Sequence[Record]]) -> Page:
    """The index of a vocabulary, in groups; empty groups are left out."""
    say = site.phrases.say
    uses = {key[1]: len(of) for key, of in site.timeline.uses.items() if key[0] == vocabulary}
    context = {"vocabulary": vocabulary, "groups": {k: v for k, v in groups.items() if v}, "counts": uses}
    nav = f"{say('nav.explore')}/{say(f'nav.{vocabulary}')}"
    return Page(f"{vocabulary}/index.md", f"pages/{vocabulary}.md.j2", say(f"{vocabulary}.title"), context, nav=nav)
