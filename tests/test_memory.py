"""What is remembered of pages is what they would be made of now, after every kind of edit."""

import os
import pickle
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import Given, plan
from generator.memory import KEPT, Encoded, batches, memory, portions, published
from generator.memory.digests import Digests, Indigestible
from generator.memory.facts import Facts
from generator.memory.shelves import Shelf
from generator.memory.stamp import stamp_of
from generator.memory.views import noted
from generator.notes import EVERYTHING, Notes
from generator.output import Output, Parted
from tests.host.chronicles import small

Made = dict[str, Any]
ROOT = Path(__file__).parents[1]


@dataclass
class Run:
    """One build: what each page and file came out as, and which were made for it."""

    root: Path
    values: Made = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    damaged: list[str] = field(default_factory=list)

    def build(self) -> "Run":
        """With what is remembered."""
        notes = Notes()
        built = plan(self.root, given=Given(notes=notes))
        assert built.site, built.problems
        kept = memory(self.root, stamp_of(self.root / "site_config", built.site.address), built.site, notes)
        for name, portion in portions("pages", kept_apart(built.outputs), lambda output: output.path).items():
            shelf = kept.shelves.open(name)
            for output in portion:
                self.values[output.path] = kept.made(shelf, output, self._making(output))
            kept.shelves.save(shelf, [output.path for output in portion])
        self.damaged = kept.shelves.damaged
        return self

    def _making(self, output: Output) -> Callable[[], Any]:
        def make() -> Any:
            self.made.add(output.path)
            return whole(output)

        return make


def kept_apart(outputs: Iterable[Output]) -> Iterator[Output]:
    """The pages and files, or their parts, of which something is remembered."""
    for output in outputs:
        yield from output.source.parts if isinstance(output.source, Parted) else [output] if output.inputs else []


def whole(output: Output) -> Any:
    """All that is made of a page or file."""
    beside = output.beside() if output.beside else ()
    return [output.content, [[other.path, other.content] for other in beside]]


def anew(root: Path) -> Made:
    """What it all would be without a memory."""
    return {output.path: whole(output) for output in kept_apart(plan(root).outputs)}


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit of one file."""

    def edit(root: Path) -> None:
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new))

    return edit


def first(pattern: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit of the first file that has such a text."""

    def edit(root: Path) -> None:
        found = next(path for path in sorted(root.glob(pattern)) if old in path.read_text())
        found.write_text(found.read_text().replace(old, new, 1))

    return edit


def delete(root: Path) -> None:
    """A statement that nothing else names."""
    names = {path: path.stem for path in root.glob("content/events/*/statement-*.yml")}
    texts = {path: path.read_text() for path in root.glob("content/*/**/*.*")}
    lone = (p for p, n in sorted(names.items()) if not any(n in text for other, text in texts.items() if other != p))
    next(lone).unlink()


def add(root: Path) -> None:
    """A copy of a record under another name."""
    found = min(root.glob("content/events/*/statement-*.yml"))
    shutil.copy(found, found.with_name("statement-of-another-day.yml"))


