"""The quick environment fills every template as plain Jinja does."""

from dataclasses import replace
from pathlib import Path

import jinja2
import pytest

from generator.build import build
from generator.output import Output, Page
from generator.pages import PAGES
from generator.problems import Problem
from generator.render import renderer
from tests.host.chronicles import hostile, small

ROOT = Path(__file__).parents[1]


def both(root: Path) -> tuple[list[Output | Problem], list[Output | Problem]]:
    """Every page, plainly and quickly."""
    site = build(root).site
    assert site is not None
    pages: list[Page] = [page for maker in PAGES for page in maker(site)]
    plain, quick = renderer(root, site, fast=False), renderer(root, site)
    assert plain.quick is None
    assert quick.quick is not None
    return [plain.render(page) for page in pages], [quick.render(page) for page in pages]


@pytest.mark.parametrize("make", [small, hostile, None])
def test_every_page_is_the_same(tmp_path: Path, make: object) -> None:
    """Made-up, hostile and real records."""
    plain, quick = both(make(tmp_path)) if callable(make) else both(ROOT)
    assert plain == quick


def test_own_templates_take_the_quick_way() -> None:
    """None gives a bound name a meaning of its own, and shared macros read nothing of a page."""
    site = build(ROOT).site
    assert site is not None
    quick = renderer(ROOT, site).quick
    assert quick is not None
    names = [name for name in quick.list_templates() if name.endswith(".j2")]
    for name in names:
        quick.get_template(name)


def test_own_pages_take_the_quick_way() -> None:
    """None asks for an attribute that a value lacks: write `words['title']`, not `words.title`, for a mapping."""
    site = build(ROOT).site
    assert site is not None
    quick = replace(renderer(ROOT, site), environment=jinja2.Environment(autoescape=True))
    pages = [quick.render(page) for maker in PAGES for page in maker(site)]
    assert [] == [page for page in pages if isinstance(page, Problem)]


HARD = """{% import 'parts/macros.md.j2' as m with context %}
{% set ns = namespace(n=0) %}
{% macro own(x, y='d', *more, **named) %}{{ x }}-{{ y }}-{{ more | length }}-{{ named | length }}{% endmacro %}
{% macro framed() %}<p>{{ caller('c') }}</p>{% endmacro %}
<h1>{{ page.title }}</h1>

<p>{{ own(topic.title) }} {{ own(topic.title, 1, 2, z=3) }} {{ own(y='q', x=5) }} {{ own(*['a', 'b']) }}</p>
{% for t in ('x', 'y') %}{% set ns.n = ns.n + 1 %}<p>{{ t }} {{ loop.index }} {{ loop.cycle('o', 'e') }}</p>{% endfor %}
{% with site = {'corpus': 'c'} %}<p>{{ site.corpus }} {{ ns.n }}</p>{% endwith %}
{% call(z) framed() %}{{ z }} {{ t('topic.kicker') }}{% endcall %}
{% filter trim %}  <p>{{ 3 }} {{ 2.5 }} {{ true }} {{ ('a' ~ topic.id ~ 1) }}</p> {% endfilter %}
<p>{{ m.date(timeline.events[0].date) | trim }} {{ m.event_link(timeline.events[0].id) }} {{ {'k': 'v'}['k'] }}</p>
<p>{{ to(topic) }} {{ topic.summary or '' }}{{ as_prose('*a* & b') }}</p>
{% do ns.__setattr__('n', 5) if false %}{% if 'x' in 'xy' and not t is string %}<p>ok</p>{% endif %}
"""
SHADOWING = "{% set t = 'mine' %}<h1>{{ page.title }}</h1>\n\n<p>{{ t }} {{ markup(topic.id) }}</p>\n"
LACKING = """{% if topic.nothing is defined %}x{% endif %}{{ topic.summary or '' }}
<p>{{ {'k': 'v'}.k }}{{ {'class': 'v'}.class }}</p>"""
WRONG = "<h1>{{ page.title }}</h1>\n\n{{ topic.missing }}\n"


@pytest.mark.parametrize("template", [HARD, SHADOWING, LACKING, WRONG, "{{ t('not.there') }}", "{{ nope }}"])
def test_templates_of_the_owner_are_the_same(tmp_path: Path, template: str) -> None:
    """Whatever Jinja can do; mistakes are told with the same words and lines."""
    root = small(tmp_path, 8)
    (root / "site_config/templates/pages/topic.md.j2").write_text(template)
    site = build(small(tmp_path / "whole", 8)).site
    assert site is not None
    pages = [page for maker in PAGES for page in maker(site) if page.template == "pages/topic.md.j2"]
    plain, quick = renderer(root, site, fast=False), renderer(root, site)
    assert [plain.render(page) for page in pages] == [quick.render(page) for page in pages]


@pytest.mark.parametrize(
    ("more", "closed"),
    [
        ("{{ root }} {{ event_link(event.id) | trim }}", True),
        ("{{ as_prose('[a](event:' ~ event.id ~ ') ' ~ event.title) }}", True),
        ("{{ root | length }}", False),
        ("{% if root == '../../' %}two{% endif %}", False),
        ("{{ root ~ 'x' }}", False),
        ("{% set way = to(event) %}{{ way[:9] }}", False),
        ("{{ ['a', root] | join }}", False),
        ("{{ event_link(event.id) | length }}", False),
        ("{% set link %}{{ to(event) }}{% endset %}{{ link | length }}", False),
        ("{% filter upper %}{{ root }}{% endfilter %}", False),
    ],
)
def test_one_filling_serves_all_depths_only_where_the_way_is_printed(tmp_path: Path, more: str, closed: bool) -> None:
    """An entry is filled once for lists of any depth, unless its macro does more with `root` than to print it."""
    root = small(tmp_path, 8)
    macros = root / "site_config/templates/parts/macros.md.j2"
    written = macros.read_text()
    macros.write_text(written.replace('<div class="k-when">', f'<div class="k-when">{more} ', 1))
    assert macros.read_text() != written
    plain, quick = both(root)
    assert plain == quick
    site = build(root).site
    assert site is not None
    filled = renderer(root, site).quick
    assert filled is not None
    assert closed == filled.is_closed("parts/macros.md.j2")


def test_own_macros_serve_all_depths() -> None:
    """A file of macros that is not closed is run anew for each page: print addresses, and ask nothing of them."""
    site = build(ROOT).site
    assert site is not None
    quick = renderer(ROOT, site).quick
    assert quick is not None
    shared = ["macros", "ledger", "timeline_entry", "timeline_filters", "claim", "figures", "picture", "strip", "voice"]
    assert [] == [name for name in shared if not quick.is_closed(f"parts/{name}.md.j2")]
