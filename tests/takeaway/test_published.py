"""Share cards and heads as MkDocs publishes them, for a small chronicle."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.takeaway.texts import chronicle
from tests.test_exports import ROOT

CARDS = {"assets/card.png", "assets/cards/move.png", "assets/cards/said.png"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small chronicle with its configuration."""
    chronicle(tmp_path, "Kirby: “at least 3,000” 북한군")
    shutil.copytree(ROOT / "site_config", tmp_path / "site_config")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "content/pages").mkdir()
    return tmp_path


def run(root: Path, *arguments: str) -> None:
    """Run a command of the environment in the chronicle's folder."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=root, env=environment, capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr


def pictures(folder: Path) -> dict[str, bytes]:
    """The share cards below a folder."""
    found = [*folder.glob("assets/card.png"), *folder.glob("assets/cards/*.png")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_cards_are_published_the_same_with_and_without_the_cache(root: Path) -> None:
    """One for each event and one for the chronicle, named in the head of their pages; in the written tree too."""
    run(root, "mkdocs", "build", "--strict", "-q", "-d", "cold")
    kept = list((root / ".cache/kronik/cards").iterdir())
    run(root, "mkdocs", "build", "--strict", "-q", "-d", "warm")
    cold = pictures(root / "cold")
    assert CARDS == set(cold)
    assert len(CARDS) == len(kept)
    run(root, "generator", "write", "tree")
    shutil.rmtree(root / ".cache")
    run(root, "generator", "write", "again")
    for other in ("warm", "tree/docs", "again/docs"):
        assert cold == pictures(root / other)
    html = (root / "cold/events/said/index.html").read_text()
    assert '<meta property="og:image" content="https://kronik.example/assets/cards/said.png">' in html
    assert 'href="../../feeds/events.atom" title="new entries">' in html


def test_an_owner_can_do_without_cards(root: Path) -> None:
    """Nothing is drawn, nothing is kept, and no page names a picture."""
    settings = root / "site_config/site.yml"
    settings.write_text(settings.read_text().replace("cards: 500", "cards: 0"))
    run(root, "mkdocs", "build", "--strict", "-q", "-d", "site")
    assert {} == pictures(root / "site")
    assert not (root / ".cache/kronik/cards").exists()
    html = (root / "site/events/said/index.html").read_text()
    assert "og:title" in html
    assert "og:image" not in html
    assert yaml.safe_load(settings.read_text())["cards"] == 0


@pytest.mark.parametrize("value", ["-1", "many", "1.5"])
def test_a_wrong_number_of_cards_is_told(root: Path, value: str) -> None:
    """With the line of the setting."""
    settings = root / "site_config/site.yml"
    settings.write_text(settings.read_text().replace("cards: 500", f"cards: {value}"))
    line = len(settings.read_text().splitlines())
    command = [sys.executable, "-m", "generator", "write", "tree"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert f"site_config/site.yml:{line}:8: error bad-number:" in done.stdout + done.stderr
