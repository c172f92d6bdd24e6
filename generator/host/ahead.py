"""Files that need nothing of MkDocs: data, feeds, pictures. Other processes begin on them while MkDocs gets ready."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from generator.compiled import Compiled
from generator.crew import Crew, Errand, Work
from generator.disk.standing import Standing
from generator.host.publish import publish
from generator.memory import Encoded, Memory, Shelf, portions
from generator.output import Output, Parted

Pictures = Callable[[], Iterable[tuple[str, bytes]]]
"""Files that are made together, by path and bytes."""


class Ahead:
    """Makes them; those of which something is remembered go through the memory."""

    def __init__(
        self, folder: str, kind: str, outputs: Sequence[Output], memory: Memory | None, compiled: Compiled
    ) -> None:
        self._folder, self._memory, self._compiled = folder, memory, compiled
        self._portions = portions(kind, outputs, lambda output: output.path)
        sources = [output.source for output in outputs if isinstance(output.source, Parted)] if memory else []
        parts = {part.path: part for source in sources for part in source.parts}
        self._of_parts = portions(f"{kind}-parts", parts.values(), lambda part: part.path)
        self._shelf_of = {part.path: name for name, of in self._of_parts.items() for part in of}

    @property
    def names(self) -> Iterable[str]:
        """The files of the memory that are in use."""
        return [*self._portions, *self._of_parts]

    def crew(
        self, more: Sequence[Pictures], standing: Standing | None, errand: Errand[Any] | None = None
    ) -> Crew[list[str]]:
        """Who makes them, and `more`; tells which remembered files were damaged."""
        parts: list[Pictures] = [*more, *(partial(self._made, *portion) for portion in self._portions.items())]

        def do(number: int) -> None:
            publish(self._folder, parts[number](), standing)

        return Crew(Work(len(parts), do, self._told, errand))

    def _made(self, name: str, outputs: Sequence[Output]) -> Iterator[tuple[str, bytes]]:
        shelf = self._memory.shelves.open(name) if self._memory else None
        for output in outputs:
            yield output.path, self._data(output, shelf)
        if self._memory and shelf:
            self._memory.shelves.save(shelf, (output.path for output in outputs))

    def _data(self, output: Output, shelf: Shelf | None) -> bytes:
        memory = self._memory
        if memory is None or shelf is None:
            return output.data
        if isinstance(output.source, Parted):
            return self._joined(memory, output.source)
        made = memory.made(shelf, output, partial(_text, output)) if output.inputs else None
        return output.data if made is None else _encoded(made)

    def _joined(self, memory: Memory, source: Parted) -> bytes:
        """A file from its parts; those that hold what they held are not made again."""
        opened: dict[str, Shelf] = {}
        found: list[bytes] = []
        for part in source.parts:
            name = self._shelf_of[part.path]
            shelf = opened[name] = opened.get(name) or memory.shelves.open(name)
            found.append(_encoded(memory.made(shelf, part, partial(_text, part))))
        for name, shelf in opened.items():
            memory.shelves.save(shelf, (part.path for part in self._of_parts[name]))
        return source.joined(found)

    def _told(self) -> list[str]:
        self._compiled.save()
        return self._memory.shelves.damaged if self._memory else []


def _text(output: Output) -> str | None:
    content = output.content
    return content if isinstance(content, str) else None


def _encoded(made: Any) -> bytes:
    return made.data if isinstance(made, Encoded) else str(made).encode()
