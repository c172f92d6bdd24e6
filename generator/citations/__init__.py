"""How to cite an event, the chronicle, and the chronicle as known on a day: in words and for reference managers.

The date of a citation is that of the event, as stored: it may be a month, a span or open. That the entry was written
later stands in its note. Nobody is named as an author: the speaker of a statement did not write the entry about it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from markupsafe import Markup

from generator.citations.bibtex import bibtex
from generator.citations.csl import csl
from generator.citations.reference import Reference
from generator.citations.ris import ris
from generator.dates import Edtf
from generator.derive.clocks import changed
from generator.encode import Verbatim, data_link
from generator.kinds import AnyEvent
from generator.site import Site


@dataclass(frozen=True, slots=True)
class Format:
    """A format of reference managers."""

    name: str
    suffix: str
    media: str
    entry: Callable[[Reference], str]
    between: str = ""
    around: tuple[str, str] = ("", "")
    """What stands before the first entry of a file and after the last."""

    def write(self, references: Iterable[Reference]) -> str:
        """A file of references."""
        return self.file(map(self.entry, references))

    def file(self, entries: Iterable[str]) -> str:
        """A file of entries that are written already."""
        return self.between.join(entries).join(self.around)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "bibtex": Format("BibTeX", "bib", "application/x-bibtex", bibtex, "\n"),
        "csl": Format("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl, ",\n", ("[\n", "\n]\n")),
        "ris": Format("RIS", "ris", "application/x-research-info-systems", ris),
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """A reference in one format: the text to copy, and a link that holds the whole file."""

    format: Format
    text: Verbatim
    file: str

    @property
    def link(self) -> Markup:
        """A `data:` address, so that 10,000 events need no 30,000 files, and no script is needed to save one."""
        return data_link(self.format.media, self.text)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a page shows of a reference."""

    reference: Reference
    written: tuple[Written, ...]


def cited(reference: Reference) -> Cited:
    """A reference with its text in every format."""
    made = ((form, Verbatim(form.write([reference]))) for form in FORMATS.values())
    return Cited(reference, tuple(Written(form, text, f"{reference.key}.{form.suffix}") for form, text in made))


def of_event(site: Site, event: AnyEvent) -> Reference:
    """The entry about an event."""
    say, last = site.phrases.say, changed(event)
    note = say("cite.added", day=site.phrases.when(event.added))
    if last and last != event.added.latest:
        note = say("cite.changed", added=note, day=site.phrases.day(last))
    about = _about(site, event.date, f"events/{event.id}/", note)
    text = say("cite.text", title=event.title, day=about["date_words"], note=note, **_names(about))
    return Reference(key=event.id, title=event.title, text=text, date=event.date, **about)


def kept_reference(site: Site, event: AnyEvent) -> Reference:
    """`of_event`, made once for all files that cite the event."""
    return site.kept(("reference", event.id), partial(of_event, site, event))


def kept_entry(site: Site, name: str, event: AnyEvent) -> str:
    """The entry for an event in one of the formats, made once for all files that hold it."""
    return site.kept((name, event.id), lambda: FORMATS[name].entry(kept_reference(site, event)))


def of_chronicle(site: Site) -> Reference:
    """The whole chronicle in its present state; it is part of nothing else."""
    day, title = site.today.isoformat(), site.settings.title
    about = {**_about(site, Edtf(day, site.today, site.today), "", _state(site)), "site": ""}
    text = site.phrases.say("cite.chronicle", title=title, note=about["note"], **_names(about))
    return Reference(key=f"chronicle-{day}", title=title, text=text, date=Edtf(day, site.today, site.today), **about)


def of_day(site: Site, day: date) -> Reference:
    """What was known on a day; the state in which that was worked out stands in the note."""
    when = Edtf(day.isoformat(), day, day)
    title = site.phrases.say("known.day_title", day=site.phrases.day(day))
    about = _about(site, when, f"known/{when.text}/", _state(site))
    text = site.phrases.say("cite.day", title=title, note=about["note"], **_names(about))
    return Reference(key=f"known-{when.text}", title=title, text=text, date=when, **about)


def _state(site: Site) -> str:
    return site.phrases.say("cite.state", day=site.phrases.day(site.today))


def _names(about: Mapping[str, str]) -> dict[str, str]:
    return {"site": about["site"], "publisher": about["publisher"], "address": about["url"]}


def _about(site: Site, when: Edtf, path: str, note: str) -> dict[str, str]:
    """What is worked out the same way for everything that can be cited."""
    return {
        "site": site.settings.title,
        "publisher": site.settings.publisher.name,
        "date_words": site.phrases.when(when),
        "url": site.absolute(path),
        "language": site.settings.language,
        "note": note,
    }
