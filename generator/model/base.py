"""`Part` and `Record`: what every piece of content has in common."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import SkipJsonSchema

from generator.fields import Id, fault

_WRITTEN: dict[frozenset[str], set[str]] = {}


class Part(BaseModel):
    """A group of keys inside a record."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, use_attribute_docstrings=True, defer_build=True
    )

    def model_post_init(self, _: Any, /) -> None:
        """Parts with the same keys share the set of their names: one of its own each is a third of all that records
        take, and nobody changes it, for parts are frozen."""
        written = self.__pydantic_fields_set__
        object.__setattr__(self, "__pydantic_fields_set__", _WRITTEN.setdefault(frozenset(written), written))

    def exactly_one(self, *names: str) -> str:
        """The one of `names` that was written; raises `not-one-of` for none and for several."""
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            message = f"exactly one of {', '.join(names)} is needed here, found {found}"
            raise fault(
                "not-one-of",
                message,
                "keep the one that is known and delete the others" if given else "add one of them",
            )
        return given[0]

    def written(self, name: str) -> Any:
        """The value under a key that need not be there."""
        return getattr(self, name)


class Record(Part):
    """One file. `id` and `path` come from the file's name, never from its text."""

    vocabulary: ClassVar[str]
    type_name: ClassVar[str]
    from_file: ClassVar[frozenset[str]] = frozenset({"id", "path"})

    id: SkipJsonSchema[str]
    path: SkipJsonSchema[str]
    former_ids: tuple[Id, ...] = ()
    """Ids this record had before; their addresses lead here."""
