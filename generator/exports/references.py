"""All entries for reference managers, `/data/citations.{bib,csl.json,ris}`; `/data/CITATION.cff` cites the data."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from generator.citations import FORMATS, kept_entry, of_chronicle
from generator.encode import yaml_text
from generator.exports.parts import parted
from generator.kinds import AnyEvent
from generator.output import Output
from generator.site import Site


def references(site: Site) -> Iterator[Output]:
    """The chronicle itself first, then its entries in order; withdrawn ones are left out."""
    for name, form in FORMATS.items():
        written = partial(_entries, name)
        of_all = parted(site, name, lambda: site.timeline.standing, written, partial(_file, site, name))
        yield Output(f"data/citations.{form.suffix}", of_all)
    yield Output("data/CITATION.cff", partial(_cff, site))


def _entries(name: str, site: Site, run: Sequence[AnyEvent]) -> str:
    return FORMATS[name].between.join(kept_entry(site, name, event) for event in run)


def _file(site: Site, name: str, runs: Iterable[bytes]) -> bytes:
    form = FORMATS[name]
    return form.file([form.entry(of_chronicle(site)), *(run.decode() for run in runs)]).encode()


def _cff(site: Site) -> str:
    """The Citation File Format, 1.2.0 (https://citation-file-format.github.io)."""
    settings, day = site.settings, site.today.isoformat()
    lines = [
        "cff-version: 1.2.0",
        f"message: {yaml_text(site.phrases.say('cite.message'))}",
        "type: dataset",
        f"title: {yaml_text(settings.title)}",
        f"abstract: {yaml_text(settings.description)}",
        "authors:",
        f"  - name: {yaml_text(settings.publisher.name)}",
        f"url: {yaml_text(site.address)}",
        f"license-url: {yaml_text(settings.licence.url)}",
        f"version: {yaml_text(day)}",
        f"date-released: {yaml_text(day)}",
    ]
    if settings.repository:
        lines.insert(-3, f"repository: {yaml_text(settings.repository)}")
    return "\n".join([*lines, ""])
