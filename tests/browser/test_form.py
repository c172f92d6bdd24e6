"""Adding and correcting records in the browser, by keyboard, and what comes of the files."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.build import inspect
from generator.format import formatted
from tests.browser.conftest import violations
from tests.hostile import HOSTILE
from tests.small import ROOT

Open = Callable[..., Page]
ADD = "/contribute/add/"
KIRBY = "2024-10-23-kirby-at-least-3000"

_FOCUSED = """() => {
  const e = document.activeElement, label = e.labels && e.labels[0];
  return (label ? label.textContent : e.getAttribute("aria-label") || e.textContent).trim();
}"""


def tab_to(page: Page, name: str, most: int = 90) -> None:
    """Press the tabulator until the control of this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if re.fullmatch(rf"(\+ )?{re.escape(name)}( \*)?", page.evaluate(_FOCUSED)):
            return
    raise AssertionError(f"no way by keyboard to {name}; the focus is on {page.evaluate(_FOCUSED)}")


def choose(page: Page, name: str, typed: str, option: str) -> None:
    """Go to a field, type, and take the option of this name with the arrow keys."""
    tab_to(page, name)
    page.keyboard.type(typed)
    wanted = page.get_by_role("listbox").get_by_role("option", name=option).first
    expect(wanted).to_be_visible()
    for _ in range(14):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()


def write(page: Page, name: str, text: str) -> None:
    """Go to a field and type."""
    tab_to(page, name)
    page.keyboard.type(text)


def pick(page: Page, name: str, word: str) -> None:
    """Go to a closed list and type the beginning of a word of it."""
    tab_to(page, name)
    page.keyboard.type(word)


def ready(page: Page) -> None:
    """Wait until nothing is missing."""
    expect(page.locator(".k-state")).to_have_class(re.compile("k-state--ready"))


def laid(folder: Path, files: dict[str, str]) -> Path:
    """A copy of the chronicle with files written into it."""
    shutil.copytree(ROOT / "content", folder / "content")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def green(folder: Path, files: dict[str, str]) -> None:
    """`kronik check` and `kronik fmt --check` have nothing to say about the files."""
    found = inspect(laid(folder, files)).problems
    assert [] == [str(p) for p in found if p.severity == "error" or p.where.path in files]
    for path, text in files.items():
        assert text == formatted(path, text, path.split("/")[1])


def test_a_statement_with_a_new_source_and_a_new_actor_by_keyboard(open_page: Open, tmp_path: Path) -> None:
    """Without a pointer, from the choice of the kind to the archive; then the check is green."""
    page = open_page(ADD)
    expect(page.get_by_role("heading", name="What do you want to add?")).to_be_visible()
    page.locator("#k-content").focus()
    tab_to(page, "StatementSomebody said something about what happened. Most entries are of this kind.")
    page.keyboard.press("Enter")
    page.keyboard.type("Harbour master: about 1,500 soldiers came ashore")
    write(page, "Date", "2024-10-12")
    choose(page, "Somebody known by name", "Ivan Example", "as a new actor")
    pick(page, "Kind", "Pers")
    write(page, "Name", "")
    tab_to(page, "Back to “Harbour master: about 1,500 soldiers came ashore”")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Somebody known by name")).to_be_focused()
    write(page, "Summary", "The harbour master spoke of soldiers who came ashore.")
    tab_to(page, "Add: Claim")
    page.keyboard.press("Enter")
    page.keyboard.type("First soldiers")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    pick(page, "What the speaker does", "ass")
    tab_to(page, "Add: Figure")
    page.keyboard.press("Enter")
    page.keyboard.type("about")
    write(page, "about", "1500")
    pick(page, "What is counted", "arr")
    write(page, "Of what", "soldiers")
    choose(page, "Source", "Harbour diary of October", "as a new source")
    choose(page, "Outlet", "Reuters", "Reuters")
    write(page, "known", "https://harbour.example/diary")
    write(page, "known", "2024-10-13")
    write(page, "Language", "en")
    expect(page.get_by_text("English", exact=True)).to_be_visible()
    tab_to(page, "Back to “Harbour master: about 1,500 soldiers came ashore”")
    page.keyboard.press("Enter")
    ready(page)
    tab_to(page, "Download all 3 files (ZIP)")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert 3 == len(files)
    assert "content/events/2024/2024-10-12-example-about-1500-soldiers-came-ashore.yml" in files
    assert "content/actors/ivan-example.yml" in files
    green(tmp_path, files)


