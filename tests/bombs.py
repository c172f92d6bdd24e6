"""Texts made to exhaust whoever reads them, and a driver that reads each in a child with hard limits.

`python -m tests.bombs [NAME...]` prints a line of JSON each: the name, and the problems told or how the child died.
"""

import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from generator.build import inspect
from generator.load.files import MAX_BYTES
from generator.settings import configure

SECONDS = 1
MEGABYTES = 200


def full(piece: str, before: str = "", after: str = "") -> str:
    """As many pieces as a file may hold."""
    room = MAX_BYTES - len((before + after).encode()) - 8
    return before + piece * (room // len(piece.encode())) + after


def _chain(link: Callable[[int], str], count: int) -> str:
    return "".join(link(number) for number in range(1, count))[: MAX_BYTES - 8]


YAML = {
    "dashes": full("- "),
    "dashes below dashes": "".join(f"{' ' * n}-\n" for n in range(700)),
    "groups below groups": "".join(f"{' ' * n}a:\n" for n in range(700)),
    "brackets": full("["),
    "braces": full("{a: "),
    "questions": full("? "),
    "questions in braces": full("? ", "{"),
    "colons": full(": "),
    "commas": full(",", "[", "]"),
    "items": full("a,", "[", "]"),
    "quotes": full('"'),
    "single quotes": full("'"),
    "escaped breaks": full("\\\n", '"'),
    "escapes": full("\\U0010FFFF", 'a: "', '"'),
    "escaped overrides": full("\\u202e", 'a: "', '"'),
    "escaped surrogates": full("\\uD800", 'a: "', '"'),
    "percents": full("%a b\n"),
    "documents": full("---\n"),
    "ends": full("...\n"),
    "tags": full("!"),
    "long tag": full("a", "!<", "> x"),
    "long anchor": full("a", "a: &", " x"),
    "long alias": full("a", "a: *"),
    "long key": full("a", "", ": x"),
    "long asked key": full("a", "? ", "\n: x"),
    "many keys": _chain(lambda n: f"{n:x}: v\n", 30_000),
    "one key": full("a: b\n"),
    "one key in braces": full("a: b,", "{", "}"),
    "laughs": "a: &a [l,l]\n" + "".join(f"{c}: &{c} [*{p},*{p}]\n" for p, c in pairwise("abcdefgh")),
    "merges": _chain(lambda n: f"k{n}: &k{n} {{<<: *k{n - 1}, a: b}}\n", 9_000),
    "anchors": _chain(lambda n: f"b{n}: &b{n} x\n", 20_000),
    "spaces": full(" \n", "a: |\n"),
    "tabs": full("\t"),
    "comments": full("#\n"),
    "hidden": full("\u200b", "a: "),
    "broken quotes": full('": "\n'),
}
RECORDS = {
    "unknown keys": _chain(lambda n: f"titel{n}: v\n", 19_000),
    "unknown keys in items": full("{a: b},", "title: x\nsummary: y\nformer_ids: [", "]"),
    "former ids": full("A,", "title: x\nformer_ids: [", "]"),
    "long former ids": full("a-", "title: x\nformer_ids: [", "a]"),
    "wrong ids": full(f"{'x' * 119}Y,", "title: x\nformer_ids: [", "]"),
}
EVENTS = {
    "digits of a day": full("2", "kind: statement\ndate: "),
    "slashes of a day": full("/", "kind: statement\ndate: "),
    "digits of a figure": full("9", "kind: statement\nclaims: [{figures: [{exact: ", "}]}]"),
    "claims": full("{},", "kind: statement\nclaims: [", "]"),
    "claims with figures": full("{figures: [{}]},", "kind: statement\nclaims: [", "]"),
    "stances": full("{stance: assertz},", "kind: statement\nclaims: [", "]"),
    "kind": full("x", "kind: "),
    "speakers": full("Ä,", "kind: statement\nspeaker: [", "]"),
}
SOURCES = {
    "labels of a host": full("a.", "outlet: a\nurl: https://"),
    "subtags": full("a-", "outlet: a\nlanguage: ", "a"),
    "percents of an address": full("%", "outlet: a\nurl: https://x.org/"),
}
PROSE = {
    piece: full(piece)
    for piece in (
        "[", "]", "*", "**a", "_*", "*a ", "![", "[a](", "[](<", "<", "<a ", "<!--", "<?", "&", "\\", "`", "`` ` ", ">",
        "> ", "- ", "- x\n  ", "1. ", "#", "|", "|-\n  ", "~", "a**b", "<a@b.c>", "<x:y>", "[a]: b\n  ", "[a][",
    )
}  # fmt: skip


def _files() -> dict[str, tuple[str, str]]:
    files = {f"yaml: {name}": ("content/topics/x.yml", text) for name, text in YAML.items()}
    files |= {f"record: {name}": ("content/topics/x.yml", text) for name, text in RECORDS.items()}
    files |= {f"event: {name}": ("content/events/2024/x.yml", text) for name, text in EVENTS.items()}
    files |= {f"source: {name}": ("content/sources/x.yml", text) for name, text in SOURCES.items()}
    files |= {f"settings: {name}": ("site_config/site.yml", text) for name, text in YAML.items()}
    files |= {
        f"front matter: {name}": ("content/pages/x.md", f"---\n{text[:-8]}\n---\n") for name, text in YAML.items()
    }
    for piece, text in PROSE.items():
        name = piece.strip()
        summary = "title: x\nsummary: |\n  " + text[: MAX_BYTES - 40]
        files[f"prose: {name}"] = ("content/topics/x.yml", summary)
        files[f"page: {name}"] = ("content/pages/x.md", text)
    return files


FILES = _files()


def limited(name: str, pipe: int) -> None:
    """In the child: read one file within the limits and tell how many problems there are."""
    path, text = FILES[name]
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / path
        target.parent.mkdir(parents=True)
        target.write_bytes(text.encode("utf-8", "surrogatepass"))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (used + MEGABYTES * 2**20, used + MEGABYTES * 2**20))
        problems = configure(Path(folder))[1] if path.startswith("site_config") else inspect(Path(folder)).problems
        said = [str(problem) for problem in problems]
        os.write(pipe, json.dumps([len(said), sum(map(len, said))]).encode())


def outcome(name: str) -> list[int] | str:
    """Number and length of the problems told, or how the child died."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            limited(name, write)
        except BaseException as error:  # noqa: BLE001 - the parent must hear of anything
            os.write(write, json.dumps(f"{type(error).__name__}: {error}"[:500]).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    found: list[int] | str = json.loads(said) if said else f"died with {os.waitstatus_to_exitcode(status)}"
    return found


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(FILES)
    for one in chosen:
        print(json.dumps([one, outcome(one)]), flush=True)  # noqa: T201 - the driver's answer
