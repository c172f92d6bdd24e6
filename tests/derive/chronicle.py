"""Small chronicles for tests: records as YAML texts, read by the real loader's own steps."""

from generator.corpus import VOCABULARIES, Corpus
from generator.derive import Timeline, derive
from generator.derive.clocks import today_of
from generator.load.records import read_record
from generator.model.base import Record
from generator.yamltext import read_yaml

ACTORS = {
    "north": "kind: state\nname: North\n",
    "south": "kind: state\nname: South\n",
    "east": "kind: state\nname: East\n",
    "army": "kind: force\nname: Army of the North\npart_of: north\n",
    "ministry": "kind: organisation\nname: Ministry\npart_of: south\n",
    "agency": "kind: outlet\nname: Agency\n",
    "echo": "kind: outlet\nname: Echo\n",
    "paper": "kind: outlet\nname: Paper\n",
    "radio": "kind: outlet\nname: State Radio\npart_of: north\n",
    "anna": (
        "kind: person\nname: Anna\nroles:\n"
        "  - {title: spokeswoman, of: ministry, from: 2020, to: 2024-06}\n"
        "  - {title: adviser, of: east, from: 2024-07-01}\n"
    ),
    "boris": "kind: person\nname: Boris\nroles:\n  - {title: minister, of: ministry}\n",
}
SOURCES = {
    "agency-1": "outlet: agency\ntitle: a\nurl_unknown: x\npublished: 2024-10-01\nlanguage: en\n",
    "paper-1": (
        "outlet: paper\ntitle: b\nurl_unknown: x\npublished: 2024-10-02\nlanguage: en\n"
        "derived_from:\n  - {source: agency-1, relation: quotes}\n"
    ),
    "paper-2": "outlet: paper\ntitle: c\nurl_unknown: x\npublished_unknown: y\nlanguage: en\n",
}
MOVE = (
    "kind: deployment\ntitle: Move\ndate: 2024-10\nforce: army\nhost: east\nsummary: x\n"
    "sources:\n  - source: agency-1\nadded: 2025-01-01\n"
)
PART = MOVE.replace("title: Move", "title: Part of the move").replace("added:", "part_of: move\nadded:")


def said(day: str, speaker: str, *claims: str, sources: str = "agency-1", more: str = "") -> str:
    """A statement; each claim is `about stance [bound value measure]`, or a text of YAML after these words."""
    lines = [f"kind: statement\ntitle: said\ndate: {day}\nspeaker: {speaker}\nsummary: x"]
    for claim in claims:
        words, _, extra = claim.partition("|")
        about, stance, *figure = words.split()
        lines.append(
            f"{'claims:' if claim is claims[0] else ''}\n  - about: {about}\n    stance: {stance}".lstrip("\n")
        )
        if figure:
            lines.append(
                f"    figures:\n      - {figure[0]}: {figure[1]}\n        measure: {figure[2]}\n        unit: soldiers"
            )
        if extra:
            lines.append(f"    {extra}")
    cited = "".join(f"\n  - source: {source}" for source in sources.split())
    return "\n".join(lines) + f"\nsources:{cited}\n{more}added: 2025-01-01\n"


def timeline(events: dict[str, str], sources: dict[str, str] | None = None, backwards: bool = False) -> Timeline:
    """The timeline of a chronicle; every record must be valid."""
    texts = {"events": events, "actors": ACTORS, "sources": {**SOURCES, **(sources or {})}, "places": {}, "topics": {}}
    records: dict[str, dict[str, Record]] = {}
    for vocabulary in VOCABULARIES:
        found = {}
        for record_id, text in sorted(texts[vocabulary].items(), reverse=backwards):
            path = f"content/{vocabulary}/{record_id}.yml"
            record, problems = read_record(read_yaml(path, text), vocabulary, record_id)
            assert record is not None, problems
            found[record_id] = record
        records[vocabulary] = found
    corpus = Corpus(records, {})
    return derive(corpus, today_of(corpus))
