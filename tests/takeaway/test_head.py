"""What pages tell other programs in their head, and how they are cited on the page."""

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import jinja2
import pytest
import yaml

from generator.citations import Cited, cited, of_event
from generator.encode import one_line
from generator.output import Output
from generator.pages import PAGES
from generator.render import renderer
from generator.site import Site
from tests.takeaway.texts import HOSTILE, titled
from tests.test_exports import ADDRESS, ROOT, root, site

__all__ = ["root", "site"]

THEME = ROOT / "site_config/theme"


def front_matter(output: Output) -> dict[str, Any]:
    """The front matter of a page, as MkDocs reads it."""
    return dict(yaml.safe_load(str(output.content).split("---\n")[1]))


def pages(site: Site) -> Mapping[str, Output]:
    """Every page of a chronicle, by path."""
    rendering = renderer(ROOT, site)
    made = [rendering.render(page) for maker in PAGES for page in maker(site)]
    return {output.path: output for output in made if isinstance(output, Output)}


@pytest.fixture(scope="module")
def rendered(site: Site) -> Mapping[str, Output]:
    """The pages of the small chronicle."""
    return pages(site)


def test_event_pages_name_their_day_data_and_card(rendered: Mapping[str, Output]) -> None:
    """Strings only, so that every tool that reads front matter can print them."""
    meta = front_matter(rendered["events/move.md"])
    wanted = {
        "og_type": "article",
        "published": "2026-01-03",
        "modified": "2026-02-01",
        "json": "api/v1/events/move.json",
        "card": f"{ADDRESS}assets/cards/move.png",
    }
    assert wanted == {name: meta[name] for name in wanted}
    assert f"{ADDRESS}assets/card.png" == front_matter(rendered["events/vote.md"])["card"], "it was withdrawn"


def test_topics_and_actors_name_their_feeds(rendered: Mapping[str, Output]) -> None:
    """Only where there is one."""
    meta = front_matter(rendered["topics/routes.md"])
    title = "North Korean troops in Russia: Routes"
    assert ("feeds/topics/routes", title) == (meta["feed"], meta["feed_title"])
    assert "feeds/actors/usa" == front_matter(rendered["actors/usa.md"])["feed"]
    assert "feed" not in front_matter(rendered["actors/daily.md"])


def test_every_page_has_a_card(rendered: Mapping[str, Output]) -> None:
    """Its own or the chronicle's."""
    assert {True} == {"card" in front_matter(output) for output in rendered.values()}


# The theme's part


class Tags(HTMLParser):
    """Every tag with its attributes, and the text inside `<pre>`."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.shown: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "pre":
            self.shown.append("")
        self._inside = tag == "pre" or self._inside

    def handle_endtag(self, tag: str) -> None:
        """The end of `<pre>`."""
        self._inside = self._inside and tag != "pre"

    def handle_data(self, data: str) -> None:
        """Text inside `<pre>`."""
        if self._inside:
            self.shown[-1] += data


def head(meta: Mapping[str, str], title: str = "T") -> Tags:
    """The tags that the theme prints for a page."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME), autoescape=False)
    words = {"feed_events": "new entries", "feed_changes": "changes", "card": f"{ADDRESS}assets/card.png"}
    meta = {"og_type": "website", **meta} if meta else {}
    html = environment.get_template("partials/head.html").render(
        page=SimpleNamespace(meta=meta, title=title, canonical_url=f"{ADDRESS}x/"),
        config=SimpleNamespace(site_name="A & B", site_description="About", extra=SimpleNamespace(kronik=words)),
        base_url="../..",
    )
    found = Tags()
    found.feed(html)
    return found


def properties(found: Tags) -> dict[str, str]:
    """What the meta tags say."""
    return {at.get("property") or at["name"]: at["content"] for tag, at in found.tags if tag == "meta"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A chronicle of hostile titles."""
    return titled(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def hostile_pages(hostile: Site) -> Mapping[str, Output]:
    """Its pages."""
    return pages(hostile)


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_head_shows_the_title_letter_for_letter(hostile_pages: Mapping[str, Output], number: int) -> None:
    """No title ends an attribute or a tag."""
    found = head(front_matter(hostile_pages[f"events/said-{number}.md"]))
    said = properties(found)
    assert {"meta", "link"} == {tag for tag, _ in found.tags}
    assert one_line(HOSTILE[number]) == said["og:title"]
    assert ("article", "Said.", "A & B") == (said["og:type"], said["og:description"], said["og:site_name"])
    assert f"{ADDRESS}assets/cards/said-{number}.png" == said["og:image"]


def test_head_announces_every_feed_of_the_page() -> None:
    """Those of the chronicle everywhere, that of a topic on its page; relative, so that they follow a move."""
    found = head({"title": "T", "feed": "feeds/topics/x", "feed_title": "T: x", "json": "api/v1/events/x.json"})
    links = [at["href"] for tag, at in found.tags if tag == "link"]
    feeds = [f"../../feeds/{name}.{kind}" for name in ("topics/x", "events", "changes") for kind in ("atom", "json")]
    assert ["../../api/v1/events/x.json", *feeds, "../../calendar.ics"] == links
    relations = {at["rel"] for tag, at in found.tags if tag == "link"}
    assert {"alternate feed", "alternate describedby"} == relations, "the theme's script acts on a bare alternate"


def test_head_of_a_hand_written_page_is_safe_and_complete() -> None:
    """It has no keys of ours; whatever its title holds stays text."""
    found = head({}, title='"><script>alert(1)</script>')
    said = properties(found)
    assert '"><script>alert(1)</script>' == said["og:title"]
    assert ("website", "About", f"{ADDRESS}assets/card.png") == (
        said["og:type"], said["og:description"], said["og:image"]
    )  # fmt: skip


# Citations on the page


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_page_shows_each_format_as_it_is_and_links_the_same_file(
    hostile: Site, hostile_pages: Mapping[str, Output], number: int
) -> None:
    """What a reader copies or saves is the reference, letter for letter, without any script."""
    wanted: Cited = cited(of_event(hostile, hostile.corpus.events[f"said-{number}"]))
    html = str(hostile_pages[f"events/said-{number}.md"].content)
    block = html[html.index('<div class="k-cite"') : html.index("</details>")]
    assert "\n\n" not in block, "a blank line would end the raw block"
    found = Tags()
    found.feed(block)
    assert [str(written.text).replace("\r\n", "\n") for written in wanted.written] == found.shown
    links = [at for tag, at in found.tags if tag == "a"]
    assert [str(w.text) for w in wanted.written] == [unquote(at["href"].partition(",")[2]) for at in links]
    assert [w.file for w in wanted.written] == [at["download"] for at in links]
    assert one_line(wanted.reference.text) in unescape(block)


def test_days_and_the_data_page_say_how_the_chronicle_is_cited(rendered: Mapping[str, Output]) -> None:
    """As known on a day, and in its present state."""
    day = next(path for path in rendered if re.fullmatch(r"known/\d.*\.md", path))
    assert "Cite this" in str(rendered[day].content)
    assert "state of 1 March 2026" in unescape(str(rendered["data/index.md"].content))


def test_data_page_lists_every_download(rendered: Mapping[str, Output]) -> None:
    """With a link where there is one file, with its pattern where there are many."""
    from generator.exports.downloads import DOWNLOADS

    html = unescape(str(rendered["data/index.md"].content))
    assert [] == [d.path for d in DOWNLOADS if f"<code>/{d.path}</code>" not in html]
    assert [] == [d.path for d in DOWNLOADS if not d.of and f'href="../{d.path}"' not in html]
