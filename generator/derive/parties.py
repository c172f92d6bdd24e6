"""Which party an actor belongs to, and for whom a statement speaks.

The rule: a person belongs, on a given day, to the organisation of the role held on that day; an organisation, force
or outlet to what it is part of; the party is the state or body at the top. Who has nothing above is a party alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.dates import Edtf
from generator.kinds.statement import Speaker, Statement
from generator.model.vocabularies import Actor, Role

UNKNOWN = ""
"""The party of an unnamed speaker for whom no organisation is given."""


@dataclass(frozen=True)
class Parties:
    """Looks parties up in the actors' records."""

    actors: Mapping[str, Actor]
    _tops: dict[str, str] = field(default_factory=dict)

    def but(self, actors: Mapping[str, Actor]) -> "Parties":
        """The same for actors' records that say the same of parts and roles."""
        return Parties(actors, dict(self._tops))

    def of(self, actor_id: str, day: Edtf) -> str:
        """The party of an actor on a day."""
        actor = self.actors.get(actor_id)
        role = self.role(actor, day) if actor else None
        return self.top(role.of) if role and role.of else self.top(actor_id)

    def role(self, actor: Actor, day: Edtf) -> Role | None:
        """The first listed role that was held on the day."""
        return next((role for role in actor.roles if _held(role, day)), None)

    def top(self, actor_id: str) -> str:
        """The state or body at the top of what an actor is part of."""
        if actor_id not in self._tops:
            trail, last = {actor_id: None}, actor_id
            while (actor := self.actors.get(last)) and (above := _above(actor)) and above not in trail:
                last = self._tops.get(above, above)
                trail[last] = None
            self._tops.update(dict.fromkeys(trail, last))
        return self._tops[actor_id]

    def of_speaker(self, speaker: Speaker, statement: Statement) -> str:
        """The party of one speaker; of an unnamed one by `of`, else by the one it was said for."""
        if speaker.actor:
            return self.of(speaker.actor, statement.date)
        behind = speaker.of or next(iter(statement.on_behalf_of), None)
        return self.of(behind, statement.date) if behind else UNKNOWN

    def of_statement(self, statement: Statement) -> tuple[str, ...]:
        """The parties that speak in a statement, each once, in the order of its speakers."""
        return tuple(dict.fromkeys(self.of_speaker(speaker, statement) for speaker in statement.speaker))


def _above(actor: Actor) -> str | None:
    """What an actor is part of; a person without a dated role belongs to its first one."""
    undated = (role.of for role in actor.roles if role.of and role.from_ is None and role.to is None)
    return actor.part_of or next(undated, None)


def _held(role: Role, day: Edtf) -> bool:
    first, last = day.sort_key
    begins = role.from_.sort_key[0] if role.from_ else 0
    ends = role.to.sort_key[1] if role.to else last
    return begins <= last and first <= ends
