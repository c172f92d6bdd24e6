"""The timeline in a real browser: filters, addresses, keys, and the same without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import settle, violations
from tests.browser.timeline import ENTRY, claims, counts, events, settled, shown, within

Open = Callable[..., Page]


def entries(site: Path, path: str) -> list[str]:
    """The events of a page as it was built, in its order."""
    return re.findall(r'<li class="k-entry[^>]* data-event="([^"]+)"', (site / path / "index.html").read_text())


@pytest.fixture(scope="module")
def whole(site: Path) -> list[str]:
    """Every event in the order of the timeline."""
    return entries(site, "timeline")


def tick(page: Page, facet: str, value: str) -> None:
    """Tick the box of a value, opening its facet if need be."""
    box = page.locator(f'[data-facet="{facet}"] [data-value="{value}"] input')
    page.locator(f'details:has([data-facet="{facet}"])').evaluate("(facet) => { facet.open = true; }")
    box.click()


def test_whole_timeline_is_in_order(site: Path, whole: list[str]) -> None:
    """Every standing event once, by earliest day, but those of which only the year is known before its months."""
    api = events(site)
    assert sorted(whole) == sorted(set(whole))
    assert set(whole) == {item for item in api if "withdrawn" not in item and item in set(whole)}
    months = re.findall(r'<h2 id="m([0-9-]+)"', (site / "timeline/index.html").read_text())
    assert months == sorted(months)
    days = [api[event]["earliest"] or api[event]["latest"] for event in whole if len(api[event]["date"]) == 10]
    assert days == sorted(days)


def test_every_link_of_the_panel_leads_to_as_many_events_as_it_says(open_page: Open, site: Path) -> None:
    """Without scripts each value is a page, and the number beside it is the number of its entries."""
    page = open_page("/timeline/", scripts=False)
    links = page.evaluate(
        """() => [...document.querySelectorAll(".k-facet li a")]
            .map((a) => [new URL(a.href).pathname, Number(a.querySelector("small").textContent.replace(",", ""))])"""
    )
    listed = {path: len(entries(site, path.strip("/"))) for path, _ in links if (site / path.strip("/")).is_dir()}
    timeline = [(path, number) for path, number in links if not re.match("/(actors|places|topics)/", path)]
    assert len(timeline) > 30
    assert timeline == [(path, listed[path]) for path, _ in timeline]
    assert len(links) == len(listed)


def test_index_of_a_facet_leads_to_every_value(site: Path) -> None:
    """`/timeline/party/` has all parties with the number of events of each."""
    html = (site / "timeline/party/index.html").read_text()
    found = re.findall(r'<a href="\.\./\.\./timeline/party/([a-z0-9-]+)/">[^<]*</a> <small>(\d+)</small>', html)
    assert len(found) > 15
    assert found == [(value, str(len(entries(site, f"timeline/party/{value}")))) for value, _ in found]


CHOICES = (
    [("kind", "deployment")],
    [("kind", "deployment"), ("kind", "occurrence"), ("grade", "contested")],
    [("stance", "denies"), ("party", "russia")],
    [("stance", "denies"), ("stance", "doubts"), ("party", "russia"), ("party", "north-korea")],
    [("measure", "killed"), ("language", "ko")],
    [("topic", "casualties"), ("party", "south-korea"), ("kind", "statement")],
    [("year", "2025"), ("place", "kursk-oblast")],
)


@pytest.mark.parametrize("choice", CHOICES)
def test_filters_combine(open_page: Open, site: Path, whole: list[str], choice: list[tuple[str, str]]) -> None:
    """Values of one facet add up, facets narrow each other; list, count and every number equal the built pages'."""
    page = open_page("/timeline/")
    pages = {
        facet: {
            value: set(entries(site, {"year": value}.get(facet, f"timeline/{facet}/{value}")))
            for value in counts(page, facet)
        }
        for facet in ("kind", "party", "stance", "measure", "grade", "language", "year")
    }
    chosen: dict[str, set[str]] = {}
    for facet, value in choice:
        tick(page, facet, value)
        chosen[facet] = chosen.get(facet, set()) | (
            pages[facet][value] if facet in pages else named(site, facet, value)
        )
    expected = [event for event in whole if all(event in of for of in chosen.values())]
    assert expected == settled(page, len(expected))
    for facet, values in pages.items():
        others = [of for name, of in chosen.items() if name != facet]
        left = {event for event in whole if all(event in of for of in others)}
        assert {value: len(of & left) for value, of in values.items()} == counts(page, facet), facet


