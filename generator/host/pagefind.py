"""Runs Pagefind (https://pagefind.app, MIT; its program is inside the wheel): texts of pages to an index for browsers.

Its Python wrapper takes a tenth of a second for each page, so the program is talked to here as the wrapper does:
requests in base64 JSON, each ended by a comma, answered in the same way, one at a time, which also fixes the order of
pages and with it every byte. Only files that the search box asks for are kept.
"""

import base64
import binascii
import gzip
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from pagefind_bin import get_executable

LANGUAGE = "en"
"""One index, one stemmer; texts in other languages bring their own stems. `search.js` names its program."""
CHUNK = "6000"
"""How much of the index lies in one file, of which a query needs one a word; Pagefind's own 20,000 make 30 kB."""
KEPT = ("pagefind.js", "pagefind-entry.json", f"wasm.{LANGUAGE}.pagefind", "pagefind.*.pf_meta", "index/*.pf_index")


class CannotIndex(Exception):
    """Pagefind is missing, broken, or was stopped; the message says which."""


@dataclass(frozen=True)
class Index:
    """What Pagefind made: its files by path, and the name it gave each page, in the order of the pages."""

    ids: tuple[str, ...]
    files: dict[str, bytes]


def version() -> str:
    """The version of the program: another one makes other files."""
    try:
        done = subprocess.run([_program(), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotIndex(f"Pagefind does not start: {error}") from error
    return done.stdout.strip()


def _program() -> str:
    try:
        return str(get_executable())
    except FileNotFoundError as error:
        raise CannotIndex("Pagefind's program is not in its package; reinstall pagefind[bin]") from error


class Pagefind:
    """The program while it runs; `stop` may be called from another thread."""

    def __init__(self) -> None:
        command = [_program(), "--service"]
        environ = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK}
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        try:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=self._log, env=environ)
        except OSError as error:
            self._log.close()
            raise CannotIndex(f"Pagefind does not start: {error}") from error
        self._sent = 0

    def __enter__(self) -> "Pagefind":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            if stream:
                with suppress(BrokenPipeError):  # what was not sent when it ended
                    stream.close()

    def stop(self) -> None:
        """End the program; a request that waits for it fails."""
        self._process.kill()

    def index(self, pages: Sequence[str]) -> Index:
        """The index of the texts of pages, each a list of words."""
        made = self._ask("NewIndex", config={"keep_index_url": True, "force_language": LANGUAGE})["index_id"]
        for number, words in enumerate(pages):
            self._ask("AddRecord", index_id=made, url=str(number), content=words, language=LANGUAGE)
        # Asked to write them itself, Pagefind says that it is done before the last bytes are in the files.
        files = self._ask("GetFiles", index_id=made)["files"]
        return _kept({file["path"]: base64.b64decode(file["content"]) for file in files}, len(pages))

    def _ask(self, kind: str, **payload: Any) -> dict[str, Any]:
        self._sent += 1
        request = {"message_id": self._sent, "payload": {"type": kind, **payload}}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(base64.b64encode(json.dumps(request).encode()) + b",")
            stdin.flush()
            heard = bytearray()
            while not heard.endswith(b","):
                more = stdout.read1(1 << 16)  # type: ignore[attr-defined] # Popen gives a buffered reader
                if not more:
                    raise CannotIndex(f"Pagefind ended while it was asked for {kind}: {self._last_words()}")
                heard += more
            answer = json.loads(base64.b64decode(heard[:-1], validate=True))["payload"]
        except (OSError, ValueError, KeyError, binascii.Error) as error:
            raise CannotIndex(f"Pagefind gave no answer to {kind}: {self._last_words() or error}") from error
        if answer["type"] == "Error":
            raise CannotIndex(f"Pagefind could not {kind}: {answer.get('message')}")
        return dict(answer)

    def _last_words(self) -> str:
        self._log.seek(0)
        return self._log.read().decode(errors="replace").strip()[-300:]


def _kept(files: Mapping[str, bytes], pages: int) -> Index:
    """The files that are kept, and the pages' names: those of the fragments, which tell the page they were made of."""
    ids = [""] * pages
    for path, content in files.items():
        if path.startswith("fragment/"):
            told = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
            ids[int(told["url"])] = path.removeprefix("fragment/").removesuffix(".pf_fragment")
    if pages and not all(ids):
        raise CannotIndex("Pagefind left out pages")
    kept = sorted(path for path in files if any(fnmatch(path, pattern) for pattern in KEPT))
    return Index(tuple(ids), {path: files[path] for path in kept})
