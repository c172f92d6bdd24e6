"""The theme's own style sheets in one file: each file more is another that a page waits for before it is drawn."""

from collections.abc import Iterator
from pathlib import Path

from generator.output import Output

ASSETS = "site_config/theme/assets"
FIRST = "kronik.css"
"""The base of the look, which the sheets of single parts refine."""
JOINED = "assets/site.css"


def styles(root: Path) -> Iterator[Output]:
    """The sheets at the top of the theme's assets, the base first, then by name; nothing where there is none."""
    sheets = sorted((root / ASSETS).glob("*.css"), key=lambda path: (path.name != FIRST, path.name))
    if sheets:
        yield Output(JOINED, "".join(path.read_text("utf-8") for path in sheets))