def named(site: Path, facet: str, value: str) -> set[str]:
    """The events that name a place or topic, by the API."""
    return {item["id"] for item in events(site).values() if value in item[f"{facet}s"]} | (
        {
            statement
            for statement, of in claims(site).items()
            if facet == "place" and any(value in str(claim.get("legs", "")) for claim in of)
        }
    )


def test_days_narrow_by_overlap(open_page: Open, site: Path, whole: list[str]) -> None:
    """An event is found if it may lie within the days asked for."""
    page = open_page("/timeline/")
    page.locator("[name=from]").fill("2024-10-20")
    page.locator("[name=to]").fill("2024-10-22")
    api = events(site)
    expected = [event for event in whole if within(api[event], "2024-10-20", "2024-10-22")]
    assert 10 < len(expected) < len(whole)
    assert expected == settled(page, len(expected))
    assert "from=2024-10-20&to=2024-10-22" in page.url


def test_address_restores_state_and_back_goes_back(open_page: Open, whole: list[str]) -> None:
    """What is ticked stands in the address; a new reader of it, and the back button, see the same."""
    page = open_page("/timeline/")
    tick(page, "stance", "denies")
    page.wait_for_function("() => document.querySelectorAll('.k-entry').length < 50")
    denied = shown(page)
    tick(page, "party", "russia")
    page.wait_for_function("(n) => document.querySelectorAll('.k-entry').length < n", arg=len(denied))
    both = shown(page)
    again = open_page(page.url.partition("/timeline")[1] + page.url.partition("/timeline")[2])
    assert both == settled(again, len(both))
    assert again.locator('[data-value="denies"] input').is_checked()
    assert 2 == again.locator(".k-chips a").count()
    page.go_back()
    assert denied == settled(page, len(denied))
    assert not page.locator('[data-facet="party"] [data-value="russia"] input').is_checked()
    page.go_back()
    assert whole == settled(page, len(whole))
    assert page.url.endswith("/timeline/")


def test_chips_and_keys_take_filters_away(open_page: Open, whole: list[str]) -> None:
    """Each filter is a chip that removes it; one key removes all."""
    page = open_page("/timeline/?kind=deployment&kind=occurrence&grade=contested")
    settled(page, 2)
    page.get_by_role("link", name="Grade: contested remove").click()
    page.wait_for_function("() => document.querySelectorAll('.k-chips a').length === 2")
    assert "grade" not in page.url
    page.locator(".k-count").focus()
    page.keyboard.press("x")
    assert whole == settled(page, len(whole))
    assert page.url.endswith("/timeline/")
    assert 0 == page.locator(".k-chips a").count()


def test_a_page_of_one_value_is_a_filter_that_can_be_narrowed(open_page: Open, site: Path) -> None:
    """On `/timeline/stance/denies/` the stance is set; more boxes narrow it, its chip leads back to the whole."""
    page = open_page("/timeline/stance/denies/")
    here = entries(site, "timeline/stance/denies")
    assert here == shown(page)
    tick(page, "party", "russia")
    both = [event for event in here if event in entries(site, "timeline/party/russia")]
    assert both == settled(page, len(both))
    assert page.url.endswith("/timeline/stance/denies/?party=russia")
    page.get_by_role("link", name="Stance: denies").click()
    page.wait_for_url("**/timeline/?party=russia")
    russia = entries(site, "timeline/party/russia")
    assert russia == settled(page, len(russia))


