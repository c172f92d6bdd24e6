"""What a plan tells the next session: enough to begin with, and never of what somebody wrote by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.build import Built, Groundwork, groundwork, plan
from generator.outline import outline_of, outlined
from generator.output import address_of
from tests.host.chronicles import small


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle with pages of every kind."""
    return small(tmp_path_factory.mktemp("outline"), 30)


@pytest.fixture(scope="module")
def planned(root: Path) -> Built:
    """All of it."""
    return plan(root)


@pytest.fixture(scope="module")
def outline(planned: Built) -> Any:
    """As it is kept."""
    return json.loads(json.dumps(outline_of(planned)))


@pytest.fixture
def begun(root: Path) -> Groundwork:
    """What is known before any page is planned."""
    return groundwork(root)


def test_the_frame_is_that_of_the_plan(begun: Groundwork, planned: Built, outline: Any) -> None:
    """MkDocs need not build the site again; every page of the navigation is there, and the style sheets."""
    built = outlined(begun, outline)
    assert built is not None
    assert (planned.nav, planned.files, planned.problems) == (built.nav, built.files, begun.problems)
    pages = {output.path for output in planned.outputs if f"'{output.path}'" in repr(planned.nav)}
    sheets = {output.path for output in planned.outputs if output.path.endswith(".css")}
    assert pages | sheets == {output.path for output in built.outputs}
    assert sheets


def test_makers_are_those_of_the_plan(begun: Groundwork, planned: Built, outline: Any) -> None:
    """Of every page and file."""
    built = outlined(begun, outline)
    assert built is not None
    assert planned.makers == built.makers


def test_nobody_makes_what_is_written_by_hand(root: Path, outline: Any) -> None:
    """A page that took the place of a planned one since; its title is its own."""
    by_hand = root / "content/pages/method.md"
    assert "method.md" not in [page.name for page in by_hand.parent.iterdir()]
    by_hand.write_text("---\ntitle: How we do it\n---\n\nBy hand.\n")
    try:
        built = outlined(groundwork(root), outline)
    finally:
        by_hand.unlink()
    assert built is not None
    assert built.makers.get("method.md") is None
    assert "How we do it" in str(next(o.content for o in built.outputs if address_of(o.path) == "method"))


def test_nothing_begins_with_mistakes(root: Path, outline: Any) -> None:
    """What is wrong has to be told, and pages without it planned."""
    broken = root / "content/topics/broken.yml"
    broken.write_text("title: [\n")
    try:
        assert outlined(groundwork(root), outline) is None
    finally:
        broken.unlink()
