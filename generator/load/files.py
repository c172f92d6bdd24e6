"""Which files of `content/` are read: regular files with the right name in the right folder, nothing else.

MkDocs would follow a link and publish what it points to; so links, devices and strangers are problems here,
in the folder of prose pages too.
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.names import CONTENT, FOLDERS, ID, ID_LENGTH, PAGES, RESERVED
from generator.problems import Problem, Where, nearest, quoted
from generator.progress import counted, step

MAX_BYTES = 256 * 1024
MAX_PAGE_FILE = 10 * 1024 * 1024
"""For what stands beside prose pages: pictures, papers, tables."""
MAX_DEPTH = 6
"""Folders within each other; an address of more steps helps nobody."""
_READING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
PAGE_ENDINGS = (".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".csv", ".txt")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read: its vocabulary (None for prose pages), id, and path relative to the root."""

    vocabulary: str | None
    id: str
    path: str
    trace: tuple[int, ...] = field(default=(), compare=False)
    """What the system says of the file; a file of the same trace was not written to."""


@dataclass(frozen=True)
class Contents:
    """Every file as it stands: what was found, the text of records and pages, and what could not be read."""

    found: tuple[Found, ...]
    texts: Mapping[str, str]
    """By path; of what stands beside pages, nothing."""
    digests: Mapping[str, str]
    """The same for files of the same text."""
    problems: tuple[Problem, ...]

    @property
    def traces(self) -> Mapping[str, tuple[int, ...]]:
        """What the system says of each file."""
        return {file.path: file.trace for file in self.found}

    @property
    def digest(self) -> str:
        """The same for chronicles of the same files with the same texts."""
        made = hashlib.blake2b(digest_size=20)
        for file in self.found:
            made.update(f"{file.path}\0{self.digests.get(file.path)}\0".encode("utf-8", "surrogateescape"))
        for problem in self.problems:
            made.update(f"{problem}\0".encode("utf-8", "surrogateescape"))
        return made.hexdigest()


def read(root: Path) -> Contents:
    """Find and read all of `root/content`."""
    return read_whole(root, glance(root, lambda *_: None))


def glance(root: Path, known: Callable[[str, tuple[int, ...]], str | None]) -> Contents:
    """The same without the texts of files whose digest is known."""
    with step("looking for files"):
        found, problems = find(root)
    digests = {file.path: digest for file in found if (digest := known(file.path, file.trace))}
    return _with_texts(root, Contents(tuple(found), {}, digests, tuple(problems)), lambda path: path not in digests)


def read_whole(root: Path, seen: Contents) -> Contents:
    """What was only glanced at, with all texts."""
    return _with_texts(root, seen, lambda path: path in seen.digests and path not in seen.texts)


def _with_texts(root: Path, seen: Contents, wanted: Callable[[str], bool]) -> Contents:
    """With the texts of some more files."""
    texts, digests, problems = dict(seen.texts), dict(seen.digests), list(seen.problems)
    for file in counted("reading files", [file for file in seen.found if wanted(file.path)]):
        text = _text(root, file)
        if isinstance(text, Problem):
            problems.append(text)
            digests.pop(file.path, None)
        else:
            texts[file.path] = text
            digests[file.path] = digest_of(text)
    readable = tuple(file for file in seen.found if file.vocabulary or file.path in digests)
    return Contents(readable, texts, digests, tuple(problems))


def digest_of(text: str) -> str:
    """The same for the same text."""
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


def _text(root: Path, file: Found) -> str | Problem:
    is_text = file.vocabulary or file.path.endswith(".md")
    return read_text(root, file.path) if is_text else _beside(root, file.path)


def find(root: Path) -> tuple[list[Found], list[Problem]]:
    """Every file of the content folder in the order of paths, and what should not be there."""
    found: list[Found] = []
    problems: list[Problem] = []
    if (root / CONTENT).is_symlink():
        return found, [_link(CONTENT)]
    for item in _walk(root, CONTENT):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            found.append(item)
    return found, problems


