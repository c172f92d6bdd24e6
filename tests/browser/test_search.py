"""The search box in a real browser: what it finds, how it is used, what it says, what it must not do."""

import json
import random
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from audit.serve import served
from generator.search.stems import STEMMERS
from generator.search.words import fold, words
from tests.browser.conftest import Quiet, search, settle, violations

Open = Callable[..., Page]

FOUND = {
    "Kursk": "/events/",
    "Zelensky": "/events/",
    "Zelenskyy": "/events/",
    "Зеленский": "/events/",
    "Зеленського": "/events/",
    "Vladivostok": "/places/vladivostok/",
    "Владивосток": "/events/",
    "Владивостока": "/places/vladivostok/",
    "블라디보스토크": "/places/vladivostok/",
    "블라디보스토크에서": "/places/vladivostok/",
    "sappers": "/events/",
    "sapper": "/events/",
    "tentara": "/events/",
    "특수": "/events/",
    "부대": "/events/",
    "КНДР": "/events/",
    "sedikitnya": "/events/",
    "legitimate targets": "/events/",
    "KONTAN": "/events/",
    "kontan": "/sources/",
    "파병": "/events/",
    "파병된": "/events/",
    "dikerahkan": "/events/",
    "3000": "/events/",
    "3.000": "/events/",
    "Kim Jong Un": "/actors/kim-jong-un/",
    "김정은": "/actors/kim-jong-un/",
    "김정은의": "/actors/kim-jong-un/",
    "Ким Чен Ын": "/actors/kim-jong-un/",
    "kim jong-un": "/actors/kim-jong-un/",
    "KURSK": "/events/",
    "kúrsk": "/events/",
    "Kursk 파병": "/events/",
}


