"""Hugo building the Markdown that `kronik write` makes, with Material's frame. It starts from ready Markdown."""

import shutil
from pathlib import Path

from benchmarks.frame import frame, lay_other_files

CONFIGURATION = """\
baseURL = "https://kronik.example/"
title = "Kronik"
disableKinds = ["taxonomy", "term", "RSS", "404", "robotsTXT"]
timeout = "600s"
[markup.goldmark.renderer]
unsafe = true
"""


def hugo_site(folder: Path, tree: Path, site: Path) -> None:
    """The source of the same site for Hugo; a folder's page is called `_index.md` there."""
    for path in sorted((tree / "docs").rglob("*.md")):
        place = path.relative_to(tree / "docs")
        target = folder / "content" / place.with_name("_index.md" if place.name == "index.md" else place.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    layout = frame(site, "{{ .Title }}", "{{ .Content }}", braces='{{ "{{" }}')
    for name in ("_default/single.html", "_default/list.html", "index.html"):
        path = folder / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(layout, "utf-8")
    (folder / "hugo.toml").write_text(CONFIGURATION, "utf-8")
    lay_other_files(site, folder / "static")


def hugo_command(program: Path, folder: Path, out: Path) -> list[str | Path]:
    """Build it, events of the future too."""
    cache = folder / "cache"
    return [program, "--source", folder, "--destination", out, "--quiet", "--buildFuture", "--noBuildLock",
            "--cacheDir", cache]  # fmt: skip
