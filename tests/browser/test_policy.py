"""The policy of pages in a real browser: all of the site works under it, and what it forbids does not run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from audit.serve import served
from tests.browser.conftest import Quiet
from tests.small import small_chronicle

WATCH = """
    window.__refused = [];
    addEventListener("securitypolicyviolation", (e) => __refused.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
HOSTILE = (
    "?known=%22%3E%3Cscript%3Ewindow.hacked=1%3C/script%3E&q=%3Cimg%20src=x%20onerror=window.hacked=1%3E",
    "?q=javascript:window.hacked=1#%22%3E%3Csvg%20onload=window.hacked=1%3E",
    "?known=2024-10-20&kind=%7B%7B7*7%7D%7D&actor=__proto__&q=constructor",
    "#__proto__",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """A small site on a server: its address and the paths of its pages."""
    root = small_chronicle(tmp_path_factory.mktemp("small"))
    with (root / "content/topics/roads.yml").open("a") as file:
        file.write("former_ids: [lanes]\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    site = root / "site"
    pages = sorted(f"/{path.relative_to(site)}".removesuffix("index.html") for path in Path(site).rglob("*.html"))
    with served(site, Quiet) as address:
        yield address, pages


@pytest.fixture
def page(browser: Browser, small: tuple[str, list[str]]) -> Iterator[Page]:
    """A page that notes what was refused, and at the end was refused nothing, ran nothing and asked nobody else."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    said: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: None if "404" in message.text else said.append(message.text))
    page.on("request", lambda r: None if r.url.startswith((small[0], "data:", "blob:")) else said.append(r.url))
    yield page
    assert [] == said
    context.close()


def refused(page: Page) -> list[str]:
    """What the policy kept from the page so far."""
    return list(page.evaluate("window.__refused"))


def test_no_page_asks_for_what_is_refused(page: Page, small: tuple[str, list[str]]) -> None:
    """Every page of the site, the not-found page, and a former address, which leads on."""
    address, paths = small
    for path in [*(path for path in paths if path != "/topics/lanes/"), "/no/such/page/"]:
        page.goto(address + path)
        assert [] == refused(page), path
    page.goto(f"{address}/topics/lanes/")
    page.wait_for_url("**/topics/roads/")


def test_search_and_colours_work_under_the_policy(page: Page, small: tuple[str, list[str]]) -> None:
    """Search compiles WebAssembly; the colour switch runs a script that stands in the page."""
    page.goto(f"{small[0]}/?q=bridge")
    expect(page.locator("a[href*='/events/closing/'], a[href*='events/closing/']").first).to_be_visible(timeout=30_000)
    assert [] == refused(page)
    page.goto(f"{small[0]}/timeline/?known=2024-10-19")
    page.locator("label[for^='__palette']:visible").first.click()
    assert "slate" == page.locator("body").get_attribute("data-md-color-scheme")
    page.reload()
    assert "slate" == page.locator("body").get_attribute("data-md-color-scheme")
    assert [] == refused(page)


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_addresses_are_harmless(page: Page, small: tuple[str, list[str]], query: str) -> None:
    """What a shared link carries is text at most."""
    for path in ("/", "/timeline/", "/events/said/", "/claims/", "/no/such/"):
        page.goto(small[0] + path + query)
        page.wait_for_timeout(300)
        assert page.evaluate("window.hacked") is None
        assert [] == refused(page)


def test_what_is_smuggled_in_does_not_run(browser: Browser, small: tuple[str, list[str]]) -> None:
    """Even if markup got into a page: no script, no handler, no style, no frame, no other host."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(small[0])
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.hacked = 1";
        document.body.append(script);
        const box = document.createElement("div");
        box.innerHTML = `<img src=x onerror="window.hacked = 2"><p style="position: fixed">x</p>
            <img src="https://evil.example/x.png"><iframe src="https://evil.example/"></iframe>`;
        document.body.append(box);
    }""")
    page.wait_for_function("() => window.__refused.length >= 5")
    assert page.evaluate("window.hacked") is None
    assert {"script-src-elem", "script-src-attr", "style-src-attr", "img-src", "frame-src"} == {
        line.split(" ")[0] for line in refused(page)
    }
    context.close()
