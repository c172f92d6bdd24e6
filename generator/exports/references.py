"""All entries for reference managers, `/data/citations.{bib,csl.json,ris}`; `/data/CITATION.cff` cites the data."""

from collections.abc import Iterator
from functools import partial

from generator.citations import FORMATS, of_chronicle, of_event
from generator.citations.reference import Reference
from generator.encode import yaml_text
from generator.output import Output
from generator.site import Site


def references(site: Site) -> Iterator[Output]:
    """The chronicle itself first, then its entries in order; withdrawn ones are left out."""
    for name, form in FORMATS.items():
        yield Output(f"data/citations.{form.suffix}", partial(_written, site, name))
    yield Output("data/CITATION.cff", partial(_cff, site))


def _written(site: Site, name: str) -> str:
    return FORMATS[name].write(site.kept("references", partial(_all, site)))


def _all(site: Site) -> list[Reference]:
    return [of_chronicle(site), *(of_event(site, event) for event in site.timeline.standing)]


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
