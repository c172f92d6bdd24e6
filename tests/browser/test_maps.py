"""Maps as readers meet them: on a phone and on a screen, with the keyboard, in both schemes, without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import violations

Open = Callable[..., Page]

PAGES = (
    "/places/",
    "/places/vladivostok/",
    "/events/first-soldiers-to-eastern-russia/",
    "/events/onward-to-bases-in-eastern-russia/",
)
TEXTS = """() => [...document.querySelectorAll(".k-map__sheet a text:not(.k-count)")]
    .filter((text) => text.getClientRects().length)
    .map((text) => { const { left, top, right, bottom } = text.getBoundingClientRect();
        const sheet = text.closest(".k-map__sheet"), frame = sheet.getBoundingClientRect();
        return { text: text.textContent, sheet: [...document.querySelectorAll(".k-map__sheet")].indexOf(sheet),
            box: [left, top + 2, right, bottom - 2], frame: [frame.left, frame.top, frame.right, frame.bottom],
            size: parseFloat(getComputedStyle(text).fontSize), high: bottom - top }; })"""


def overlap(one: list[float], other: list[float]) -> bool:
    """Whether two boxes share more than an edge."""
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.5 and min(one[3], other[3]) - max(one[1], other[1]) > 0.5


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 360, 768, 1400])
def test_names_can_be_read_and_keep_clear(open_page: Open, path: str, width: int) -> None:
    """No name is smaller than 11 pixels, covers another or leaves its map; the page never scrolls sideways."""
    page = open_page(path, width=width)
    texts: list[dict[str, Any]] = page.evaluate(TEXTS)
    assert [] == [one["text"] for one in texts if one["size"] < 11 or one["high"] < 11]
    for index, one in enumerate(texts):
        left, top, right, bottom = one["frame"]
        assert left <= one["box"][0] <= one["box"][2] <= right
        assert top <= one["box"][1] <= one["box"][3] <= bottom
        others = [other for other in texts[index + 1 :] if other["sheet"] == one["sheet"]]
        assert [] == [other["text"] for other in others if overlap(one["box"], other["box"])], one["text"]
    assert width == page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scripts", [True, False])
def test_every_mark_is_a_link_with_a_name(open_page: Open, path: str, scripts: bool) -> None:
    """It can be reached with the keyboard, says what it is, and leads somewhere."""
    for width in (360, 1400):
        page = open_page(path, width=width, scripts=scripts)
        links = page.locator(".k-map__sheet").get_by_role("link")
        names = page.locator(".k-map__sheet a > title").all_text_contents()
        assert links.count() > 0
        assert all(name.strip() for name in names)
        for index in range(links.count()):
            link = links.nth(index)
            link.focus()
            expect(link).to_be_focused()
            target = link.get_attribute("href") or ""
            assert target
            if target.startswith("#"):
                expect(page.locator(f"[id='{target[1:]}']")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_stands_in_the_way(open_page: Open, path: str, dark: bool) -> None:
    """The rules of axe-core find nothing in a map, the sizes of targets included."""
    for width in (360, 1400):
        page = open_page(path, width=width, dark=dark)
        assert [] == violations(page, ".k-map")


def test_a_mark_opens_its_place(open_page: Open) -> None:
    """By the Enter key."""
    page = open_page("/events/first-soldiers-to-eastern-russia/", width=1400)
    page.locator(".k-map__sheet").get_by_role("link", name="Vladivostok", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/vladivostok/")


def test_the_day_hides_routes_not_yet_claimed(open_page: Open) -> None:
    """As known on a day: lines and marks of later claims are gone, places stay."""
    path = "/events/first-soldiers-to-eastern-russia/"
    routes = ".k-map__sheet [data-known]:visible"
    whole = open_page(path, width=1400).locator(routes).count()
    early = open_page(f"{path}?known=2024-10-19", width=1400)
    assert 0 < early.locator(routes).count() < whole
    expect(early.locator(".k-map__sheet").get_by_role("link", name="Wonsan", exact=True)).to_be_visible()
