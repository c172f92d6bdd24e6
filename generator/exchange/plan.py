"""Rows to records: which files an import writes, and a line for everything it does not.

Rerunning is safe: ids come from the rows, a file that is there is never written again, and the report tells whether it
still says what the row says. All is planned before anything is written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.characters import REFUSED
from generator.corpus import Corpus
from generator.drafts import TYPES, Draft, path_of
from generator.encode import url_fault
from generator.exchange.rows import Cited, Place, Row, Table
from generator.kinds import KINDS
from generator.load.records import read_record
from generator.model.base import Record
from generator.model.event import Event
from generator.names import ID_LENGTH
from generator.proposals import Names, slug, year_of
from generator.recordtext import record_text
from generator.shape import fields, references
from generator.yamltext import read_yaml

_EVENTS = tuple(kind.type_name for kind in KINDS)


@dataclass
class Plan:
    """The files to be written, in their order, and the report."""

    corpus: Corpus
    file: str
    today: str
    files: dict[str, str] = field(default_factory=dict)
    report: list[str] = field(default_factory=list)
    created: int = 0
    kept: int = 0
    refused: int = 0
    _made: dict[tuple[str, str], str] = field(default_factory=dict)
    """Ids that this import has given out, by vocabulary, with what for."""

    @cached_property
    def stem(self) -> str:
        return slug(re.sub(r"\.[A-Za-z0-9]{1,5}$", "", self.file), limit=50) or "imported-file"

    @cached_property
    def names(self) -> Names:
        return Names(self.corpus)

    @cached_property
    def source(self) -> str:
        """The file itself as a source: nothing about it is known but its name."""
        reason = f"The imported file {self._name} does not say."
        values = {
            "outlet": self._record("actors", self.stem, "actor", {"kind": "outlet", "name": self._name}),
            "title_unknown": reason, "url_unknown": "It was imported from a file.", "published_unknown": reason,
            "language": "und", "added": self.today,
        }  # fmt: skip
        return self._record("sources", f"{self.stem}-import", "source", values)

    @property
    def _name(self) -> str:
        return " ".join(REFUSED.sub("", self.file).split()) or "without a name"

    def say(self, locator: str, words: str) -> None:
        """A line of the report."""
        self.report.append(f"{self._name}, {locator}: {words}")

    def _record(self, vocabulary: str, wanted: str, type_name: str, values: Mapping[str, Any]) -> str:
        """The id of a record that is there or is made now."""
        record_id = wanted[:ID_LENGTH].strip("-")
        if (vocabulary, record_id) not in self._made:
            self._made[vocabulary, record_id] = ""
            if not self.corpus.has(vocabulary, record_id):
                self.files[path_of(type_name, record_id, "")] = record_text(TYPES[type_name], values)
        return record_id


def plan(corpus: Corpus, table: Table, file: str, today: str) -> Plan:
    """What an import of a table does."""
    made = Plan(corpus, file, today)
    for remark in table.remarks:
        made.say("all rows", remark)
    for row in table.rows:
        if row.reason:
            made.refused += 1
            made.say(row.locator, f"not taken over: {row.reason}")
        elif row.type_name in _EVENTS:
            _event(made, row)
        elif row.values:
            _vocabulary(made, row)
        else:
            _beside(made, row)
    return made


def _beside(made: Plan, row: Row) -> None:
    """A source or topic that stands in a sheet of its own."""
    ids = [_cited(made, cited, row.locator) for cited in row.cited] + [_topic(made, name) for name in row.topics]
    made.say(row.locator, f"is {row.type_name} {', '.join(filter(None, ids))}")


def _topic(made: Plan, title: str) -> str:
    known = made.names.find("topics", title)
    return known or made._record("topics", slug(title) or f"{made.stem}-topic", "topic", {"title": title})


def _place(made: Plan, place: Place, locator: str) -> str:
    if known := made.names.find("places", place.name):
        return known
    values: dict[str, Any] = {"name": place.name}
    if place.lat and place.lon:
        try:
            lat, lon = float(place.lat), float(place.lon)
        except ValueError:
            lat = lon = 999.0
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            values |= {"lat": _decimal(place.lat), "lon": _decimal(place.lon)}
            values |= {"coordinates_from": f"the imported file {made._name}"}
        else:
            made.say(locator, f"the coordinates {place.lat[:20]}, {place.lon[:20]} are no point on Earth; left out")
    elif place.lat or place.lon:
        made.say(locator, "one coordinate without the other is left out")
    return made._record("places", slug(place.name) or f"{made.stem}-place", "place", values)


def _decimal(text: str) -> str:
    """The number as written, without what the model does not read: a plus, a leading or a trailing point."""
    value = text.strip().lstrip("+")
    return (
        value
        if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]{1,9})?", value)
        else f"{float(value):.6f}".rstrip("0").rstrip(".")
    )


def _cited(made: Plan, cited: Cited, locator: str) -> str:
    """A document that the file names: known by its address, else made; without an address it is the file's own word."""
    for known in made.corpus.sources.values() if cited.url else ():
        if known.url == cited.url:
            return known.id
    reason = f"The imported file {made._name} does not say."
    url = cited.url if cited.url and not url_fault(cited.url) else ""
    if cited.url and not url:
        made.say(locator, f"the address {cited.url[:80]} can't be linked and is left out")
    host = url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    outlet = made.names.find("actors", host) if host else made.stem
    if not outlet:
        outlet = made._record("actors", slug(host) or made.stem, "actor", {"kind": "outlet", "name": host})
    elif outlet == made.stem:
        made.source  # noqa: B018 - makes the file's own outlet
    values = {"outlet": outlet, **_known("title", cited.title, reason), **_known("url", url, reason)}
    values |= {**_known("published", cited.published, reason), "language": "und", "added": made.today}
    return made._record("sources", slug(f"{made.stem} {cited.key}") or f"{made.stem}-source", "source", values)


