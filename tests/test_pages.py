"""Pages: how long lists are parted, what heads of ledgers tell, how ways are told together, what indexes weigh."""

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive import Timeline
from generator.load.prose import Prose
from generator.output import Page
from generator.pages.actors import actor_pages
from generator.pages.claims import claims_pages, measured
from generator.pages.heads import head
from generator.pages.home import reading
from generator.pages.listing import Paging, letter, paged, shelves
from generator.pages.sources import source_pages
from generator.pages.titles import title_pages
from generator.pages.ways import ways
from generator.phrases import Phrases
from generator.render import renderer
from generator.settings import configure
from generator.site import Site
from tests.derive.chronicle import MOVE, PART, said, timeline

ROOT = Path(__file__).parents[1]
MOST_BYTES = 140_000
"""Of a list page, compressed; the frame of the theme takes less than 10 kB more."""


def site_of(made: Timeline, written: tuple[Prose, ...] = ()) -> Site:
    """A site of a timeline, with the words of this repository."""
    configuration, _ = configure(ROOT)
    assert configuration is not None
    phrases = Phrases(made.corpus, configuration.labels, configuration.locale)
    return Site(made, configuration.settings, phrases, "https://kronik.example/", written)


def text_of(site: Site, page: Page) -> str:
    """A page filled in."""
    made = renderer(ROOT, site).render(page)
    assert not hasattr(made, "code"), made
    return str(made.content)


@given(st.lists(st.integers(0, 25)), st.integers(1, 9))
def test_lists_are_parted_without_loss(sizes: list[int], most: int) -> None:
    """Every item stands once and in order, no page holds too many, only the last holds fewer."""
    groups = {key: list(range(size)) for key, size in enumerate(sizes)}
    parts = shelves(groups, most)
    assert [(key, item) for key, of in groups.items() for item in of] == [
        (shelf.key, item) for part in parts for shelf in part for item in shelf.items
    ]
    held = [sum(len(shelf.items) for shelf in part) for part in parts]
    assert all(number == most for number in held[:-1])
    assert held[-1] <= most
    assert [] == [shelf for shelf in parts[0] if shelf.continued]


def test_further_pages_have_addresses_that_no_record_can_have() -> None:
    """An actor may be called “page” or “2”: its address has one part, that of a further page two."""
    site = site_of(timeline({"move": MOVE}))
    pages = list(paged(site, Page("actors/index.md", "x", "Actors"), {"a": range(7), "b": range(2)}, 3, str.upper))
    assert ["actors/index.md", "actors/page/2.md", "actors/page/3.md"] == [page.path for page in pages]
    paging: Paging = pages[1].values["paging"]
    assert ("actors/", "actors/page/3/") == (paging.path(1), paging.path(3))
    assert (("A", 1, 7), ("B", 3, 2)) == paging.groups
    assert (("A", "A"), ("A", "A"), ("A", "B")) == paging.spans
    assert ["Actors", "Actors, page 2", "Actors, page 3"] == [page.title for page in pages]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Étienne", "E"),
        ("김정은", "ᄀ"),
        ("강", "ᄀ"),
        ("Кім", "К"),
        ("北京", "漢"),
        ("112.ua", "#"),
        ("  “x”", "#"),
        ("", "#"),
    ],
)
def test_names_are_looked_up_under_letters(name: str, found: str) -> None:
    """Accents do not matter, scripts with thousands of signs do not make thousands of groups."""
    assert found == letter(name)


def test_head_counts_parts_and_tells_the_latest_figure_of_the_commonest_measure() -> None:
    """A figure is told with the entry whose it is."""
    events = {
        "move": MOVE,
        "part": PART,
        "s1": said("2024-10-01", "north", "move asserts exact 100 sent"),
        "s2": said("2024-10-02", "anna", "move asserts at_least 200 sent", "part asserts exact 5 killed"),
        "s3": said("2024-10-03", "boris", "part denies"),
    }
    made = timeline(events)
    found = head(made, made.corpus.events["move"])
    assert (4, 3) == (found.claims, found.parties)
    assert found.latest is not None
    assert ("s2", 200) == (found.latest[0].statement.id, found.latest[1].at_least)
    assert None is head(made, made.corpus.events["s1"]).latest


def test_head_tells_no_figure_of_mixed_things() -> None:
    """How alike a face is says nothing about how many moved."""
    events = {"move": MOVE, "s1": said("2024-10-01", "north", "move asserts exact 80 other")}
    made = timeline(events)
    assert (1, None) == ((found := head(made, made.corpus.events["move"])).claims, found.latest)


