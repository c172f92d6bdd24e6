"""The chronicle's facts as plain words of the site's language: dates, figures, speakers, chains.

Plain text only; whoever writes it out chooses the encoder. All words come from the label file.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from generator.corpus import Corpus
from generator.dates import Edtf, label
from generator.derive.chains import Chain
from generator.derive.parties import UNKNOWN
from generator.kinds.statement import Speaker, Statement
from generator.model.claims import Bounded, Figure
from generator.settings import Labels


class MissingLabel(LookupError):
    """A key that the label file does not have."""


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


@lru_cache(maxsize=10_000)
def _decimal(number: float, tag: str) -> str:
    return format_decimal(number, locale=_locale(tag))


@cache
def _language(tag: str, locale: str) -> str:
    shown = _locale(locale)
    if (special := tag.partition("-")[0].lower()) in ("und", "mul", "zxx", "mis"):
        return str(shown.languages.get(special, tag))  # Babel would take the unknown one for English
    try:
        parsed = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    name = str(parsed.get_display_name(shown) or tag)
    # Babel drops a script for which CLDR has no data of its own: Korean in Latin letters.
    script = next((part.title() for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    return f"{name} ({shown.scripts.get(script, script)})" if script and not parsed.script else name


@lru_cache(maxsize=10_000)
def _plural(number: int, tag: str) -> str:
    return str(_locale(tag).plural_form(number))


@lru_cache(maxsize=10_000)
def _parted(words: str) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    """What stands before the first gap of a label; of each gap its name, what follows, and both as they are written."""
    first, *parts = words.split("{")
    named = ((part, *part.partition("}")) for part in parts)
    return first, tuple((name if brace else "", rest, f"{{{part}") for part, name, brace, rest in named)


@dataclass(frozen=True)
class Phrases:
    """Says things in one language."""

    corpus: Corpus
    labels: Labels
    locale: str
    _dates: dict[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """The site's words under a key, with `{name}` replaced; raises `MissingLabel`."""
        words = self.labels.words.get(key)
        if words is None:
            raise MissingLabel(key)
        if not values:
            return words
        filled, gaps = _parted(words)
        for name, rest, written in gaps:
            filled += f"{values[name]}{rest}" if name in values else written
        return filled

    def count(self, key: str, number: int, **values: object) -> str:
        """The words for a number of things, in the plural form of the language."""
        form = _plural(number, self.locale)
        known = f"{key}.{form}" if f"{key}.{form}" in self.labels.words else f"{key}.other"
        return self.say(known, number=self.number(number), **values)

    def number(self, number: float) -> str:
        """A number with the separators of the language."""
        return _decimal(number, self.locale)

    def when(self, value: Edtf) -> str:
        """A date with exactly the precision that is stored."""
        if value.text not in self._dates:
            self._dates[value.text] = label(value, self.locale, self.labels.words)
        return self._dates[value.text]

    def day(self, day: date) -> str:
        """A plain day."""
        return self.when(Edtf(day.isoformat(), day, day))

    def month(self, day: date) -> str:
        """The month of a day, with its year."""
        return self.when(Edtf(day.isoformat()[:7], day, day))

    def stretch(self, first: date, last: date) -> str:
        """The days from one to another, in as few words as say it: a day, a month, a year, or both ends."""
        if first == last:
            return self.day(first)
        whole = (f"{first.year:04}", first.isoformat()[:7])
        dates = (Edtf.parse(text) for text in whole)
        found = next((one for one in dates if (one.earliest, one.latest) == (first, last)), None)
        return self.when(found or Edtf(f"{first}/{last}", first, last))

    def short_month(self, day: date) -> str:
        """The name of a month, shortened, for an axis that names the years."""
        return str(format_date(day, "LLL", locale=_locale(self.locale)))

    def short_day(self, day: date) -> str:
        """Day and month without the year, for lists that stand under their year."""
        return str(format_date(day, "d MMM", locale=_locale(self.locale)))

    def day_of_month(self, day: date) -> str:
        """The number of a day, for lists that stand under their month."""
        return str(format_date(day, "d", locale=_locale(self.locale)))

    def weekday(self, day: date) -> str:
        """The day of the week, shortened."""
        return str(format_date(day, "EEE", locale=_locale(self.locale)))

    def language(self, tag: str) -> str:
        """The name of a language; its tag where the site's language has no name for it."""
        return _language(tag, self.locale)

    def printed_in(self, statement: Statement) -> str:
        """The language tag that all sources of a statement share; nothing where they differ."""
        tags = {self.corpus.sources[citation.source].language for citation in statement.sources}
        return tags.pop() if len(tags) == 1 else ""

    def country(self, code: str) -> str:
        """The name of a country; its code where the site's language has no name for it."""
        return str(_locale(self.locale).territories.get(code, code))

    def actor(self, actor_id: str) -> str:
        """The name of an actor; words for an unknown party."""
        if actor_id == UNKNOWN:
            return self.say("party.unknown")
        actor = self.corpus.actors.get(actor_id)
        return actor.name if actor else actor_id

    def speaker(self, speaker: Speaker) -> str:
        """Who spoke: a name, or what an unnamed person was said to be."""
        if speaker.actor:
            return self.actor(speaker.actor)
        if speaker.of:
            return self.say("speaker.unnamed_of", role=speaker.role, of=self.actor(speaker.of))
        return self.say("speaker.unnamed", role=speaker.role)

    def speakers(self, statement: Statement) -> str:
        """All who spoke in a statement."""
        return self.all_of([self.speaker(speaker) for speaker in statement.speaker])

    def all_of(self, names: list[str]) -> str:
        """Names joined as in a sentence."""
        if len(names) < 2:
            return "".join(names)
        return self.say("list.and", first=", ".join(names[:-1]), last=names[-1])

    def amount(self, bounded: Bounded) -> str:
        """A figure with its bound, without its unit: “at least 3,000”."""
        if bounded.words:
            return bounded.words
        if bounded.between:
            low, high = bounded.between
            return self.say("bound.between", low=self.number(low), high=self.number(high))
        value = bounded.low if bounded.low is not None else bounded.high
        return self.say(f"bound.{bounded.bound}", value=self.number(value or 0))

    def counted(self, figure: Figure) -> str:
        """What a figure counts: its unit and what is said of it, “soldiers sent”."""
        return self.say(f"measured.{figure.measure}", unit=figure.unit)

    def chain(self, chain: Chain) -> str:
        """From the page to the mouth: “KONTAN, quoting AFP, quoting John Kirby”."""
        words = ""
        relation = None
        for link in chain.links:
            name = self.actor(link.outlet)
            words += self.say(f"chain.{relation}", name=name) if relation else name
            relation = link.relation
        for index, speaker in enumerate(chain.speakers):
            key = "chain.speaker" if index == 0 else "chain.and"
            words += self.say(key, name=self.speaker(speaker))
        if chain.relayed_by:
            words += self.say("chain.relayed", names=self.all_of([self.actor(a) for a in chain.relayed_by]))
        return words + (self.say("chain.dark") if chain.dark else "")
