"""A chronicle of a few records, with the real templates and theme: whole builds of it take seconds."""

import shutil
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def small_chronicle(root: Path) -> Path:
    """Lay the chronicle of `cases/base.yml` into a folder, with a hand-written page."""
    base = yaml.load((ROOT / "tests/cases/base.yml").read_text(), Loader=yaml.BaseLoader)
    for path, text in {**base, "pages/notes.md": "# Notes\n\nSee the [events](events/index.md).\n"}.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text)
    shutil.copytree(ROOT / "site_config", root / "site_config")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root
