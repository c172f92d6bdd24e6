"""A made-up chronicle of any size: seeded, all kinds of record, shapes as hard as real ones."""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

WORDS = [
    "river",
    "bridge",
    "northern",
    "southern",
    "ministry",
    "said",
    "that",
    "according",
    "estimate",
    "convoy",
    "crossed",
    "engineers",
    "repaired",
    "the",
    "old",
    "road",
    "spokesman",
    "asked",
    "whether",
    "could",
    "confirm",
    "figures",
    "were",
    "lower",
    "than",
    "earlier",
    "reported",
    "by",
    "neighbours",
    "during",
    "the",
    "week",
    "before",
    "officials",
    "declined",
    "to",
    "say",
    "more",
    "until",
    "inspection",
    "ended",
    "while",
    "villagers",
    "described",
    "lights",
    "noise",
    "and",
    "heavy",
    "vehicles",
]
NAMES = ("김철수", "Иван Петров", "Андрій Шевченко", "Siti Rahma", "Jörg Müller")
STANCES = ("asserts", "asserts", "confirms", "denies", "doubts", "declines", "revises", "unable")
BOUNDS = ("exact", "about", "at_least", "more_than", "at_most", "less_than")
MEASURES = ("sent", "present", "killed", "casualties", "returned")
FIRST, ADDED = date(2000, 1, 1), date(2020, 1, 1)
"""When the first event happened, and when all of them entered the chronicle."""


def write_corpus(root: Path, events: int, seed: int = 7) -> None:
    """Write `root/content` with about `events` events; the same numbers give the same bytes."""
    chance = random.Random(seed)
    content = root / "content"
    if content.exists():
        shutil.rmtree(content)
    actors, sources, deployments = max(8, events // 20), max(10, events), max(2, events // 50)
    for kind in ("actors", "places", "sources", "topics", "pages"):
        (content / kind).mkdir(parents=True)
    _actors(content / "actors", actors, chance)
    for number in range(12):
        _write(
            content / f"places/place-{number}.yml",
            f"name: Place {number}\ncountry: XA\nlat: {number}.5\nlon: {number}.25\n",
        )
        _write(
            content / f"topics/topic-{number}.yml",
            f"title: Topic {number}\nsummary: What topic {number} covers.\n",
        )
    days = [_day(number, events) for number in range(sources)]
    for number in range(sources):
        _source(content / f"sources/source-{number}.yml", number, days[number], chance)
    for number in range(events):
        name, text, year = _event(number, days[number], events, deployments, chance)
        _write(content / f"events/{year}/{name}.yml", text)


def _day(number: int, events: int) -> date:
    """Two events a day, more where they would else not have happened before they were added."""
    return FIRST + timedelta(days=min(number // 2, number * (ADDED - FIRST).days // events))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _actors(folder: Path, count: int, chance: random.Random) -> None:
    for state in range(6):
        _write(folder / f"state-{state}.yml", f"kind: state\nname: State {state}\n")
    for number in range(count):
        name = f"{NAMES[number % len(NAMES)]} {number}"
        role = f"roles:\n  - title: speaker\n    of: state-{chance.randrange(6)}\n"
        _write(folder / f"actor-{number}.yml", f"kind: person\nname: {name}\n{role}")
        _write(folder / f"outlet-{number}.yml", f"kind: outlet\nname: Outlet {number}\n")


def _source(path: Path, number: int, day: date, chance: random.Random) -> None:
    outlet = chance.randrange(8)
    rests = f"derived_from:\n  - source: source-{number - 1}\n    relation: quotes\n" if number % 3 == 1 else ""
    _write(
        path,
        f'outlet: outlet-{outlet}\ntitle: "{_sentence(chance, 8)} {number}"\nurl: https://news.example/{number}\n'
        f"published: {day}\nlanguage: en\n{rests}",
    )


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize()


def _event(number: int, day: date, events: int, deployments: int, chance: random.Random) -> tuple[str, str, int]:
    head = f'title: "{_sentence(chance, 7)} {number}"\n'
    summary = "summary: >-\n" + "".join(f"  {_sentence(chance, 14)}.\n" for _ in range(4))
    cited = sorted({number, min(events - 1, number + 1)})
    tail = f"topics: [topic-{number % 12}]\nplaces: [place-{number % 12}]\nsources:\n"
    tail += "".join(f"  - source: source-{n}\n" for n in cited) + f"added: {ADDED}\n"
    if number < deployments:
        body = f"kind: deployment\n{head}date: 2000-01~/..\nforce: state-{number % 3}\nhost: state-{3 + number % 3}\n"
        return f"deployment-{number}", body + summary + tail, 2000
    if number % 5 == 0:
        return (
            f"occurrence-{number}",
            f"kind: occurrence\n{head}date: {day}\nparties: [state-1]\n{summary}{tail}",
            day.year,
        )
    speaker = chance.randrange(max(8, events // 20))
    body = (
        f"kind: statement\n{head}date: {day}\nspeaker: actor-{speaker}\n{summary}{_claims(number, deployments, chance)}"
    )
    quote = f'quotes:\n  - text: "{_sentence(chance, 16)} {number}"\n    language: en\n    source: source-{cited[0]}\n'
    return f"statement-{number}", body + quote + tail, day.year


def _claims(number: int, deployments: int, chance: random.Random) -> str:
    figure = (
        f"      - {chance.choice(BOUNDS)}: {chance.randrange(1, 200) * 50}\n"
        f"        measure: {chance.choice(MEASURES)}\n        unit: soldiers\n"
    )
    return (
        f"claims:\n  - about: deployment-{number % deployments}\n    text: {_sentence(chance, 12)}.\n"
        f"    stance: {chance.choice(STANCES)}\n    hedge: {_sentence(chance, 3)}\n    figures:\n{figure}"
    )
