"""Hostile text in every field reaches the page as text, in a real browser."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from audit.serve import served
from generator.encode import one_line
from tests.browser.conftest import Quiet, search
from tests.hostile import HOSTILE, chronicle

QUERIES = (
    "x" * 10_000,
    "\x00\x07\x1b",
    "\u202e\u2066abc",
    "'\"`;--",
    "%00%0d%0a",
    "a" * 300 + " " + "가" * 300,
    "\ud83d\ude00",
)
"""What somebody might type to break a search."""
TITLES = "[...document.querySelectorAll('.k-timeline .k-title')].map((one) => one.textContent)"
SETTLED = """() => { const said = document.querySelector(".k-search [role=status]").textContent;
    return said && !said.startsWith("Searching"); }"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hostile chronicle; prose that is not allowed is mended first, as its error demands."""
    root = tmp_path_factory.mktemp("hostile")
    chronicle(root)
    command = [sys.executable, "-m", "generator", "-C", str(root), "check", "--format", "json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    assert {"prose-markup"} == {problem["code"] for problem in told if problem["severity"] == "error"}
    for path in {problem["path"] for problem in told if problem["severity"] == "error"}:
        text = (root / path).read_text()
        lines = [line for line in text.splitlines() if not line.startswith("notes:")]
        mended = ["summary: Plain." if line.startswith("summary:") else line for line in lines]
        mended = ["  rationale: Plain." if line.startswith("  rationale:") else line for line in mended]
        (root / path).write_text("\n".join(mended) + "\n")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(root / "mkdocs.yml")]
    subprocess.run(build, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return root / "site"


@pytest.fixture
def address(hostile: Path) -> Iterator[str]:
    """Where the hostile chronicle is served."""
    with served(hostile, Quiet) as address:
        yield address


def test_hostile_text_stays_text(address: str, browser: Browser) -> None:
    """No dialog, no changed global, no request elsewhere, no error; every heading equals what was written."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else said.append(r.url))
    for number, text in enumerate(HOSTILE):
        for path in (
            f"events/e{number}",
            f"events/o{number}",
            f"actors/a{number}",
            f"sources/s{number}",
            f"topics/t{number}",
        ):
            page.goto(f"{address}/{path}/")
            heading = page.locator("h1").evaluate("(h) => h.textContent.replace(/¶$/, '')")
            assert one_line(text) == heading.strip(" \n")
            assert page.evaluate("window.hacked") is None
            assert one_line(text) in page.title() or one_line(text)[:8] in page.title()
    for path in ("timeline/?kind=statement", "timeline/kind/deployment/?from=2024-01-01"):
        page.goto(f"{address}/{path}")
        page.wait_for_selector(".k-filtered .k-entry")
        wanted = {one_line(text) for text in HOSTILE}
        page.wait_for_function(f"() => new Set({TITLES}).size >= {len(wanted)}")  # a long list comes in parts
        assert wanted == set(page.evaluate(TITLES))
        assert page.evaluate("window.hacked") is None
    for path in ("", "timeline/", "claims/", "known/", "gaps/", "changes/", "actors/", "places/", "sources/"):
        page.goto(f"{address}/{path}")
        assert page.evaluate("window.hacked") is None
    page.goto(address)
    expect(search(page, "hacked").first).to_be_visible(timeout=15_000)
    assert page.evaluate("window.hacked") is None
    for text in (*HOSTILE, *QUERIES):
        page.get_by_role("combobox", name="Search").fill(text)
        page.wait_for_function(SETTLED)
        assert page.evaluate("window.hacked") is None
        assert 0 == page.locator(".k-search :is(script, img, svg svg)").count()
    context.close()
    assert [] == said
