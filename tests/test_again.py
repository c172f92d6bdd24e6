"""After an edit rules are asked about what it can have changed, and find what they find when asked about all."""

import random
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import checks, inspection
from generator.checks.again import changed_in, check_again, code_of, new_errors
from generator.corpus import Corpus
from generator.host.records import kept_records
from generator.inspection import checked, examined, inspect
from generator.keeping import Kept, Verdict
from generator.load import since
from generator.load.files import read
from generator.load.since import since_last
from generator.load.whole import loaded
from generator.problems import Problem, has_errors
from tests.host.chronicles import ROOT
from tests.test_cases import NAMES
from tests.test_cases import read as read_case
from tests.test_early import EDITS, put


def lay(root: Path, texts: Mapping[str, str]) -> None:
    """A chronicle of these files alone."""
    shutil.rmtree(root / "content", ignore_errors=True)
    for path, text in texts.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text)


def whole_check(root: Path) -> tuple[Problem, ...]:
    """What is found without a cache, and kept."""
    kept, contents = Kept.of(root), read(root)
    found = checked(loaded(contents, kept)).problems
    kept.save()
    kept.keep_verdict(contents.digest, contents.digests, Verdict(1, found))
    return found


def found_again(root: Path) -> tuple[tuple[Problem, ...], bool]:
    """What is found after an edit, and whether the last check was of use."""
    kept, contents = Kept.of(root), read(root)
    found = loaded(contents, kept)
    last = since_last(contents, kept, found)
    return checked(found, last).problems, last is not None


@pytest.mark.parametrize("name", NAMES)
def test_edits_are_found_as_in_a_whole_check(tmp_path: Path, name: str) -> None:
    """From what nothing is wrong with to what is broken, to its twin, and from one of them to the other."""
    base, case = read_case("base"), read_case(name)
    states = [base, {**base, **case["broken"]}, {**base, **case["twin"]}]
    sound = 0
    for before in states:
        for after in states:
            lay(tmp_path, before)
            errors = has_errors(whole_check(tmp_path))
            lay(tmp_path, after)
            problems, used = found_again(tmp_path)
            assert inspect(tmp_path).problems == problems
            assert used is not errors
            sound += used
    assert sound >= 2 * len(states)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chronicle itself with a few things to warn of."""
    root = tmp_path_factory.mktemp("real")
    for name in ("content", "site_config"):
        shutil.copytree(ROOT / name, root / name)
    content = root / "content"
    events = sorted((content / "events").glob("*/*.yml"))
    for number in range(3):
        events[number].with_name(f"copy-{number}.yml").write_text(events[number].read_text())
    for folder in ("actors", "sources"):
        unnamed = sorted((content / folder).glob("*.yml"))[0].read_text()
        (content / folder / "nobody-names-this.yml").write_text(unnamed)
    codes = {problem.code for problem in whole_check(root)}
    assert {"possible-duplicate", "unused-actor", "unused-source"} <= codes
    return root


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("number", [1, 4])
def test_edits_of_the_chronicle(real: Path, name: str, number: int) -> None:
    """Of a few events, among them those that are warned of."""
    events = sorted((real / "content/events").glob("*/*.yml"))
    made = {path: EDITS[name](path.read_text()) for path in events}
    chosen = [path for path in events if made[path] != path.read_text()]
    copies = [path for path in chosen if path.name.startswith("copy-")]
    random.Random(name).shuffle(chosen)
    _compare(real, {path: made[path] for path in [*copies[: number - 1], *chosen][:number]})


@pytest.mark.parametrize("folder", ["actors", "places", "sources", "topics"])
def test_edits_of_what_events_name(real: Path, folder: str) -> None:
    """Another name, a comment above everything, a file that is gone, one that can't be read, a new one."""
    paths = sorted((real / "content" / folder).glob("*.yml"))
    unnamed = [path for path in paths if path.stem == "nobody-names-this"]
    for path in [random.Random(folder).choice(paths), *unnamed]:
        text = path.read_text()
        _compare(real, {path: re.sub("(?m)^(name|title): .*", r"\1: Another one", text)})
        _compare(real, {path: f"# A word.\n{text}"})
        _compare(real, {path: None})
        _compare(real, {path: "colour: red\n"})
        _compare(real, {path.with_name("another-new-one.yml"): text})
        _compare(real, {path.with_name("another-new-one.yml"): "colour: red\n"})


