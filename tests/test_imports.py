"""Imports go one way: the table in `docs/design.md` is the order, and nobody imports what stands after him."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator"
TABLE = (ROOT / "docs/design.md").read_text().split("| file | its one job |")[1].split("Imports go up")[0]
# Part by part, rows from the top, each from the left.
ORDER = [
    name.rstrip("/").removesuffix(".py")
    for row in TABLE.splitlines()
    if row.startswith("| `")
    for name in re.findall(r"`([\w./]+)`", row.split("|")[1])
]
# MkDocs 1.x is frozen: what knows it must be little enough to move elsewhere.
HOST = {"plugin", "host", "building"}


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{path} imports by place, not by name"
            # `from generator import format` names a module, `from generator.x import y` what is in one.
            yield from (f"generator.{n.name}" for n in node.names) if node.module == "generator" else [node.module]


def parts() -> dict[str, set[str]]:
    """Which parts of the package each part imports."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        names = [name.split(".") for name in imported(path)]
        found.setdefault(part, set()).update(steps[1] for steps in names if steps[0] == "generator" and len(steps) > 1)
    return {part: names - {part, "__version__"} for part, names in found.items() if not part.startswith("__")}


def test_the_table_names_each_part_once() -> None:
    """Whoever looks for a part finds its one place."""
    assert sorted(set(ORDER)) == sorted(ORDER)
    assert set() == set(parts()) - set(ORDER)
    assert [] == [name for name in set(ORDER) - set(parts()) if not (PACKAGE / name).is_dir()]


def test_imports_go_up_the_table() -> None:
    """A part knows those above it, in a row those to its left, and no other."""
    place = {name: number for number, name in enumerate(ORDER)}
    wrong = [f"{a} imports {b}" for a, names in parts().items() for b in names if place[b] >= place[a]]
    assert [] == sorted(wrong)


def test_only_the_host_knows_mkdocs() -> None:
    """Everything else would live on under another generator."""
    knows = {
        path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for path in PACKAGE.rglob("*.py")
        if any(name.split(".")[0] in ("mkdocs", "material") for name in imported(path))
    }
    assert knows <= HOST


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc"])
def test_no_drawer_for_odds_and_ends(word: str) -> None:
    """A helper lives with its user or becomes a named concept."""
    assert [] == [str(path) for path in PACKAGE.rglob("*.py") if path.stem == word]
