"""A built site on a real HTTP server, and a real browser."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from audit.serve import served

ROOT = Path(__file__).parents[2]
# Shared machines are slow at times; what never comes fails all the same.
expect.set_options(timeout=20_000)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder as a static host would, the not-found page included, without a word."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, *_: Any) -> None:
        """Answer what is missing with the site's own page."""
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chronicle of this repository, built strictly."""
    target = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "-q",
        "-d",
        str(target),
        "-f",
        str(ROOT / "mkdocs.yml"),
    ]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return target


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site, Quiet) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the script installs it where it may, else its words are the error."""
    found = subprocess.run(
        [str(Path(__file__).parent / "ensure-chromium.sh")], capture_output=True, text=True, check=False
    )
    assert 0 == found.returncode, found.stderr
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page; at the end nothing may have been said on the console or asked of another host."""
    said: list[str] = []
    contexts = []

    def opened(path: str, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else said.append(r.url))
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [] == [line for line in said if "404" not in line]


def violations(page: Page, within: str | dict[str, list[list[str]]] | None = None) -> list[str]:
    """What axe-core has against a page, or a part of it: WCAG 2.2 A and AA, and best practices."""
    # A finger needs 24 pixels (2.5.8): off unless asked for. To tell what holds would take as long again.
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, within, options).response["violations"]
    nodes = [(rule["id"], node) for rule in found for node in rule["nodes"]]
    return [f"{rule}: {node['html'][:200]} {node['failureSummary'][:200]}" for rule, node in nodes]


def settle(page: Page) -> None:
    """Wait until a page has asked for nothing for a while; the browser's own word for it can't be had everywhere."""
    asked = -1
    while asked != (now := page.evaluate("performance.getEntriesByType('resource').length")):
        asked = now
        page.wait_for_timeout(500)


def search(page: Page, words: str) -> Locator:
    """Open the search box as a reader does and type; gives the links of the results, once they answer these words."""
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search")
    field.fill(words)
    page.wait_for_function("(words) => new URLSearchParams(location.search).get('q') === words", arg=words.strip())
    return page.locator(".k-search a[role=option]")