def _walk(root: Path, folder: str) -> Iterator[Found | Problem]:
    """Depth first, in the order of names; links are never followed."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(folder, error)
        return
    seen: dict[str, str] = {}
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        clash = seen.setdefault(unicodedata.normalize("NFKC", entry.name).casefold(), entry.name)
        if clash != entry.name:
            hint = f"rename it; {clash} is there already"
            yield Problem(Where(path), "case-collision", "two names here differ only by case", hint)
        if entry.is_symlink():
            yield _link(path)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(root, path)
        elif not entry.is_file(follow_symlinks=False):
            yield Problem(Where(path), "not-a-file", "this is neither a file nor a folder", "remove it")
        else:
            yield file_found(path, entry.stat(follow_symlinks=False))


def _link(path: str) -> Problem:
    message = "links are not followed: they may lead out of the folder"
    return Problem(Where(path), "symbolic-link", message, "put the file itself here")


def _folder(root: Path, path: str) -> Iterator[Found | Problem]:
    steps = path.split("/")[1:]
    top = steps[0]
    if top not in FOLDERS and top != PAGES:
        message = f"{quoted(top)} is no vocabulary"
        yield Problem(Where(path), "unknown-folder", message, nearest(top, [*FOLDERS, PAGES]))
    elif top == PAGES and (fault := _page_folder(path, steps)):
        yield fault
    elif top == PAGES or len(steps) == 1 or holds_records(path):
        yield from _walk(root, path)
    else:
        hint = "events stand in events/YYYY/, all other records directly in their folder"
        yield Problem(Where(path), "wrong-folder", "records are not looked for in this folder", hint)


def holds_records(folder: str) -> bool:
    """Whether records are looked for in a folder."""
    steps = folder.split("/")[1:]
    if steps[:1] == ["events"]:
        return len(steps) == 2 and bool(re.fullmatch("[0-9]{4}", steps[1]))
    return len(steps) == 1 and steps[0] in FOLDERS


def file_found(path: str, status: os.stat_result) -> Found | Problem:
    """What a regular file is to us by its path and size."""
    where = Where(path)
    _, *steps = path.split("/")
    name = steps[-1]
    if steps[0] == PAGES and len(steps) > 1:
        return _page(path, name, status)
    if len(steps) != (3 if steps[0] == "events" else 2):
        hint = "events stand in content/events/YYYY/, all other records in content/<vocabulary>/"
        return Problem(where, "wrong-folder", "no record is looked for here", hint)
    if not name.endswith(".yml"):
        hint = f"rename it to {name.removesuffix('.yaml')}.yml" if name.endswith(".yaml") else "a record ends in .yml"
        return Problem(where, "wrong-extension", f"{quoted(name)} is not a record's file name", hint)
    stem = name.removesuffix(".yml")
    if not ID.fullmatch(stem) or len(stem) > ID_LENGTH:
        hint = f"use lower-case ASCII words joined by hyphens, at most {ID_LENGTH} characters"
        return Problem(where, "bad-file-name", f"{quoted(stem)} can't be an id", hint)
    if stem in RESERVED:
        return Problem(
            where,
            "reserved-name",
            f"{quoted(stem)} has a meaning of its own on some systems",
            "add a word to it",
        )
    if status.st_size > MAX_BYTES:
        hint = f"the limit is {MAX_BYTES // 1024} KiB; split it into several records"
        return Problem(where, "file-too-large", f"the file has {status.st_size:,} bytes", hint)
    return Found(steps[0], stem, path, trace(status))


def trace(status: os.stat_result) -> tuple[int, ...]:
    """What changes whenever a file is written to.

    The time of change (`ctime`) is the system's own: no tool can set it back, as some do with that of modification.
    On Windows it is the time at which the file was made, which tells nothing.
    """
    if os.name == "nt":
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _page_folder(path: str, steps: list[str]) -> Problem | None:
    if len(steps) > MAX_DEPTH:
        hint = f"use at most {MAX_DEPTH} folders within each other"
        return Problem(Where(path), "wrong-folder", "no page is looked for so deep", hint)
    return _name_fault(path, steps[-1]) if len(steps) > 1 else None


def _page(path: str, name: str, status: os.stat_result) -> Found | Problem:
    if fault := _name_fault(path, name):
        return fault
    if not name.endswith(PAGE_ENDINGS):
        hint = f"prose pages and their files end in {', '.join(PAGE_ENDINGS)}"
        return Problem(Where(path), "wrong-extension", f"{quoted(name)} is not published from here", hint)
    if status.st_size > (most := MAX_BYTES if name.endswith(".md") else MAX_PAGE_FILE):
        hint = f"the limit is {most // 1024} KiB; split it, or make it smaller"
        return Problem(Where(path), "file-too-large", f"the file has {status.st_size:,} bytes", hint)
    return Found(None, name, path, trace(status))


def _name_fault(path: str, name: str) -> Problem | None:
    """Why a name of a page, of a file beside it or of a folder can't be a part of an address."""
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", name) or len(name) > ID_LENGTH:
        hint = f"use ASCII letters, digits, hyphens and dots, at most {ID_LENGTH} characters"
        return Problem(Where(path), "bad-file-name", f"{quoted(name)} can't be an address", hint)
    stem = name.partition(".")[0].lower()
    if (stem in RESERVED and stem != "index") or stem == "readme":
        message = f"{quoted(name)} has a meaning of its own on some systems"
        return Problem(Where(path), "reserved-name", message, "add a word to it")
    return None


def read_text(root: Path, path: str) -> str | Problem:
    """The text of a file, strictly UTF-8; one byte order mark at the beginning is dropped."""
    data = _bytes(root, path, MAX_BYTES)
    if isinstance(data, Problem):
        return data
    if len(data) > MAX_BYTES:
        hint = f"the limit is {MAX_BYTES // 1024} KiB; split it"
        return Problem(Where(path), "file-too-large", "the file is larger than a record can be", hint)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        where = Where(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8 text"
        return Problem(where, "not-utf8", message, "save the file with the encoding UTF-8")


def _beside(root: Path, path: str) -> str | Problem:
    """Nothing of a file beside pages, if it may be published as it is; of pictures and papers the beginning tells."""
    from generator.load.beside import fault

    data = _bytes(root, path, MAX_PAGE_FILE if path.endswith((".csv", ".txt")) else 100)
    return data if isinstance(data, Problem) else fault(path, data) or ""


def _bytes(root: Path, path: str, most: int) -> bytes | Problem:
    """What a file holds, and a byte more than it may if it is longer."""
    try:
        handle = os.open(f"{root}/{path}", _READING)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                return Problem(Where(path), "not-a-file", "this is not a regular file", "put a file in its place")
            return _read(handle, most + 1, status.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        return unreadable(path, error)


def _read(handle: int, most: int, size: int) -> bytes:
    """What a file holds, up to a number of bytes; one that is said to have fewer is asked once."""
    data = os.read(handle, most)
    while len(data) != size and len(data) < most and (more := os.read(handle, most - len(data))):
        data += more
    return data


def unreadable(path: str, error: OSError) -> Problem:
    """A file or folder that the system would not give us."""
    reason = (error.strerror or "it can't be read").lower()
    return Problem(Where(path), "unreadable", f"it can't be read: {reason}", "check that it is there and may be read")