def test_a_correction_from_the_page_of_the_record(open_page: Open, tmp_path: Path) -> None:
    """The form holds the record; one changed line is all that changes in its file."""
    page = open_page(f"/events/{KIRBY}/")
    page.get_by_role("link", name="Correct this").focus()
    page.keyboard.press("Enter")
    title = page.get_by_label("Title")
    expect(title).to_have_value(re.compile("Kirby"))
    path = next((ROOT / "content/events").rglob(f"{KIRBY}.yml")).relative_to(ROOT).as_posix()
    before = (ROOT / path).read_text()
    expect(page.locator(".k-file code").first).to_have_text(path)
    assert before == page.locator(".k-file pre").text_content()
    title.focus()
    page.keyboard.press("End")
    page.keyboard.type(", mended")
    ready(page)
    expect(page.locator(".k-file pre")).to_contain_text(", mended")
    after = page.locator(".k-file pre").text_content() or ""
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert 1 == len(changed)
    address = page.get_by_role("link", name="Open the file at the host").get_attribute("href") or ""
    assert address.endswith(f"/edit/main/{path}")
    green(tmp_path, {path: after})


def test_every_record_page_leads_to_its_correction(open_page: Open) -> None:
    """Actors, places, sources and topics too; an event can be answered."""
    for path, name in (
        ("actors/john-kirby", "Name"),
        ("topics/first-shipment", "Title"),
        ("places/vladivostok", "Name"),
    ):
        page = open_page(f"/{path}/")
        shown = page.locator("h1").first.evaluate("node => node.firstChild.textContent.trim()")
        page.get_by_role("link", name="Correct this").click()
        expect(page.get_by_label(name, exact=False).first).to_have_value(shown)
    page = open_page(f"/events/{KIRBY}/")
    page.get_by_role("link", name="Add an answer").click()
    expect(page.locator(".k-file pre")).to_contain_text(f"related:\n  - event: {KIRBY}\n    relation: responds-to")
    expect(page.get_by_label("Relation")).to_have_value("responds-to")


