"""The corpus: every record that loaded, by vocabulary and id, with the texts they came from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from generator.fields import Prose
from generator.kinds import KINDS, AnyEvent, Statement
from generator.model.base import Record
from generator.model.vocabularies import Actor, Place, Source, Topic
from generator.problems import Where
from generator.shape import Named, proses, references
from generator.turns import in_turn
from generator.yamltext import Document, Loc

Texts = Sequence[tuple[Loc, Prose]]

VOCABULARIES: Mapping[str, tuple[type[Record], ...]] = {
    "events": KINDS,
    "actors": (Actor,),
    "places": (Place,),
    "sources": (Source,),
    "topics": (Topic,),
}
"""Each vocabulary is a folder of `content/`. To add one: a record class, a folder and its line here."""

RECORD_TYPES: tuple[type[Record], ...] = tuple(cls for classes in VOCABULARIES.values() for cls in classes)


@dataclass(frozen=True)
class Corpus:
    """All records; within a vocabulary in the order of their ids."""

    records: Mapping[str, Mapping[str, Record]]
    documents: Mapping[str, Document]
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids whose files are there but could not be read; naming them is no second mistake."""
    only: frozenset[tuple[str, str]] | None = None
    """Vocabulary and id of the records to go through, where a rule is asked about some alone; None for all."""
    _named: dict[str, list[Named]] = field(default_factory=dict, repr=False, compare=False)
    _proses: dict[str, Texts] = field(default_factory=dict, repr=False, compare=False)

    def but(self, path: str) -> "Corpus":
        """The same before one file is read again: what was worked out of the others stays known."""
        named, proses_of = dict(self._named), dict(self._proses)  # copied at once: other threads may add to them
        named.pop(path, None)
        proses_of.pop(path, None)
        return replace(self, _named=named, _proses=proses_of)

    def has(self, vocabulary: str, record_id: str) -> bool:
        """Whether there is such a file, readable or not."""
        return record_id in self.records[vocabulary] or record_id in self.unread.get(vocabulary, ())

    def record(self, vocabulary: str, record_id: str) -> Record | None:
        """A record, where there is one, and such a vocabulary."""
        return self.records.get(vocabulary, {}).get(record_id)

    def named_by(self, record: Record) -> Sequence[Named]:
        """Every id that a record names; worked out once, since many rules ask."""
        if record.path not in self._named:
            self._named[record.path] = references(record)
        return self._named[record.path]

    def proses_of(self, record: Record) -> Texts:
        """Every text of a record that may use Markdown, with its place."""
        if record.path not in self._proses:
            self._proses[record.path] = tuple(proses(record))
        return self._proses[record.path]

    def __iter__(self) -> Iterator[Record]:
        """Every record, vocabulary by vocabulary."""
        for vocabulary in VOCABULARIES:
            yield from in_turn(self.each(vocabulary))

    def each(self, vocabulary: str) -> Iterable[Record]:
        """The records of a vocabulary that are to be gone through."""
        if self.only is None:
            return self.records[vocabulary].values()
        ids = sorted(record_id for of, record_id in self.only if of == vocabulary)
        return [self.records[vocabulary][record_id] for record_id in ids]

    def __getitem__(self, vocabulary: str) -> Mapping[str, Record]:
        """The records of one vocabulary by id."""
        return self.records[vocabulary]

    @property
    def events(self) -> Mapping[str, AnyEvent]:
        return cast("Mapping[str, AnyEvent]", self.records["events"])

    @property
    def each_event(self) -> Iterable[AnyEvent]:
        """The events that are to be gone through."""
        return cast("Iterable[AnyEvent]", self.each("events"))

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements that are to be gone through."""
        return (event for event in self.each_event if isinstance(event, Statement))

    @property
    def actors(self) -> Mapping[str, Actor]:
        return cast("Mapping[str, Actor]", self.records["actors"])

    @property
    def places(self) -> Mapping[str, Place]:
        return cast("Mapping[str, Place]", self.records["places"])

    @property
    def sources(self) -> Mapping[str, Source]:
        return cast("Mapping[str, Source]", self.records["sources"])

    @property
    def topics(self) -> Mapping[str, Topic]:
        return cast("Mapping[str, Topic]", self.records["topics"])

    def where(self, record: Record, *loc: str | int) -> Where:
        """The line and column of a value of a record."""
        document = self.documents.get(record.path)
        return document.where(loc) if document else Where(record.path)
