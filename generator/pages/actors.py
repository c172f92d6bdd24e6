"""Actors: who speaks, sends, receives and prints."""

from collections.abc import Iterator

from generator.derive.ledger import Entry
from generator.model.vocabularies import ACTOR_KINDS, Actor, Source
from generator.output import Page
from generator.pages.head import feed_head
from generator.pages.listing import by_name, index_page
from generator.pictures.figures import draw
from generator.site import Site


def actor_pages(site: Site) -> Iterator[Page]:
    """`/actors/` and a page for each."""
    yield index_page(site, "actors", {kind: _of_kind(site, kind) for kind in ACTOR_KINDS})
    below: dict[str, list[Actor]] = {}
    printed: dict[str, list[Source]] = {}
    for actor in site.corpus.actors.values():
        above = {actor.part_of, *(role.of for role in actor.roles)} - {None}
        for actor_id in sorted(str(a) for a in above):
            below.setdefault(actor_id, []).append(actor)
    for source in site.corpus.sources.values():
        printed.setdefault(source.outlet, []).append(source)
    said: dict[str, list[Entry]] = {}
    for entry in site.timeline.entries:
        for speaker in entry.statement.speaker:
            said.setdefault(speaker.actor or "", []).append(entry)
    for actor in site.corpus.actors.values():
        entries = said.get(actor.id, [])
        context = {
            "actor": actor,
            "uses": site.timeline.uses.get(("actors", actor.id), ()),
            "party": site.timeline.parties.top(actor.id),
            "below": by_name(below.get(actor.id, [])),
            "printed": printed.get(actor.id, []),
            "said": entries,
            "picture": draw(entries),
        }
        yield Page(
            f"actors/{actor.id}.md",
            "pages/actor.md.j2",
            actor.name,
            context,
            record=actor,
            head=feed_head(site, actor),
            search=True,
        )


def _of_kind(site: Site, kind: str) -> list[Actor]:
    return by_name([actor for actor in site.corpus.actors.values() if actor.kind == kind])
