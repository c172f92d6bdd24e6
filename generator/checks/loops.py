"""Relations and derivations that run in a circle."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.corpus import Corpus
from generator.model.base import Record
from generator.problems import Problem
from generator.yamltext import Loc


@dataclass(frozen=True, slots=True)
class _Edge:
    """One step from a record to another, and where it is written."""

    target: str
    record: Record
    loc: Loc


_Graph = Mapping[str, Sequence[_Edge]]


def _circles(graph: _Graph) -> Iterator[tuple[_Edge, list[str]]]:
    """Each edge that closes a circle, with the ids around it. Depth first, without recursion."""
    done: set[str] = set()
    for start in graph:
        trail: dict[str, Iterator[_Edge]] = {}
        if start not in done:
            trail[start] = iter(graph[start])
        while trail:
            node = next(reversed(trail))
            edge = next(trail[node], None)
            if edge is None:
                done.add(node)
                del trail[node]
            elif edge.target in trail:
                ids = list(trail)
                yield edge, [*ids[ids.index(edge.target) :], edge.target]
            elif edge.target not in done and edge.target in graph:
                trail[edge.target] = iter(graph[edge.target])


def _problems(corpus: Corpus, graph: _Graph, code: str, what: str, hint: str) -> Iterator[Problem]:
    for edge, ids in _circles(graph):
        shown = ids if len(ids) <= 8 else [*ids[:4], "…", *ids[-3:]]
        yield Problem(corpus.where(edge.record, *edge.loc), code, f"{what}: {' → '.join(shown)}", hint)


def relation_loop(corpus: Corpus) -> Iterator[Problem]:
    """Of two events that answer, follow, correct or replace each other, one came first."""
    graph = {
        event.id: [
            _Edge(related.event, event, ("related", index, "event"))
            for index, related in enumerate(event.related)
            if related.relation != "see-also"
        ]
        for event in corpus.events.values()
    }
    hint = "keep the relation on the later event; see-also may point both ways"
    yield from _problems(corpus, graph, "relation-loop", "these relations run in a circle", hint)


def derivation_loop(corpus: Corpus) -> Iterator[Problem]:
    """No text rests on itself, whether by derived_from or by the via of a passage."""
    graph = {
        source.id: [
            _Edge(step.source, source, ("derived_from", index, "source"))
            for index, step in enumerate(source.derived_from)
            if step.source
        ]
        for source in corpus.sources.values()
    }
    hint = "delete the step that is not so: a text rests on an earlier one"
    what = "these sources rest on each other"
    yield from _problems(corpus, graph, "derivation-loop", what, hint)
    reached: dict[str, set[str]] = {}
    for event in corpus.events.values():
        for at, citation in enumerate(event.sources):
            for index, via in enumerate(citation.via):
                first = via.source or (via.either if via.either in corpus.sources else None)
                if first and first not in reached:
                    reached[first] = _reached(graph, first)
                if first and citation.source in reached[first]:
                    where = corpus.where(event, "sources", at, "via", index)
                    message = f"{what}: {citation.source} → {first} → {citation.source}"
                    yield Problem(where, "derivation-loop", message, hint)


def _reached(graph: _Graph, start: str) -> set[str]:
    seen, left = {start}, [start]
    while left:
        for edge in graph.get(left.pop(), ()):
            if edge.target not in seen:
                seen.add(edge.target)
                left.append(edge.target)
    return seen


def part_of_loop(corpus: Corpus) -> Iterator[Problem]:
    """No actor and no event is a part of itself."""
    hint = "delete the part_of or role that is not so"
    events = {
        event.id: [_Edge(event.part_of, event, ("part_of",))] if event.part_of else []
        for event in corpus.events.values()
    }
    yield from _problems(corpus, events, "part-of-loop", "these events are parts of each other", hint)
    actors: dict[str, list[_Edge]] = defaultdict(list)
    for actor in corpus.actors.values():
        if actor.part_of:
            actors[actor.id].append(_Edge(actor.part_of, actor, ("part_of",)))
        for index, role in enumerate(actor.roles):
            if role.of:
                actors[actor.id].append(_Edge(role.of, actor, ("roles", index, "of")))
    yield from _problems(corpus, actors, "part-of-loop", "these actors are parts of each other", hint)


def reliance_loop(corpus: Corpus) -> Iterator[Problem]:
    """No statement borrows its knowledge from itself."""
    graph: dict[str, list[_Edge]] = {}
    for statement in corpus.statements:
        edges = graph.setdefault(statement.id, [])
        for at, claim in enumerate(statement.claims):
            for index, borrowed in enumerate(claim.relies_on):
                target = borrowed.statement or borrowed.either
                if target in corpus.events:
                    edges.append(_Edge(str(target), statement, ("claims", at, "relies_on", index)))
    hint = "one of them knew it first; delete relies_on there"
    yield from _problems(corpus, graph, "reliance-loop", "these statements rely on each other", hint)
