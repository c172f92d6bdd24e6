"""The content of a git revision in a folder of its own.

Git is asked for names and blobs only: no checkout, so that no filter, hook or attribute of the revision runs.
Names in a tree may be hostile (`..`, `.git`, a link): only regular files with plain names below `content/` are laid
out, and nothing larger than a record can be.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.load.files import MAX_BYTES
from generator.names import CONTENT

_REGULAR = (b"100644", b"100755")
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class NoRevision(Exception):
    """The revision can't be read; the words say why."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of the revision: its path from the root of the chronicle, its object and its size."""

    path: bytes
    name: bytes
    size: int


@contextmanager
def content_of(root: Path, revision: str) -> Iterator[Path]:
    """A temporary folder that holds `content/` as it was; raises `NoRevision`."""
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="kronik-") as name:
        folder = Path(name).resolve()
        (folder / CONTENT).mkdir()
        try:
            _lay_out(root, folder, list(_blobs(root, commit)))
        except OSError as error:
            raise NoRevision(f"a file of {revision} can't be laid out: {error.strerror}") from error
        yield folder


def _git(root: Path, arguments: Sequence[str], given: bytes = b"") -> bytes:
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(root), *arguments]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, check=False, env={**os.environ, **_ENVIRONMENT}
        )
    except FileNotFoundError:
        raise NoRevision("git is not installed; `kronik diff` reads the older records from it") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise NoRevision(said[-1].removeprefix("fatal: ") if said else "git gave no answer")
    return done.stdout


def _commit(root: Path, revision: str) -> str:
    """The full name of the commit; a name that begins with a dash could be read as an option."""
    if not revision or revision.startswith("-") or "\0" in revision:
        raise NoRevision("a revision is a branch, a tag or a commit, such as main or HEAD~1")
    _git(root, ["rev-parse", "--is-inside-work-tree"])
    try:
        asked = _git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"])
    except NoRevision:
        raise NoRevision("git knows no such commit; `git log --oneline` lists them") from None
    return asked.decode().strip()


def _blobs(root: Path, commit: str) -> Iterator[_Blob]:
    prefix = _git(root, ["rev-parse", "--show-prefix"]).rstrip(b"\n")
    folder = prefix + CONTENT.encode() + b"/"
    for line in _git(root, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit, os.fsdecode(folder)]).split(b"\0"):
        facts, _, path = line.partition(b"\t")
        if not path.startswith(folder):
            continue
        mode, _, name, size = facts.split()
        inner = path.removeprefix(prefix)
        if mode in _REGULAR and _plain(inner) and int(size) <= MAX_BYTES:
            yield _Blob(inner, name, int(size))


def _plain(path: bytes) -> bool:
    """Whether every step is a name that no system reads as a way out."""
    steps = path.split(b"/")
    return all(s not in (b"", b".", b"..") and not any(c in s for c in b'\\:*?"<>|\n\r') for s in steps)


def _lay_out(root: Path, folder: Path, blobs: list[_Blob]) -> None:
    """Write every file; the answer of git is `name type size`, a line end, the bytes, a line end."""
    answer = _git(root, ["cat-file", "--batch"], b"".join(blob.name + b"\n" for blob in blobs))
    at = 0
    for blob in blobs:
        start = answer.index(b"\n", at) + 1
        at = start + blob.size + 1
        target = folder / os.fsdecode(blob.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(answer[start : at - 1])
