"""The pages of lists as they are written: each value's page, lists over several pages, chronicles at the edge."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.output import Output, Page, address_of
from generator.pages.facets import facet_pages
from generator.pages.known import known_pages
from generator.pages.timeline import timeline_overview, timeline_pages
from generator.pages.topics import topic_pages
from generator.render import renderer
from generator.settings import configure
from generator.site import Site
from tests.derive.chronicle import MOVE, said, timeline
from tests.test_build import ROOT
from tests.test_lines import phrases

Makers = tuple[Callable[[Site], Iterator[Page]], ...]
LISTS: Makers = (timeline_pages, facet_pages)


def made(events: dict[str, str]) -> Site:
    """The site of a small chronicle, with the settings of this repository."""
    configuration, _ = configure(ROOT)
    assert configuration is not None
    found = timeline(events)
    return Site(found, configuration.settings, phrases(found), "https://kronik.example/")


def written(site: Site, makers: Makers = LISTS, root: Path = ROOT) -> dict[str, str]:
    """The Markdown of its lists, by address."""
    rendering, texts = renderer(root, site), {}
    for page in (page for maker in makers for page in maker(site)):
        output = rendering.render(page)
        assert isinstance(output, Output), output
        texts[f"{address_of(page.path)}/"] = str(output.content)
    return texts


def listed(text: str) -> list[str]:
    return re.findall(r' data-event="([^"]+)" data-known', text)


MANY = {
    "move": MOVE,
    **{f"s{n}": said(f"2024-{n % 12 + 1:02}-11", "boris", "move denies exact 5 sent") for n in range(30)},
    "t": said("2023-01-01", "\n  - role: somebody", "move confirms"),
}


def test_a_panel_counts_what_its_pages_list() -> None:
    """Every link of every panel leads to a page that lists as many events, in the order of the timeline."""
    pages = written(made(MANY))
    whole = listed(pages["timeline/"])
    assert 32 == len(whole) == len(set(whole))
    links = re.findall(r'<a href="\.\./([^"]+)"[^>]*><span>[^<]*</span> <small>(\d+)</small>', pages["timeline/"])
    assert len(links) > 12
    for address, count in links:
        if not address.startswith(("actors/", "places/", "topics/")):
            there = listed(pages[address])
            assert int(count) == len(there), address
            assert [event for event in whole if event in there] == there


def test_pages_of_a_list_hold_it_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over several pages nothing is lost, and old addresses of months still lead to them from the first."""
    monkeypatch.setattr("generator.lines.paging.BUDGET", 600)
    pages = written(made(MANY))
    numbers = sorted(int(address.split("/")[2]) for address in pages if address.startswith("timeline/page/"))
    assert list(range(2, len(numbers) + 2)) == numbers
    parts = [pages["timeline/"], *(pages[f"timeline/page/{n}/"] for n in numbers)]
    found = [event for part in parts for event in listed(part)]
    assert 32 == len(found) == len(set(found))
    months = {f"m2024-{n:02}" for n in range(1, 13)}
    assert set() == {month for month in months if f'id="{month}"' not in parts[0]}
    goals = re.findall(r'id="(m[0-9-]+)" href="\.\./([^#"]+)#(m[0-9-]+)"', parts[0])
    assert [] == [(name, goal) for name, page, goal in goals if name != goal or f'id="{goal}"' not in pages[page]]
    assert 'rel="next" href="../timeline/page/2/"' in parts[0]


def test_the_overview_leads_to_days_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the list is parted, and from the first page of the site."""
    monkeypatch.setattr("generator.lines.paging.BUDGET", 900)
    site = made(MANY)
    pages, drawn = written(site), timeline_overview(site)
    assert drawn is not None
    assert set(drawn.places) == set(site.timeline.corpus.events)
    for place in drawn.places.values():
        page, _, anchor = place.partition("#")
        assert f'id="{anchor}"' in pages[page]


def test_an_empty_chronicle_and_one_event_have_their_pages() -> None:
    """Nothing fails where nothing is."""
    empty = written(made({}))
    assert "0 events" in empty["timeline/"]
    assert "k-strip" not in empty["timeline/"]
    alone = written(made({"move": MOVE}))
    assert ["move"] == listed(alone["timeline/"]) == listed(alone["2024/"])


def test_a_day_of_thousands_is_parted_into_small_pages() -> None:
    """No page of any list is over 150 kB compressed; the overview stays small."""
    pages = written(made({"move": MOVE, **{f"s{n}": said("2024-10-23", "boris", "move asserts") for n in range(2500)}}))
    sizes = {address: len(gzip.compress(text.encode())) for address, text in pages.items()}
    assert {} == {address: size for address, size in sizes.items() if size > 120_000}
    assert "timeline/page/2/" in pages
    picture = re.search("<figure class=.k-strip.*?</figure>", pages["timeline/"], re.DOTALL)
    assert picture is not None
    assert len(gzip.compress(picture[0].encode())) < 6_000


def test_as_many_parties_as_events_stay_linear() -> None:
    """A page shows the first values of a facet, and all its pages together grow with the events, not their square."""
    few, many = (
        written(made({f"s{n}": said("2024-10-23", f"{{role: r{n}, of: {who[n % len(who)]}}}") for n in range(240)}))
        for who in (["north"], ["north", "south", "east", "agency", "echo", "paper"])
    )
    assert sum(map(len, many.values())) < 1.5 * sum(map(len, few.values()))


def test_centuries_of_years_are_not_in_every_page() -> None:
    """Beyond a few years each names its neighbours and the page of all."""
    site = made({f"e{year:04}": MOVE.replace("date: 2024-10", f"date: {year:04}-05-01") for year in range(1900, 1950)})
    pages = written(site)
    assert [] == [page for page in timeline_pages(site) if page.nav and "1900" in page.nav]
    assert 'href="../1919/"' in pages["1920/"]
    assert 'href="../1921/"' in pages["1920/"]
    assert 'href="../1901/"' not in pages["1920/"]
    assert 50 == len(re.findall(r'<li><a href="\.\./\.\./19\d\d/">', pages["timeline/year/"]))


def test_lists_hold_no_inline_style_and_no_handlers() -> None:
    """A strict policy of content lets them work."""
    for text in written(made(MANY)).values():
        assert not re.search(r'\s(style|on[a-z]+)="', text)
        assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_pages_of_days_are_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of a day goes on over pages, its ledgers stand on the first and say what they leave out."""
    for module in ("known", "timeline", "topics"):
        monkeypatch.setattr(f"generator.pages.{module}.MOST_ROWS", 10)
    pages = written(made(MANY), (known_pages, topic_pages))
    found = [event for n in range(1, 5) for event in listed(pages[f"known/2024-12-11/{f'page/{n}/' if n > 1 else ''}"])]
    assert 32 == len(found) == len(set(found))
    assert "21 earlier claims" in pages["known/2024-12-11/"]
    assert "events/move/?known=2024-12-11" in pages["known/2024-12-11/"]
    assert "<table" not in pages["known/2024-12-11/page/2/"]
