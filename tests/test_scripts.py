"""The scripts that workflows run: which program reads a pull request, and how a site gets to a host."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"


def git(folder: Path, *words: str) -> None:
    """Git, with a name and nothing of the user's settings."""
    named = ["-c", "user.name=x", "-c", "user.email=x@kronik.example", "-c", "commit.gpgsign=false"]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True, env=env)


@pytest.fixture
def change(tmp_path: Path) -> Path:
    """A clone that stands at the merge of a pull request which does nothing yet."""
    folder = tmp_path / "change"
    (folder / "content/events").mkdir(parents=True)
    (folder / "content/events/old.yml").write_text("old\n")
    (folder / "program").write_text("of the base\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "base")
    git(folder, "checkout", "-qb", "pull")
    return folder


def merged(folder: Path) -> None:
    """Commit what stands in the folder and join it with the base, as GitHub does."""
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "change")
    git(folder, "checkout", "-q", "main")
    git(folder, "merge", "-q", "--no-ff", "-m", "merge", "pull")


def choose(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as the workflow does."""
    script = str(SCRIPTS / "choose_program.sh")
    return subprocess.run([script, "change", "base"], cwd=folder.parent, capture_output=True, text=True, check=False)


def told(run: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What it says to the next steps."""
    assert 0 == run.returncode, run.stderr
    return dict(line.split("=", 1) for line in run.stdout.splitlines())


@pytest.mark.parametrize("name", [".cache", ".venv", "site", ".site.kronik"])
def test_what_is_made_here_is_not_brought(change: Path, name: str) -> None:
    """Nobody reviews a cache or an environment, and the next step would believe it; a link is no better."""
    (change / name).symlink_to("/tmp") if name == "site" else (change / name).mkdir()
    if name != "site":
        (change / name / "x").write_text("x\n")
    git(change, "add", "-f", name)
    merged(change)
    run = choose(change)
    assert (1, "") == (run.returncode, run.stdout)
    assert f"the change brings {name} which is made here" in run.stderr


def test_records_alone_are_read_by_the_program_of_the_base(change: Path) -> None:
    """New, changed and removed records stand in the base; a link stays a link, for the check to refuse."""
    (change / "content/events/old.yml").unlink()
    (change / "content/events/new.yml").write_text("new\n")
    (change / "content/events/link.yml").symlink_to("/etc/hostname")
    (change / "content/.gitattributes").write_text("* export-ignore filter=x\n")
    merged(change)
    answer = told(choose(change))
    base = change.parent / "base"
    assert "base" == answer["folder"]
    assert {".gitattributes", "events/link.yml", "events/new.yml"} == {
        str(path.relative_to(base / "content")) for path in (base / "content").rglob("*") if not path.is_dir()
    }
    assert (base / "content/events/link.yml").is_symlink()
    was = subprocess.run(["git", "show", f"{answer['base']}:content/events/old.yml"], cwd=base, capture_output=True)
    assert b"old\n" == was.stdout


def test_a_change_of_the_program_is_read_by_itself(change: Path) -> None:
    """Records may need the program that comes with them."""
    (change / "content/events/new.yml").write_text("new\n")
    (change / "program").write_text("of the change\n")
    merged(change)
    assert "change" == told(choose(change))["folder"]


@pytest.mark.parametrize("path", ["content2/x", "a/content/x", "Content/x"])
def test_only_the_folder_of_that_name_counts_as_records(change: Path, path: str) -> None:
    """A folder of a like name is a change of the program."""
    (change / path).parent.mkdir(parents=True)
    (change / path).write_text("x\n")
    merged(change)
    assert "change" == told(choose(change))["folder"]


def test_a_link_in_place_of_the_records_is_refused(change: Path) -> None:
    """Nothing outside the clone is ever read as records."""
    (change / "content/events/old.yml").unlink()
    (change / "content/events").rmdir()
    (change / "content").rmdir()
    (change / "content").symlink_to("/etc")
    merged(change)
    run = choose(change)
    assert (1, "") == (run.returncode, run.stdout)
    assert "leaves no folder content/" in run.stderr


def test_without_its_parent_a_change_is_refused(change: Path) -> None:
    """A clone of one commit can't tell what changed."""
    run = choose(change)
    assert 1 == run.returncode
    assert "lacks its first parent" in run.stderr


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A folder that plays the host: `ssh` runs what it is told on this machine."""
    commands = tmp_path / "commands"
    commands.mkdir()
    (commands / "ssh").write_text('#!/bin/sh\nfor last in "$@"; do :; done\nexec sh -c "$last"\n')
    (commands / "ssh").chmod(0o755)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/404.html").write_text("none")
    (tmp_path / "srv").mkdir()
    return tmp_path


def publish(host: Path, *, name: str = "www@kronik.example", folder: str | None = None) -> int:
    """Run the script with the host's folder."""
    words = [str(SCRIPTS / "publish.sh"), str(host / "site"), name, folder or str(host / "srv/kronik")]
    env = {**os.environ, "PATH": f"{host / 'commands'}:{os.environ['PATH']}"}
    return subprocess.run(words, env=env, capture_output=True, check=False).returncode


def served(host: Path) -> str:
    """What the web server would send."""
    return (host / "srv/kronik/current/index.html").read_text()


def test_a_site_goes_to_the_host_whole_and_three_stay(host: Path) -> None:
    """The link moves to each new release; what is gone from the site is gone from the host."""
    for number in range(5):
        (host / "site/index.html").write_text(str(number))
        assert 0 == publish(host)
        assert str(number) == served(host)
    assert 3 == len(list((host / "srv/kronik/releases").iterdir()))
    assert [] == list((host / "srv/kronik").glob("next-*"))


def test_a_site_that_does_not_arrive_changes_nothing(host: Path) -> None:
    """When the way to the host breaks, the old site is served, and nothing of the new one is left."""
    (host / "site/index.html").write_text("old")
    assert 0 == publish(host)
    (host / "site/index.html").write_text("new")
    (host / "commands/tar").write_text('#!/bin/sh\n/bin/tar "$@" | head -c 40\n')
    (host / "commands/tar").chmod(0o755)
    assert 0 != publish(host)
    assert "old" == served(host)
    assert 1 == len(list((host / "srv/kronik/releases").iterdir()))


@pytest.mark.parametrize("name", ["-oProxyCommand=touch x", "a b", "a;b", "", "$(x)"])
def test_a_strange_host_is_refused(host: Path, name: str) -> None:
    """A setting of the repository can't become an option or a command."""
    (host / "site/index.html").write_text("x")
    assert 2 == publish(host, name=name)


@pytest.mark.parametrize("folder", ["srv", "/srv/'x", "/srv/../etc", "/srv/$(x)", "/srv/a b", "/"])
def test_a_strange_folder_is_refused(host: Path, folder: str) -> None:
    """Only a plain absolute path is given to the shell of the host."""
    (host / "site/index.html").write_text("x")
    assert 2 == publish(host, folder=folder)


def test_a_folder_without_a_site_is_refused(host: Path) -> None:
    """Nothing is published from a build that failed."""
    assert 2 == publish(host)