@pytest.mark.parametrize("typed", FOUND)
def test_words_of_any_language_are_found(open_page: Open, typed: str) -> None:
    """Names in every spelling, inflected words, parts of compounds, words of quotes and headlines; with marks."""
    found = search(open_page("/"), typed)
    wanted = found.and_(found.page.locator(f"[href*='{FOUND[typed]}']")).first
    expect(wanted).to_be_visible()
    expect(wanted.locator("mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "first"), [("Kursk", "Kursk"), ("Vladivostok", "Vladivostok"), ("Russia", "Russia"), ("Kim", "Kim")]
)
def test_what_begins_with_the_word_comes_first(open_page: Open, typed: str, first: str) -> None:
    """Not another place that has the word somewhere in its name."""
    found = search(open_page("/"), typed).locator("b").first
    expect(found).to_have_text(re.compile(f"^{first}\\b"))


@pytest.mark.parametrize("typed", ["asdfgh", "zzzz qqqq", "жжжжжж", "뷁뷁"])
def test_words_that_stand_nowhere_find_nothing(open_page: Open, typed: str) -> None:
    """It is said that there is nothing, with the words that were typed."""
    page = search(open_page("/"), typed).page
    expect(page.get_by_role("status").filter(has_text="Nothing found")).to_have_text(f"Nothing found for “{typed}”.")
    assert 0 == page.get_by_role("option").count()


def test_results_stand_in_groups_with_counts(open_page: Open) -> None:
    """What can be gone to first, then events, then the rest; the number of all is announced."""
    page = search(open_page("/"), "Vladivostok").page
    groups = page.get_by_role("listbox").get_by_role("group")
    heads = [head.split()[0] for head in groups.locator("[role=presentation]").all_inner_texts()]
    assert ["Go", "Events", "Sources", "Pages"] == heads
    expect(page.get_by_role("status").filter(has_text="results")).to_have_count(1)


def test_filters_narrow_with_counts_and_stand_in_the_address(open_page: Open) -> None:
    """A count is what choosing the filter gives; a shared address gives the same."""
    page = search(open_page("/timeline/?known=2024-10-20"), "Kursk").page
    year = page.locator(".k-search").get_by_label("Year")
    label = next(text for text in year.locator("option").all_inner_texts() if text.startswith("2025"))
    year.select_option("2025")
    kind = page.locator(".k-search").get_by_label("Kind")
    kind.select_option(kind.locator("option", has_text="Statements").get_attribute("value"))
    page.wait_for_function("() => location.search.includes('q-kind=0') && location.search.includes('q-year=2025')")
    count = _count(page, "Kind", "Statements").strip(" ()")
    expect(page.get_by_role("status").filter(has_text="result")).to_have_text(f"{count} results")
    assert int(count) < int(label.split("(")[1].strip(")"))
    page.wait_for_function("() => location.search.includes('q-kind=0') && location.search.includes('q-year=2025')")
    assert "known=2024-10-20" in page.url
    page.reload()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("Kursk")
    expect(page.get_by_role("status").filter(has_text="result")).to_have_text(f"{count} results")
    expect(page.locator(".k-search").get_by_label("Year")).to_have_value("2025")
    page.keyboard.press("Escape")
    page.wait_for_function("() => location.search === '?known=2024-10-20'")


def _count(page: Page, label: str, word: str) -> str:
    options = page.locator(".k-search").get_by_label(label).locator("option", has_text=word)
    expect(options).to_have_count(1)
    return options.inner_text().removeprefix(word)


def test_results_can_be_sorted_by_date(open_page: Open) -> None:
    """Newest and oldest first."""
    page = search(open_page("/"), "Kursk").page
    events = page.get_by_role("group").filter(has_text="Events").get_by_role("option")
    years = {}
    for order in ("Newest first", "Oldest first"):
        before = events.first.inner_text()
        page.get_by_label("Order").select_option(label=order)
        page.wait_for_function(
            "(text) => document.querySelector('[data-group=events] a').innerText !== text", arg=before
        )
        years[order] = events.first.locator("small").inner_text()[-4:]
    assert years["Oldest first"] < years["Newest first"]


def test_a_click_on_a_result_goes_there_and_back_brings_the_box_again(open_page: Open) -> None:
    """The way most readers go."""
    page = search(open_page("/topics/"), "Kursk").page
    page.locator("[data-group=events] a").first.click()
    page.wait_for_url("**/events/*/**")
    page.go_back()
    expect(page.get_by_role("combobox", name="Search")).to_have_value("Kursk")
    expect(page.locator("[data-group=events] a").first).to_be_visible()


def test_more_results_are_shown_on_demand(open_page: Open) -> None:
    """The last option of a long group shows further ones."""
    page = search(open_page("/"), "Kursk").page
    events = page.locator("[data-group=events] a")
    expect(events).to_have_count(8)
    page.locator("[data-group=events] [data-more]").click()
    expect(events).to_have_count(28)


def test_everything_works_by_keyboard(open_page: Open) -> None:
    """Slash opens, arrows move, Enter goes there, Escape closes and gives the focus back."""
    page = open_page("/topics/")
    page.locator("[data-k-search]").focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-k-search]")).to_be_focused()
    page.locator("h1").click()
    found = search(page, "Vladivostok")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    active = page.locator("[aria-selected=true]")
    expect(active).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", active.get_attribute("id") or "")
    expect(field).to_be_focused()
    assert found.first.get_attribute("href") == active.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/vladivostok/**")


def test_slash_is_a_letter_where_something_is_written(open_page: Open) -> None:
    """In the box itself and in any other field."""
    page = open_page("/timeline/")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("a/b")


def test_tab_goes_through_the_box_and_stays_in_it(open_page: Open) -> None:
    """Field, close, the five choices, and round again, never into the page behind."""
    page = search(open_page("/"), "Kursk").page
    passed = []
    for _ in range(9):
        page.keyboard.press("Tab")
        passed.append(
            page.evaluate("document.activeElement.closest('dialog') ? document.activeElement.tagName : 'BODY'")
        )
    assert ["BUTTON", *["SELECT"] * 5] == [tag for tag in passed if tag in ("BUTTON", "SELECT")][:6]
    assert set(passed) <= {"BUTTON", "SELECT", "INPUT", "BODY", "SUMMARY", "DIV"}


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1400, False)])
def test_axe_finds_nothing_while_the_box_is_open(open_page: Open, width: int, dark: bool) -> None:
    """With results, one of them active, filters open, best practices too; and nothing sticks out."""
    page = search(open_page("/", width=width, dark=dark), "Kursk").page
    page.locator("dialog details").evaluate("(details) => { details.open = true }")
    page.keyboard.press("ArrowDown")
    assert [] == violations(page)
    assert width == page.evaluate("document.documentElement.scrollWidth")
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= innerWidth")


def test_without_scripts_a_link_leads_to_the_lists(open_page: Open) -> None:
    """No dead box; the lists are there."""
    page = open_page("/topics/", scripts=False)
    assert 0 == page.locator("input[type=search], [role=search]").count()
    page.get_by_role("link", name="Search").click()
    expect(page.locator("h1")).to_have_text("Search")
    for name in ("Timeline", "Actors", "Places", "Sources", "Topics"):
        expect(page.locator("article").get_by_role("link", name=name, exact=True)).to_have_count(1)


def test_nothing_is_loaded_until_it_is_asked_for(open_page: Open) -> None:
    """A page that is only read loads the opener alone."""
    page = open_page("/")
    settle(page)
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [] == [name for name in loaded if "/search/" in name or "/pagefind/" in name]


def test_a_query_fetches_little(open_page: Open) -> None:
    """All of it, the program included, within 200 kB; in this chronicle, not compressed by the host."""
    page = open_page("/")
    fetched: list[int] = []
    page.on("response", lambda answer: fetched.append(len(answer.body())))
    search(page, "Kursk")
    settle(page)
    assert 50_000 < sum(fetched) < 210_000


def test_files_are_asked_for_beside_each_other(site: Path, browser: Browser) -> None:
    """Once each, and those that every search needs before the engine is there to ask for them."""
    asked: list[str] = []
    early, all_asked = {"cards.table", "pagefind-entry.json", "wasm.en.pagefind"}, threading.Event()

    class Holding(Quiet):
        """Gives the engine when the others have been asked for; a browser tells of its workers in no certain order."""

        def send_head(self) -> Any:
            name = self.path.partition("?")[0].rpartition("/")[2]
            asked.append(name)
            if early < {*asked}:
                all_asked.set()
            if name == "engine.js":
                all_asked.wait(timeout=20)
            return super().send_head()

    with served(site, Holding) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/topics/")
        settle(page)
        asked.clear()
        search(page, "Kursk")
        settle(page)
    assert early < {*asked[: asked.index("pagefind.js")]}
    assert not [name for name in asked if asked.count(name) > 1]


def test_nothing_typed_is_lost(site: Path, browser: Browser) -> None:
    """Whoever goes on after "/" need not wait for the box; keys for the browser are not taken for text."""
    asked, go_on = threading.Event(), threading.Event()

    class Late(Quiet):
        """Gives the box when it is told to."""

        def send_head(self) -> Any:
            if self.path.endswith("/box.js"):
                asked.set()
                go_on.wait(timeout=20)
            return super().send_head()

    with served(site, Late) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/timeline/")
        page.keyboard.press("/")
        assert asked.wait(timeout=20)
        page.keyboard.type("Kur/k?")
        page.keyboard.press("Control+a")
        assert 0 == page.locator("dialog[open]").count()
        go_on.set()
        field = page.get_by_role("combobox", name="Search")
        expect(field).to_have_value("Kur/k?")
        page.keyboard.type("!")
        expect(page.locator("dialog[open]")).to_have_count(1)
        expect(field).to_have_value("Kur/k?!")


def test_first_results_do_not_wait_for_all(open_page: Open) -> None:
    """Those that a browser asks for at once are shown when they are there, and stay in their place when all are."""
    whole = [entry.get_attribute("href") for entry in search(open_page("/"), "Kursk").all()]
    page, held = open_page("/"), list[Route]()

    def hold(route: Route) -> None:
        held.append(route)
        if len(held) <= 6:
            route.continue_()

    page.route("**/slips/**", hold)
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search").fill("Kursk")
    results = page.locator(".k-search a[role=option]")
    expect(results).to_have_count(6)
    assert whole[:6] == [entry.get_attribute("href") for entry in results.all()]
    at = results.nth(5).bounding_box()
    expect(page.locator(".k-search [data-group=events] [data-more]")).to_have_count(0)
    for route in held[6:]:
        route.continue_()
    expect(results).to_have_count(len(whole))
    assert whole == [entry.get_attribute("href") for entry in results.all()]
    assert at == results.nth(5).bounding_box()


def test_a_missing_index_is_said(open_page: Open) -> None:
    """The box does not wait for ever."""
    page = open_page("/topics/")
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404, body="gone"))
    page.keyboard.press("/")
    expect(page.locator(".k-search-failed")).to_be_visible()


def test_half_of_the_words_is_better_than_nothing(open_page: Open) -> None:
    """And it is said that it is half."""
    page = search(open_page("/"), "Kirby Zelensky Peskov Lavrov Shoigu Kuleba").page
    expect(page.get_by_role("status").filter(has_text="No entry has all of these words")).to_have_count(1)


def test_search_works_under_a_strict_policy(site: Path, browser: Browser) -> None:
    """No eval but WebAssembly's, nothing inline, nothing from elsewhere."""
    policy = (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'"
    )

    class Strict(Quiet):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    with served(site, Strict) as address, browser.new_context() as context:
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(f"{address}/topics/")
        settle(page)
        of_the_theme = len(refused)
        expect(search(page, "Kursk").first).to_be_visible()
        assert [] == refused[of_the_theme:]


@pytest.fixture(scope="module")
def samples() -> list[str]:
    """Texts of every script, and texts of no sense."""
    chance = random.Random(5)
    alphabets = (
        "abcxyzßæøłđıéÅñ '’",
        "абвгдеєжзиіїйьюяыэёъґʼ",
        "가나다라정부는했다의",
        "北朝鮮の軍カタ",
        "ไทยລາວ",
        "עברית العربية",
        "0123.,' ",
    )
    made = ["".join(chance.choices(chance.choice(alphabets), k=chance.randrange(1, 14))) for _ in range(1500)]
    return [
        *made,
        "ＫＣＮＡ ﬁ ² ½ İ ς Σ",
        "e\u0301 и\u0306 \u1100\u1161",
        "3,000 12 000 1.234.567",
        "Zelenskyy’s N’Djamena",
    ]


def test_script_and_index_read_words_alike(open_page: Open, samples: list[str]) -> None:
    """What is typed is folded and stemmed by the same rules as what was indexed."""
    page = open_page("/topics/")
    rules = json.loads(json.dumps([[stemmer.script, stemmer.mark, stemmer.rules] for stemmer in STEMMERS]))
    told = page.evaluate(
        """async ([texts, rules, base]) => {
            const { fold, stemmer } = await import(base);
            const stems = rules.map(stemmer);
            return texts.map((text) => [fold(text), stems.map((stem) => stem(fold(text)))]);
        }""",
        [samples, rules, page.url.replace("topics/", "assets/search/words.js")],
    )
    wanted = []
    for text in samples:
        folded = fold(text)
        stems = [stemmer.stem(folded) if stemmer.reads(folded, "id") else "" for stemmer in STEMMERS]
        wanted.append([folded, stems])
    assert wanted == told


def test_script_and_index_part_texts_alike(open_page: Open, samples: list[str]) -> None:
    """The same words come out of the same text."""
    page = open_page("/topics/")
    told = page.evaluate(
        """async ([texts, base]) => {
            const { asked } = (await import(base)).reader([], 999);
            return texts.map((text) => asked(text).map(({ word }) => word));
        }""",
        [samples, page.url.replace("topics/", "assets/search/words.js")],
    )
    for text, found in zip(samples, told, strict=True):
        assert {word for word in found if len(word) > 1} <= set(words(text, "en")), text
