"""The published site as readers meet it, in a real browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import search

Open = Callable[..., Page]

PAGES = (
    "/",
    "/timeline/",
    "/2024/",
    "/claims/",
    "/known/",
    "/known/2024-10-31/",
    "/events/first-soldiers-to-eastern-russia/",
    "/actors/john-kirby/",
    "/places/vladivostok/",
    "/sources/kontan-nd-kirby-3000-soldiers/",
    "/topics/",
    "/topics/first-shipment/",
    "/gaps/",
    "/method/",
    "/data/",
    "/contribute/",
)


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_a_phone_and_has_one_heading(open_page: Open, path: str) -> None:
    """Nothing sticks out at 360 and 320 pixels, the title is the one heading of its level."""
    for width in (360, 320):
        page = open_page(path, width=width)
        assert width == page.evaluate("document.documentElement.scrollWidth")
        assert 1 == page.locator("h1").count()


@pytest.mark.parametrize("path", PAGES)
def test_page_reads_without_scripts(open_page: Open, path: str) -> None:
    """Title and text are there with scripts off."""
    page = open_page(path, scripts=False)
    assert "" != page.locator("h1").inner_text()
    assert len(page.locator(".md-content").inner_text()) > 100


@pytest.mark.parametrize("words", ["Vladivostok", "sedikitnya", "legitimate targets", "KONTAN"])
def test_search_leads_to_an_event(open_page: Open, words: str) -> None:
    """Words of titles, summaries, quotes and outlets find events, in Indonesian too."""
    found = search(open_page("/"), words)
    first, page = found.and_(found.page.locator("[href*='/events/']")).first, found.page
    expect(first).to_be_visible(timeout=15_000)
    first.click()
    page.wait_for_url("**/events/*/**")
    expect(page.locator("h1")).to_be_visible()


def test_missing_page_says_so(open_page: Open) -> None:
    """An address that never was gets a page in the site's own words."""
    page = open_page("/events/never-was/")
    expect(page.locator("h1")).to_have_text("Not found")


def shown(page: Page) -> dict[str, str]:
    """The events a list shows and the grade each has there."""
    found = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".k-timeline .k-entry")]
            .filter((entry) => entry.getClientRects().length)
            .map((entry) => [entry.dataset.event, entry.querySelector(".k-grade:not([hidden])")])
            .map(([event, grade]) => [event, grade ? grade.textContent : ""]))"""
    )
    return dict(found)


def test_date_control_and_prebuilt_pages_agree_on_every_day(open_page: Open, site: Path) -> None:
    """As known on a day: the page built for it and the timeline set to it show the same events with the same grades."""
    days = sorted(path.parent.name for path in (site / "known").glob("*/index.html"))
    assert len(days) > 20
    timeline = open_page("/timeline/")
    prebuilt = open_page("/known/", scripts=False)
    scripted = open_page("/known/")
    for day in days:
        timeline.evaluate(
            """(day) => { const input = document.querySelector(".k-known-control input");
                input.value = day; input.dispatchEvent(new Event("input", { bubbles: true })); }""",
            day,
        )
        scripted.goto(f"{prebuilt.url.rsplit('/known/', 1)[0]}/known/{day}/")
        assert shown(scripted) == shown(timeline), day
    assert f"known={days[-1]}" in timeline.url


def test_day_in_the_address_is_applied(open_page: Open) -> None:
    """A shared address shows what its sender saw, and the whole comes back with one button."""
    page = open_page("/timeline/?known=2024-10-20")
    some = len(shown(page))
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_function("() => !location.search")
    assert 0 < some < len(shown(page))


def test_event_page_carries_linked_data(site: Path) -> None:
    """Machines that read pages find the event under its address."""
    html = (site / "events/first-soldiers-to-eastern-russia/index.html").read_text()
    data = json.loads(html.split('<script type="application/ld+json">', 1)[1].split("</script>", 1)[0])
    assert "Event" == data["@type"]
    assert data["url"].endswith("/events/first-soldiers-to-eastern-russia/")


LEDGER = """(id) => {
    const mark = document.querySelector(`.k-grade[data-event="${id}"]`);
    const tables = [...document.querySelectorAll("table.k-ledger")];
    const table = mark ? tables.find((t) => mark.compareDocumentPosition(t) & 4) : tables[0];
    return [...(table ? table.querySelectorAll("tbody tr") : [])].filter((row) => row.getClientRects().length)
        .map((row) => row.querySelector("a").getAttribute("href").split("events/")[1]);
}"""


@pytest.mark.parametrize("event", ["troops-to-russia-autumn-2024", "losses-to-january-2025"])
def test_ledger_set_to_a_day_is_the_ledger_of_that_day(open_page: Open, site: Path, event: str) -> None:
    """The rows that the date control leaves in a ledger are those of the page built for the day."""
    ledger = open_page(f"/events/{event}/")
    base = ledger.url.split("/events/")[0]
    prebuilt = open_page("/known/")
    rows = 0
    for day in sorted(path.parent.name for path in (site / "known").glob("*/index.html")):
        ledger.evaluate(
            """(day) => { const input = document.querySelector(".k-known-control input");
                input.value = day; input.dispatchEvent(new Event("input", { bubbles: true })); }""",
            day,
        )
        prebuilt.goto(f"{base}/known/{day}/")
        expected = (
            prebuilt.evaluate(LEDGER, event) if prebuilt.locator(f'[data-event="{event}"].k-grade').count() else []
        )
        assert expected == ledger.evaluate(LEDGER, event), day
        rows += len(expected)
    assert rows > 50
