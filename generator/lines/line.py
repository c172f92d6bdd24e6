"""One event as a line of a list: what, who through whom, which figures, where, and how well attested."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.derive import Timeline
from generator.derive.chains import Chain
from generator.encode import one_line
from generator.kinds import AnyEvent, Deployment, Statement
from generator.model.claims import STANCES
from generator.phrases import Phrases

MOST_FIGURES, MOST_NAMES, MOST_LINKS = 3, 3, 3
"""What a line says before it only counts the rest; the event's page has all."""


_MARKUP = 60
"""Bytes of the markup of a line after compression."""


@dataclass(frozen=True, slots=True)
class Month:
    """A heading of a list."""

    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """A plain day with its number and weekday, or any other date in words."""

    anchor: str
    text: str
    label: str
    """In words; empty for a plain day."""
    number: str
    weekday: str


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A figure with its bound, and what it counts: “at least 3,000”, “soldiers sent”."""

    amount: str
    counted: str


@dataclass(frozen=True, slots=True)
class Line:
    """All that a list says of an event; plain text on one line each."""

    id: str
    kind: str
    title: str
    month: Month
    day: Day
    known: str
    """The day from which it counts as known, as YYYY-MM-DD."""
    who: str
    through: str
    stances: tuple[str, ...]
    figures: tuple[FigureWords, ...]
    more_figures: str
    where: str
    history: tuple[tuple[str, str], ...]
    """The days, as YYYY-MM-DD, on which the grade changed, with the grade from then on."""
    weight: int = field(init=False, repr=False, compare=False)
    """About its bytes after compression: names and common words shrink to less than half, random ones do not."""

    def __post_init__(self) -> None:
        figures = (word for figure in self.figures for word in (figure.amount, figure.counted))
        texts = "".join((self.id, self.title, self.who, self.through, self.where, *figures))
        object.__setattr__(self, "weight", _MARKUP + len(texts.encode()) // 2 + 12 * len(self.history))


@dataclass(frozen=True)
class Wording:
    """Puts events into words."""

    timeline: Timeline
    phrases: Phrases

    def line(self, event: AnyEvent, month: Month, day: Day) -> Line:
        """The line of an event."""
        figures = self._figures(event)
        more = len(figures) - MOST_FIGURES
        return Line(
            event.id,
            event.kind,
            one_line(event.title),
            month,
            day,
            self.timeline.public_day(event).isoformat(),
            one_line(self._who(event)),
            one_line(self._through(event)) if isinstance(event, Statement) else "",
            stances(event),
            figures[:MOST_FIGURES],
            self.phrases.say("list.more", number=self.phrases.number(more)) if more > 0 else "",
            one_line(self._where(event)),
            self._history(event),
        )

    def _some(self, names: list[str]) -> str:
        """The first names, and how many more there are."""
        if len(names) <= MOST_NAMES:
            return self.phrases.all_of(names)
        more = self.phrases.say("list.more", number=self.phrases.number(len(names) - MOST_NAMES))
        return f"{', '.join(names[:MOST_NAMES])} {more}"

    def _where(self, event: AnyEvent) -> str:
        """Places apart by a dot: their names hold commas."""
        names = [self.phrases.corpus.places[place].name for place in event.places]
        more = len(names) - MOST_NAMES
        told = [self.phrases.say("list.more", number=self.phrases.number(more))] if more > 0 else []
        return " · ".join([*names[:MOST_NAMES], *told])

    def _who(self, event: AnyEvent) -> str:
        if isinstance(event, Statement):
            return self._some([self.phrases.speaker(speaker) for speaker in event.speaker])
        doers = (event.force,) if isinstance(event, Deployment) else event.parties or event.actors
        return self._some([self.phrases.actor(actor) for actor in doers])

    def _through(self, statement: Statement) -> str:
        """Who told it on, else the way from the page to the speaker; further ways are counted."""
        if statement.relayed_by:
            names = self._some([self.phrases.actor(actor) for actor in statement.relayed_by])
            return self.phrases.say("timeline.relayed", names=names)
        made = self.timeline.made_by.get(statement.id)
        chains = made[0].chains if made else self.timeline.origins.chains.of_statement(statement)
        ways = list(dict.fromkeys(self.phrases.chain(_carried(chain)) for chain in chains))
        if not ways:
            return ""
        told = self.phrases.say("timeline.through", chain=ways[0])
        more = len(ways) - 1
        return f"{told} {self.phrases.say('list.more', number=self.phrases.number(more))}" if more else told

    def _figures(self, event: AnyEvent) -> tuple[FigureWords, ...]:
        """Each figure once: several claims may give the same."""
        claims = event.claims if isinstance(event, Statement) else ()
        said = ((self.phrases.amount(f), self.phrases.counted(f)) for claim in claims for f in claim.figures)
        words = dict.fromkeys((one_line(amount), one_line(counted)) for amount, counted in said)
        return tuple(FigureWords(*of) for of in words)

    def _history(self, event: AnyEvent) -> tuple[tuple[str, str], ...]:
        """Changes of the grade alone: a ledger of thousands of claims has few."""
        changes = [(c.day.isoformat(), c.grade) for c in self.timeline.history.get(event.id, ())]
        return tuple(now for before, now in zip([("", ""), *changes], changes, strict=False) if before[1] != now[1])


def stances(event: AnyEvent) -> tuple[str, ...]:
    """The stances that a statement takes, each once."""
    taken: Iterable[str] = {claim.stance for claim in event.claims} if isinstance(event, Statement) else ()
    return tuple(sorted(taken, key=STANCES.index))


def _carried(chain: Chain) -> Chain:
    """A chain without its speaker, whom the line names already."""
    return replace(chain, links=chain.links[:MOST_LINKS], speakers=(), relayed_by=(), dark=False)