def test_a_draft_outlives_the_page_until_it_is_cleared(open_page: Open) -> None:
    """Reloading keeps what was typed; clearing can be undone, and then nothing is kept."""
    page = open_page(f"{ADD}?type=topic")
    page.get_by_label("Title").fill("Ships of the east")
    expect(page.get_by_text("content/topics/ships-east.yml").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("Ships of the east")
    page.get_by_role("button", name="Clear the draft").click()
    expect(page.get_by_role("heading", name="What do you want to add?")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Title")).to_have_value("Ships of the east")
    page.get_by_role("button", name="Clear the draft").click()
    page.reload()
    expect(page.get_by_role("heading", name="What do you want to add?")).to_be_visible()
    assert 0 == page.evaluate(
        "localStorage.length && Object.keys(localStorage).filter((k) => k.includes('kronik-add')).length"
    )


def test_hostile_texts_are_letters_everywhere(open_page: Open) -> None:
    """In fields, tabs, preview, messages and files nothing runs and nothing is loaded; the files hold the text."""
    page = open_page(f"{ADD}?type=topic")
    for text in HOSTILE:
        line = " ".join(text.split())
        page.get_by_role("textbox", name="Title").fill(line)
        page.get_by_role("textbox", name="Summary").fill(line)
        expect(page.locator(".k-preview-title")).to_have_text(line)
        page.wait_for_function(
            "(text) => document.querySelector('.k-file pre').textContent.includes('title:')", arg=line
        )
    assert None is page.evaluate("window.hacked ?? null")
    assert 0 == page.locator("#k-add :is(script, style, img, iframe, svg)").count()
    page.get_by_role("textbox", name="Title").fill("Plain")
    page.get_by_role("textbox", name="Summary").fill("See [x](javascript:alert(1)) and [y](event:nowhere-at-all).")
    expect(page.locator(".k-todo")).to_contain_text("leads nowhere")
    expect(page.locator(".k-todo")).to_contain_text("a link to 'javascript:alert(1)'")
    assert [] == page.locator(".k-preview a").evaluate_all(
        "all => all.map((a) => a.getAttribute('href')).filter((h) => /^javascript/i.test(h))"
    )


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1400, False)])
def test_the_form_keeps_the_rules_of_accessibility(open_page: Open, width: int, dark: bool) -> None:
    """Empty, filled with everything a statement can hold, and with mistakes shown; nothing is wider than the page."""
    page = open_page(ADD, width=width, dark=dark)
    expect(page.get_by_role("heading", name="What do you want to add?")).to_be_visible()
    assert [] == violations(page)
    page.goto(page.url + f"?edit=events/{KIRBY}")
    expect(page.get_by_label("Title").first).to_have_value(re.compile("Kirby"))
    page.get_by_label("Date").first.fill("2024-13-45")
    page.get_by_text("How to write a date").first.click()
    expect(page.get_by_text("there is no month 13").first).to_be_visible()
    page.get_by_role("combobox", name="Topic").first.click()
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    assert [] == violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_other_ways_are_told(open_page: Open) -> None:
    """The commented blank, the form at the host, the editor."""
    page = open_page(ADD, scripts=False)
    expect(page.get_by_text("The form needs JavaScript")).to_be_visible()
    expect(page.get_by_role("link", name="Answer a form at the repository's host.")).to_be_visible()
    page.locator("summary").filter(has_text="Statement Somebody").click()
    expect(page.get_by_text("kind: statement").first).to_be_visible()
    assert not page.locator("#k-add").is_visible()


def test_a_short_new_file_can_be_opened_at_the_host(open_page: Open) -> None:
    """Its address holds path and text; a long one offers the file alone."""
    page = open_page(f"{ADD}?type=topic")
    page.get_by_label("Title").fill("Ships")
    link = page.get_by_role("link", name="Open as a new file at the host")
    expect(link).to_have_attribute(
        "href", re.compile(r"/new/main\?filename=content%2Ftopics%2Fships\.yml&value=.*title%3A%20Ships%0A$")
    )
    page.get_by_label("Summary").fill("Long. " * 2000)
    expect(link).to_have_count(0)
    expect(page.locator(".k-hand-in")).to_contain_text("too long to be carried over")


@pytest.mark.parametrize(
    "query", ["?edit=events/not-there", "?edit=x", "?edit=__proto__", "?type=constructor", "?answer=<script>1</script>"]
)
def test_addresses_that_ask_for_nothing_do_no_harm(open_page: Open, query: str) -> None:
    """Whatever the address says, the form is there; what was asked for and is not there is said."""
    page = open_page(ADD + query)
    expect(page.locator("#k-add")).to_be_visible()
    if "edit" in query:
        expect(page.get_by_role("alert").first).to_contain_text("There is no record")
    if "answer" in query:
        expect(page.locator(".k-todo")).to_contain_text("is not an id")
    assert "" == page.evaluate("location.search")


def test_a_draft_that_cannot_be_read_is_no_hindrance(open_page: Open) -> None:
    """Drafts may be of an older version, or not ours."""
    page = open_page(ADD)
    expect(page.get_by_role("heading", name="What do you want to add?")).to_be_visible()
    for text in ('"no"', "{", '{"records": [{"type": "topic", "values": {"title": {"a": []}}}]}', '{"records": [3]}'):
        page.evaluate("(text) => localStorage.setItem('kronik-add:/', text)", text)
        page.reload()
        expect(page.locator("#k-add")).to_be_visible()
    assert "error" not in (page.locator("#k-add").text_content() or "").lower()
