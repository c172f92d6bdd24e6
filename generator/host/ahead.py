"""Files that need nothing of MkDocs: data, feeds, pictures. Other processes begin on them while MkDocs gets ready."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from generator.compiled import Compiled
from generator.crew import Crew, Work
from generator.disk.standing import Standing
from generator.host.publish import publish
from generator.memory import Encoded, Memory, Shelf, portions
from generator.output import Output

Pictures = Callable[[], Iterable[tuple[str, bytes]]]
"""Files that are made together, by path and bytes."""


class Ahead:
    """Makes them; those of which something is remembered go through the memory."""

    def __init__(
        self, folder: str, kind: str, outputs: Iterable[Output], memory: Memory | None, compiled: Compiled
    ) -> None:
        self._folder, self._memory, self._compiled = folder, memory, compiled
        self._portions = portions(kind, outputs, lambda output: output.path)

    @property
    def names(self) -> Iterable[str]:
        """The files of the memory that are in use."""
        return self._portions.keys()

    def crew(self, more: Sequence[Pictures], standing: Standing | None) -> Crew[list[str]]:
        """Who makes them, and `more`; tells which remembered files were damaged."""
        parts: list[Pictures] = [*more, *(partial(self._made, *portion) for portion in self._portions.items())]
        return Crew(Work(len(parts), lambda number: publish(self._folder, parts[number](), standing), self._told))

    def _made(self, name: str, outputs: Sequence[Output]) -> Iterator[tuple[str, bytes]]:
        shelf = self._memory.shelves.open(name) if self._memory else None
        for output in outputs:
            yield output.path, self._data(output, shelf)
        if self._memory and shelf:
            self._memory.shelves.save(shelf, (output.path for output in outputs))

    def _data(self, output: Output, shelf: Shelf | None) -> bytes:
        def make() -> Any:
            content = output.content
            return content if isinstance(content, str) else None

        made = self._memory.made(shelf, output, make) if self._memory and shelf and output.inputs else None
        if made is None:
            return output.data
        return made.data if isinstance(made, Encoded) else str(made).encode()

    def _told(self) -> list[str]:
        self._compiled.save()
        return self._memory.shelves.damaged if self._memory else []
