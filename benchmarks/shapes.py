"""Chronicles that are hard in one way each: everything about one event, one actor everywhere, chains without end.

A shape of size n has about n records, or as many as the limits of one file allow.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

Files = Iterator[tuple[str, str]]
"""Paths below `content/` and texts."""
MOST_IN_ONE_FILE = 6_000
"""Lists of one record; a file may hold 20,000 values."""


def lay(root: Path, name: str, size: int) -> None:
    """Write `root/content` in one of the shapes."""
    if (root / "content").exists():
        shutil.rmtree(root / "content")
    for path, text in (*_base(), *SHAPES[name](size)):
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, "utf-8")


def _base() -> Files:
    for number in range(4):
        yield f"actors/state-{number}.yml", f"kind: state\nname: State {number}\n"
    yield "actors/outlet.yml", "kind: outlet\nname: Outlet\n"
    yield "actors/speaker.yml", "kind: person\nname: Speaker\nroles:\n  - title: minister\n    of: state-1\n"
    yield "places/town.yml", "name: Town\ncountry: XA\nlat: 40.5\nlon: 130.25\n"
    yield "topics/roads.yml", "title: Roads\nsummary: What it covers.\n"
    yield _source(0)
    yield "events/2000/deployment.yml", _event("deployment", "Soldiers moved", 0, "force: state-0\nhost: state-1\n")


def _source(number: int, more: str = "") -> tuple[str, str]:
    text = f"outlet: outlet\ntitle: News number {number}\nurl: https://news.example/{number}\npublished: 2030-01-01\n"
    return f"sources/source-{number}.yml", f"{text}language: en\n{more}"


def _event(kind: str, title: str, day: int, more: str, sources: str = "  - source: source-0\n") -> str:
    when = "2000-01-01/.." if kind == "deployment" else str(date(2000, 1, 1) + timedelta(days=day))
    return (
        f"kind: {kind}\ntitle: {title}\ndate: {when}\nsummary: What is told here in one sentence of some length.\n"
        f"topics: [roads]\nplaces: [town]\n{more}sources:\n{sources}added: 2031-01-01\n"
    )


def _claim(number: int, about: str = "deployment", more: str = "") -> str:
    stance = ("asserts", "denies", "doubts", "confirms")[number % 4]
    return (
        f"  - about: {about}\n    text: They said number {number} of many things.\n    stance: {stance}\n{more}"
        f"    figures:\n      - about: {1000 + number}\n        measure: sent\n        unit: soldiers\n"
    )


def _statement(number: int, claims: str, speaker: str = "speaker") -> tuple[str, str]:
    more = f"speaker: {speaker}\nclaims:\n{claims}"
    return f"events/2000/statement-{number}.yml", _event("statement", f"Statement number {number}", number % 5000, more)


def _about_one(size: int) -> Files:
    for number in range(size):
        yield _statement(number, _claim(number), f"state-{number % 4}")


def _claims(size: int) -> Files:
    most = MOST_IN_ONE_FILE // 4
    for number in range(0, size, most):
        yield _statement(number, "".join(_claim(number + at) for at in range(min(most, size - number))))


def _derivations(size: int) -> Files:
    for number in range(1, size + 1):
        yield _source(number, f"derived_from:\n  - source: source-{number - 1}\n    relation: quotes\n")
    claims = f"speaker: outlet\nclaims:\n{_claim(0)}"
    yield "events/2000/report.yml", _event("statement", "A report", 1, claims, f"  - source: source-{size}\n")


def _reliance(size: int) -> Files:
    for number in range(size):
        more = f"    relies_on:\n      - statement: statement-{number - 1}\n" if number else ""
        yield _statement(number, _claim(0, more=more))


def _parts(size: int) -> Files:
    for number in range(size):
        above = f"part-{number - 1}" if number else "deployment"
        more = f"part_of: {above}\nforce: state-0\n"
        yield f"events/2000/part-{number}.yml", _event("deployment", f"Part number {number}", 0, more)
    for number in range(size):
        yield _statement(number, _claim(number, f"part-{number}"))


def _actors(size: int) -> Files:
    for number in range(size):
        yield f"actors/actor-{number}.yml", f"kind: person\nname: Person {number}\npart_of: state-{number % 4}\n"
        yield _statement(number, _claim(number), f"actor-{number}")


def _above(size: int) -> Files:
    for number in range(size):
        above = f"body-{number - 1}" if number else "state-0"
        yield f"actors/body-{number}.yml", f"kind: organisation\nname: Body {number}\npart_of: {above}\n"
    for number in range(size):
        yield _statement(number, _claim(number), f"body-{number}")


def _one_actor(size: int) -> Files:
    for number in range(size):
        text = _event("occurrence", f"Thing number {number}", number % 5000, "parties: [speaker]\nactors: [state-2]\n")
        yield f"events/2000/thing-{number}.yml", text


def _sources(size: int) -> Files:
    size = min(size, MOST_IN_ONE_FILE)
    for number in range(1, size):
        yield _source(number)
    cited = "".join(f"  - source: source-{number}\n" for number in range(size))
    more = f"speaker: speaker\nclaims:\n{_claim(0)}"
    yield "events/2000/statement.yml", _event("statement", "With many sources", 1, more, cited)


def _answers(size: int) -> Files:
    for number in range(size):
        more = "related:\n  - event: deployment\n    relation: follows\nparties: [state-1]\n"
        yield f"events/2000/answer-{number}.yml", _event("occurrence", f"Answer number {number}", number % 5000, more)


def _one_day(size: int) -> Files:
    for number in range(size):
        more = f"speaker: state-{number % 4}\n"
        yield f"events/2000/said-{number}.yml", _event("statement", f"Said number {number}", 0, more)


SHAPES: Mapping[str, Callable[[int], Files]] = {
    "statements about one deployment": _about_one,
    "claims in few statements": _claims,
    "derivations in a chain": _derivations,
    "statements relying in a chain": _reliance,
    "parts in a chain": _parts,
    "actors": _actors,
    "bodies in a chain": _above,
    "events of one actor": _one_actor,
    "sources of one event": _sources,
    "answers to one event": _answers,
    "events of one day": _one_day,
}
"""What there is much of, and who writes it."""
