"""Share cards: what stands on the picture that goes with a link, one for each event and one for the chronicle.

A figure never stands on a card without who said it, and when that was, if it was not the occasion itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.derive.clocks import changed
from generator.derive.grades import Change
from generator.derive.ledger import Entry
from generator.derive.stances import ASSERTING
from generator.encode import one_line
from generator.kinds import AnyEvent, Statement
from generator.model.claims import Figure
from generator.site import Site

CHRONICLE = "assets/card.png"
MOST_FIGURES = 3
LONGEST = 400
"""Letters of one text that are looked at; a card has room for far fewer."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Figures and whose they are; or, without figures, who spoke."""

    figures: tuple[str, ...]
    who: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that stands on one card, as plain words."""

    path: str
    site: str
    kind: str
    date: str
    title: str
    note: str
    sayings: tuple[Saying, ...]
    grade: str

    @property
    def texts(self) -> tuple[str, ...]:
        figures = [figure for saying in self.sayings for figure in (*saying.figures, saying.who)]
        return (self.site, self.kind, self.date, self.title, self.note, *figures, self.grade)


def card_path(event: AnyEvent) -> str:
    """Where the card of an event is published; it never changes."""
    return f"assets/cards/{event.id}.png"


def with_card(site: Site) -> frozenset[str]:
    """The ids of the events that have a card of their own: those that changed last, as many as the owner allows."""
    standing, most = list(site.timeline.standing), site.settings.cards
    if len(standing) > most > 0:
        standing.sort(key=lambda e: (changed(e) or site.today, e.date.sort_key, e.id), reverse=True)
    return frozenset(event.id for event in standing[:most])


def cards(site: Site) -> Iterator[Card]:
    """The card of the chronicle and those of its events; none where the owner wants none."""
    if site.settings.cards:
        yield _of_chronicle(site)
    chosen = with_card(site)
    for event in site.timeline.standing:
        if event.id in chosen:
            yield _of_event(site, event)


def _of_chronicle(site: Site) -> Card:
    title, note = site.settings.title, site.settings.description
    host = urlsplit(site.settings.url).hostname or ""
    return Card(CHRONICLE, host, site.phrases.say("home.kicker"), "", _short(title), _short(note), (), "")


def _of_event(site: Site, event: AnyEvent) -> Card:
    phrases, grade = site.phrases, site.timeline.grade(event.id)
    return Card(
        card_path(event),
        _short(site.settings.title),
        phrases.say(f"kind.{event.kind}"),
        phrases.when(event.date),
        _short(event.title),
        "",
        _said(site, event) if isinstance(event, Statement) else _said_about(site, event),
        _grade(site, grade) if grade else "",
    )


def _grade(site: Site, grade: Change) -> str:
    word = site.phrases.say(f"grade.{grade.grade}")
    return f"{word}, {site.phrases.count('origins', grade.origins)}" if grade.origins > 1 else word


def _said(site: Site, statement: Statement) -> tuple[Saying, ...]:
    """A statement's own figures under its speaker's name."""
    entries = site.timeline.made_by.get(statement.id, ())
    figures = [_figure(site, entry, figure) for entry in entries for figure in entry.claim.figures]
    return (Saying(tuple(figures[:MOST_FIGURES]), _short(site.phrases.speakers(statement))),)


def _said_about(site: Site, event: AnyEvent) -> tuple[Saying, ...]:
    """The latest asserted figure of each measure, each with its own speaker and day."""
    latest: dict[str, tuple[Entry, Figure]] = {}
    for entry in site.timeline.claims_on(event.id):
        for figure in entry.claim.figures if entry.claim.stance in ASSERTING else ():
            latest[figure.measure] = (entry, figure)
    newest = sorted(latest.values(), key=lambda pair: pair[0].order, reverse=True)[:MOST_FIGURES]
    return tuple(Saying((_figure(site, entry, figure),), _who(site, entry)) for entry, figure in newest)


def _who(site: Site, entry: Entry) -> str:
    day = site.phrases.when(entry.statement.date)
    return _short(site.phrases.say("card.who", speaker=site.phrases.speakers(entry.statement), day=day))


def _figure(site: Site, entry: Entry, figure: Figure) -> str:
    """A figure in words; one that is not asserted says so."""
    say = site.phrases.say
    counted = say("card.amount", amount=site.phrases.amount(figure), unit=figure.unit)
    measure = say(f"measure.{figure.measure}")
    said = figure.measure == "other" or measure.casefold() in figure.unit.casefold()
    words = counted if said else say("card.measured", counted=counted, measure=measure)
    if entry.claim.stance not in ASSERTING:
        words = say("card.stance", stance=say(f"stance.{entry.claim.stance}"), figure=words)
    return _short(words)


def _short(text: str) -> str:
    return one_line(text)[:LONGEST]
