"""Links back: what answers an event, and where each actor, place, source and topic is used."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.derive.clocks import in_time
from generator.kinds import AnyEvent, Deployment, Occurrence, Statement
from generator.model.base import Record
from generator.shape import Named
from generator.turns import in_turn

NamedBy = Callable[[Record], Sequence[Named]]
"""Every id that a record names."""


@dataclass(frozen=True, slots=True)
class Back:
    """Another event that points here: how, and by which of its keys."""

    event: AnyEvent
    how: str


@dataclass(frozen=True, slots=True)
class Use:
    """An event that names a record, and what the record is in it."""

    event: AnyEvent
    how: str


def backlinks(events: Iterable[AnyEvent]) -> Mapping[str, tuple[Back, ...]]:
    """By event, what points at it; the claims about it stand in its ledger instead."""
    found: dict[str, list[Back]] = {}
    for event in events:
        for related in event.related:
            found.setdefault(related.event, []).append(Back(event, related.relation))
        if event.part_of:
            found.setdefault(event.part_of, []).append(Back(event, "part"))
        for borrowed in _borrowed(event):
            found.setdefault(borrowed, []).append(Back(event, "relies-on"))
    return {event_id: tuple(dict.fromkeys(of)) for event_id, of in found.items()}


def _borrowed(event: AnyEvent) -> Iterable[str]:
    claims = event.claims if isinstance(event, Statement) else ()
    return {b.statement or b.either or "" for claim in claims for b in claim.relies_on} - {""}


def uses(events: Iterable[AnyEvent], named_by: NamedBy) -> Mapping[tuple[str, str], tuple[Use, ...]]:
    """By vocabulary and id, the events that name a record, each once and in the given order."""
    found: dict[tuple[str, str], dict[str, Use]] = {}
    for event in in_turn(events):
        for key, how in named(event, named_by):
            found.setdefault(key, {}).setdefault(event.id, Use(event, how))
    return {key: tuple(of.values()) for key, of in found.items()}


def uses_again(
    before: Mapping[tuple[str, str], tuple[Use, ...]],
    gone: Mapping[str, Iterable[tuple[str, str]]],
    come: Mapping[tuple[str, str], tuple[Use, ...]],
) -> Mapping[tuple[str, str], tuple[Use, ...]]:
    """What `uses` gives, known from before: without the events `gone`, each with what it named, and with others."""
    after = dict(before)
    for key in {*come, *(key for keys in gone.values() for key in keys)}:
        kept = (use for use in before.get(key, ()) if use.event.id not in gone)
        after[key] = tuple(sorted([*kept, *come.get(key, ())], key=lambda use: in_time(use.event)))
    return {key: of for key, of in after.items() if of}


def named(event: AnyEvent, named_by: NamedBy) -> Iterable[tuple[tuple[str, str], str]]:
    """What an event names, what matters most first."""
    yield from ((("actors", actor_id), how) for actor_id, how in doers(event))
    for other in named_by(event):
        for vocabulary in other.vocabularies:
            if vocabulary != "events":
                yield (vocabulary, other.id), "named"


def doers(event: AnyEvent) -> Iterable[tuple[str, str]]:
    """The actors of an event and what each does in it."""
    if isinstance(event, Statement):
        yield from ((s.actor, "speaker") for s in event.speaker if s.actor)
        yield from ((actor_id, "on-behalf") for actor_id in event.on_behalf_of)
        yield from ((actor_id, "relayed") for actor_id in event.relayed_by)
    elif isinstance(event, Deployment):
        yield event.force, "force"
        yield from ((actor_id, "host") for actor_id in filter(None, [event.host]))
    elif isinstance(event, Occurrence):
        yield from ((actor_id, "party") for actor_id in event.parties)
        yield from ((actor_id, "actor") for actor_id in event.actors)
