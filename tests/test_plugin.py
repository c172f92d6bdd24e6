"""The plugin inside a real MkDocs, run as maintainers run it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.small import small_chronicle

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def mkdocs(root: Path, *arguments: str, config: str = "mkdocs.yml") -> subprocess.CompletedProcess[str]:
    """Run MkDocs and give back what it printed."""
    command = [sys.executable, "-m", "mkdocs", *arguments, "-f", str(root / config)]
    return subprocess.run(command, cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle that tests of building share."""
    return small_chronicle(tmp_path_factory.mktemp("chronicle"))


def test_strict_build_is_clean_and_reproducible(root: Path) -> None:
    """Two builds are the same bytes, the second under another file name of the configuration."""
    first = mkdocs(root, "build", "--strict", "-q", "-d", "one")
    assert (0, "") == (first.returncode, first.stdout)
    shutil.copy(root / "mkdocs.yml", root / "other.yml")
    second = mkdocs(root, "build", "--strict", "-q", "-d", "two", config="other.yml")
    assert 0 == second.returncode
    one, two = files_of(root / "one"), files_of(root / "two")
    assert sorted(one) == sorted(two)
    assert [] == [path for path in one if one[path] != two[path]]


def test_sitemap_days_come_from_the_content(root: Path) -> None:
    """No day of the clock gets into the site."""
    if not (root / "one/sitemap.xml").exists():
        mkdocs(root, "build", "-q", "-d", "one")
    days = set(re.findall("<lastmod>(.*?)</lastmod>", (root / "one/sitemap.xml").read_text()))
    records = "".join(path.read_text() for path in (root / "content").rglob("*.yml"))
    assert days
    assert set() == days - set(re.findall(r"(?:added|date): (\d{4}-\d\d-\d\d)$", records, re.MULTILINE))


def test_error_stops_the_build_and_leaves_the_old_site(tmp_path: Path) -> None:
    """A broken record ends the build before anything is emptied."""
    root = small_chronicle(tmp_path)
    (root / "site").mkdir()
    (root / "site/old.html").write_text("old")
    (root / "content/topics/broken.yml").write_text("title: [\n")
    done = mkdocs(root, "build", "--strict")
    assert 1 == done.returncode
    assert "content/topics/broken.yml:2:1: error yaml-syntax:" in done.stderr
    assert "Traceback" not in done.stderr
    assert "old" == (root / "site/old.html").read_text()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, Callable[[str, str], None], subprocess.Popen[str]]]:
    """A served chronicle, and a function that waits until a page holds some words."""
    root = small_chronicle(tmp_path)
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(command, cwd=root, env=ENVIRONMENT, stdout=log, stderr=log, text=True)

    def wait_for(page: str, words: str) -> None:
        deadline = time.monotonic() + 90
        seen = ""
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=60) as answer:
                    seen = answer.read().decode()
            except OSError as error:
                seen = str(error)
            if words in seen:
                return
            time.sleep(0.2)
        raise AssertionError(
            f"{words!r} never appeared on {page}: {seen[:500]} {(tmp_path / 'log').read_text()[-800:]}"
        )

    yield root, wait_for, process
    process.terminate()
    process.wait(timeout=20)
    log.close()


def test_serve_follows_every_save(served: tuple[Path, Callable[[str, str], None], object]) -> None:
    """Record, label, template, stylesheet, new and deleted files reload; a broken file is told and recovers."""
    root, wait_for, _ = served
    topic = next((root / "content/topics").glob("*.yml"))
    page, text = f"/topics/{topic.stem}/", topic.read_text()
    wait_for(page, "<h1>")
    topic.write_text(re.sub("(?m)^title: .*", "title: A new title", text))
    wait_for(page, "A new title")
    topic.write_text(text + "\n[broken\n")
    wait_for("/", f"content/topics/{topic.name}:")
    topic.write_text(text)
    wait_for(page, "<h1>")
    labels = root / "site_config/labels/en.yml"
    labels.write_text(labels.read_text().replace("  title: Topics\n", "  title: Threads\n"))
    wait_for("/topics/", "<h1>Threads</h1>")
    (root / "content/topics/brand-new.yml").write_text("title: Brand new\n")
    wait_for("/topics/brand-new/", "Brand new")
    (root / "content/topics/brand-new.yml").unlink()
    wait_for("/topics/brand-new/", "404")
    template = root / "site_config/templates/pages/topics.md.j2"
    template.write_text(template.read_text() + "\n<p>appended</p>\n")
    wait_for("/topics/", "appended")
    css = root / "site_config/theme/assets/kronik.css"
    css.write_text(css.read_text() + "\n/* appended */\n")
    wait_for("/assets/kronik.css", "/* appended */")