def test_measures_tell_the_latest_figure_in_their_commonest_unit() -> None:
    """What nine engineers are is not the latest count of soldiers; it is told as said since."""
    other = said("2024-12-01", "anna", "move asserts exact 9 killed").replace("unit: soldiers", "unit: engineers")
    events = {
        "move": MOVE,
        "s1": said("2024-10-01", "north", "move asserts exact 100 killed"),
        "s2": said("2024-11-01", "boris", "move asserts exact 300 killed"),
        "s3": other,
    }
    (killed,) = measured(timeline(events))
    assert (3, 300) == (len(killed.rows), killed.latest.figure.exact)
    assert killed.since is not None
    assert (9, "engineers") == (killed.since.figure.exact, killed.since.figure.unit)
    (killed,) = measured(timeline({name: text for name, text in events.items() if name != "s3"}))
    assert killed.since is None


def test_ways_that_end_alike_are_told_together() -> None:
    """Two papers that quote one agency are one line; the page that quotes nobody is another."""
    sources = {
        "paper-3": (
            "outlet: echo\ntitle: d\nurl_unknown: x\npublished: 2024-10-02\nlanguage: en\n"
            "derived_from:\n  - {source: agency-1, relation: quotes}\n"
        )
    }
    statement = said("2024-10-01", "anna", "move asserts", sources="paper-1 paper-3 paper-2")
    made = timeline({"move": MOVE, "s": statement}, sources)
    chains = made.origins.chains.of_statement(next(iter(made.corpus.statements)))
    found = ways(chains)
    assert [["paper-1", "paper-3"], ["paper-2"]] == [[page.source for page in way.pages] for way in found]
    assert [["agency-1"], []] == [[link.source for _, link in way.steps] for way in found]


def test_first_page_leads_to_handwritten_pages() -> None:
    """Those of no folder and the first of each; what takes the place of another page stands in its place."""
    texts = {"a.md": "# Apples\n", "q/index.md": "---\ntitle: Quinces\n---\n", "q/b.md": "# B\n", "about.md": "# A\n"}
    written = tuple(Prose(f"content/pages/{name}", text) for name, text in texts.items())
    site = site_of(timeline({"move": MOVE}), written)
    assert [("Apples", "a/"), ("Quinces", "q/")] == reading(site)
    assert "b" == Prose("content/pages/b.md", "no heading").title


def _many(number: int) -> dict[str, str]:
    unit = "\n    figures:\n      - exact: {n}\n        measure: sent\n        unit: soldiers"
    base = said("2024-10-01", "anna", "move asserts")
    return {
        f"s{n}": base.replace("stance: asserts", "stance: asserts" + unit.replace("{n}", str(n))) for n in range(number)
    }


def test_no_list_page_grows_with_the_chronicle() -> None:
    """1,200 events with figures, 2,200 actors, 1,200 sources: each page is small, together they hold all."""
    made = timeline({"move": MOVE, **_many(1200)})
    corpus = made.corpus
    actors = {
        f"a{n}": corpus.actors["anna"].model_copy(update={"id": f"a{n}", "name": f"Name {n}"}) for n in range(2200)
    }
    first = corpus.sources["paper-2"]
    sources = {f"d{n}": first.model_copy(update={"id": f"d{n}", "title": f"Title {n}"}) for n in range(1200)}
    records: dict[str, Any] = {
        **corpus.records,
        "actors": {**corpus.actors, **actors},
        "sources": {**corpus.sources, **sources},
    }
    site = site_of(replace(made, corpus=replace(corpus, records=records)))
    pages = [page for maker in (actor_pages, source_pages, title_pages, claims_pages) for page in maker(site)]
    lists = [page for page in pages if page.record is None]
    assert {"actors/page/3.md", "sources/page/3.md", "events/page/3.md", "claims/sent/page/3.md"} < {
        p.path for p in lists
    }
    texts = {page.path: text_of(site, page) for page in lists}
    heavy = {path: size for path, text in texts.items() if (size := len(gzip.compress(text.encode()))) > MOST_BYTES}
    assert {} == heavy
    everything = "".join(texts[path] for path in texts if path.startswith("actors/"))
    assert [] == [actor for actor in actors if f'actors/{actor}/"' not in everything]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ko", "Korean"),
        ("ko-Latn", "Korean (Latin)"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("und", "unknown language"),
        ("mul", "multiple languages"),
        ("xx-Zzzz", "xx-Zzzz"),
    ],
)
def test_languages_are_called_by_name_and_script(tag: str, name: str) -> None:
    """An unknown one is not English, Korean in Latin letters is not Korean again."""
    assert name.casefold() == site_of(timeline({"move": MOVE})).phrases.language(tag).casefold()
