"""What is shown early after a save is what the whole plan shows, and what is told is what the whole check finds."""

import random
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from generator.build import Built, Given, made, plan
from generator.checks.again import new_errors
from generator.early import Early, Gone, early
from generator.inspection import checked
from generator.kinds import Statement
from generator.load import load
from generator.load.again import load_again
from generator.load.whole import Loaded
from generator.output import Output
from generator.render import renderer
from generator.site import Site
from tests.host.chronicles import ROOT, small

Edit = Callable[[str], str]


def _later(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]) + 1}{found[3]}"


EDITS: dict[str, Edit] = {
    "title": lambda text: re.sub("(?m)^title: .*", "title: Another title", text),
    "summary": lambda text: re.sub("(?m)^summary: .*", "summary: Other words of it.", text, count=1),
    "year": lambda text: re.sub(r"(?m)^(date: \"?)(\d{4})(.*)$", _later, text),
    "day added": lambda text: re.sub("(?m)^added: .*", "added: 2031-01-01", text),
    "figures": lambda text: re.sub("exact: ", "exact: 1", text),
    "stance": lambda text: re.sub("stance: [a-z]+", "stance: denies", text),
    "own knowledge": lambda text: re.sub(r"(?m)^    relies_on:\n(      .*\n)+", "", text),
    "one source": lambda text: re.sub(r"(?m)^(sources:\n  - .*\n(?:    .*\n)*)(?:  - .*\n(?:    .*\n)*)+", r"\1", text),
    "no part": lambda text: re.sub("(?m)^part_of: .*\n", "", text),
    "no relations": lambda text: re.sub(r"(?m)^related:\n(  .*\n)+", "", text),
    "withdrawn": lambda text: f"{text}withdrawn:\n  date: 2031-02-01\n  reason: It was another one.\n",
}


@dataclass(frozen=True)
class Whole:
    """A chronicle, read and planned."""

    root: Path
    loaded: Loaded = field(repr=False)
    built: Built = field(repr=False)

    @classmethod
    def of(cls, root: Path) -> "Whole":
        loaded = load(root)
        return cls(root, loaded, plan(root, given=Given(loaded)))

    @property
    def events(self) -> list[Path]:
        return sorted((self.root / "content/events").glob("*/*.yml"))

    def edited(self, edits: Mapping[Path, str | None]) -> Iterator[Loaded]:
        """It, while some files hold other texts, or are gone."""
        texts = {path: path.read_text() if path.exists() else None for path in edits}
        put(edits)
        try:
            again = load_again(self.root, self.loaded, self.paths(edits))
            assert again is not None
            yield again
        finally:
            put(texts)

    def paths(self, edits: Iterable[Path]) -> list[str]:
        return [path.relative_to(self.root).as_posix() for path in edits]


def put(texts: Mapping[Path, str | None]) -> None:
    """Files with these texts, or without a file."""
    for path, text in texts.items():
        if text is None:
            path.unlink()
        else:
            path.write_text(text)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Long lists and many claims of one deployment."""
    root = small(tmp_path_factory.mktemp("early"), 120)
    page = root / "content/pages/reading.md"
    page.write_text(f"{page.read_text()}\nSee [another](event:statement-3).\n")
    return Whole.of(root)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Borrowed knowledge, parts, relations."""
    root = tmp_path_factory.mktemp("real")
    for name in ("content", "site_config"):
        shutil.copytree(ROOT / name, root / name)
    return Whole.of(root)


def _errors(loaded: Loaded) -> list[str]:
    return sorted(str(problem) for problem in checked(loaded).problems if problem.severity == "error")


def _edits(whole: Whole, name: str, number: int) -> dict[Path, str]:
    """Some files with other texts in which nothing is wrong."""
    paths = whole.events
    random.Random(name).shuffle(paths)
    made = ((path, EDITS[name](path.read_text())) for path in paths)
    edits = [(path, text) for path, text in made if text != path.read_text()]
    assert edits, "nothing to edit"
    if not _errors(next(whole.edited(dict(edits[:number])))):
        return dict(edits[:number])
    found: dict[Path, str] = {}
    for path, text in edits:
        if len(found) < number:
            tried = {**found, path: text}
            found = next(tried if not _errors(after) else found for after in whole.edited(tried))
    assert found, "nothing to edit"
    return found


