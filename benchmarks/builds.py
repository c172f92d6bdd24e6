"""`mkdocs build` on the stock path and on the fast one; Hugo and Eleventy building the same pages."""

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.chronicle import chronicle
from benchmarks.eleventy import eleventy_command, eleventy_site
from benchmarks.frame import pages
from benchmarks.hugo import hugo_command, hugo_site
from benchmarks.measure import Failed, Measured, measured, together
from benchmarks.table import Bench, Row, Section
from benchmarks.tools import eleventy, python_tools

STOCK = "stock path (`fast: false`)"
_EDITS = count()


def builds(bench: Bench, work: Path) -> None:
    """Measure the generators."""
    root = chronicle(work / "chronicle", bench.events)
    site, tree, out = work / "site", work / "tree", work / "out"
    _mkdocs(root, "fast", site)
    _written(root, tree)
    note = (
        f"{pages(site):,} pages, no share cards; Hugo and Eleventy start from the Markdown that `kronik write` made, "
        "with Material's frame around it, and copy every other file of the site."
    )
    others = _Others(tree, site, out)
    rows = [
        Row(STOCK, lambda: _mkdocs(root, "stock", out)),
        Row("fast, first", lambda: _cold(root, "fast", out)),
        Row("fast, after an edit", lambda: _edited(root, out)),
        Row("fast with search, first", lambda: _cold(root, "search", out)),
        Row("Hugo", lambda: others.build(work / "hugo", hugo_site, _hugo)),
        Row(
            "`kronik write`, then Hugo",
            lambda: together([_written(root, tree), others.build(work / "hugo", hugo_site, _hugo)]),
        ),
        Row("Eleventy", lambda: others.build(work / "eleventy", eleventy_site, _eleventy)),
    ]
    bench.measure(Section("Building", (STOCK, "Hugo"), rows, note))


def _mkdocs(root: Path, way: str, out: Path) -> Measured:
    shutil.rmtree(out, ignore_errors=True)
    return measured([sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-f", f"{way}.yml", "-d", out], root)


def _written(root: Path, tree: Path) -> Measured:
    """The pages as Markdown, for the others to begin with."""
    shutil.rmtree(tree, ignore_errors=True)
    return measured([sys.executable, "-m", "generator", "write", tree], root)


def _cold(root: Path, way: str, out: Path) -> Measured:
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return _mkdocs(root, way, out)


def _edited(root: Path, out: Path) -> Measured:
    path = sorted((root / "content/events").glob("*/statement-*.yml"))[0]
    path.write_text(path.read_text("utf-8").rstrip() + f"\n# edit {next(_EDITS)}\n", "utf-8")
    text = path.read_text("utf-8").replace("summary: >-\n", "summary: >-\n  Edited.\n", 1)
    path.write_text(text, "utf-8")
    return _mkdocs(root, "fast", out)


def _hugo(folder: Path, out: Path) -> list[str | Path]:
    return hugo_command(_binary(python_tools()), folder, out)


def _binary(bin_folder: Path) -> Path:
    """Hugo's own program, past the Python that starts it."""
    found = sorted(bin_folder.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[0] if found else bin_folder / "hugo"


def _eleventy(folder: Path, out: Path) -> list[str | Path]:
    return eleventy_command(eleventy(), folder, out)


@dataclass
class _Others:
    """Builds the same pages with another generator."""

    tree: Path
    site: Path
    out: Path

    def build(
        self,
        folder: Path,
        lay: Callable[[Path, Path, Path], None],
        command: Callable[[Path, Path], Sequence[str | Path]],
    ) -> Measured:
        """Its source is laid once; what it makes is counted each time."""
        if not folder.exists():
            folder.mkdir()
            lay(folder, self.tree, self.site)
        shutil.rmtree(self.out, ignore_errors=True)
        found = measured(command(folder, self.out), folder)
        made, wanted = pages(self.out), pages(self.site)
        if made < 0.99 * wanted:  # 404.html and the pages that only redirect are not theirs
            raise Failed(f"{made} pages were made where there are {wanted}")
        return found
