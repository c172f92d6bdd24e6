"""Compiled templates, for the next save and the next build.

Compiling the templates of pages and theme takes a second of every process that makes pages. What is kept of it is
code, so it never lies in the folder of a chronicle, where a pull request or a cache from elsewhere could bring it: it
lies in the user's own cache folder, beside the `.pyc` files of this Python in kind, and is only believed where nobody
else can write. Anything that is missing, damaged or of another version is compiled anew.
"""

import marshal
import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

MOST = 12
"""Files of the folder: a few chronicles, languages and versions side by side."""
MOST_TEMPLATES = 200
"""Templates of a file, those that were asked for last: a chronicle has some 50, a theme half as many."""
_SUFFIX = ".code"
_SIZE = 32
Codes = dict[tuple[str, str], CodeType]
"""By the name and the sum of a template's source."""


def own_folder(name: str) -> Path | None:
    """Where things lie that only the user may bring; None where there is no such place, or others could write there."""
    folder = user_cache_path("kronik") / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):  # no home
        return None
    own = not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
    return folder if own and stat.S_ISDIR(found.st_mode) else None


class Compiled(jinja2.BytecodeCache):
    """Templates that were compiled under the same circumstances; their source is compared by Jinja."""

    def __init__(self, folder: Path | None = None, made_by: str = "") -> None:
        """Without a folder it lasts as long as the process; `made_by` changes with the code that compiles."""
        self._folder, self._made_by = folder, made_by
        self._name = ""
        self._made: Codes = {}
        self._new = False

    def under(self, circumstances: str) -> "Compiled":
        """The same while all that code depends on beside its source is the same."""
        name = blake2b(f"{sys.version}\0{self._made_by}\0{circumstances}".encode(), digest_size=16).hexdigest()
        if name != self._name:
            self._name, self._made, self._new = name, self._read(name), False
        return self

    def beside(self, circumstances: str) -> "Compiled":
        """What was compiled under others, kept in the same folder."""
        return Compiled(self._folder, self._made_by).under(circumstances)

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled of this source."""
        key = bucket.key, bucket.checksum
        if (code := self._made.pop(key, None)) is not None:
            self._made[key] = bucket.code = code  # the last in order, so it is kept longest

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        if bucket.code is not None:
            self._made[bucket.key, bucket.checksum] = bucket.code
            self._new = True

    def _read(self, name: str) -> Codes:
        if self._folder is None:
            return {}
        try:
            whole = (self._folder / f"{name}{_SUFFIX}").read_bytes()
        except OSError:
            return {}
        body = whole[_SIZE:]
        if blake2b(body, digest_size=_SIZE).digest() != whole[:_SIZE]:
            return {}
        return dict(marshal.loads(body))  # the user's own, see above; the sum is right, so nobody cut it short

    def save(self) -> None:
        """Keep what is new, beside what other processes kept meanwhile."""
        if self._folder is None or not self._new:
            return
        others = [item for item in self._read(self._name).items() if item[0] not in self._made]
        body = marshal.dumps([*others, *self._made.items()][-MOST_TEMPLATES:])
        made = self._folder / f"{self._name}.{os.getpid()}.new"
        with suppress(OSError):
            try:
                made.write_bytes(blake2b(body, digest_size=_SIZE).digest() + body)
                made.replace(self._folder / f"{self._name}{_SUFFIX}")
            finally:
                made.unlink(missing_ok=True)
            self._new = False
            self._tidy()

    def _tidy(self) -> None:
        assert self._folder is not None
        entries = sorted(os.scandir(self._folder), key=lambda entry: -entry.stat().st_mtime_ns)
        for entry in entries[MOST:]:
            Path(entry).unlink(missing_ok=True)
