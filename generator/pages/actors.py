"""Actors: who speaks, sends, receives and prints."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.derive.chains import origin
from generator.derive.ledger import Entry
from generator.derive.links import Use
from generator.kinds import AnyEvent, Statement
from generator.model.vocabularies import ACTOR_KINDS, Actor, Source
from generator.output import Page
from generator.pages.head import feed_head
from generator.pages.listing import ALONE, MOST_NAMES, by_name, index_of, letter, paged, parted
from generator.pictures.figures import draw
from generator.site import Site

MOST_CARRIED = 12
"""Outlets named of those that one carries, the commonest."""
MOST_BELOW = 60
"""Named of those that are part of an actor; the index of actors tells the party of each."""
LETTERED = 40
"""From so many names on, a list is parted by letters."""


def actor_pages(site: Site) -> Iterator[Page]:
    """`/actors/` and a page for each."""
    yield from paged(site, index_of(site, "actors"), _shelved(site), MOST_NAMES, lambda key: _named(site, *key))
    for actor_id in site.corpus.actors:
        yield from pages_of(site, actor_id)


def pages_of(site: Site, actor_id: str) -> Iterator[Page]:
    """Those of one actor."""
    actor = site.corpus.actors[actor_id]
    context, head = partial(_shown, site, actor), feed_head(site, actor)
    path = f"actors/{actor.id}.md"
    page = Page(path, "pages/actor.md.j2", actor.name, context, record=actor, head=head, search=True)
    yield from parted(site, page, LISTS, _length(site, actor))


LISTS = ("said", "others", "through", "uses", "printed")
"""What grows with the chronicle on the page of an actor."""


def _length(site: Site, actor: Actor) -> int:
    """How long the lists of its page are at most."""
    named = site.timeline.uses.get(("actors", actor.id), ())
    return len(named) + len(site.table(_side).get(actor.id, ())) + len(site.table(_printed).get(actor.id, ()))


def _named(site: Site, kind: str, initial: str) -> str:
    """What a group of the index is called."""
    return f"{site.phrases.say(f'actor_kinds.{kind}')} {initial}".strip()


def _shelved(site: Site) -> Mapping[tuple[str, str], Sequence[tuple[Actor, str, int]]]:
    """By kind and, where they are many, by letter: each actor with its party and the number of its statements."""
    found: dict[tuple[str, str], list[tuple[Actor, str, int]]] = {}
    for kind in ACTOR_KINDS:
        actors = by_name([actor for actor in site.corpus.actors.values() if actor.kind == kind])
        for actor in actors:
            shelf = kind, letter(actor.name) if len(actors) >= LETTERED else ""
            uses = site.timeline.uses.get(("actors", actor.id), ())
            party = site.timeline.parties.top(actor.id)
            said = sum(use.how == "speaker" for use in uses)
            found.setdefault(shelf, []).append((actor, party if party != actor.id else "", said))
    return found


def _shown(site: Site, actor: Actor) -> Mapping[str, Any]:
    """What the page of an actor shows."""
    timeline = site.timeline
    uses = timeline.uses.get(("actors", actor.id), ())
    said = [use.event for use in uses if use.how == "speaker" and isinstance(use.event, Statement)]
    below = site.table(_below).get(actor.id, [])
    own = [entry for statement in said for entry in timeline.made_by.get(statement.id, ())]
    return {
        **ALONE,
        "actor": actor,
        "party": timeline.parties.top(actor.id),
        "below": below[:MOST_BELOW],
        "more_below": len(below) - len(below[:MOST_BELOW]),
        "said": said,
        "picture": draw(own),
        "others": [entry for entry in site.table(_side).get(actor.id, ()) if not _speaks(actor, entry)],
        "through": _events(uses, "on-behalf", "relayed"),
        "uses": _events(uses, "force", "host", "party", "actor", "named"),
        "printed": site.table(_printed).get(actor.id, []),
        "carries": site.table(_carried).get(actor.id, Counter()).most_common(MOST_CARRIED),
        "carried_by": site.table(_carriers).get(actor.id, Counter()).most_common(MOST_CARRIED),
    }


def _below(site: Site) -> Mapping[str, list[Actor]]:
    """For each actor those that are part of it."""
    found: dict[str, list[Actor]] = {}
    for actor in by_name(site.corpus.actors.values()):
        for above in sorted(str(a) for a in {actor.part_of, *(role.of for role in actor.roles)} - {None}):
            found.setdefault(above, []).append(actor)
    return found


def _side(site: Site) -> Mapping[str, list[Entry]]:
    """The claims of each party, whoever spoke for it."""
    found: dict[str, list[Entry]] = {}
    for entry in site.timeline.entries:
        for party in entry.parties:
            found.setdefault(party, []).append(entry)
    return found


def _printed(site: Site) -> Mapping[str, list[Source]]:
    """The documents of each outlet."""
    found: dict[str, list[Source]] = {}
    for source in sorted(site.corpus.sources.values(), key=_published):
        found.setdefault(source.outlet, []).append(source)
    return found


def _carried(site: Site) -> Mapping[str, Counter[str]]:
    """By outlet, whom its documents and the passages cited from them rest on, and how often."""
    found: dict[str, Counter[str]] = {}
    for outlet, other in _rests(site):
        if outlet != other:
            found.setdefault(outlet, Counter())[other] += 1
    return found


def _carriers(site: Site) -> Mapping[str, Counter[str]]:
    """The other way round: who carries an outlet."""
    found: dict[str, Counter[str]] = {}
    for outlet, carried in site.table(_carried).items():
        for other, times in carried.items():
            found.setdefault(other, Counter())[outlet] += times
    return found


def _rests(site: Site) -> Iterator[tuple[str, str]]:
    corpus = site.corpus
    for source in corpus.sources.values():
        yield from ((source.outlet, origin(corpus, step)[1]) for step in source.derived_from)
    for event in site.timeline.standing:
        for citation in event.sources:
            yield from ((corpus.sources[citation.source].outlet, origin(corpus, via)[1]) for via in citation.via)


def _events(uses: Sequence[Use], *how: str) -> list[AnyEvent]:
    return [use.event for use in uses if use.how in how]


def _speaks(actor: Actor, entry: Entry) -> bool:
    return any(speaker.actor == actor.id for speaker in entry.statement.speaker)


def _published(source: Source) -> tuple[tuple[int, int], str]:
    """Documents of an unknown day come last."""
    return source.published.sort_key if source.published else (10**9, 10**9), source.id
