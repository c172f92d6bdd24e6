"""Every problem code: a chronicle that has it, with the exact line that is printed, and a twin that has not."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import inspect

CASES = Path(__file__).parent / "cases"
SOURCES = ("load", "checks", "model", "kinds", "fields.py", "yamltext.py", "characters.py", "dates.py")
ELSEWHERE = {"control-character", "lone-carriage-return", "not-utf8", "symbolic-link", "not-a-file", "unreadable"}
ELSEWHERE |= {"too-many-problems", "too-much-markup"}
"""Codes whose input no YAML text can carry, or not shortly; `test_load.py` has them, with `file-too-large`."""


def read(name: str) -> dict[str, Any]:
    """A case file."""
    return dict(yaml.load((CASES / f"{name}.yml").read_text(), Loader=yaml.BaseLoader))


def told(folder: Path, over: dict[str, str]) -> list[str]:
    """The lines printed for the small chronicle with some files laid over it."""
    for path, text in {**read("base"), **over}.items():
        (folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content" / path).write_text(text)
    return [str(problem) for problem in inspect(folder).problems]


NAMES = sorted(path.stem for path in CASES.glob("*.yml") if path.stem != "base")


def test_base_has_no_problem(tmp_path: Path) -> None:
    """What the cases are laid on is sound."""
    assert [] == told(tmp_path, {})


@pytest.mark.parametrize("name", NAMES)
def test_case_is_told_with_its_exact_lines(tmp_path: Path, name: str) -> None:
    """Place, code, message and remedy are what they are."""
    case = read(name)
    assert case["expected"] == told(tmp_path, case["broken"])
    assert any(f" {name}: " in line for line in case["expected"])


@pytest.mark.parametrize("name", NAMES)
def test_twin_is_silent(tmp_path: Path, name: str) -> None:
    """What is nearly the same but right is not told."""
    assert [] == told(tmp_path, read(name)["twin"])


def codes() -> set[str]:
    """Every code that the loader, the model and the checks can give."""
    root = Path(__file__).parents[1] / "generator"
    files = [
        path for name in SOURCES for path in ((root / name).rglob("*.py") if (root / name).is_dir() else [root / name])
    ]
    text = "".join(path.read_text() for path in files)
    word = r"\"([a-z0-9]+(?:-[a-z0-9]+)+)\""
    first = re.findall(rf"\b(?:fault|DateError)\(\s*{word}", text) + re.findall(rf"_note\(\s*event, {word}", text)
    return set(first) | set(re.findall(rf"Problem\([^\"]*{word},", text)) | set(re.findall(rf"return {word},", text))


def test_every_code_has_a_case_and_is_explained() -> None:
    """No problem without its proof and its entry in the documentation."""
    documented = set(
        re.findall(r"^### ([a-z0-9-]+)$", (CASES.parents[1] / "docs/problems.md").read_text(), re.MULTILINE)
    )
    assert set() == codes() - set(NAMES) - ELSEWHERE - {"file-too-large"}
    assert set() == (codes() | set(NAMES) | ELSEWHERE) - documented
    assert 50 < len(NAMES)
