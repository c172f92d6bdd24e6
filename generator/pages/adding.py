"""`/contribute/add/`: the form in the browser, and the ways that work without it."""

from collections.abc import Iterator

from generator.adding.description import host
from generator.corpus import RECORD_TYPES
from generator.encode import Verbatim
from generator.output import Page
from generator.scaffold import template
from generator.site import Site


def adding_page(site: Site) -> Iterator[Page]:
    """One page; its scripts stand in `assets/form/` and are loaded here alone."""
    blanks = [(cls.type_name, Verbatim(template(cls))) for cls in RECORD_TYPES]
    title = site.phrases.say("form.title")
    context = {"blanks": blanks, "host": host(site.settings)}
    yield Page("contribute/add.md", "pages/adding.md.j2", title, context, site.phrases.say("form.lead"), search=True)
