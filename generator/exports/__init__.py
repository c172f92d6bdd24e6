"""Files for machines: one module a format, listed in `EXPORTS`."""

from collections.abc import Callable, Iterator

from generator.output import Output
from generator.site import Site

Export = Callable[[Site], Iterator[Output]]
EXPORTS: tuple[Export, ...] = ()
