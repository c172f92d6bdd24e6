"""The pages of the site: one module a type, listed in `PAGES` in the order of the navigation."""

from collections.abc import Callable, Iterator

from generator.output import Page
from generator.pages.about import about_pages
from generator.pages.actors import actor_pages
from generator.pages.adding import adding_page
from generator.pages.claims import claims_pages
from generator.pages.events import event_pages
from generator.pages.facets import facet_pages
from generator.pages.home import home_page
from generator.pages.housekeeping import housekeeping_pages
from generator.pages.known import known_pages
from generator.pages.places import place_pages
from generator.pages.search import search_page
from generator.pages.sources import source_pages
from generator.pages.timeline import timeline_pages
from generator.pages.titles import title_pages
from generator.pages.topics import topic_pages
from generator.site import Site

Pages = Callable[[Site], Iterator[Page]]

PAGES: tuple[Pages, ...] = (
    home_page,
    timeline_pages,
    facet_pages,
    claims_pages,
    known_pages,
    topic_pages,
    actor_pages,
    place_pages,
    source_pages,
    title_pages,
    event_pages,
    about_pages,
    adding_page,
    housekeeping_pages,
    search_page,
)