EDITS: dict[str, Callable[[Path], None]] = {
    "title of an event": first("content/events/*/*.yml", "title: ", "title: Another "),
    "figure": first("content/events/*/statement-*.yml", "at_least: ", "at_least: 1"),
    "stance": first("content/events/*/statement-*.yml", "stance: confirms", "stance: denies"),
    "date": first("content/events/*/statement-*.yml", "date: 2000-01", "date: 1999-12"),
    "title of a source": first("content/sources/*.yml", "title: ", "title: Another "),
    "name of an actor": first("content/actors/*.yml", "name: ", "name: Another "),
    "name of a place": first("content/places/*.yml", "name: ", "name: Another "),
    "topic": first("content/topics/*.yml", "title: ", "title: Another "),
    "deletion": delete,
    "new file": add,
    "template": swap("site_config/templates/pages/source.md.j2", "\n", "\n\n<p>More.</p>\n\n"),
    "label": first("site_config/labels/en.yml", ": Sources", ": Documents"),
    "settings": first("site_config/site.yml", "title: ", "title: The "),
    "page of prose": swap("content/pages/reading.md", "statement-3", "statement-4"),
}


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle that was built."""
    root = small(tmp_path_factory.mktemp("remembered"), 12)
    Run(root).build()
    return root


@pytest.fixture
def root(remembered: Path, tmp_path: Path) -> Path:
    """A copy of it to be edited."""
    return Path(shutil.copytree(remembered, tmp_path / "chronicle"))


def test_nothing_is_made_twice(root: Path) -> None:
    """Without an edit all is remembered."""
    run = Run(root).build()
    assert set() == run.made
    assert anew(root) == run.values


@pytest.mark.parametrize("name", EDITS)
def test_nothing_is_stale(root: Path, name: str) -> None:
    """After every kind of edit."""
    EDITS[name](root)
    run = Run(root).build()
    assert anew(root) == run.values


def test_an_edit_leaves_most_as_it_was(root: Path) -> None:
    """Only what shows the record is made again."""
    EDITS["title of a source"](root)
    run = Run(root).build()
    assert len(run.made) < len(run.values) / 2
    assert run.made


def test_edits_in_a_row_are_never_stale(root: Path) -> None:
    """Any of them, and back again."""
    chance = random.Random(7)
    names = ["title of an event", "figure", "stance", "title of a source", "name of an actor", "name of a place"]
    for name in chance.sample(names, 4):
        EDITS[name](root)
        assert anew(root) == Run(root).build().values


def damage(root: Path) -> Iterator[Path]:
    """Every file broken in another way."""
    for number, path in enumerate(sorted((root / KEPT).iterdir())):
        data = path.read_bytes()
        path.write_bytes([b"", data[:-1], data.replace(b"k", b"K", 1), data + b"x"][number % 4])
        yield path


def test_damage_is_made_good(root: Path) -> None:
    """No file that changed is believed, and the next run has them all again."""
    broken = list(damage(root))
    run = Run(root).build()
    assert sorted(str(path) for path in broken) == sorted(run.damaged)
    assert anew(root) == run.values
    assert [] == Run(root).build().damaged


def test_other_code_is_another_stamp(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages of another version may make other pages."""
    before = stamp_of(root / "site_config", "x")
    assert before == stamp_of(root / "site_config", "x")
    assert before != stamp_of(root / "site_config", "y")
    monkeypatch.setattr("generator.memory.stamp.maker", lambda: "another")
    assert before != stamp_of(root / "site_config", "x")


def test_what_is_gone_is_forgotten(root: Path) -> None:
    """The folder does not grow with pages that are no more."""
    (root / KEPT / "32-1").write_bytes(b"of a larger chronicle")
    delete(root)
    notes, site = Notes(), plan(root).site
    assert site
    kept = memory(root, stamp_of(root / "site_config", site.address), site, notes)
    paths = [output.path for output in plan(root).outputs]
    gone = 0
    parts = portions("pages", paths, str)
    for name, portion in parts.items():
        shelf = kept.shelves.open(name)
        gone += len(shelf.paths - set(paths))
        kept.shelves.save(shelf, portion)
        assert shelf.paths <= set(paths)
    kept.shelves.tidy(parts.keys())
    assert gone
    assert {path.name for path in (root / KEPT).iterdir()} <= set(parts)


def test_names_of_facts_are_not_believed(root: Path) -> None:
    """A folder from elsewhere can name what it likes; it gets no answer."""
    site = plan(root).site
    assert site
    facts = Facts(site, Digests(lambda record: record.id))
    for kind in ("os:getcwd", "generator.pages.home:home_page", "generator.pages.gone:x", "_with_parts", ""):
        assert b"" == facts.digest((kind, "*"))


def test_facts_of_another_process_are_what_they_are_here(root: Path) -> None:
    """It has a copy of the same site, and tells digests alone."""

    def facts() -> Facts:
        notes, site = Notes(), plan(root).site
        assert site
        return memory(root, "", site, notes).facts

    told = pickle.loads(pickle.dumps(facts().prepared()))
    here, there = facts(), facts()
    there.take(told)
    known, (files, entries) = told
    assert {kind for kind, _ in known} == {"listed", "around", "uses", "then_claimed", "then_graded"}
    assert files
    assert entries
    assert known == {fact: here.digest(fact) for fact in known}
    rest = [("events", key) for key, _ in known] + [("entries", "*"), ("standing", "*"), ("everything", "*")]
    assert [here.digest(fact) for fact in rest] == [there.digest(fact) for fact in rest]


