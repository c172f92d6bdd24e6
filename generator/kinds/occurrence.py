"""An occurrence: anything else that happened, or is said to have happened, be coming or be possible."""

from typing import Annotated, ClassVar, Literal

from generator.fields import ActorId, OneOrMany
from generator.model.event import Event


class Occurrence(Event):
    """A treaty, a vote, a capture, a visit, a measure that is being weighed."""

    type_name: ClassVar[str] = "occurrence"

    kind: Literal["occurrence"]
    parties: Annotated[tuple[ActorId, ...], OneOrMany] = ()
    """Whose own act it is."""
    actors: Annotated[tuple[ActorId, ...], OneOrMany] = ()
    """Others taking part."""
