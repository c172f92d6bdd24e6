"""Files of all records are put together of parts; an edit leaves those of other records as they are."""

from itertools import pairwise

import pytest

from generator.exports import EXPORTS
from generator.exports.parts import RUN, runs
from generator.output import Parted
from generator.site import Site
from tests.host.chronicles import small
from tests.test_exports import site_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A chronicle of some hundred events."""
    return site_of(small(tmp_path_factory.mktemp("chronicle"), 400))


def test_runs_hold_every_item_in_order(site: Site) -> None:
    """None is empty, and they are about as long as they should be."""
    events = site.timeline.events
    found = list(runs(events))
    assert list(events) == [event for run in found for event in run]
    assert all(found)
    assert RUN / 4 < len(events) / len(found) < RUN * 4


def test_nothing_has_no_runs() -> None:
    assert [] == list(runs(()))


def test_an_item_changes_the_run_it_falls_into(site: Site) -> None:
    """All others are what they were, wherever it stands."""
    events = site.timeline.events
    whole = {tuple(event.id for event in run) for run in runs(events)}
    for at in range(0, len(events), 7):
        without = {tuple(event.id for event in run) for run in runs([*events[:at], *events[at + 1 :]])}
        assert len(whole - without) <= 2
        assert len(without - whole) <= 1


def test_claims_of_one_statement_stay_together(site: Site) -> None:
    """So each part of a file has a path of its own, however many they are."""
    entries = [entry for entry in site.timeline.entries for _ in range(3)]
    found = list(runs(entries))
    assert entries == [entry for run in found for entry in run]
    ends = [(run[-1].statement.id, after[0].statement.id) for run, after in pairwise(found)]
    assert ends
    assert all(last != first for last, first in ends)
    outputs = [output for export in EXPORTS for output in export(site)]
    for output in outputs:
        if isinstance(output.source, Parted):
            paths = [part.path for part in output.source.parts]
            assert len(paths) == len(set(paths)), output.path