def _texts(outputs: Iterable[Output]) -> dict[str, str | bytes]:
    return {one.path: one.content for output in outputs for one in made(output)}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("chronicle", ["made_up", "real"])
def test_pages_of_records_are_those_of_the_whole_plan(
    chronicle: str, name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit of several records: those records, and many others."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    whole: Whole = request.getfixturevalue(chronicle)
    if chronicle == "made_up" and name in ("own knowledge", "no part", "no relations"):
        return  # it has none
    _compare_pages(whole, _edits(whole, name, 3), name)


@pytest.mark.parametrize(
    ("folder", "old", "new"),
    [
        ("actors", "(?m)^name: .*", "name: Another name"),
        ("actors", r"(?m)^part_of: .*\n", ""),
        ("sources", "(?m)^title: .*", "title: Another title"),
        ("sources", "(?m)^outlet: .*", "outlet: yonhap"),
        ("sources", r"(?m)^derived_from:\n(  .*\n)+", ""),
        ("places", "(?m)^name: .*", "name: Another place"),
        ("topics", "(?m)^title: .*", "title: Another topic"),
    ],
)
def test_pages_of_records_that_others_name(
    real: Whole, folder: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another name, another owner, another origin."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    texts = {path: path.read_text() for path in sorted((real.root / "content" / folder).glob("*.yml"))}
    found = {path: made for path, text in texts.items() if (made := re.sub(old, new, text)) != text}
    paths = random.Random(new).sample(sorted(found), 3)
    _compare_pages(real, {path: found[path] for path in paths}, new)


def _some(chance: random.Random, ids: Iterable[str], most: int = 30) -> list[str]:
    found = sorted(ids)
    return chance.sample(found, min(most, len(found)))


def test_pages_after_new_records(real: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that rests on a new source of a new outlet, said after all others."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    content = real.root / "content"
    old = next(path for path in real.events if "claims:" in path.read_text() and "exact: " in path.read_text())
    cited = re.findall("source: ([a-z0-9-]+)", old.read_text())[0]
    printed = (content / f"sources/{cited}.yml").read_text()
    outlet = re.findall("(?m)^outlet: (.*)", printed)[0]
    new = {
        content / "actors/brand-new-daily.yml": (content / f"actors/{outlet}.yml").read_text(),
        content / "sources/brand-new-page.yml": printed.replace(f"outlet: {outlet}", "outlet: brand-new-daily"),
        old.with_name("brand-new-event.yml"): old.read_text().replace(cited, "brand-new-page"),
    }
    _compare_pages(real, new, "new")
    place, topic = (sorted((content / folder).glob("*.yml"))[0] for folder in ("places", "topics"))
    there = {
        place.with_name("brand-new-place.yml"): place.read_text(),
        topic.with_name("brand-new.yml"): topic.read_text(),
    }
    _compare_pages(real, there, "places")
    _compare_pages(real, dict(list(new.items())[:1]), "an actor alone")


def test_pages_after_records_went(real: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements that nothing names."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    gone: dict[Path, str | None] = {}
    prose = "".join(page.text for page in real.loaded.pages)
    for path in random.Random("gone").sample(real.events, 60):
        if len(gone) < 3 and path.stem not in prose and not _errors(next(real.edited({**gone, path: None}))):
            gone[path] = None
    assert 3 == len(gone)
    _compare_pages(real, gone, "gone")


def test_page_of_a_record_that_moved_is_not_gone(real: Whole) -> None:
    """Its old address leads to the new one, which the whole plan works out."""
    old = next(path for path in real.events if not _errors(next(real.edited({path: None}))))
    moved = {old: None, old.with_name("moved-elsewhere.yml"): f"{old.read_text()}former_ids:\n  - {old.stem}\n"}
    for after in real.edited(moved):
        assert real.built.site is not None
        site = early(real.built.site, after.corpus, real.paths(moved), None)
        assert isinstance(site, Site)
        assert [] == list(Early(site, renderer(real.root, site), real.built.makers).outputs(f"events/{old.stem}.md"))


def test_pages_after_the_one_that_is_asked_for_are_not_made(real: Whole) -> None:
    """Of lists there are hundreds; what was made before it is kept."""
    assert real.built.site is not None

    def maker(_: Site) -> Iterator[Output]:
        yield Output("a.txt", "A")
        yield Output("b.txt", "B")
        raise AssertionError("nobody asked for more")

    soon = Early(real.built.site, renderer(real.root, real.built.site), {"a.txt": maker, "b.txt": maker})
    assert ["B", "A", "B"] == [output.content for path in ("b.txt", "a.txt", "b.txt") for output in soon.outputs(path)]


def _compare_pages(whole: Whole, edits: Mapping[Path, str | None], seed: str) -> None:
    chance = random.Random(seed)
    for after in whole.edited(edits):
        assert [] == _errors(after)
        assert whole.built.site is not None
        site = early(whole.built.site, after.corpus, whole.paths(edits), None)
        assert isinstance(site, Site)
        soon = Early(site, renderer(whole.root, site), whole.built.makers)
        planned = plan(whole.root, given=Given(after))
        wanted = {output.path: output for output in planned.outputs}
        _compare_lists(soon, wanted, chance)
        for path in (f"{path.parent.parent.name}/{path.stem}.md" for path, text in edits.items() if text is None):
            with pytest.raises(Gone):
                list(soon.outputs(path))
        some = {f"{path.parts[len(whole.root.parts) + 1]}/{path.stem}.md" for path, text in edits.items() if text}
        for vocabulary in ("events", "sources", "actors", "places", "topics"):
            some |= {f"{vocabulary}/{record_id}.md" for record_id in _some(chance, after.corpus[vocabulary])}
        shown = [output for path in sorted(some) for output in soon.outputs(path)]
        assert some <= {output.path for output in shown}
        assert [wanted[output.path].updated for output in shown] == [output.updated for output in shown]
        assert _texts(wanted[output.path] for output in shown) == _texts(shown)


def _compare_lists(soon: Early, wanted: Mapping[str, Output], chance: random.Random) -> None:
    """All pages and files but those of single records; of the many that are alike, some."""
    lists = [path for path in soon.makers if path.partition("/")[0] not in ("events", "sources", "actors", "known")]
    days = _some(chance, (path for path in soon.makers if path.startswith("known/")), 3)
    paths = [path for path in [*_some(chance, lists, 60), *days, "timeline/index.md"] if path in wanted]
    assert 40 < len(paths)
    shown = {output.path: output for path in paths for output in soon.outputs(path)}
    assert sorted({*paths}) == sorted(shown)
    assert {path: wanted[path].updated for path in paths} == {path: of.updated for path, of in shown.items()}
    assert _texts(wanted[path] for path in paths) == _texts(shown[path] for path in paths)


MISTAKES: dict[str, Edit] = {
    "nobody": lambda text: re.sub("(?m)^speaker: .*", "speaker: nobody-at-all", text),
    "no source": lambda text: re.sub("source: [a-z0-9-]+", "source: source-of-nothing", text),
    "itself": lambda text: re.sub("about: [a-z0-9-]+", "about: {id}", text),
    "before": lambda text: re.sub(r"(?m)^date: .*", "date: 1950-01-01", text),
    "after": lambda text: re.sub(r"(?m)^date: .*", "date: 2090-01-01", text),
    "changed": lambda text: f"{text}corrections:\n  - date: 1990-01-01\n    note: Too early.\n",
    "link": lambda text: re.sub("(?m)^summary: .*", "summary: See [it](event:nowhere-at-all).", text, count=1),
    "markup": lambda text: re.sub("(?m)^summary: .*", "summary: A <b>bold</b> word.", text, count=1),
    "own part": lambda text: re.sub("(?m)^(added: .*)", r"part_of: {id}\n\1", text),
    "former": lambda text: f"{text}former_ids:\n  - statement-3\n",
    **EDITS,
}


@pytest.mark.parametrize("name", MISTAKES)
def test_errors_are_those_of_the_whole_check(made_up: Whole, name: str) -> None:
    """In the record and in those that name it, letter for letter."""
    assert [] == _errors(made_up.loaded)
    told = 0
    for path in random.Random(name).sample(made_up.events, 25):
        text = MISTAKES[name](path.read_text()).replace("{id}", path.stem)
        for after in made_up.edited({path: text}):
            told += _compare(made_up, after, path)
    assert told or name in EDITS


@pytest.mark.parametrize("day", ["1950-01-01", "2090-01-01"])
def test_errors_of_those_that_cite_a_source(made_up: Whole, day: str) -> None:
    """A source that is older than what it carries."""
    told = 0
    for path in sorted((made_up.root / "content/sources").glob("*.yml"))[:20]:
        text = re.sub("(?m)^published: .*", f"published: {day}", path.read_text())
        for after in made_up.edited({path: text}):
            told += _compare(made_up, after, path)
    assert bool(told) == (day < "2000")


def _compare(whole: Whole, after: Loaded, path: Path) -> int:
    if after.problems:
        return 0  # it can't be read, which is told before any rule is asked
    found = sorted(map(str, new_errors(whole.loaded.corpus, after.corpus, whole.paths([path]), after.pages)))
    assert _errors(after) == found
    return len(found)


def test_errors_of_those_that_name_what_is_gone(made_up: Whole) -> None:
    """A source, a topic, an event about which something is claimed."""
    told = 0
    for folder in ("sources", "topics", "events/*"):
        paths = sorted((made_up.root / "content").glob(f"{folder}/*.yml"))
        named = [path for path in paths if path.stem == "statement-3"]
        for path in [*named, *random.Random(folder).sample(paths, 12)]:
            for after in made_up.edited({path: None}):
                told += _compare(made_up, after, path)
    assert told


def test_event_of_another_kind_waits_for_the_plan(made_up: Whole) -> None:
    """Whatever names it sees something else."""
    statement, deployment = (next(p for p in made_up.events if p.stem.startswith(k)) for k in ("statement", "deploy"))
    for after in made_up.edited({statement: deployment.read_text()}):
        assert made_up.built.site is not None
        assert early(made_up.built.site, after.corpus, made_up.paths([statement]), None) is None


def test_save_is_taken_in_while_facts_are_worked_out(real: Whole) -> None:
    """A plan in the background adds to what is known of records at any moment; here it never stops to."""
    assert real.built.site is not None
    timeline, before = real.built.site.timeline, sys.getswitchinterval()
    corpus = replace(timeline.corpus, _named={}, _proses={})
    origins = replace(timeline.origins, chains=replace(timeline.origins.chains, _known={}), _own={}, _claims={})
    statements = [event for event in corpus.events.values() if isinstance(event, Statement)]
    over = threading.Event()

    def plan_on() -> None:
        while not over.is_set():
            for record in corpus:
                corpus.named_by(record), corpus.proses_of(record)
            for statement in statements:
                origins.chains.of_statement(statement), origins.of_statement(statement)
                _ = [origins.of_claim(statement, index) for index in range(len(statement.claims))]
            for table in (corpus._named, corpus._proses, origins._own, origins._claims, origins.chains._known):
                table.clear()

    background = threading.Thread(target=plan_on)
    try:
        sys.setswitchinterval(1e-6)
        background.start()
        for event_id in list(corpus.events)[:200]:
            corpus.but(corpus.events[event_id].path)
            origins.but(corpus, timeline.parties, [event_id])
    finally:
        sys.setswitchinterval(before)
        over.set()
        background.join()
