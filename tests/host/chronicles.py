"""Chronicles of which every page is made both ways."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.corpus import write_corpus
from tests.hostile import chronicle as hostile_chronicle

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1800000000"}
PROSE = """---
title: Reading notes
description: Of this and that
---
# Reading

See [a statement](events/statement-3.md), [its first claim](events/statement-3.md#claim-1), [the list](actors/index.md)
and [below](#below).

| a | b |
|---|---|
| 1 | 2 |

## Below
"""


def small(root: Path, events: int = 24) -> Path:
    """All types of page and the shapes of real records; a page of prose that links into them."""
    shutil.copytree(ROOT / "site_config", root / "site_config")
    shutil.copy(ROOT / "mkdocs.yml", root)
    write_corpus(root, events)
    (root / "content/pages/reading.md").write_text(PROSE)
    return root


def hostile(root: Path) -> Path:
    """Text of contributors that tries to be markup, in every field where a check lets it pass."""
    hostile_chronicle(root)
    command = [sys.executable, "-m", "generator", "-C", str(root), "check", "--format", "json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    for path in {problem["path"] for problem in told if problem["severity"] == "error"}:
        lines = (root / path).read_text().splitlines()
        kept = [line for line in lines if not line.startswith("notes:")]
        kept = ["summary: Plain." if line.startswith("summary:") else line for line in kept]
        kept = ["  rationale: Plain." if line.startswith("  rationale:") else line for line in kept]
        (root / path).write_text("\n".join(kept) + "\n")
    return root


def configured(root: Path, *, fast: bool, search: bool = True) -> Path:
    """A configuration beside `mkdocs.yml` that differs in the plugin's options alone."""
    text = (root / "mkdocs.yml").read_text()
    options = f"  - kronik:\n      fast: {str(fast).lower()}\n      search_index: {str(search).lower()}"
    path = root / f"{'fast' if fast else 'stock'}.yml"
    path.write_text(text.replace("\n  - kronik\n", f"\n{options}\n"))
    return path


def built(root: Path, *, fast: bool, search: bool = True, strict: bool = True) -> tuple[dict[str, bytes], str]:
    """Every file of the site by its path, and what was told."""
    config = configured(root, fast=fast, search=search)
    site = root / f"site-{config.stem}"
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(site)]
    command += ["--strict"] if strict else []
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    told = [line for line in done.stderr.splitlines(keepends=True) if not line.startswith("INFO")]
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}, "".join(told)


def assert_equal(root: Path, *, search: bool = True, strict: bool = True) -> tuple[str, str]:
    """Both ways give the same files; what each told is given back."""
    stock, said = built(root, fast=False, search=search, strict=strict)
    fast, told = built(root, fast=True, search=search, strict=strict)
    assert sorted(stock) == sorted(fast)
    assert [] == [path for path, data in stock.items() if data != fast[path]]
    return said, told
