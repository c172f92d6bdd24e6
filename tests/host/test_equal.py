"""The fast way and MkDocs' own make the same site, byte for byte."""

from pathlib import Path

import pytest

from tests.host.chronicles import assert_equal, hostile, small


@pytest.mark.parametrize("search", [True, False])
def test_every_page_type_is_the_same(tmp_path: Path, search: bool) -> None:
    """All pages, lists, feeds, the sitemap, and the index of search."""
    assert ("", "") == assert_equal(small(tmp_path), search=search)


def test_hostile_text_is_the_same(tmp_path: Path) -> None:
    """Titles with markup, references, other scripts, template marks and the marks of parsers."""
    assert ("", "") == assert_equal(hostile(tmp_path))


def test_empty_chronicle_is_the_same(tmp_path: Path) -> None:
    """Nothing but lists."""
    root = small(tmp_path)
    for path in (root / "content").rglob("*.*"):
        path.unlink()
    assert ("", "") == assert_equal(root)


def test_without_an_address_is_the_same(tmp_path: Path) -> None:
    """`site_url` with a folder, and an edit link switched off."""
    root = small(tmp_path, 8)
    config = root / "mkdocs.yml"
    config.write_text(f"site_url: https://kronik.example/some/folder\n{config.read_text()}")
    settings = root / "site_config/site.yml"
    settings.write_text("\n".join(line for line in settings.read_text().splitlines() if not line.startswith("edit:")))
    assert ("", "") == assert_equal(root)


def test_markdown_in_a_template_is_the_same(tmp_path: Path) -> None:
    """A template of the owner may use all of Markdown; only speed is lost."""
    root = small(tmp_path, 8)
    template = root / "site_config/templates/pages/source.md.j2"
    more = (
        "\nA *paragraph*, a [link](../events/statement-3.md#claim-1) and a list:\n\n- one\n- two `code`\n\n## Source\n"
    )
    template.write_text(template.read_text() + more + "\n## Source\n\n<p>one <br> two</p> tail\n\n<!-- note -->\n")
    assert ("", "") == assert_equal(root)


THEME = """{% extends "base.html" %}
{% block extrahead %}{% if page %}
<meta property="og:title" content="{{ page.title | striptags | e }}">
<meta name="a" content="{{ page.title | e }} {{ page.title | urlencode }} {{ page.meta.description | striptags }}">
<script type="application/json">{{ page.title | tojson }}</script>
{% if page.title | length > 60 %}<meta name="long" content="yes">{% endif %}
{% if "claim-1" in page.content %}<meta name="claims" content="yes">{% endif %}
{% if page.meta.description and page.meta.description.startswith("T") %}<meta name="t" content="yes">{% endif %}
<link rel="up" href="{{ '../' | url }}"><link rel="me" href="{{ page.url | url }}">
<meta name="where" content="{{ page.url }} {{ page.canonical_url }} {{ page.file.src_uri }} {{ page.edit_url }}">
{% for item in page.toc %}<meta name="part" content="{{ item.id }} {{ item.title }}">{% endfor %}
{% endif %}{% endblock %}
"""


def test_theme_that_decides_by_values_is_the_same(tmp_path: Path) -> None:
    """A theme that prints values in many forms and asks about them splits classes and stays right."""
    root = small(tmp_path, 12)
    (root / "site_config/theme/main.html").write_text(THEME)
    assert ("", "") == assert_equal(root)


TRICKS = """{% if page.url.startswith("events/") %}{{ page.title | replace("e", "E") }}
{% elif page.url.startswith("sources/") %}{{ page.title.split(" ") | last }} {{ page.url[-5:] }}
{% elif page.url.startswith("actors/") %}{{ page.content | striptags | truncate(40) }}
{% else %}{{ page.title | upper }}{% endif %}"""


def test_theme_that_works_on_values_is_the_same(tmp_path: Path) -> None:
    """A class that comes out otherwise in full is made in full, with a word about it."""
    root = small(tmp_path)
    (root / "site_config/theme/main.html").write_text(
        THEME.replace("{% endif %}{% endblock %}", TRICKS + "{% endif %}{% endblock %}")
    )
    told = assert_equal(root)[1]
    for folder in ("events", "sources", "actors"):
        assert f"some pages take the slow way: {folder}" in told
    assert "some pages take the slow way: topics" not in told


def test_other_plugins_see_the_plan_where_mkdocs_lets_them(tmp_path: Path) -> None:
    """One that works on the configuration finds the navigation in it, one that works on files finds pages and data."""
    root = small(tmp_path, 8)
    (root / "hook.py").write_text(
        "def on_config(config):\n"
        "    config.nav = config.nav[:2]\n"
        "def on_files(files, config):\n"
        "    assert {'timeline/index.md', 'feeds/events.atom'} <= {*files.src_uris}\n"
    )
    config = root / "mkdocs.yml"
    config.write_text(f"{config.read_text()}hooks: [hook.py]\n")
    assert ("", "") == assert_equal(root)


def test_other_plugins_with_page_hooks_are_respected(tmp_path: Path) -> None:
    """A plugin that wants every page gets every page."""
    root = small(tmp_path, 8)
    (root / "hook.py").write_text("def on_page_content(html, **_):\n    return html + '<!-- seen -->'\n")
    config = root / "mkdocs.yml"
    config.write_text(f"{config.read_text()}hooks: [hook.py]\n")
    said, told = assert_equal(root)
    assert "" == said
    assert "works on every page" in told