def test_what_has_no_view_reads_everything(root: Path) -> None:
    """Rather once too often than once too seldom."""
    notes = Notes()
    site = plan(root).site
    assert site
    shown = noted(site, notes)
    then = shown.timeline.as_known(date(2024, 12, 1))
    _, found = notes.of(lambda: then.stances)
    assert (EVERYTHING,) == found
    _, found = notes.of(lambda: then.claimed)
    assert (("then_claimed", "2024-12-01"),) == found


DIGESTS = """
import sys
from pathlib import Path
from generator.build import Given, plan
from generator.memory import facts, memory, views
from generator.notes import Notes

root, notes = Path(sys.argv[1]), Notes()
built = plan(root, given=Given(notes=notes))
kept, timeline = memory(root, "", built.site, notes), built.site.timeline
keys = [(kind, key) for kind in views.TABLES for key in getattr(timeline, kind)]
read = [(kind, "/".join(key) if isinstance(key, tuple) else key) for kind, key in keys]
read += [(kind, event) for kind in facts._OF_EVENTS for event in built.site.corpus.events]
read += [(kind, day.isoformat()) for kind in facts._OF_DAYS for day in timeline.days]
read += [(kind, "*") for kind in (*views.WHOLE, "lines", "written")]
for fact in read:
    print(fact, kept.facts.digest(fact))
for output in built.outputs:
    print(output.path, kept._of_inputs(output))
"""


def test_another_process_finds_the_same_digests() -> None:
    """Whatever order it gives to sets; else it would make everything again."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS, str(ROOT)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
        ).stdout.splitlines()
        for seed in ("1", "2")
    ]
    assert len(runs[0]) > 1_000
    assert [] == [(one, other) for one, other in zip(*runs, strict=True) if one != other]


def test_digests_tell_values_apart(root: Path) -> None:
    """Equal values have one, others another; what keeps tables has none."""
    site = plan(root).site
    assert site
    digests = Digests(lambda record: record.id)
    assert digests.of(("ab", "c")) != digests.of(("a", "bc"))
    assert digests.of([1, "x"]) == digests.of([1, "".join("x")])
    loop: list[Any] = []
    loop.append(loop)
    for value in (site, site.corpus, lambda: 1, loop):
        with pytest.raises(Indigestible):
            digests.of(value)


def test_lists_of_a_folder_are_made_together_and_first() -> None:
    """Every portion is in one batch; those of ordinary pages are batches of their own."""
    paths = [f"{folder}/{number}.md" for folder in ("events", "known", "timeline") for number in range(200)]
    parts = portions("pages", [*paths, "index.md"], str)
    taken = batches(parts)
    assert parts == {name: of for batch in taken for name, of in batch}
    assert [{"known"}, {"timeline"}] == [{name.split("-")[1] for name, _ in batch} for batch in taken[:2]]
    assert all(len(batch) == 1 for batch in taken[2:])


TEXTS = st.text(st.characters())


@given(st.dictionaries(TEXTS, TEXTS | st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS))))
def test_what_is_kept_comes_back_as_it_was(values: dict[str, Any]) -> None:
    """Texts that stand alone, among other values, or nowhere; half of a pair and ends of lines among them."""
    shelf = Shelf("x")
    facts = [("events", "a"), ("today", "")]
    for path, value in values.items():
        shelf.put(path, f"key of {path}", facts, value)
    again = Shelf.of("x", shelf.packed())
    assert shelf.packed() == again.packed()
    for path, value in values.items():
        kept = again.get(path)
        assert kept is not None
        assert (f"key of {path}", facts) == (kept.key, [again.facts[number] for number in kept.facts])
        assert value == _read(kept.value)


def _read(value: Any) -> Any:
    """With its long text read."""
    if isinstance(value, dict):
        return {name: _read(of) for name, of in value.items()}
    return str(value) if isinstance(value, Encoded) else value


@given(TEXTS, TEXTS)
def test_encoded_texts_answer_as_texts(text: str, part: str) -> None:
    """Whether something stands in one, what is published of one, and whether there is anything at all."""
    encoded = Encoded.of(text)
    assert text == str(encoded)
    assert [part in text, text in text, bool(text)] == [part in encoded, text in encoded, bool(encoded)]
    assert text.encode("utf-8", "xmlcharrefreplace") == encoded.published == published(text)
