"""The whole story on the real content and on copies of it with something wrong."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import Built, build, day_of, plan
from generator.styles import styles
from generator.theme import theme_words
from generator.tree import NotOurs, write

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built() -> Built:
    """The chronicle of this repository, built once."""
    return build(ROOT)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the chronicle that a test may damage."""
    for name in ("content", "site_config"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def test_chronicle_builds_without_errors(built: Built) -> None:
    """What is published has no error and at least a page for each event."""
    assert [] == [problem for problem in built.problems if problem.severity == "error"]
    assert built.site is not None
    paths = {output.path for output in built.outputs}
    assert set() == {f"events/{event}.md" for event in built.site.corpus.events} - paths


def test_addresses_of_the_contract_are_there(built: Built) -> None:
    """Published addresses never change."""
    pages = ("index", "timeline/index", "events/index", "actors/index", "places/index", "sources/index")
    more = ("topics/index", "claims/index", "changes/index", "gaps/index", "data/index")
    files = (
        "api/v1/index.json",
        "data/claims.csv",
        "data/datapackage.json",
        "feeds/events.atom",
        "calendar.ics",
    )
    wanted = {*(f"{page}.md" for page in pages + more), *files, "feeds/changes.json", "schema/statement.json"}
    assert set() == wanted - {output.path for output in built.outputs}


def test_styles_stand_in_one_file(copy: Path) -> None:
    """The base of the look, then what refines it, also the owner's own; without sheets there is none."""
    assets = copy / "site_config/theme/assets"
    (assets / "aside.css").write_text(".aside { color: red }\n")
    [joined] = styles(copy)
    text = joined.data.decode()
    assert text.startswith((assets / "kronik.css").read_text() + (assets / "aside.css").read_text())
    assert all(sheet.read_text() in text for sheet in assets.glob("*.css"))
    assert f"extra_css:\n  - {joined.path}\n" in (ROOT / "mkdocs.yml").read_text()
    shutil.rmtree(assets)
    assert [] == list(styles(copy))


def test_two_builds_are_the_same_bytes(built: Built) -> None:
    """Same input, same bytes, in the same order."""
    again = build(ROOT)
    assert [(o.path, o.data) for o in built.outputs] == [(o.path, o.data) for o in again.outputs]


def test_every_page_has_one_heading_with_its_title_alone(built: Built) -> None:
    """Themes and search take the title from it."""
    pages = [output for output in built.outputs if output.path.endswith(".md")]
    assert [] == [page.path for page in pages if len(re.findall(r"<h1|^# ", str(page.content), re.MULTILINE)) != 1]


def test_nothing_is_made_while_an_error_stands(copy: Path) -> None:
    """All problems are told, then nothing is published."""
    (copy / "content/topics/broken.yml").write_text("titel: x\n")
    built = build(copy)
    assert () == built.outputs
    told = [str(problem) for problem in built.problems if problem.severity == "error"]
    assert 2 == len(told)
    assert told[1].startswith("content/topics/broken.yml:1:1: error unknown-key: “titel” is no key of the record")


def test_serving_goes_on_without_the_broken_record(copy: Path) -> None:
    """The rest stays readable, also what named the broken record goes until it is mended."""
    whole = {output.path for output in plan(copy).outputs if output.path.endswith(".md")}
    path = next((copy / "content/events").rglob("*.yml"))
    path.write_text(path.read_text() + "\nnonsense: [\n")
    built = build(copy, keep_going=True)
    paths = {output.path for output in built.outputs if output.path.endswith(".md")}
    assert f"events/{path.stem}.md" not in paths
    assert len(whole) * 0.5 < len(paths) < len(whole)


@pytest.mark.parametrize("name", ["site_config", "site_config/site.yml", "site_config/labels/en.yml"])
def test_missing_configuration_is_a_problem(copy: Path, name: str) -> None:
    """No traceback where a folder or file of the owner is missing."""
    target = copy / name
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    assert any("unreadable" == problem.code for problem in build(copy).problems)


def test_template_fault_names_template_and_line(copy: Path) -> None:
    """A maintainer is told where the template breaks."""
    path = copy / "site_config/templates/pages/topics.md.j2"
    path.write_text("<h1>x</h1>\n{{ nothing.here }}\n")
    told = [str(problem) for problem in build(copy).problems if problem.code == "template-error"]
    assert 1 == len(told)
    assert told[0].startswith("site_config/templates/pages/topics.md.j2:2:1: error template-error: ")


def test_missing_label_is_named(copy: Path) -> None:
    """The label and the template that needs it are told."""
    path = copy / "site_config/labels/en.yml"
    path.write_text(path.read_text().replace("  kicker: Topic\n", "  other: x\n"))
    told = {problem.message for problem in build(copy).problems if problem.severity == "error"}
    assert {"the label topic.kicker is missing"} == told


def test_handwritten_page_takes_the_place_of_a_replaceable_one(copy: Path) -> None:
    """`about.md` of the owner wins; the address of a generated list can't be taken."""
    (copy / "content/pages/about.md").write_text("# About us\n")
    assert "about/index.md" not in {output.path for output in plan(copy).outputs}
    (copy / "content/pages/timeline.md").write_text("# Mine\n")
    assert ["path-collision"] == [p.code for p in plan(copy).problems if p.severity == "error"]


def test_former_ids_lead_to_the_record(copy: Path) -> None:
    """Old addresses stay alive."""
    path = next((copy / "content/topics").glob("*.yml"))
    path.write_text(path.read_text().rstrip() + "\nformer_ids:\n  - an-old-name\n")
    outputs = {output.path: output for output in plan(copy).outputs}
    assert f"../{path.stem}/" in str(outputs["topics/an-old-name/index.html"].content)


def test_write_makes_the_tree_and_guards_strangers(built: Built, tmp_path: Path) -> None:
    """What `write` made may be written again; anything else is left alone."""
    target = tmp_path / "tree"
    first = write(ROOT, built, target)
    assert first == write(ROOT, built, target)
    assert (target / "docs/index.md").is_file()
    assert "- kronik" not in (target / "mkdocs.yml").read_text()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/file").write_text("x")
    with pytest.raises(NotOurs):
        write(ROOT, built, tmp_path / "mine")


def test_today_comes_from_the_content_or_the_environment(built: Built) -> None:
    """Never from the clock."""
    assert built.site is not None
    assert date(2026, 11, 22) <= built.site.today
    assert date(2024, 10, 23) == day_of({"SOURCE_DATE_EPOCH": "1729641600"})
    assert None is day_of({})


def test_written_tree_holds_more_files_and_switches_the_hosts_search_off(built: Built, tmp_path: Path) -> None:
    """The search index goes with it; without the plugin MkDocs would make another, for a box that is not there."""
    write(ROOT, built, tmp_path / "tree", {"pagefind/x": b"1"})
    assert b"1" == (tmp_path / "tree/docs/pagefind/x").read_bytes()
    written = (tmp_path / "tree/mkdocs.yml").read_text("utf-8")
    assert "\nplugins: []\n" in written
    assert "\"policy\": \"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'; " in written


def test_written_tree_has_the_words_of_the_theme(built: Built) -> None:
    """Without the plugin the theme finds in `mkdocs.yml` what it prints on every page."""
    assert built.site is not None
    words = theme_words(built.site)
    assert "State of " == words["theme_state"][:9]
    assert {word for word in words.values() if "<" in word} == set()


def test_handwritten_pages_stand_under_what_they_call_themselves(copy: Path) -> None:
    """A folder of pages is a section that its first page leads and names."""
    for path in (copy / "content/pages").rglob("*.md"):
        path.unlink()
    (copy / "content/pages/more").mkdir()
    (copy / "content/pages/more/index.md").write_text("---\ntitle: More and more\n---\n\n# Other\n")
    (copy / "content/pages/more/b.md").write_text("# B\n")
    (copy / "content/pages/a.md").write_text("# A\n")
    reading = next(section for section in plan(copy).nav if "Read" in section)
    assert {"Read": ["a.md", {"More and more": ["more/index.md", "more/b.md"]}]} == reading


def test_event_leads_to_the_pages_that_lead_to_it(copy: Path) -> None:
    """A reader who meets one claim finds the page that sets it beside the others; titles are text."""
    page = "# A question & more\n\nSee [one](../events/2024-10-23-kirby-at-least-3000.md 'title').\n"
    (copy / "content/pages/questions/odd.md").write_text(page)
    event = next(o for o in plan(copy).outputs if o.path == "events/2024-10-23-kirby-at-least-3000.md")
    assert '<a href="../../questions/odd/">A question &#38; more</a>' in str(event.content)
