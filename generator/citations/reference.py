"""One reference, in no format yet."""

from dataclasses import dataclass

from generator.dates import Edtf


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What every format is made from; all text is as written."""

    key: str
    title: str
    site: str
    """The chronicle it is part of; empty for the chronicle itself."""
    publisher: str
    date: Edtf
    date_words: str
    url: str
    language: str
    note: str
    text: str
    """The reference in words."""
