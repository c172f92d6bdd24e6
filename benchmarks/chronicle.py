"""A made-up chronicle in a folder of its own, ready to be built each way that is compared."""

import re
import shutil
from pathlib import Path

from benchmarks.corpus import write_corpus

ROOT = Path(__file__).parents[1]
WAYS = {
    "stock": "fast: false\n      search_index: false",
    "fast": "search_index: false",
    "search": "search_index: true",
}
"""The plugin's options by the name of a configuration file."""


def chronicle(root: Path, events: int) -> Path:
    """Write it. No share cards: nobody else would draw them."""
    root.mkdir(parents=True)
    shutil.copytree(ROOT / "site_config", root / "site_config")
    settings = root / "site_config/site.yml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if not line.startswith("cards:")]
    settings.write_text("\n".join([*kept, "cards: 0", ""]), "utf-8")
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name, options in WAYS.items():
        made, count = re.subn(r"^  - kronik$", f"  - kronik:\n      {options}", text, flags=re.MULTILINE)
        assert count == 1
        (root / f"{name}.yml").write_text(made, "utf-8")
    write_corpus(root, events)
    return root