def _known(key: str, value: str, reason: str) -> dict[str, str]:
    return {key: value} if value else {f"{key}_unknown": reason}


# Events and other records of rows


def _event(made: Plan, row: Row) -> None:
    citation = {"source": made.source, "locator": row.locator, **({"note": row.note} if row.note else {})}
    topics = list(dict.fromkeys(_topic(made, name) for name in row.topics))
    places = list(dict.fromkeys(_place(made, place, row.locator) for place in row.places))
    more = [{"source": _cited(made, cited, row.locator)} for cited in row.cited]
    values = {**_resolved(made, row), "kind": row.type_name, "topics": topics, "places": places}
    values |= {"sources": [citation, *(m for n, m in enumerate(more) if m not in more[:n])], "added": made.today}
    _keep(made, row, {key: value for key, value in values.items() if value})


def _vocabulary(made: Plan, row: Row) -> None:
    values = _resolved(made, row)
    if row.type_name == "source":
        reason = f"The imported file {made._name} does not say."
        for key in ("title", "url", "published"):
            values |= _known(key, str(values.get(key) or ""), reason)
        values = {"language": "und", "added": made.today, **values}
    _keep(made, row, {key: value for key, value in values.items() if value})


def _resolved(made: Plan, row: Row) -> dict[str, Any]:
    """Values with ids where records are named."""
    found: dict[str, Any] = {}
    for key, value in row.values.items():
        known = fields(TYPES[row.type_name]).get(key)
        wanted = {"speaker": ("actors",)}.get(key) or (
            known.reference.vocabularies if known and known.reference else ()
        )
        many = value if isinstance(value, list) else [value]
        ids = [next((i for v in wanted if (i := made.names.find(v, str(name)))), slug(str(name))) for name in many]
        found[key] = (ids if isinstance(value, list) else ids[0]) if wanted else value
        if key in _LISTS:
            found[key] = ids
    return found


_LISTS = frozenset(("parties", "actors", "against", "relayed_by", "on_behalf_of"))


def _keep(made: Plan, row: Row, values: Mapping[str, Any]) -> None:
    """One record of one row: written, there already, or refused with the reason."""
    vocabulary = TYPES[row.type_name].vocabulary
    wanted = made.names.propose(row.type_name, values) or f"{made.stem}-{slug(row.locator)}"
    record_id, there = _place_of(made, vocabulary, wanted[: ID_LENGTH - 6].strip("-"))
    draft = Draft(row.type_name, record_id, values)
    path = there.path if there else path_of(row.type_name, record_id, year_of(str(values.get("date", ""))) or "0001")
    document = read_yaml(path, draft.text)
    record, problems = read_record(document, vocabulary, record_id)
    if record is None:
        made.refused += 1
        made.say(row.locator, "not taken over: " + "; ".join(f"{p.message} ({p.hint})" for p in problems[:3]))
        return
    if missing := list(_strangers(made, record)):
        made.refused += 1
        made.say(row.locator, f"not taken over: {', '.join(missing)}; add it and import again")
        return
    made._made[vocabulary, record_id] = row.locator
    for remark in row.remarks:
        made.say(row.locator, remark)
    if there or made.corpus.has(vocabulary, record_id):
        made.kept += 1
        if there and _said(there) != _said(record):
            made.say(row.locator, f"{path} differs from the row: it was edited, or the row was; it is left as it is")
        return
    made.created += 1
    made.files[path] = draft.text


def _strangers(made: Plan, record: Record) -> Iterator[str]:
    for named in references(record):
        if not any(made.corpus.has(v, named.id) or (v, named.id) in made._made for v in named.vocabularies):
            yield f"{named.id} is not in {' or '.join(named.vocabularies)}"


def _place_of(made: Plan, vocabulary: str, wanted: str) -> tuple[str, Record | None]:
    """The id of a row: its own from an earlier run, else the first that nobody has."""
    renamed = {old: record for record in made.corpus[vocabulary].values() for old in record.former_ids}
    number = 1
    while True:
        record_id = wanted if number == 1 else f"{wanted}-{number}"
        number += 1
        if (vocabulary, record_id) in made._made:
            continue
        there = made.corpus[vocabulary].get(record_id) or renamed.get(record_id)
        if there is None and not made.corpus.has(vocabulary, record_id):
            return record_id, None
        if there is None or not isinstance(there, Event) or _cites(there, made.source):
            return (there.id if there else record_id), there


def _cites(event: Event, source: str) -> bool:
    return any(citation.source == source for citation in event.sources)


def _said(record: Record) -> object:
    """What a record says, whatever its file and the days it was added or corrected."""
    same = {"id": "", "path": "", "former_ids": ()}
    return record.model_copy(update=same | ({"added": None} if hasattr(record, "added") else {}))
