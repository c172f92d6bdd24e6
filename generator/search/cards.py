"""Cards: what can be found, where it leads, and every text by which it is found, each in its own language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.dates import Edtf
from generator.derive.links import doers
from generator.derive.parties import UNKNOWN
from generator.encode import one_line, prose_text
from generator.kinds import KINDS as KINDS_OF_EVENT
from generator.kinds import AnyEvent, Deployment, Occurrence, Statement
from generator.model.claims import Claim
from generator.model.vocabularies import Actor, Place, Source, Topic
from generator.site import Site
from generator.turns import in_turn

EVENT_KINDS = tuple(kind.type_name for kind in KINDS_OF_EVENT)
KINDS = (*EVENT_KINDS, "actor", "place", "topic", "source", "page")
"""What a card can stand for."""
GROUPS = (*("events" for _ in EVENT_KINDS), "names", "names", "names", "sources", "pages")
"""Under which heading a result of each kind stands."""


Named = Actor | Place | Topic


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that can be found and shown."""

    text: str
    language: str
    label: str = ""
    """What it belongs to, where that is not plain: the outlet of a headline, the name of which it is a spelling."""


@dataclass(frozen=True)
class Card:
    """One thing that can be found."""

    address: str
    """Relative to the site's first page."""
    kind: str
    title: Passage
    byline: str = ""
    """What it is, whose, and when."""
    date: Edtf | None = None
    parties: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """The languages of its sources and quotes."""
    names: tuple[Passage, ...] = ()
    """Names as good as its title: its own other spellings, or those of who speaks and acts."""
    texts: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All but the title."""
        return (*self.texts, *self.names)


@dataclass(frozen=True)
class Cards:
    """Makes the cards of one site."""

    site: Site
    _spelled: dict[tuple[str, str], tuple[Passage, ...]] = field(default_factory=dict)

    @property
    def _language(self) -> str:
        return self.site.settings.language

    def all(self) -> Iterator[Card]:
        """A card for each record; withdrawn events have none."""
        yield from map(self.event, in_turn(self.site.timeline.standing))
        yield from map(self.actor, self.site.corpus.actors.values())
        yield from map(self.place, self.site.corpus.places.values())
        yield from map(self.topic, self.site.corpus.topics.values())
        yield from map(self.source, in_turn(self.site.corpus.sources.values()))

    def event(self, event: AnyEvent) -> Card:
        """By its words, the words of its sources, and whoever and whatever it names in any spelling."""
        acting = [actor_id for actor_id, _ in doers(event)]
        outlets = [self.site.corpus.sources[citation.source].outlet for citation in event.sources]
        others = [*self.spelled("places", event.places), *self.spelled("topics", event.topics)]
        return Card(
            f"events/{event.id}/",
            event.kind,
            self._own(event.title),
            self._line(self.site.phrases.say(f"kind.{event.kind}"), self._who(event), self._when(event.date)),
            event.date,
            self._parties(event),
            self._languages(event),
            self.spelled("actors", acting),
            tuple(_once([*self._said(event), *self._headlines(event), *others, *self.spelled("actors", outlets)])),
        )

    def actor(self, actor: Actor) -> Card:
        """By all its names, its offices and notes."""
        titles = [self._own(role.title) for role in actor.roles]
        notes = [self._own(prose_text(actor.notes))] if actor.notes else []
        kind = self.site.phrases.say(f"actor_kind.{actor.kind}")
        return self._named(actor, "actor", kind, (*_once(titles), *notes))

    def place(self, place: Place) -> Card:
        """By all its names and notes."""
        notes = (self._own(prose_text(place.notes)),) if place.notes else ()
        return self._named(place, "place", self.site.phrases.say("place.kicker"), notes)

    def topic(self, topic: Topic) -> Card:
        """By its title and what it covers."""
        summary = (self._own(prose_text(topic.summary)),) if topic.summary else ()
        return self._named(topic, "topic", self.site.phrases.say("topic.kicker"), summary)

    def source(self, source: Source) -> Card:
        """By its title as published and in our translation, its outlet and notes."""
        outlet = self.site.phrases.actor(source.outlet)
        untitled = self.site.phrases.say("source.untitled", outlet=outlet)
        title = self._in(source.language, source.title) if source.title else self._own(untitled)
        notes = prose_text(source.notes) if source.notes else None
        return Card(
            f"sources/{source.id}/",
            "source",
            title,
            self._line(self.site.phrases.say("source.kicker"), outlet, self._when(source.published)),
            source.published,
            languages=(source.language,),
            names=self.spelled("actors", [source.outlet]),
            texts=tuple(self._own(text) for text in (source.title_translation, notes) if text),
        )

    def _named(self, record: Named, kind: str, what: str, texts: tuple[Passage, ...]) -> Card:
        names = self.spelled(record.vocabulary, [record.id])
        party = (self.site.timeline.parties.top(record.id),) if isinstance(record, Actor) else ()
        address = f"{record.vocabulary}/{record.id}/"
        return Card(address, kind, self._own(_name(record)), what, parties=party, names=names, texts=texts)

    def spelled(self, vocabulary: str, ids: Iterable[str]) -> tuple[Passage, ...]:
        """The names of records, then their other spellings by language."""
        return tuple(passage for record_id in dict.fromkeys(ids) for passage in self._spellings(vocabulary, record_id))

    def _spellings(self, vocabulary: str, record_id: str) -> tuple[Passage, ...]:
        key = (vocabulary, record_id)
        if key not in self._spelled:
            record = self.site.corpus[vocabulary].get(record_id)
            self._spelled[key] = tuple(self._spellings_of(record)) if isinstance(record, Named) else ()
        return self._spelled[key]

    def _spellings_of(self, record: Named) -> Iterator[Passage]:
        name = _name(record)
        yield self._own(name)
        for language, names in {} if isinstance(record, Topic) else record.names.items():
            yield Passage(" · ".join(map(one_line, names)), language, one_line(name))

    def _own(self, text: str) -> Passage:
        return self._in(self._language, text)

    def _in(self, language: str, text: str, label: str = "") -> Passage:
        return Passage(one_line(text), language, one_line(label))

    def _line(self, *parts: str) -> str:
        return " · ".join(one_line(part) for part in parts if part)

    def _when(self, date: Edtf | None) -> str:
        return self.site.phrases.when(date) if date else ""

    def _who(self, event: AnyEvent) -> str:
        phrases = self.site.phrases
        match event:
            case Statement():
                return phrases.speakers(event)
            case Deployment():
                return phrases.actor(event.force)
            case Occurrence():
                return phrases.all_of([phrases.actor(party) for party in event.parties])

    def _parties(self, event: AnyEvent) -> tuple[str, ...]:
        timeline = self.site.timeline
        if isinstance(event, Statement):
            return tuple(party for party in timeline.parties.of_statement(event) if party != UNKNOWN)
        return tuple(party for party, role in timeline.roles(event).items() if role != "opposing")

    def _languages(self, event: AnyEvent) -> tuple[str, ...]:
        quotes = event.quotes if isinstance(event, Statement) else ()
        printed = [self.site.corpus.sources[citation.source].language for citation in event.sources]
        return tuple(sorted({*printed, *(quote.language for quote in quotes)}))

    def _said(self, event: AnyEvent) -> Iterator[Passage]:
        """What the record says in its own fields."""
        yield self._own(prose_text(event.summary))
        match event:
            case Statement():
                for quote in event.quotes:
                    yield self._in(quote.language, quote.text)
                    yield from (self._own(text) for text in (quote.translation,) if text)
                for claim in event.claims:
                    yield from self._claimed(event, claim)
                yield from (self._own(text) for text in (event.venue,) if text)
                yield from (self._own(str(speaker.role)) for speaker in event.speaker if speaker.role)
            case Deployment():
                yield from map(self._own, (*event.units, *filter(None, [event.purpose])))

    def _claimed(self, event: Statement, claim: Claim) -> Iterator[Passage]:
        printed = self.site.corpus.sources[event.sources[0].source].language
        yield from (self._own(text) for text in (claim.text, claim.basis) if text)
        yield from (self._in(printed, text) for text in (claim.hedge,) if text)
        for figure in claim.figures:
            yield from (self._in(printed, text) for text in (figure.as_stated,) if text)
            for wording in figure.wordings:
                language = self.site.corpus.sources[wording.source].language
                yield from (self._in(language, text) for text in (wording.as_stated,) if text)

    def _headlines(self, event: AnyEvent) -> Iterator[Passage]:
        for citation in event.sources:
            source = self.site.corpus.sources[citation.source]
            outlet = self.site.phrases.actor(source.outlet)
            if source.title:
                yield self._in(source.language, source.title, outlet)
            if source.title_translation:
                yield self._in(self._language, source.title_translation, outlet)


def _name(record: Named) -> str:
    return record.title if isinstance(record, Topic) else record.name


def _once(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Each text once, where it stands first."""
    seen: set[str] = set()
    for passage in passages:
        if passage.text not in seen:
            seen.add(passage.text)
            yield passage


__all__ = ["GROUPS", "KINDS", "Card", "Cards", "Passage"]
