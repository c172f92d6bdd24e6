"""A build of MkDocs ends whole or leaves the old site: errors, kills, full disks, odd surroundings."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import build, found_in, plan
from generator.disk.exchange import Exchange
from tests.host.chronicles import small
from tests.small import small_chronicle

COMMAND = [sys.executable, "-m", "mkdocs", "build", "--strict"]
"""Never with `--quiet`, under which MkDocs does not count warnings."""


def run(
    root: Path, *more: str, prepare: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build as a maintainer does."""
    around = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(
        [*COMMAND, *more], cwd=root, env=around, capture_output=True, text=True, check=False, preexec_fn=prepare
    )


def held(folder: Path) -> Mapping[str, bytes]:
    """What stands below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def left(root: Path) -> set[str]:
    """What a build left beside the chronicle's own folders."""
    return {path.name for path in root.iterdir()} - {"content", "site_config", "mkdocs.yml", "site", ".cache"}


def odd_mask() -> None:
    """New files are for the owner alone."""
    os.umask(0o077)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built chronicle in a folder with spaces and letters of other scripts."""
    root = small_chronicle(tmp_path / "a chronicle, 연대기")
    done = run(root)
    assert (0, "", True) == (done.returncode, done.stdout, "WARNING" not in done.stderr)
    assert set() == left(root)
    return root


def small_files() -> None:
    """As on a full disk: no file may grow beyond this."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def test_failed_builds_leave_the_old_site(root: Path) -> None:
    """Each in one sentence with its exit status, and no file of the old site is touched."""
    old = held(root / "site")
    topic, template = root / "content/topics/roads.yml", root / "site_config/templates/pages/topics.md.j2"
    text, layout = topic.read_text(), template.read_text()

    def fails(status: int, words: str, *more: str, prepare: Callable[[], None] | None = None) -> None:
        done = run(root, *more, prepare=prepare)
        said = done.stdout + done.stderr
        assert (status, True, False) == (done.returncode, words in said, "Traceback" in said), said
        assert len([line for line in said.splitlines() if line and not line.startswith("INFO")]) <= 2, said
        assert old == held(root / "site")
        assert set() == left(root)

    topic.write_text("title: [\n")
    fails(1, "yaml-syntax")
    topic.write_text(text)
    template.write_text(layout + "{{ 1 // 0 }}")
    fails(3, "a bug of ours: ZeroDivisionError")
    template.write_text(layout + "\n\n[nowhere](nowhere.md)\n")
    fails(1, "1 warnings in strict mode")
    template.write_text(layout)
    fails(2, "file too large", prepare=small_files)
    fails(2, "not a directory", "-d", "mkdocs.yml")
    (root / ".cache").rename(root.parent / "elsewhere")
    (root / ".cache").symlink_to(root.parent / "elsewhere")
    fails(2, "a link stands where files are kept between runs")
    (root / ".cache").unlink()
    busy = Exchange(root / "site").begin()
    done = run(root)
    assert (2, True) == (done.returncode, "another run is writing it" in done.stderr + done.stdout)
    busy.abandon()
    assert old == held(root / "site")


def test_killed_builds_leave_the_old_site_or_the_new(root: Path) -> None:
    """SIGKILL and SIGINT at random moments: every file is of one build, one folder at most is left and removed."""
    chance = random.Random(8)
    topic, old = root / "content/topics/roads.yml", held(root / "site")
    text = topic.read_text()
    topic.write_text(
        f"{text}summary: Another text.\n" if "summary:" not in text else text.replace("title: ", "title: A ")
    )
    new = run(root, "-d", "expected")
    assert 0 == new.returncode
    wanted = held(root / "expected")
    for number in range(8):
        process = subprocess.Popen(COMMAND, cwd=root, stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"})
        time.sleep(0.4 + chance.random() * 2.5)
        process.send_signal(signal.SIGINT if number % 2 else signal.SIGKILL)
        _, said = process.communicate(timeout=120)
        assert b"Traceback" not in said or b"KeyboardInterrupt" in said
        assert held(root / "site") in (old, wanted)
        assert left(root) - {"expected"} <= {".site.kronik"}
    assert 0 == run(root).returncode
    assert wanted == held(root / "site")
    assert {"expected"} == left(root)


def test_surroundings_change_no_byte(root: Path) -> None:
    """Locale, time zone, hash seed, mask, no home, another folder: the same bytes."""
    plain = held(root / "site")
    bare = {"HOME": "/nonexistent", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    other = small_chronicle(root.parent / "elsewhere")
    done = run(other, prepare=odd_mask, **bare)
    assert 0 == done.returncode, done.stderr
    assert plain == held(other / "site")


def test_a_build_needs_nobody_who_listens(root: Path) -> None:
    """A service may close the stream for errors."""
    command = f'exec "{sys.executable}" -m mkdocs build --strict 2>&-'
    around = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    assert 0 == subprocess.run(["sh", "-c", command], cwd=root, env=around, check=False).returncode


def test_owners_files_stay(root: Path) -> None:
    """What MkDocs never removed, such as a checkout of the publishing branch, is still there."""
    (root / "site/.git").mkdir()
    (root / "site/.git/HEAD").write_text("ref")
    (root / "site/stale.html").write_text("old")
    assert 0 == run(root).returncode
    assert "ref" == (root / "site/.git/HEAD").read_text()
    assert not (root / "site/stale.html").exists()


@pytest.mark.parametrize("name", ["kinds/event", "parts/picture", "pages/about"])
def test_a_lost_template_is_told(tmp_path: Path, name: str) -> None:
    """Also where a hand-written page leads into a page that it would fill, and where search reads one."""
    root = small(tmp_path, 8)
    (root / f"site_config/templates/{name}.md.j2").unlink()
    errors = [problem for problem in build(root).problems if problem.severity == "error"]
    assert {"template-missing"} == {problem.code for problem in errors}
    found_in(plan(root))
    done = run(root)
    assert 1 == done.returncode
    assert "template-missing" in done.stderr
    assert "bug" not in done.stderr
    assert not (root / "site").exists()


def test_the_sites_own_words_stay_text(tmp_path: Path) -> None:
    """Title and description of site.yml hold whatever their owner writes: quotes, ampersands, brackets."""
    root, words = small(tmp_path, 8), "\"Who\" said <b title='x'> & what"
    settings = root / "site_config/site.yml"
    lines = [line for line in settings.read_text().splitlines() if not line.startswith(("title:", "description:"))]
    settings.write_text("\n".join([*lines, f"title: {json.dumps(words)}", f"description: {json.dumps(words)}", ""]))
    assert 0 == run(root).returncode
    told = LexborHTMLParser((root / "site/actors/index.html").read_text())
    assert [words] == [found.attributes["content"] for found in told.css("meta[name=description]")]
    assert [f"Actors - {words}"] == [found.text().strip() for found in told.css("head > title")]
    for path in (root / "site").rglob("*.html"):
        assert not LexborHTMLParser(path.read_text()).css("b[title=x]"), path
