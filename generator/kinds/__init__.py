"""The kinds of event. To add one: a module here, a template of its name, and its line in `KINDS`."""

from generator.kinds.deployment import Deployment
from generator.kinds.occurrence import Occurrence
from generator.kinds.statement import Statement

KINDS: tuple[type[Statement] | type[Deployment] | type[Occurrence], ...] = (Statement, Deployment, Occurrence)
AnyEvent = Statement | Deployment | Occurrence

__all__ = ["KINDS", "AnyEvent", "Deployment", "Occurrence", "Statement"]
