"""How much room a build takes: what it has written it lets go of."""

import gc
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from tests.host.chronicles import configured, small


def test_no_page_outlives_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A theme's context refers to itself, and Python seldom looks for circles during a build."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    root = small(tmp_path, 8)
    config = load_config(str(configured(root, fast=True, search=False)), site_dir=str(tmp_path / "site"))
    monkeypatch.chdir(tmp_path)
    gc.collect()
    gc.disable()
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        left = [page for page in gc.get_objects() if isinstance(page, Page) and page.content]
    finally:
        gc.enable()
    in_navigation = {page.file.src_uri for page in left if page.file.inclusion.is_in_nav()}
    assert {page.file.src_uri for page in left} <= in_navigation
