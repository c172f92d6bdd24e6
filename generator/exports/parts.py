"""Files of all records, put together of parts: what an edit does not reach need not be made again.

A part holds the records of a run. Where a run ends is told by the name of its last record, so that a new record
changes the run that it falls into and none of those after it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TypeVar
from zlib import crc32

from generator.derive.ledger import Entry
from generator.model.base import Record
from generator.output import Output, Parted
from generator.site import Site

T = TypeVar("T", bound=Record | Entry)
RUN = 32
"""About so many records are of one run."""


def parted(
    site: Site,
    name: str,
    items: Callable[[], Iterable[T]],
    written: Callable[[Site, Sequence[T]], str],
    joined: Callable[[Iterable[bytes]], bytes],
) -> Parted:
    """The content of a file: `written` gives the text of a run of `items`, `joined` the file from all of them.

    `name` is what the parts are remembered under, small letters alone. `written` is a function of a module, or one with
    plain values bound; all that it reads beside its items is the site.
    """
    return Parted(partial(_parts, site, name, items, written), joined)


def _parts(
    site: Site, name: str, items: Callable[[], Iterable[T]], written: Callable[[Site, Sequence[T]], str]
) -> tuple[Output, ...]:
    made = ((run, partial(written, site, run)) for run in runs(items()))
    return tuple(Output(f"{name}/{_name(run[0])}", source, inputs=source) for run, source in made)


def runs(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Items after one another; a run ends with one whose name says so, and the claims of a statement stay together."""
    run: list[T] = []
    for name, of in groupby(items, key=_name):
        run += of
        if crc32(name.encode()) % RUN == 0:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _name(item: Record | Entry) -> str:
    return item.statement.id if isinstance(item, Entry) else item.id
