"""Facts that are worked out one by one, when somebody asks for one."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class OnDemand(Mapping[K, V], Generic[K, V]):
    """A mapping that makes its values when they are first looked up.

    A build asks for all of them; a page that is shown after a save asks for its own. Keys for which `make` gives None
    are not in it.
    """

    __slots__ = ("_keys", "_made", "_make")

    def __init__(self, keys: Collection[K], make: Callable[[K], V | None]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[K, V | None] = {}

    def get(self, key: K, default: "V | None" = None) -> "V | None":  # type: ignore[override]
        """As of a mapping."""
        if key not in self._made:
            self._made[key] = self._make(key) if key in self._keys else None
        value = self._made[key]
        return default if value is None else value

    def __getitem__(self, key: K) -> V:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._keys and self.get(key) is not None  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[K]:
        return (key for key in self._keys if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
