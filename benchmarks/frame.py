"""A page of the built site as the frame of another generator's pages: the same bytes around the content."""

import re
from pathlib import Path

_CONTENT = re.compile(r'(<article class="md-content__inner md-typeset">).*(</article>)', re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


def frame(site: Path, title: str, content: str, *, braces: str) -> str:
    """The frame with another generator's words for title and content; `braces` is how it writes `{{`."""
    page = next(path for path in sorted(site.glob("events/*/index.html")))
    html = page.read_text("utf-8").replace("{{", "\0")
    html, titles = _TITLE.subn(lambda _: f"<title>{title}</title>", html, count=1)
    html, contents = _CONTENT.subn(lambda found: f"{found[1]}{content}{found[2]}", html, count=1)
    if not titles or not contents:
        raise ValueError(f"{page} has no title or no content where they are looked for")
    return html.replace("\0", braces)


def lay_other_files(site: Path, folder: Path) -> None:
    """Copy everything of a site that is not a page, so that all generators write the same files."""
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix != ".html":
            target = folder / path.relative_to(site)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def pages(site: Path) -> int:
    """How many pages a site has."""
    return sum(1 for _ in site.rglob("*.html"))
