"""Files, mostly of JSON, with a sum in front: what was damaged or made by another version is never believed."""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_NAME = b"kronik"


@dataclass
class Boxes:
    """A folder of such files, all made by one stamp."""

    folder: Path
    stamp: str
    packed: bool = False
    """Whether the system's disk, and whoever hands the folder on, get a tenth of the bytes."""
    damaged: list[str] = field(default_factory=list)
    """Files that were there and could not be believed."""

    def read(self, name: str) -> Any:
        """The JSON that a file holds; None where there is none, or one of another stamp."""
        body = self.take(name)
        return None if body is None else json.loads(body)

    def write(self, name: str, value: Any) -> None:
        """Put a file of JSON in its place, as `put` does."""
        self.put(name, json_bytes(value))

    def take(self, name: str) -> bytes | None:
        """What a file holds; None where there is none, or one of another stamp."""
        path = self.folder / name
        try:
            odd = path.exists() and not path.is_file()  # a pipe would wait for ever
            head, _, body = (b"" if odd else path.read_bytes()).partition(b"\n")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            head, body = b"", b""
        words = head.split(b" ")
        if len(words) != 3 or words[0] != _NAME or words[2] != _sum(words[1], body):
            self.damaged.append(str(path))
            return None
        if words[1] != self.stamp.encode():
            return None
        if not self.packed:
            return body
        try:
            return _unpacked(body)
        except (MemoryError, ValueError):
            self.damaged.append(str(path))
            return None

    def put(self, name: str, body: bytes) -> None:
        """Put a file in its place whole; where the system won't have it, it is made again next time."""
        body = _packed(body) if self.packed else body
        stamp = self.stamp.encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            made = self.folder / f"{name}.{os.getpid()}.new"
            try:
                made.write_bytes(b" ".join((_NAME, stamp, _sum(stamp, body))) + b"\n" + body)
                made.replace(self.folder / name)
            except OSError:
                made.unlink(missing_ok=True)
                raise

    def tidy(self, prefix: str, most: int) -> None:
        """Drop all but the newest files whose names begin so, and what killed runs left."""
        with suppress(OSError):
            entries = sorted(os.scandir(self.folder), key=lambda entry: (-entry.stat().st_mtime_ns, entry.name))
            for entry in [e for e in entries if e.name.startswith(prefix)][most:]:
                Path(entry).unlink(missing_ok=True)
            for entry in [e for e in entries if e.name.endswith(".new")][most:]:
                Path(entry).unlink(missing_ok=True)


def name_of(folder: Path) -> str:
    """What a file is called that tells of a folder, wherever that lies."""
    return hashlib.blake2b(str(folder).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def json_bytes(value: Any) -> bytes:
    """JSON on one line, of ASCII alone."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _packed(body: bytes) -> bytes:
    import zstandard  # a check of known files has no time to load it

    return zstandard.compress(body)


def _unpacked(body: bytes) -> bytes:
    """Raises `ValueError` for what was not packed, `MemoryError` where it says that it is larger than there is room."""
    import zstandard

    try:
        return zstandard.decompress(body)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error


def _sum(stamp: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(stamp + b"\n" + body, digest_size=20).hexdigest().encode()
