"""`kronik diff`: what a reviewer is told about a change, and that no change can say more than it is."""

import html as entities
import re
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from generator.build import inspect
from generator.compare import NoRevision, content_of, document, summarise
from generator.compare.summary import Summary, side
from generator.compare.writers import as_html, as_markdown, as_text
from generator.settings import configure
from tests.test_cases import read
from tests.test_cli import ROOT, kronik

HOSTILE = "</td></li><script>alert(1)</script> | **b** [x](javascript:1) @you #1 `c` <!-- \"'&lt; ![i](//e.example/x)"

TAGS = (
    *("h1", "h2", "h3", "p", "ul", "li", "b", "code", "del", "ins", "small", "span", "main", "section"),
    *("table", "thead", "tbody", "tr", "th", "td"),
)


def git(root: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git as nobody in particular."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(root), *who, *arguments], input=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


def put(root: Path, files: dict[str, str]) -> None:
    """Write files of the content."""
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small chronicle of the cases, committed, in a folder of a larger repository."""
    folder = tmp_path / "repository/chronicle"
    put(folder, read("base"))
    (folder / "site_config").symlink_to(ROOT / "site_config")
    git(tmp_path, "init", "-q", "repository")
    git(folder, "add", "content")
    git(folder, "commit", "-qm", "first")
    return folder


def compared(root: Path, revision: str = "HEAD") -> Summary:
    """The change since a revision."""
    configuration, _ = configure(root)
    assert configuration is not None
    with content_of(root, revision) as folder:
        before = side(inspect(folder), configuration)
    return summarise(before, side(inspect(root), configuration))


def test_nothing_changed_is_one_sentence(root: Path) -> None:
    """An empty change has no sections."""
    made = document(compared(root), "HEAD")
    assert ("No record changed.", ()) == (made.lead, made.sections)


def test_change_is_told_key_by_key_in_words(root: Path) -> None:
    """A figure is one phrase with its bound; an id stands beside its name; layout is no change."""
    said = read("base")["events/2024/said.yml"]
    put(
        root,
        {
            "events/2024/said.yml": said.replace("at_least: 3", "about: 4000").replace(
                "speaker: mayor", "speaker: [town]"
            )
        },
    )
    summary = compared(root)
    told = {change.path: (change.old, change.new) for change in summary.changed[0].fields}
    assert {
        "speaker 1 (before)": ("Mayor", ""),
        "speaker 1": ("", "Town"),
        "claim 1 › figure 1": ("at least 3 vehicles, other", "about 4,000 vehicles, other"),
    } == told


def test_grade_is_told_for_an_event_whose_record_did_not_change(root: Path) -> None:
    """A second speaker changes the origins of what both speak about."""
    said = read("base")["events/2024/said.yml"]
    put(root, {"actors/village.yml": "kind: state\nname: Village\n"})
    put(
        root, {"events/2024/also.yml": said.replace("Town on the bridge", "Village speaks").replace("mayor", "village")}
    )
    (graded,) = compared(root).grades
    assert ("closing", "single-origin", "corroborated", False) == (
        graded.event.id, graded.before and graded.before.grade, graded.after and graded.after.grade, graded.touched,
    )  # fmt: skip


def test_renamed_withdrawn_removed_and_reminders_are_told(root: Path) -> None:
    """Each has its section; a rename is a change of the id, not a loss."""
    base = read("base")
    (root / "content/topics/roads.yml").unlink()
    put(root, {"topics/ways.yml": "title: Roads\nformer_ids: [roads]\n"})
    (root / "content/places/bridge.yml").unlink()
    tombstone = base["events/2024/closing.yml"] + "withdrawn: {date: 2024-11-02, reason: It was open.}\n"
    put(root, {"events/2024/closing.yml": tombstone})
    put(root, {"sources/leaf-1.yml": base["sources/paper-1.yml"].replace("outlet: paper", "outlet: leaf")})
    put(root, {"actors/leaf.yml": "kind: outlet\nname: Leaf\n"})
    put(root, {"events/2024/said-2.yml": base["events/2024/said.yml"].replace("The mayor", "A captured mayor")})
    summary = compared(root)
    assert ["closing"] == [event.id for event in summary.withdrawn]
    assert ["bridge"] == [record.id for record in summary.removed]
    assert [("id", "roads", "ways")] == [
        (f.path, f.old, f.new) for c in summary.changed if c.after.id == "ways" for f in c.fields if f.path == "id"
    ]
    assert (("leaf",), ["leaf-1"]) == (summary.outlets, [source.id for source in summary.unarchived])
    assert ["said-2 and said look like one event"] == [problem.message for problem in summary.duplicates]
    assert ["content/events/2024/said-2.yml"] == [problem.where.path for problem in summary.at_risk]


def test_hostile_words_stay_words_in_every_format(root: Path) -> None:
    """No tag, link, mention, table cell or escape sequence comes of what a contributor wrote."""
    said = read("base")["events/2024/said.yml"]
    put(
        root,
        {
            "events/2024/said.yml": said.replace(
                "title: Town on the bridge", f"title: '{HOSTILE.replace(chr(39), chr(39) * 2)}'"
            )
        },
    )
    made = document(compared(root), "HEAD<b>")
    shown = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(as_markdown(made))
    tags = set(re.findall(r"<([a-z0-9]+)", shown + as_html(made).split("<body>")[1]))
    assert set() == tags - set(TAGS)
    assert "@you" not in as_markdown(made)
    assert "@you" not in shown
    assert HOSTILE in entities.unescape(re.sub("<[^>]*>", "", as_html(made)))
    assert "\x1b[31m" in as_text(made)


def test_output_of_a_huge_change_is_bounded(root: Path) -> None:
    """Three hundred records with long texts make a page that still opens."""
    said = read("base")["events/2024/said.yml"]
    long = "word " * 2_000
    files = {f"events/2024/said-{n}.yml": said.replace("The mayor spoke.", f"{n} {long}") for n in range(300)}
    put(root, files)
    made = document(compared(root), "HEAD")
    assert 1_000_000 > len(as_markdown(made).encode())
    assert "… and 200 more" in as_text(made)


@pytest.mark.parametrize("revision", ["", "--output=/tmp/x", "nowhere", "HEAD:content", "-h", "HEAD\0", "@{99}"])
def test_revision_that_is_none_is_wrong_use(root: Path, revision: str) -> None:
    """What is no commit is told in a sentence, and nothing is read as an option."""
    with pytest.raises(NoRevision), content_of(root, revision):
        pass


def test_command_ends_with_two_outside_of_git(tmp_path: Path) -> None:
    """Git is needed for this command alone."""
    put(tmp_path, read("base"))
    (tmp_path / "site_config").symlink_to(ROOT / "site_config")
    done = kronik(tmp_path, "diff", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (2, True) == (done.returncode, "git" in done.stderr)


def test_command_prints_each_format(root: Path) -> None:
    """The command as it is run; no colours in a pipe."""
    put(root, {"topics/ways.yml": "title: Ways\n"})
    assert "Added (1)\n  Ways topics/ways" in kronik(root, "diff", "HEAD").stdout
    assert "### Added &#40;1&#41;" in kronik(root, "diff", "HEAD", "--format", "markdown").stdout
    assert kronik(root, "diff", "HEAD", "--format", "html").stdout.startswith("<!doctype html>")


def test_hostile_tree_lays_nothing_outside_of_its_folder(root: Path) -> None:
    """Names that lead out, links and odd letters in a tree that git itself would not make."""
    blob = git(root, "hash-object", "-w", "--stdin", given=b"title: X\n")
    raw = bytes.fromhex(blob)
    evil = (
        b"100644 ..\0"
        + raw
        + b"120000 link\0"
        + raw
        + b"100644 a\\b.yml\0"
        + raw
        + b"100644 caf\xc3\xa9 \xff.yml\0"
        + raw
    )
    inner = git(root, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=evil)
    tree = inner
    for name in (b"content", b"chronicle"):
        entry = b"40000 " + name + b"\0" + bytes.fromhex(tree)
        tree = git(root, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=entry)
    commit = git(root, "commit-tree", tree, "-m", "evil")
    with content_of(root, commit) as folder:
        assert [b"caf\xc3\xa9 \xff.yml"] == [
            bytes(path.name.encode(errors="surrogateescape")) for path in (folder / "content").iterdir()
        ]
        assert ["content"] == [path.name for path in folder.iterdir()]


def test_configuration_and_code_of_the_revision_are_not_read(root: Path) -> None:
    """Only `content/` is laid out."""
    (root / "generator.py").write_text("raise SystemExit(9)")
    git(root, "add", "generator.py")
    git(root, "commit", "-qm", "code")
    with content_of(root, "HEAD") as folder:
        assert ["content"] == [path.name for path in folder.iterdir()]
