"""Texts that most of the time go from a file of the memory to one of the site, and need not be read in between."""

from dataclasses import dataclass

_AS_IT_IS = "surrogatepass"
"""Half of a surrogate pair may stand in a text, as Python lets it."""
_SURROGATES = b"\xed"
"""Every half of a surrogate pair begins with this byte, as few letters do."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text in UTF-8, which becomes a `str` when somebody asks."""

    data: bytes

    @classmethod
    def of(cls, text: str) -> "Encoded":
        """The same text."""
        return cls(text.encode("utf-8", _AS_IT_IS))

    def __str__(self) -> str:
        return self.data.decode("utf-8", _AS_IT_IS)

    def __contains__(self, part: str) -> bool:
        return part.encode("utf-8", _AS_IT_IS) in self.data

    def __bool__(self) -> bool:
        return bool(self.data)

    @property
    def published(self) -> bytes:
        """As `published` of the text gives it."""
        return published(str(self)) if _SURROGATES in self.data else self.data


def published(text: str) -> bytes:
    """A text as MkDocs writes it."""
    return text.encode("utf-8", "xmlcharrefreplace")
