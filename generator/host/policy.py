"""The scripts that may stand in a page, for its Content-Security-Policy (`theme.content_policy`).

The theme runs a few small scripts that stand in the page itself. They are taken from the theme as it is rendered,
one page for each depth of address, since one of them holds the way to the first page; their hashes are allowed on
all pages alike, so that a theme that exchanges pages without loading them works too. No style stands in a page.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_relative_url

from generator.theme import content_policy

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script", re.DOTALL | re.IGNORECASE)
_OUTSIDE = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_SAMPLE = "kronik-policy.md"


def policy(config: MkDocsConfig, env: jinja2.Environment, nav: Navigation, files: Files, *, serving: bool) -> str:
    """The policy of all pages of a build; while serving, MkDocs' script that reloads the page differs each time."""
    hashes = [] if serving else sorted({_hash(script) for script in _inline(_pages(config, env, nav, files))})
    return content_policy(["'unsafe-inline'"] if serving else hashes)


def _pages(config: MkDocsConfig, env: jinja2.Environment, nav: Navigation, files: Files) -> Iterable[str]:
    """The theme around an empty page, once for each way to the first page; absolute for the not-found page."""
    file = File.generated(config, _SAMPLE, content="")
    page = Page("x", file, config)
    page.content, page.toc, page.meta = "", TableOfContents([]), {}
    of_each_depth = {f.dest_uri.count("/"): f for f in files if f.dest_uri.endswith(".html")}
    ways = {get_relative_url(".", f.url) for f in of_each_depth.values()}
    context = get_context(nav, [], config, page)
    for way in sorted({*ways, urlsplit(config.site_url or "/").path}):
        yield env.get_template("main.html").render({**context, "base_url": way})


def _inline(pages: Iterable[str]) -> Iterable[str]:
    """The scripts that stand in pages and run."""
    return (found[2] for page in pages for found in _SCRIPT.finditer(page) if not _OUTSIDE.search(found[1]))


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
