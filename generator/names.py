"""What folders and files of `content/` may be called.

A module of its own, because `kronik check` on what it has seen before needs to know this and no model.
"""

import re

CONTENT = "content"
PAGES = "pages"
FOLDERS = ("events", "actors", "places", "sources", "topics")
"""One for each vocabulary; `corpus.VOCABULARIES` gives their records."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ID_LENGTH = 120
RESERVED = frozenset(
    {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that are a site address of their own or a device on some systems."""


def named_by_path(path: str) -> tuple[str, str]:
    """The vocabulary and the id of the record in a file of `content/`, if it is one."""
    return path.split("/")[1], path.rpartition("/")[2].removesuffix(".yml")
