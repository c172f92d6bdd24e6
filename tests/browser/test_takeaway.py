"""Taking an entry away, in a real browser: copied, saved, with scripts and without."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle

Open = Callable[..., Page]
EVENT = "2024-10-23-kirby-at-least-3000"


def saved(page: Page, name: str) -> str:
    """The text of a file that a click on its name saves."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    assert name == download.value.suggested_filename
    return Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_citations_are_saved_as_files(open_page: Open, scripts: bool) -> None:
    """A click saves the file under its name; no request is made for it."""
    page = open_page(f"/events/{EVENT}/", scripts=scripts)
    page.get_by_text("For reference managers").click()
    shown = page.locator(".k-cite-file")
    texts = [saved(page, f"{EVENT}.{suffix}") for suffix in ("bib", "csl.json", "ris")]
    assert [text.replace("\r\n", "\n").strip() for text in texts] == [
        text.strip() for text in shown.all_text_contents()
    ]
    assert [EVENT] == [entry.key for entry in parse_string(texts[0]).entries]
    assert EVENT == json.loads(texts[1])[0]["id"]


def test_citation_is_copied(open_page: Open) -> None:
    """The button says so; without scripts there is none."""
    page = open_page(f"/events/{EVENT}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(".k-cite p").first.get_by_role("button")
    button.click()
    expect(button).to_have_text("Copied")
    assert page.locator("span.k-citation").inner_text() == page.evaluate("navigator.clipboard.readText()")
    assert 0 == open_page(f"/events/{EVENT}/", scripts=False).get_by_role("button", name="Copy").count()


def test_feeds_and_card_of_a_page_are_there(open_page: Open) -> None:
    """Every address in the head answers; nothing else was asked for."""
    page = open_page("/topics/treaty/")
    links = page.eval_on_selector_all("link[rel~=alternate]", "found => found.map(link => link.href)")
    card = page.get_attribute('meta[property="og:image"]', "content") or ""
    assert 7 == len(links)
    origin = page.evaluate("location.origin")
    for address in (*links, origin + "/assets/" + card.partition("/assets/")[2]):
        assert 200 == page.request.get(address).status, address


def test_no_sitemap_is_asked_for_beside_the_feeds(open_page: Open) -> None:
    """The theme's script would, for every link that is alternate and nothing else."""
    asked: list[str] = []
    page = open_page("/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url + "topics/treaty/")
    settle(page)
    assert [] == [address for address in asked if address.endswith("sitemap.xml")]
    assert page.locator('link[rel="alternate"]').count() == 7
