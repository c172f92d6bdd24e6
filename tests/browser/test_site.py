"""The published site as readers meet it, in a real browser."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import search, settle, violations

Open = Callable[..., Page]

PAGES = (
    "/",
    "/timeline/",
    "/2024/",
    "/claims/",
    "/claims/sent/",
    "/known/",
    "/known/2024-10-31/",
    "/events/",
    "/events/2024-10-23-kirby-at-least-3000/",
    "/events/troops-to-russia-autumn-2024/",
    "/events/treaty-signed/",
    "/actors/",
    "/actors/john-kirby/",
    "/actors/south-korea/",
    "/actors/kontan/",
    "/places/",
    "/places/vladivostok/",
    "/sources/",
    "/sources/kontan-nd-kirby-3000-soldiers/",
    "/topics/",
    "/topics/first-shipment/",
    "/questions/casualties/",
    "/changes/",
    "/gaps/",
    "/method/",
    "/about/",
    "/data/",
    "/contribute/",
    "/404.html",
)
"""One page of each type, and of the kinds of events and actors."""
TIMELINES = ("/timeline/", "/2024/")
"""Longest of all; `test_timeline.py` has axe look at them, with their filters open."""
LARGEST_EVENT, LARGEST_LIST, LARGEST_STYLE, LARGEST_STYLES = 20_000, 150_000, 8_000, 12_000
"""Bytes after gzip."""


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_a_phone_and_has_one_heading(open_page: Open, path: str) -> None:
    """Nothing sticks out on a phone, at 320 pixels or at twice the size; the title is the one heading of its level."""
    page = open_page(path, width=360)
    for width in (360, 320, 640):
        page.set_viewport_size({"width": width, "height": 900})
        assert width == page.evaluate("document.documentElement.scrollWidth")
        assert 1 == page.locator("h1").count()


@pytest.mark.parametrize("path", PAGES)
def test_page_reads_without_scripts(open_page: Open, path: str) -> None:
    """Title and text are there with scripts off."""
    page = open_page(path, scripts=False)
    assert "" != page.locator("h1").inner_text()
    assert len(page.locator(".md-content").inner_text()) > 100


@pytest.mark.parametrize("path", [path for path in PAGES if path not in TIMELINES])
@pytest.mark.parametrize(("width", "dark"), [(360, False), (1400, True)])
def test_page_is_accessible(open_page: Open, path: str, width: int, dark: bool) -> None:
    """No rule of WCAG 2.2 and no best practice that axe-core knows is broken, in both schemes and layouts."""
    page = open_page(path, width=width, dark=dark)
    assert [] == violations(page)


def test_pages_stay_light(site: Path) -> None:
    """An event in 20 kB, a list in 150 kB, the look of the site in 8 kB, with all its parts in 12 kB."""
    sizes = {path: len(gzip.compress(path.read_bytes(), 9)) for path in site.rglob("index.html")}
    events = {path: size for path, size in sizes.items() if path.parent.parent == site / "events"}
    assert len(events) > 100
    assert {} == {str(path): size for path, size in events.items() if size > LARGEST_EVENT}
    assert {} == {str(path): size for path, size in sizes.items() if size > LARGEST_LIST}
    assert len(gzip.compress((site / "assets/kronik.css").read_bytes(), 9)) <= LARGEST_STYLE
    assert len(gzip.compress((site / "assets/site.css").read_bytes(), 9)) <= LARGEST_STYLES


@pytest.mark.parametrize("scripts", [True, False])
def test_list_of_pages_opens_on_a_phone(open_page: Open, scripts: bool) -> None:
    """The menu needs no script: by keyboard it opens, leads on, and closes."""
    page = open_page("/places/", width=360, scripts=scripts)
    inside = page.get_by_role("navigation", name="Sections").get_by_role("link", name="Sources", exact=True)
    expect(inside).to_be_hidden()
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
    page.keyboard.press("Escape")
    expect(inside).to_be_hidden()
    page.keyboard.press("Enter")
    inside.click()
    expect(page.locator("h1")).to_have_text("Sources")


def test_first_key_leads_past_the_bar(open_page: Open) -> None:
    """Who uses the keyboard reaches the text with two keys."""
    page = open_page("/events/treaty-signed/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    assert "k-content" == page.evaluate("document.activeElement.id")


def test_nothing_moves_while_a_page_loads(open_page: Open) -> None:
    """The layout is that of the first paint."""
    page = open_page("/events/troops-to-russia-autumn-2024/", width=360)
    settle(page)
    moved = page.evaluate(
        """() => new Promise((done) => { let sum = 0;
            new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(sum), 500); })"""
    )
    assert 0.01 > moved


def test_a_page_waits_for_two_sheets_and_no_script(open_page: Open) -> None:
    """Nothing else holds up its first paint."""
    page = open_page("/events/troops-to-russia-autumn-2024/", width=360)
    blocking = "performance.getEntriesByType('resource').filter((r) => r.renderBlockingStatus === 'blocking')"
    names = page.evaluate(f"{blocking}.map((r) => r.name.split('/').pop())")
    assert ["main", "site"] == sorted(name.split(".")[0] for name in names)


def test_far_parts_of_a_long_page_are_there(open_page: Open) -> None:
    """What is laid out late is found by jumps and in a picture of the whole page; on paper nothing waits."""
    page = open_page("/events/troops-to-russia-autumn-2024/", width=360)
    late = "document.querySelector('.k-ledger tbody tr:last-child')"
    assert "auto" == page.evaluate(f"getComputedStyle({late}).contentVisibility")
    page.evaluate("location.hash = 'k-sources'")
    page.wait_for_function("() => Math.abs(document.getElementById('k-sources').getBoundingClientRect().top) < 200")
    page.emulate_media(media="print")
    assert "visible" == page.evaluate(f"getComputedStyle({late}).contentVisibility")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 20_000})
    page.wait_for_function(f"() => getComputedStyle({late}).contentVisibility === 'visible'")
    page.goto(page.url.split("#")[0] + "?at=once#k-sources")
    assert "visible" == page.evaluate(f"getComputedStyle({late}).contentVisibility")


SCHEME = "getComputedStyle(document.body).colorScheme"


def test_colours_follow_the_system_until_one_is_chosen(open_page: Open) -> None:
    """Day and night as the device has it, also when that changes; a choice stays, on other pages too."""
    page = open_page("/about/", dark=True)
    assert "dark" == page.evaluate(SCHEME)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {SCHEME} === 'light'")
    chosen = page.get_by_role("radio", name="Switch to light")
    expect(chosen).to_be_checked()
    chosen.focus()
    page.keyboard.press("Enter")
    assert "dark" == page.evaluate(SCHEME)
    expect(page.get_by_role("radio", name="Switch to dark")).to_be_focused()
    page.goto(page.url.replace("/about/", "/method/"))
    assert "dark" == page.evaluate(SCHEME)
    assert "dark" == page.locator("meta[name=color-scheme]").get_attribute("content")


@pytest.mark.parametrize("path", ["/events/2024-10-23-kirby-at-least-3000/", "/events/losses-to-january-2025/"])
def test_print_tells_sources_and_where_it_is_from(open_page: Open, path: str) -> None:
    """On paper there is no bar, but the addresses of the sources, of the page, and the day of the state."""
    page = open_page(path, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".md-header").is_visible()
    assert page.locator(".k-printed").inner_text().endswith(path)
    assert page.locator(".k-colophon").is_visible()
    after = page.locator(".k-sources a[href^='http']").first.evaluate("(a) => getComputedStyle(a, '::after').content")
    assert "http" in after
    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")


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


SHOWN = """(root) => Object.fromEntries([...root.querySelectorAll(".k-timeline .k-entry")]
    .filter((entry) => !entry.closest("[hidden]"))
    .map((entry) => [entry.dataset.event, entry.querySelector(".k-grade:not([hidden])")])
    .map(([event, grade]) => [event, grade ? grade.textContent : ""]))"""
"""The events a list shows and the grade each has there."""


def shown(page: Page) -> dict[str, str]:
    """What the open page shows."""
    return dict(page.evaluate(f"() => ({SHOWN})(document)"))


def on_every_day(page: Page, site: Path, read: str) -> Iterator[tuple[str, Any, Any]]:
    """For each day with a page: what `read` finds in the open page set to it, and in the page of the day as built."""
    both = f"""async ([day, address]) => {{
        const input = document.querySelector(".k-known-control input");
        input.value = day;
        input.dispatchEvent(new Event("input", {{ bubbles: true }}));
        const built = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
        return [({read})(document), ({read})(built)];
    }}"""
    origin = page.evaluate("location.origin")
    for day in sorted(path.parent.name for path in (site / "known").glob("*/index.html")):
        yield day, *page.evaluate(both, [day, f"{origin}/known/{day}/"])


def test_date_control_and_prebuilt_pages_agree_on_every_day(open_page: Open, site: Path) -> None:
    """As known on a day: the page built for it and the timeline set to it show the same events with the same grades."""
    timeline = open_page("/timeline/")
    days = []
    for day, known, built in on_every_day(timeline, site, SHOWN):
        assert built == known, day
        days.append(day)
    assert len(days) > 20
    assert f"known={days[-1]}" in timeline.url
    assert shown(timeline) == shown(open_page(f"/known/{days[-1]}/"))


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


LEDGER = """(root) => {
    const tables = [...root.querySelectorAll("table.k-ledger")];
    const mark = root.querySelector(`.k-grade[data-event="${id}"]`), own = root === document;
    const table = own ? tables[0] : mark && tables.find((t) => mark.compareDocumentPosition(t) & 4);
    return [...(table ? table.querySelectorAll("tbody tr") : [])].filter((row) => !row.closest("[hidden]"))
        .map((row) => row.querySelector("a").getAttribute("href").split("events/")[1]);
}"""


@pytest.mark.parametrize("event", ["troops-to-russia-autumn-2024", "losses-to-january-2025"])
def test_ledger_set_to_a_day_is_the_ledger_of_that_day(open_page: Open, site: Path, event: str) -> None:
    """The rows that the date control leaves in a ledger are those of the page built for the day."""
    rows = 0
    read = LEDGER.replace("${id}", event)
    for day, known, built in on_every_day(open_page(f"/events/{event}/"), site, read):
        assert built == known, day
        rows += len(built)
    assert rows > 50
