"""Values of a record as plain words for a reviewer: names beside ids, dates as stored and as read, figures whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.corpus import Corpus
from generator.dates import Edtf
from generator.kinds.statement import Speaker
from generator.model.base import Part, Record
from generator.model.claims import Figure
from generator.model.vocabularies import Actor, Place, Source
from generator.phrases import Phrases
from generator.shape import Field, fields

NOTHING = ""
"""What a key that is not written says."""


def words_of(key: str) -> str:
    """A key as words: `at_least` is “at least”."""
    return key.strip("_").replace("_", " ")


def name_of(record: Record) -> str:
    """What readers call a record."""
    if isinstance(record, Actor | Place):
        return record.name
    if isinstance(record, Source):
        return record.title or record.title_translation or record.id
    return str(getattr(record, "title", record.id))


@dataclass(frozen=True)
class Told:
    """Tells the values of one corpus."""

    corpus: Corpus
    phrases: Phrases

    def value(self, field: Field, value: Any) -> str:
        """A value of a key, whatever it is."""
        if value is None or value == () or value == {}:
            return NOTHING
        if isinstance(value, tuple):
            return ", ".join(self.value(field, item) for item in value)
        if isinstance(value, Mapping):
            return "; ".join(f"{key}: {self.value(field, item)}" for key, item in value.items())
        if isinstance(value, Part):
            return self.part(value)
        if isinstance(value, Edtf):
            return self.date(value)
        if isinstance(value, int | float):
            return self.phrases.number(value)
        return self._named(field, str(value))

    def date(self, value: Edtf) -> str:
        """The date in words, and as stored where the words say less."""
        return self.phrases.when(value) if value.is_day else f"{self.phrases.when(value)} [{value.text}]"

    def _named(self, field: Field, text: str) -> str:
        for vocabulary in field.reference.vocabularies if field.reference else ():
            if record := self.corpus[vocabulary].get(text):
                name = name_of(record)
                return text if name == text else f"{name} [{text}]"
        return text

    def part(self, part: Part) -> str:
        """A group of keys on one line."""
        if isinstance(part, Figure):
            return self.figure(part)
        if isinstance(part, Speaker):
            return self.phrases.speaker(part)
        said = [(field, self.value(field, part.written(field.name))) for field in fields(type(part)).values()]
        kept = [(field, words) for field, words in said if words]
        if len(kept) == 1:
            return kept[0][1]
        return ", ".join(f"{words_of(field.key)}: {words}" for field, words in kept)

    def figure(self, figure: Figure) -> str:
        """A figure with its bound, unit, measure and all that limits it."""
        words = f"{self.phrases.amount(figure)} {figure.unit}, {self.phrases.say(f'measure.{figure.measure}')}"
        if figure.scope:
            words += f", {self.phrases.say(f'scope.{figure.scope}')}"
        if figure.as_of:
            words += f", {self.phrases.say('figure.as_of', day=self.phrases.when(figure.as_of))}"
        if figure.period:
            words += f", {self.phrases.say('figure.period', day=self.phrases.when(figure.period))}"
        if figure.as_stated:
            words += f" (“{figure.as_stated}”)"
        for wording in figure.wordings:
            words += f"; {wording.source}: {self.phrases.amount(wording)}"
            words += f" (“{wording.as_stated}”)" if wording.as_stated else ""
        return words
