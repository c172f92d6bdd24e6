"""Writing the Markdown tree to a folder, for `kronik write`: the same files that MkDocs gets in memory."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.build import HAND_WRITTEN, Built
from generator.disk.exchange import Exchange
from generator.drawing import KEPT, drawn
from generator.load.files import find
from generator.theme import content_policy, theme_words

MARK = ".kronik"
"""A folder that holds this file was made by `write` and may be written again."""
DOCS = "docs"
THEME = "theme"
OURS = (MARK, DOCS, THEME, "mkdocs.yml")
"""What `write` makes; anything else in its folder is the owner's, such as a site built there."""
_MARKED = b"Written by `kronik write`, which makes the files beside this one anew each time.\n"


class NotOurs(Exception):
    """The target holds something that `write` did not make."""


def write(root: Path, built: Built, target: Path, more: Mapping[str, bytes] | None = None) -> int:
    """Write outputs and hand-written pages to `target/docs`, theme and `mkdocs.yml` beside; tell the number of files.

    `more` are further files of the site by path: the search index, which plain MkDocs copies as it stands.

    The folder is made anew and takes the place of the old one whole; what else stands in it stays. Raises `NotOurs`
    for a folder that is neither new, nor empty, nor made by an earlier `write`; `OSError` as the system gives it.
    """
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MARK).is_file())):
        raise NotOurs(f"{target} holds files that kronik did not write; name a new or empty folder")
    files = dict(_files(root, built)) | {f"{DOCS}/{path}": data for path, data in (more or {}).items()}
    exchange = Exchange(target, foreign=lambda name: name not in OURS).begin()
    try:
        for path, data in files.items():
            (exchange.new / path).parent.mkdir(parents=True, exist_ok=True)
            (exchange.new / path).write_bytes(data)
        _copy(root / "site_config/theme", exchange.new / THEME)
        exchange.finish()
    finally:
        exchange.abandon()
    return len(files)


def _copy(folder: Path, to: Path) -> None:
    """File by file: `shutil.copytree` goes on after an error, and tells of all of them in one list."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            target = to / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def _files(root: Path, built: Built) -> "list[tuple[str, bytes]]":
    files = [(f"{DOCS}/{output.path}", output.data) for output in built.outputs]
    written = [f.path for f in find(root)[0] if f.vocabulary is None and not f.path.endswith(".md")]
    files += [(f"{DOCS}/{path.removeprefix(HAND_WRITTEN)}", (root / path).read_bytes()) for path in written]
    files += [(f"{DOCS}/{path}", picture) for path, picture in drawn(built.cards, root / KEPT)]
    return [*files, ("mkdocs.yml", _configuration(root, built).encode()), (MARK, _MARKED)]


def _configuration(root: Path, built: Built) -> str:
    """The chronicle's own `mkdocs.yml`, made to work without the plugin."""
    site = built.site
    kept = (root / "mkdocs.yml").read_text("utf-8") if (root / "mkdocs.yml").is_file() else ""
    lines = [
        line for line in kept.splitlines() if not line.startswith(("docs_dir:", "site_name:", "site_url:", "nav:"))
    ]
    text = "\n".join(line for line in lines if line.strip() != "- kronik")
    # An empty list of plugins would be read as MkDocs' own, which is its search.
    text = re.sub(r"^plugins:\n(?! *-)", "plugins: []\n", text, flags=re.MULTILINE)
    text = text.replace("site_config/theme", "theme")
    if site:
        # Whoever builds the tree may have another release of the theme, whose scripts nobody can know here.
        words = {**theme_words(site), "policy": content_policy(["'unsafe-inline'"])}
        text = _with_words(text, json.dumps(words, ensure_ascii=False))
    head = [f"docs_dir: {DOCS}"]
    if site:
        head += [f"site_name: {json.dumps(site.settings.title)}", f"site_url: {json.dumps(site.address)}"]
    return "\n".join([*head, text.strip(), f"nav: {json.dumps(built.nav, ensure_ascii=False)}", ""])


def _with_words(text: str, words: str) -> str:
    """The configuration with what the plugin would have told the theme."""
    head, extra, below = text.partition("\nextra:\n")
    return f"{head}\nextra:\n  kronik: {words}\n{below}" if extra else f"{head}\nextra:\n  kronik: {words}"