def test_event_that_moved_or_is_there_twice(real: Path) -> None:
    """To the folder of another year; under its own id again; gone."""
    for path in random.Random("moved").sample(sorted((real / "content/events").glob("*/*.yml")), 2):
        elsewhere = real / "content/events/1999" / path.name
        elsewhere.parent.mkdir(exist_ok=True)
        _compare(real, {path: None, elsewhere: path.read_text()})
        _compare(real, {elsewhere: path.read_text()})
        _compare(real, {path: None})


def _compare(root: Path, edits: Mapping[Path, str | None]) -> None:
    """While some files hold other texts, or are gone."""
    texts = {path: path.read_text() if path.exists() else None for path in edits}
    try:
        put(edits)
        problems, used = found_again(root)
        assert used
        assert inspect(root).problems == problems
    finally:
        put(texts)


def test_check_and_builds_ask_rules_about_an_edit_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is known what they find in everything else; never after very many edits."""
    asked: list[str] = []

    def whole(corpus: Corpus) -> list[Problem]:
        asked.append("all")
        return checks.check(corpus)

    def some(*given: object) -> list[Problem]:
        asked.append("some")
        return check_again(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(inspection, "check", whole)
    monkeypatch.setattr(inspection, "check_again", some)
    lay(tmp_path, read_case("base"))
    topic = tmp_path / "content/topics/roads.yml"
    for number in range(3):
        topic.write_text(f"title: Roads {number}\n")
        assert not has_errors(kept_records(tmp_path, pytest.fail).verdict or ())
    assert ["all", "some", "some"] == asked
    topic.write_text("title: Roads again\n")
    kept = Kept.of(tmp_path)
    assert inspect(tmp_path).problems == examined(read(tmp_path), kept).problems
    assert ["all", "some"] == asked[3:]
    monkeypatch.setattr(since, "MOST", 0)
    kept_records(tmp_path, pytest.fail)
    assert "all" == asked[-1]


@pytest.mark.parametrize("link", ["(topic:spare)", "(topic&#58;spare)"])
def test_links_to_what_is_gone(tmp_path: Path, link: str) -> None:
    """From prose, which names nothing in a key; a save is told at once."""
    linking = f"title: Links\nsummary: |-\n  See [it]{link}\n"
    lay(tmp_path, {**read_case("base"), "topics/linking.yml": linking, "topics/spare.yml": "title: Spare\n"})
    assert not has_errors(whole_check(tmp_path))
    before = loaded(read(tmp_path)).corpus
    (tmp_path / "content/topics/spare.yml").unlink()
    problems, used = found_again(tmp_path)
    assert used
    assert ["unknown-link"] == [problem.code for problem in problems if problem.severity == "error"]
    after = loaded(read(tmp_path)).corpus
    assert problems == (*new_errors(before, after, {"content/topics/spare.yml"}, ()),)


def test_other_files_are_no_records(real: Path) -> None:
    """Whatever lies in the folder of contents or in one that is no vocabulary."""
    corpus = inspect(real).corpus
    paths = {"content/roads.yml", "content/.DS_Store", "content/roads/x.yml", "content/topics/notes.txt"}
    assert {} == changed_in(corpus, corpus, paths)


def test_what_stood_in_a_file_must_be_known(tmp_path: Path) -> None:
    """Its value may have been dropped."""
    lay(tmp_path, {**read_case("base"), "topics/roads.yml": "title: Roads\n"})
    whole_check(tmp_path)
    for path in (tmp_path / ".cache/kronik/check").glob("values-*"):
        path.unlink()
    (tmp_path / "content/topics/roads.yml").write_text("title: Lanes\n")
    assert not found_again(tmp_path)[1]


@pytest.mark.parametrize("name", NAMES)
def test_warnings_are_known_by_the_name_of_their_rule(tmp_path: Path, name: str) -> None:
    """Or those of an earlier check could not be told apart."""
    lay(tmp_path, {**read_case("base"), **read_case(name)["broken"]})
    corpus = inspect(tmp_path).corpus
    warned = [(rule, problem) for rule in checks.CHECKS for problem in rule(corpus) if problem.severity == "warning"]
    assert [code_of(rule) for rule, _ in warned] == [problem.code for _, problem in warned]
