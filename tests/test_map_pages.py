"""Maps on pages: a small chronicle with claimed, denied, joint and undisputed legs, and with hostile names."""

import gzip
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.build import Built, build
from generator.kinds import Deployment
from generator.output import root_of
from generator.pages import maps
from generator.pictures.atlas import Atlas

ROOT = Path(__file__).parents[1]
HOSTILE = "</text></svg><script>alert(1)</script>"
PLACES = {
    "harbour": "name: Harbour\nlat: 43.1\nlon: 131.87\nprecision: point\ncoordinates_from: Gazetteer 1\n",
    "province": "name: Province\nlat: 51.7\nlon: 36.2\nprecision: area\ncoordinates_from: Gazetteer 2\n",
    "capital": "name: Capital\nlat: 51.7\nlon: 36.2\nprecision: point\n",
    "somewhere": "name: Somewhere east\nprecision: area\n",
    "hostile": f'name: "{HOSTILE}"\nlat: 60\nlon: 90\n',
    "pole": "name: 남극 עברית abc\nlat: -90\nlon: 180\n",
}
DEPLOYMENT = (
    "kind: deployment\ntitle: Move\ndate: 2024-10\nforce: army\nsummary: x\nplaces: [{places}]\n"
    "{more}sources:\n  - source: paper\nadded: 2025-01-01\n"
)
CLAIM = "  - about: move\n    stance: {stance}\n    legs:\n"


def statement(day: str, speaker: str, *claims: str) -> str:
    """A statement whose claims are written out."""
    return (
        f"kind: statement\ntitle: Said\ndate: {day}\nspeaker: {speaker}\nsummary: x\nclaims:\n{''.join(claims)}"
        "sources:\n  - source: paper\nadded: 2025-01-01\n"
    )


def claim(stance: str, *legs: str) -> str:
    """A claim with legs in flow style."""
    return CLAIM.format(stance=stance) + "".join(f"      - {{{leg}}}\n" for leg in legs)