def test_entries_made_here_are_those_that_were_built(open_page: Open, whole: list[str]) -> None:
    """The list of the browser and the list of the generator are one markup, for every event."""
    page = open_page("/timeline/")
    grab = f"() => [...document.querySelectorAll('.k-timeline .k-day, .k-timeline .k-month > h2')].map({ENTRY})"
    built = page.evaluate(grab)
    for year in counts(page, "year"):
        tick(page, "year", year)
    settled(page, len(whole))
    page.wait_for_function("() => document.querySelector('.k-layout').classList.contains('k-filtered')")
    made = page.evaluate(grab)
    for before, after in zip(built, made, strict=True):
        assert before == after


def test_as_known_on_with_other_filters_is_the_page_of_that_day(open_page: Open, site: Path) -> None:
    """With the index loaded the same events and grades as on the page built for the day, and no others."""
    page = open_page("/timeline/?year=2024&year=2025&year=2026")
    page.wait_for_selector(".k-filtered")
    grab = """() => Object.fromEntries([...document.querySelectorAll(".k-timeline .k-entry")].map((entry) =>
        [entry.dataset.event, (entry.querySelector(".k-grade") || { textContent: "" }).textContent]))"""
    days = sorted(path.parent.name for path in (site / "known").glob("*/index.html"))
    pattern = r'data-event="([^"]+)".*?</li>'
    for day in days[:: max(len(days) // 12, 1)]:
        html = (site / "known" / day / "index.html").read_text()
        html = html[html.index('class="k-timeline"') :]
        built = {
            m[1]: (re.findall(r'class="k-grade[^>]*>([^<]*)<', m[0]) or [""])[0]
            for m in re.finditer(pattern, html, re.DOTALL)
        }
        page.locator("[name=known]").fill(day)
        settled(page, len(built))
        assert built == page.evaluate(grab), day


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (360, False)])
def test_index_is_fetched_where_filters_are_in_view(browser: Browser, address: str, width: int, beside: bool) -> None:
    """Beside the list they are ready before they are reached for; on a phone a reader who only reads loads no index."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page, asked = context.new_page(), []

    def note(request: Request) -> None:
        if "timeline.json" in request.url:
            asked.append(request.url)

    page.on("request", note)
    page.goto(f"{address}/timeline/")
    page.mouse.wheel(0, 2000)
    page.keyboard.press("j")
    settle(page)
    page.wait_for_timeout(500)
    assert beside == bool(asked)
    if not beside:
        page.locator(".k-open").click()
    tick(page, "kind", "deployment")
    page.wait_for_selector(".k-filtered")
    tick(page, "kind", "occurrence")
    settle(page)
    assert 1 == len(asked)
    context.close()


def test_hostile_addresses_are_harmless(open_page: Open) -> None:
    """Unknown values find nothing and are shown as text; nonsense days are no days."""
    page = open_page("/timeline/?party=<img src=x onerror=window.hacked=1>&kind=statement&known=2024-99-99&from=x")
    settled(page, 0)
    expect(page.locator(".k-chips")).to_contain_text("Party: <img src=x onerror=window.hacked=1>")
    assert page.evaluate("window.hacked") is None
    assert 2 == page.locator(".k-chips a").count()


def test_all_values_of_a_facet_can_be_searched(open_page: Open) -> None:
    """“All” lists the values with events and finds one by letters of its name, whatever the case."""
    page = open_page("/timeline/")
    page.locator('details:has([data-facet="actor"])').evaluate("(facet) => { facet.open = true; }")
    page.locator('details:has([data-facet="actor"]) .k-all').click()
    page.get_by_role("searchbox", name="Actor").fill("ZELENSK")
    expect(page.locator('[data-facet="actor"] li')).to_have_count(1)
    tick(page, "actor", "volodymyr-zelensky")
    page.wait_for_url("**/timeline/?actor=volodymyr-zelensky")
    page.wait_for_selector(".k-filtered")
    assert settled(page, counts(page, "actor")["volodymyr-zelensky"])


def focused(page: Page) -> str:
    event: str = page.evaluate(
        "() => (document.activeElement.closest('.k-entry') || { dataset: {} }).dataset.event || ''"
    )
    return event


@pytest.mark.parametrize("path", ["/timeline/", "/2025/", "/timeline/kind/deployment/"])
def test_j_and_k_go_from_entry_to_entry(open_page: Open, site: Path, path: str) -> None:
    """Focus moves, and can be seen below what sticks to the top."""
    page = open_page(path)
    listed = entries(site, path.strip("/"))
    for event in listed[:3]:
        page.keyboard.press("j")
        assert event == focused(page)
    page.keyboard.press("k")
    assert listed[1] == focused(page)
    visible = page.evaluate(
        """() => { const box = document.activeElement.getBoundingClientRect();
            return document.elementFromPoint(box.left + 5, box.top + 5) === document.activeElement; }"""
    )
    assert visible
    assert "none" != page.evaluate("getComputedStyle(document.activeElement).outlineStyle")


def test_keys_stay_out_of_fields_and_can_be_turned_off(open_page: Open) -> None:
    """No key acts while typing or with a modifier; the switch in the help is remembered."""
    page = open_page("/timeline/")
    page.locator("[name=from]").focus()
    page.keyboard.press("j")
    assert "" == focused(page)
    page.locator(".k-count").focus()
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+k")
    assert "" == focused(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("j")
    assert "" == focused(page)
    page.get_by_role("checkbox", name="Use single keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("?")
    assert "" == focused(page)
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("checkbox", name="Use single keys").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert "" != focused(page)


def test_filters_open_over_the_list_on_a_phone_and_close_with_escape(open_page: Open) -> None:
    """Also without scripts: the panel is a popover."""
    for scripts in (True, False):
        page = open_page("/timeline/", width=360, scripts=scripts)
        expect(page.locator("#k-filter")).to_be_hidden()
        page.get_by_role("button", name="Filter").click()
        expect(page.locator("#k-filter")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#k-filter")).to_be_hidden()


BESIDE_THE_HEADER = {"exclude": [[".md-header"]]}
"""It is tested where it is made."""
AUDITED = ("/timeline/", "/timeline/party/", "/timeline/?stance=denies&from=2024-10-01")


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1400, True)])
@pytest.mark.parametrize("path", AUDITED)
def test_axe_finds_nothing(open_page: Open, path: str, width: int, dark: bool) -> None:
    """WCAG 2.2 A and AA and best practices, with every filter open."""
    page = open_page(path, width=width, dark=dark)
    settle(page)
    page.locator(".k-facet").evaluate_all("(all) => all.forEach((facet) => { facet.open = true; })")
    if width == 360 and page.locator("#k-filter").count():
        page.get_by_role("button", name="Filter").click()
    assert [] == violations(page, BESIDE_THE_HEADER)


def test_axe_finds_nothing_in_the_help(open_page: Open) -> None:
    """The same with the list of keys open."""
    page = open_page("/timeline/grade/contested/")
    page.keyboard.press("?")
    assert [] == violations(page, BESIDE_THE_HEADER)


def test_nothing_moves_when_the_script_starts(browser: Browser, address: str) -> None:
    """No layout shift while reading, and none when a filtered address is opened."""
    for path in ("/timeline/", "/timeline/?stance=denies", "/timeline/?known=2024-11-01", "/2025/?kind=statement"):
        for width in (360, 1280):
            context = browser.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            page.add_init_script(
                """window.shift = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
                    if (!entry.hadRecentInput) window.shift += entry.value;
                })).observe({ type: "layout-shift", buffered: true });"""
            )
            page.goto(address + path)
            settle(page)
            page.wait_for_timeout(300)
            assert page.evaluate("window.shift") < 0.01, (path, width)
            context.close()


def test_overview_fits_and_leads_to_days(open_page: Open, site: Path) -> None:
    """Each mark of the picture is a link to a place on the page; the ticks can be reached by keyboard."""
    html = (site / "timeline/index.html").read_text()
    picture = re.search(r'<figure class="k-strip">.*?</figure>', html, re.DOTALL)
    assert picture
    marks = re.findall(r'href="\.\./timeline/#([^"]+)"', picture[0])
    assert len(marks) > 50
    assert set() == {mark for mark in marks if f'id="{mark}"' not in html}
    page = open_page("/timeline/")
    page.get_by_role("link", name="January 2025", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline/#d2025-01-*")
