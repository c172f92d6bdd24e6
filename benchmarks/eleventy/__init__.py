"""Eleventy building the Markdown that `kronik write` makes, with Material's frame. It starts from ready Markdown."""

import shutil
from pathlib import Path

from benchmarks.frame import frame, lay_other_files

HERE = Path(__file__).parent


def eleventy_site(folder: Path, tree: Path, site: Path) -> None:
    """The source of the same site for Eleventy."""
    for path in sorted((tree / "docs").rglob("*.md")):
        target = folder / "content" / path.relative_to(tree / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    layout = frame(site, "{{ title }}", "{{ content | safe }}", braces="{{ '{{' }}")
    (folder / "layouts").mkdir()
    (folder / "layouts/frame.njk").write_text(layout.replace("{%", "{{ '{%' }}").replace("{#", "{{ '{#' }}"), "utf-8")
    shutil.copy(HERE / "config.cjs", folder / "eleventy.config.cjs")
    lay_other_files(site, folder / "static")


def eleventy_command(program: Path, folder: Path, out: Path) -> list[str | Path]:
    """Build it."""
    return ["node", program, "--config", folder / "eleventy.config.cjs", "--output", out, "--quiet"]
