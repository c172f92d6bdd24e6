"""Pagefind as it is run: stable to the byte, kept in a cache that may be damaged, stopped at any moment."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from generator.build import build, found_in
from generator.host.indexing import Indexing, kept, put
from generator.host.pagefind import CannotIndex, Index, Pagefind, version
from generator.search import Catalogue
from tests.search.chronicle import write

PAGES = [f"shared word{number} {'again ' * number}0stem 정부는 киев" for number in range(60)]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of a small chronicle."""
    return found_in(build(write(tmp_path_factory.mktemp("chronicle"))))


def made() -> Index:
    """The index of some pages."""
    with Pagefind() as pagefind:
        return pagefind.index(PAGES)


def test_ten_indexes_are_the_same_bytes() -> None:
    """Every file, whatever the number of threads and the order in which they end."""
    assert 1 == len({hashlib.sha256(repr(made()).encode()).hexdigest() for _ in range(10)})


def test_index_holds_what_the_box_asks_for_and_nothing_else() -> None:
    """No interface, no fragments, no playground of Pagefind's own."""
    index = made()
    kinds = {Path(name).suffix or name for name in index.files}
    assert {".js", ".json", ".pagefind", ".pf_meta", ".pf_index"} == kinds
    assert ["pagefind.js"] == [name for name in index.files if name.endswith(".js")]
    assert len(PAGES) == len(set(index.ids))


def test_version_is_told() -> None:
    """It is part of the key."""
    assert version().startswith("pagefind ")


def test_a_stopped_program_is_an_error_in_words() -> None:
    """Not a traceback of pipes."""
    with Pagefind() as pagefind:
        pagefind.stop()
        with pytest.raises(CannotIndex, match="Pagefind"):
            pagefind.index(PAGES)


def test_a_missing_program_is_an_error_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody's platform may have none."""
    monkeypatch.setattr("pagefind_bin.get_candidate_paths", lambda: [tmp_path / "none"])
    with pytest.raises(CannotIndex, match="reinstall"):
        Pagefind()


def test_index_is_kept_and_read_back(found: Catalogue, tmp_path: Path) -> None:
    """The second build takes it from the cache: the same files."""
    first = Indexing(lambda: found, tmp_path).files()
    assert kept(tmp_path, found) is not None
    assert first == Indexing(lambda: found, tmp_path).files()
    assert first == Indexing(lambda: found, None).files()


def test_a_damaged_cache_is_made_anew_with_one_warning(
    found: Catalogue, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Cut off, changed, or filled with something else."""
    caplog.set_level("INFO")
    whole = Indexing(lambda: found, tmp_path).files()
    [folder] = tmp_path.iterdir()
    for damage in ("sums.json", next(path.name for path in folder.glob("*.pf_meta"))):
        caplog.clear()
        (folder / damage).write_bytes(b"{}")
        assert whole == Indexing(lambda: found, tmp_path).files()
        assert 1 == len([record for record in caplog.records if "damaged" in record.message])
    caplog.clear()
    assert whole == Indexing(lambda: found, tmp_path).files()
    assert [] == caplog.records


@pytest.mark.parametrize("name", ["../../pipe", "../../out", "/etc/hostname", "a/../../out", ".hidden", "", "a//b"])
def test_a_kept_index_names_no_file_outside(found: Catalogue, tmp_path: Path, name: str) -> None:
    """Nothing is read from elsewhere, and nothing would be written there."""
    cache = tmp_path / "cache"
    os.mkfifo(tmp_path / "pipe")
    whole = Indexing(lambda: found, cache).files()
    [folder] = cache.iterdir()
    (tmp_path / "out").write_text("mine")
    sums = json.loads((folder / "sums.json").read_text())
    (folder / "sums.json").write_text(json.dumps({**sums, "files": {name: hashlib.sha256(b"mine").hexdigest()}}))
    assert kept(cache, found) is None
    assert whole == Indexing(lambda: found, cache).files()


def test_only_the_last_index_is_kept(found: Catalogue, tmp_path: Path) -> None:
    """The cache does not grow."""
    Indexing(lambda: found, tmp_path).files()
    Indexing(lambda: Catalogue(found.drawers[:1], found.beside), tmp_path).files()
    assert 1 == len(list(tmp_path.iterdir()))


def test_an_unwritable_cache_is_no_reason_to_stop(found: Catalogue, tmp_path: Path) -> None:
    """A file stands where its folder should."""
    (tmp_path / "file").write_text("x")
    assert "pagefind.js" in Indexing(lambda: found, tmp_path / "file/cache").files()


def test_put_leaves_equal_files_alone_and_removes_others(tmp_path: Path) -> None:
    """Hosts and browsers keep what did not change."""
    put({"a/b": b"1", "c": b"2"}, tmp_path)
    (tmp_path / "old").write_text("x")
    before = (tmp_path / "a/b").stat().st_mtime_ns
    put({"a/b": b"1", "c": b"3"}, tmp_path)
    assert before == (tmp_path / "a/b").stat().st_mtime_ns
    assert {"b": b"1", "c": b"3"} == {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_stopping_publishes_nothing(found: Catalogue, tmp_path: Path) -> None:
    """`serve` builds again while an index is still being made."""
    indexing = Indexing(lambda: found, None)
    indexing.publish_later(tmp_path / "site")
    indexing.stop()
    shutil.rmtree(tmp_path / "site", ignore_errors=True)
    assert not (tmp_path / "site").exists()


def test_a_catalogue_without_cards_makes_an_empty_index(tmp_path: Path) -> None:
    """Nothing to find is no error."""
    files = Indexing(lambda: Catalogue((), {}), tmp_path).files()
    assert "cards.table" in files