PART = "  - about: {about}\n    stance: asserts\n    legs:\n      - {{from: harbour, to: {to}}}\n"
EVENTS = {
    "whole": DEPLOYMENT.format(places="harbour", more=""),
    "half": DEPLOYMENT.format(places="harbour", more="part_of: whole\nlegs:\n  - {from: pole, to: harbour}\n"),
    "quarter": DEPLOYMENT.format(places="harbour", more="part_of: half\n"),
    "parts": statement(
        "2024-10-07", "south", PART.format(about="half", to="province"), PART.format(about="quarter", to="capital")
    ),
    "move": DEPLOYMENT.format(places="hostile", more="legs:\n  - {from: harbour, to: hostile}\n"),
    "unplaced": DEPLOYMENT.format(places="somewhere", more=""),
    "bare": DEPLOYMENT.format(places="", more="").replace("places: []\n", ""),
    "first": statement("2024-10-02", "north", claim("asserts", "from: harbour, to: province, by: ship, date: 2024-10")),
    "second": statement("2024-10-03", "south", claim("asserts", "from: harbour, to: province", "to: province")),
    "third": statement("2024-10-04", "south", claim("confirms", "from: harbour, to: province")),
    "denial": statement("2024-10-05", "east", claim("denies", "from: harbour, to: province")),
    "joint": statement("2024-10-06", "[north, east]", claim("asserts", "from: somewhere, to: harbour")),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small chronicle, built."""
    root = tmp_path_factory.mktemp("maps")
    shutil.copytree(ROOT / "site_config", root / "site_config")
    shutil.copy(ROOT / "mkdocs.yml", root)
    files = {
        "sources/paper": "outlet: paper\ntitle: a\nurl_unknown: x\npublished: 2024-10-31\nlanguage: en\n",
        "actors/paper": "kind: outlet\nname: Paper\n",
        "actors/army": "kind: force\nname: Army\n",
        **{f"actors/{name}": f"kind: state\nname: {name.title()}\n" for name in ("north", "south", "east")},
        **{f"places/{name}": text for name, text in PLACES.items()},
        **{f"events/2024/{name}": text for name, text in EVENTS.items()},
    }
    for path, text in files.items():
        (root / f"content/{path}.yml").parent.mkdir(parents=True, exist_ok=True)
        (root / f"content/{path}.yml").write_text(text)
    made = build(root)
    assert [] == [str(problem) for problem in made.problems if problem.severity == "error"]
    return made


def page(built: Built, path: str) -> str:
    """The Markdown of a page."""
    return next(str(output.content) for output in built.outputs if output.path == path)


class Anchors(HTMLParser):
    """Ids, links and the titles inside links of SVG."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.titles: list[str] = []
        self._deep = 0
        self._in_title = self._linked = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what has an id, and the links in pictures."""
        found = dict(attrs)
        self._deep += tag == "svg"
        self._linked = self._linked or tag == "a"
        self._in_title = tag == "title" and self._linked
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and self._deep:
            self.links.append(found.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a picture."""
        self._deep -= tag == "svg"
        self._linked = self._linked and tag != "a"
        self._in_title = False

    def handle_data(self, data: str) -> None:
        """Take the words of titles."""
        if self._in_title and self._deep:
            self.titles.append(data)


MAPS = (
    "events/move.md",
    "events/whole.md",
    "places/index.md",
    "places/harbour.md",
    "places/hostile.md",
    "places/pole.md",
)


@pytest.mark.parametrize("path", MAPS)
def test_every_mark_is_a_link_with_a_name(built: Built, path: str) -> None:
    """A link for each mark, a name for each link, one id once, and every link within the page leads somewhere."""
    found = Anchors(page(built, path))
    assert len(found.links) > 0
    assert len(found.links) == len([title for title in found.titles if title.strip()])
    assert len(found.ids) == len(set(found.ids))
    assert set() == {link[1:] for link in found.links if link.startswith("#")} - set(found.ids)


@pytest.mark.parametrize("path", MAPS)
def test_hostile_names_stay_text_and_nothing_is_inline(built: Built, path: str) -> None:
    """No markup out of a name, no style attribute, no handler, no script but data."""
    text = page(built, path)
    assert "<script>alert" not in text
    assert [] == re.findall(r"<[^>]*\s(?:style|on\w+)=", text)
    assert HOSTILE in unescape(page(built, "places/index.md"))


def test_lines_are_claims_with_their_claimant(built: Built) -> None:
    """One line for each party that asserts a leg, one for what nobody disputes, none for what is denied."""
    found = Anchors(page(built, "events/move.md"))
    assert "Harbour to Province, claimed by North" in found.titles
    assert "Harbour to Province, claimed by South" in found.titles
    assert "not said to Province, claimed by South" in found.titles
    assert f"Harbour to {HOSTILE}, disputed by no source" in [unescape(title) for title in found.titles]
    assert {"Somewhere east to Harbour, claimed by North", "Somewhere east to Harbour, claimed by East"} <= {
        *found.titles
    }
    assert "Harbour to Province, claimed by East" not in found.titles
    assert "../../events/first/#claim-1" in found.links


def test_the_table_says_all_of_it(built: Built) -> None:
    """Each leg with its ends, means, day, claimant, stance and statement; what is denied too; joint ones once."""
    text = page(built, "events/move.md")
    rows = re.findall(r"<tbody id=\"leg-\d+\".*?</tbody>", text, re.DOTALL)
    assert 7 == len(rows)
    (first,) = [row for row in rows if "events/first/" in row]
    assert all(words in first for words in ("Harbour", "Province", "ship", "October 2024", "North", "asserts"))
    (denied,) = [row for row in rows if "events/denial/" in row]
    assert "k-stance--denies" in denied
    (joint,) = [row for row in rows if "events/joint/" in row]
    assert "North" in joint
    assert "East" in joint
    assert 1 == sum("disputed by no source" in row for row in rows)
    assert "Gazetteer 2" in text


def test_the_map_of_a_whole_shows_the_routes_of_its_parts(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """Claimed and undisputed ones, of parts of parts too, each row with its part; too many are left to the parts."""
    text = unescape(page(built, "events/whole.md"))
    rows = re.findall(r'<tbody id="leg-.*?</tbody>', text, re.DOTALL)
    of = [re.search(r"Part: <a[^>]*events/(\w+)/", row) for row in rows]
    assert ["half", "half", "quarter"] == [found[1] for found in of if found]
    assert 3 == len(re.findall(r'<path class="k-way k-\S+ d="M(?!-11)', text))  # one more stands in the key
    assert "Part:" not in "".join(
        re.findall(r'<tbody id="leg-.*?</tbody>', page(built, "events/half.md"), re.DOTALL)[:2]
    )
    monkeypatch.setattr(maps, "MOST_ON_PAGE", 2)
    assert built.site is not None
    whole = built.site.corpus.events["whole"]
    assert isinstance(whole, Deployment)
    view = maps.deployment_map(built.site, whole, {}, Atlas())
    assert view is not None
    assert ((), True) == (view.rows, view.elsewhere)


def test_ways_come_and_go_with_the_day(built: Built) -> None:
    """What the date control hides: lines and marks of claims that were not yet made, never places."""
    text = page(built, "events/move.md")
    days = re.findall(r'<path class="k-way k-p\d"[^>]*data-known="([^"]+)"', text)
    assert ["2024-10-02", "2024-10-03"] == sorted(days)
    assert 'tr data-known="2024-10-02"' not in re.sub(r"(?s)^.*?<table class=\"k-legs\">|</table>.*$", "", text)


def test_places_without_coordinates_are_named_under_the_map(built: Built) -> None:
    """A deployment without any mark has no map, and one without places nothing at all."""
    assert "k-map__sheet" not in page(built, "events/unplaced.md")
    assert "Without coordinates" in page(built, "events/unplaced.md")
    assert "Places and claimed routes" not in page(built, "events/bare.md")
    assert "Without coordinates" in page(built, "places/index.md")
    assert "k-map__sheet" not in page(built, "places/somewhere.md")


def test_the_index_tells_where_coordinates_come_from(built: Built) -> None:
    """Beside the map of all places every position has its origin."""
    assert "Gazetteer 1" in page(built, "places/index.md")


@pytest.mark.parametrize("path", MAPS)
def test_shapes_are_files_of_the_site(built: Built, path: str) -> None:
    """A browser fetches them once for all pages that share them; each holds the three shapes that are asked for."""
    outputs = {output.path: str(output.content) for output in built.outputs}
    used = re.findall(r'<use class="k-\w+" href="((?:\.\./)+)([^"#]+)#(\w+)"', page(built, path))
    assert len(used) > 0
    for up, file, name in used:
        assert f'id="{name}"' in outputs[file]
        assert root_of(path) == up


def test_maps_are_small() -> None:
    """A phone on a slow line: what a map adds to its page, and the shapes beneath, which are kept for other pages."""
    for output in build(ROOT).outputs:
        if output.path.startswith("assets/maps/"):
            assert len(gzip.compress(output.data)) < 7000, output.path
        figure = re.search(r"(?s)<figure class=\"k-map k-map--(\w+)\">.*?</figure>", str(output.content))
        if figure and figure[1] != "chronicle":
            size, maps = len(gzip.compress(figure[0].encode())), figure[0].count("k-map__sheet")
            assert size < (1200 if figure[1] == "place" else 2500 if maps == 1 else 5000), (output.path, size)
