"""yamale and check-jsonschema on the same files; neither looks at dates, references or anything across files."""

import re
from pathlib import Path

from benchmarks.measure import Measured, measured, together

HERE = Path(__file__).parent
SCHEMAS = HERE.parent / "site_config/schema"
_KIND = re.compile(r"^kind: (\w+)$", re.MULTILINE)


def yamale(bin_folder: Path, root: Path) -> Measured:
    """With a schema for each vocabulary, a folder after the other."""
    runs = [
        measured([bin_folder / "yamale", "-s", HERE / f"yamale/{folder.name}.yaml", folder], root)
        for folder in sorted((root / "content").iterdir())
        if (HERE / f"yamale/{folder.name}.yaml").is_file()
    ]
    return together(runs)


def check_jsonschema(bin_folder: Path, root: Path) -> Measured:
    """With our own JSON Schema of each type."""
    program = bin_folder / "check-jsonschema"
    runs = [
        measured([program, "--schemafile", SCHEMAS / f"{name}.json", *files], root)
        for name, files in _by_type(root).items()
    ]
    return together(runs)


def _by_type(root: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted((root / "content").rglob("*.yml")):
        vocabulary = path.relative_to(root / "content").parts[0]
        kind = _KIND.search(path.read_text("utf-8"))
        name = kind[1] if kind and vocabulary == "events" else vocabulary.removesuffix("s")
        found.setdefault(name, []).append(path)
    return found
