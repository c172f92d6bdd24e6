"""Files for machines: one module a format, listed in `EXPORTS`."""

from collections.abc import Callable, Iterator

from generator.exports.adding import adding
from generator.exports.api import api
from generator.exports.calendar import calendar
from generator.exports.feeds import feeds
from generator.exports.filters import filters
from generator.exports.openapi import openapi
from generator.exports.references import references
from generator.exports.schemas import schemas
from generator.exports.tables import tables
from generator.output import Output
from generator.site import Site

Export = Callable[[Site], Iterator[Output]]

OF_LISTS: frozenset[Export] = frozenset({filters})
"""Those made of the lists that pages show, which whoever makes pages has worked out."""
EXPORTS: tuple[Export, ...] = (api, openapi, tables, references, feeds, calendar, schemas, filters, adding)
