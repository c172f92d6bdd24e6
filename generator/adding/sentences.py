"""What the checks say, asked of the checks themselves, so that the form in the browser can't say anything else.

Each sentence is got by making the mistake in a small record and putting names in braces where its values stood.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from generator.characters import REFUSED, refusal
from generator.checks.claims import claim_about_itself
from generator.checks.identity import former_id_taken
from generator.checks.loops import derivation_loop, part_of_loop, relation_loop, reliance_loop
from generator.checks.prose import prose_markup, unknown_prose_link
from generator.checks.references import ambiguous_reference, unknown_reference, wrong_reference
from generator.checks.times import (
    changed_before_added,
    claim_before_event,
    dated_after_added,
    leg_outside_period,
    source_before_statement,
)
from generator.corpus import VOCABULARIES, Corpus
from generator.dates import REASONS, DateError, Edtf
from generator.encode import url_fault
from generator.load.files import Found, file_found
from generator.load.records import read_record
from generator.load.whole import keep
from generator.model.base import Part, Record
from generator.problems import Problem, Severity, nearest
from generator.shape import fields
from generator.yamltext import Document

Sentence = tuple[str, str, str, Severity]
"""Code, message, hint, severity."""
Values = Mapping[str, Any]


def sentences() -> Mapping[str, Sentence]:
    """By a name that the form knows."""
    return {**_of_values(), **_of_dates(), **_of_groups(), **_of_records()}


def _marked(sentence: Sentence, marks: Mapping[str, str]) -> Sentence:
    """The sentence with names in the place of an example's values, the longest first."""
    code, message, hint, severity = sentence
    for name, value in sorted(marks.items(), key=lambda item: -len(item[1])):
        message, hint = (said.replace(value, f"{{{name}}}") for said in (message, hint))
    return code, message, hint, severity


def _said(problem: Problem) -> Sentence:
    return problem.code, problem.message, problem.hint, problem.severity


_SOURCE = {"outlet": "a", "title": "x", "url_unknown": "x", "published": "2023-01-01", "language": "en"}
_EVENT = {"title": "x", "date": "2024", "summary": "x", "sources": [{"source": "s"}], "added": "2024-01-01"}
_STATEMENT = {"kind": "statement", **_EVENT, "date": "2023-06-01", "speaker": "a", "added": "2023-06-02"}
_DEPLOYMENT = {"kind": "deployment", **_EVENT, "date": "2024-05-05", "force": "a", "added": "2024-05-04"}
_PLACE = {"name": "x"}


def _read(vocabulary: str, values: Values) -> tuple[Record | None, Sequence[Problem]]:
    return read_record(Document("", "", dict(values), ()), vocabulary, "x")


def _told(vocabulary: str, values: Values, **marks: str) -> Sentence:
    """What is said of the one mistake in a record."""
    (problem,) = _read(vocabulary, values)[1]
    return _marked(_said(problem), marks)


def _figure(**bounds: object) -> Values:
    figure = {"measure": "sent", "unit": "x", **bounds}
    return {**_STATEMENT, "claims": [{"about": "x", "stance": "asserts", "figures": [figure]}]}


def _of_values() -> Mapping[str, Sentence]:
    """Of single values."""
    near = nearest("zzz", ["point", "area", "unknown"])
    return {
        "empty": _told("topics", {"title": " "}),
        "not-a-day": _told("sources", {**_SOURCE, "added": "2024-10"}, value="“2024-10”"),
        "address": _told("sources", {**_SOURCE, "archived": "x"}, value="“x”", reason=url_fault("x") or ""),
        "language": _told("sources", {**_SOURCE, "language": "?"}, value="“?”"),
        "number": _told("events", _figure(exact="x"), value="“x”"),
        "thousands": _told("events", _figure(exact="3.000"), value="“3.000”", plain="3000"),
        "below-zero": _told("events", _figure(exact="-1"), value="“-1”"),
        "id": _told("sources", {**_SOURCE, "outlet": "?"}, value="“?”"),
        "reserved-id": _told("sources", {**_SOURCE, "outlet": "con"}, value="“con”"),
        "word": _told("places", {**_PLACE, "precision": "zzz"}, value="“zzz”", near=near),
        "range": _told("events", _figure(between=["1"])),
        "hidden": _marked((*refusal("\u202e"), "error"), {"name": f"U+202E {unicodedata.name(chr(0x202E))}"}),
        "control": _marked((*refusal("\x01"), "error"), {"name": "U+0001"}),
    }


def refused_names() -> Mapping[str, str]:
    """What refused characters are called, where they have a name."""
    found = (chr(code) for code in (*range(0x10000), *range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0080)))
    return {char: name for char in found if REFUSED.match(char) and (name := unicodedata.name(char, ""))}


def nearest_words() -> Mapping[str, str]:
    """The remedies for a misspelt word."""
    listed = nearest("zzz", ["aaa"]).replace("aaa", "{words}")
    return {"close": nearest("wordd", ["word"]).replace("word", "{word}"), "listed": listed}


def address_faults() -> Mapping[str, str]:
    """Why an address can't be linked, by what is wrong with it."""
    examples = {
        "long": "https://a.example/" + "x" * 3000,
        "ascii": "https://a.example/ x",
        "scheme": "x",
        "user": "https://me@a.example/",
        "port": "https://a.example:0/",
        "private": "https://a.localhost/",
        "dot": "https://a/",
        "name": "https://a.b-c/",
    }
    return {name: url_fault(url) or "" for name, url in examples.items()}


def _dated(text: str, /, **marks: str) -> Sentence:
    try:
        Edtf.parse(text)
    except DateError as error:
        return _marked((error.code, error.message, error.hint, "error"), marks)
    raise AssertionError(f"{text} is a date after all")


def _of_dates() -> Mapping[str, Sentence]:
    return {
        "date": _dated("abc", text="'abc'", remedy=date_remedies()["example"]),
        "year-0": _dated("0000"),
        "month": _dated("2024-13", text="'2024-13'", month="13"),
        "month-0": _dated("2024-00", text="'2024-00'", month="00", year="2024"),
        "month-day": _dated("2024-13-05", text="'2024-13-05'", month="13", swapped="2024-05-13"),
        "day": _dated("2024-02-30", month="2024-02", days="29", day="30"),
        "day-0": _dated("2024-02-00", month="2024-02", days="29", day="00"),
        "winter": _dated("9999-24"),
        "backwards": _dated("2024-12/2024-11", text="'2024-12/2024-11'", swapped="2024-11/2024-12"),
    }


def date_remedies() -> Mapping[str, str]:
    """How a reason and the nearest date are put together, and the reason that comes with examples."""
    spaced = _dated(" 2024")[2]
    reason = next(said for pattern, said in REASONS if pattern.fullmatch(" 2024"))
    with_nearest = spaced.replace(reason, "{reason}").replace("2024", "{nearest}")
    return {"example": _dated("abc")[2], "nearest": with_nearest, "last": REASONS[-1][1]}


def _of_groups() -> Mapping[str, Sentence]:
    """Of the keys of one group."""
    names = {"name": "title", "reason": "title_unknown"}
    keys = {"keys": ", ".join(("source", "title")), "found": "source and title"}
    titled = {"title": "x", "source": "x"}
    bare = {key: value for key, value in _SOURCE.items() if key != "title"}
    return {
        "missing": _told("topics", {"summary": "x"}, key="title", group=group_words()["record"]),
        "too-few": _told("events", {**_STATEMENT, "sources": []}),
        "several": _told("sources", {**_SOURCE, "mentions": [titled]}, **keys),
        "known-and-unknown": _told("sources", {**_SOURCE, "title_unknown": "x"}, **names),
        "neither-known": _told("sources", bare, **names),
        "upside-down": _told("events", _figure(between=["9", "8"]), low="9", high="8"),
        "rising": _told("events", {**_DEPLOYMENT, "assessment": _assessment(low="9", high="8")}),
        "coordinates": _told("places", {**_PLACE, "lat": "1"}),
        "off-earth": _told("places", {**_PLACE, "lat": "91", "lon": "2"}, lat="91", lon="2"),
    }


def _assessment(**numbers: str) -> Values:
    return {**numbers, "rationale": "x", "by": "x", "date": "2024-06-01"}


def group_words() -> Mapping[str, str]:
    """How messages name a group: the record, or an item of a list."""
    (of_record,) = _read("topics", {"summary": "x"})[1]
    (of_item,) = _read("events", {**_STATEMENT, "claims": [{"stance": "asserts"}]})[1]
    record, item = of_record.hint.removeprefix("add title: to "), of_item.hint.removeprefix("add about: to ")
    return {"record": record, "item": item.replace("claims", "{key}")}


def empty_groups(of: type[Part]) -> Iterator[tuple[str, Sentence]]:
    """For each group in a record what is said if nothing stands in it, where that is refused."""
    for part in filter(None, (field.part for field in fields(of).values())):
        blank = part.model_construct(**{field.name: None for field in fields(part).values()})
        for rule in part.__pydantic_decorators__.model_validators.values():
            try:
                rule.func(blank)
            except PydanticCustomError as error:
                context: Any = error.context
                yield part.__name__, (error.type, context["message"], context["hint"], "error")
        yield from empty_groups(part)


# Of several records: the smallest chronicle in which each mistake can be made.

_CLAIMS = [
    {"about": "happened", "stance": "asserts", "relies_on": ["happened", "said"]},
    {"about": "said", "stance": "asserts"},
]
_CIRCLE = "said → said"
_CHRONICLE: Mapping[str, Values] = {
    "actors/a": {"kind": "force", "name": "x"},
    "actors/both": {"kind": "outlet", "name": "x", "part_of": "both"},
    "sources/s": {**_SOURCE, "derived_from": [{"source": "s", "relation": "quotes"}]},
    "sources/both": _SOURCE,
    "places/p": _PLACE,
    "events/happened": {"kind": "occurrence", **_EVENT, "summary": "# x", "sources": [{"source": "missing-one"}]},
    "events/moved": {
        **_DEPLOYMENT,
        "legs": [{"from": "p", "date": "2020"}],
        "sources": [{"source": "s", "via": ["both"]}],
    },
    "events/said": {
        **_STATEMENT,
        "summary": "[x](event:nowhere)",
        "claims": _CLAIMS,
        "related": [{"event": "said", "relation": "follows"}],
        "corrections": [{"date": "2023-06-01", "note": "x"}],
        "former_ids": ["happened"],
        "part_of": "said",
    },
}


def _corpus(chronicle: Mapping[str, Values] = _CHRONICLE) -> Corpus:
    records: dict[str, dict[str, Record]] = {vocabulary: {} for vocabulary in VOCABULARIES}
    for path, values in chronicle.items():
        vocabulary, record_id = path.split("/")
        record, problems = read_record(Document(path, "", dict(values), ()), vocabulary, record_id)
        assert record is not None, problems
        records[vocabulary][record_id] = record
    return Corpus(records, {})


def _of_records() -> Mapping[str, Sentence]:
    """Of several records."""
    corpus = _corpus()

    def asked(rule: Callable[[Corpus], Iterator[Problem]], **marks: str) -> Sentence:
        return _marked(_said(next(rule(corpus))), marks)

    new, link = next(unknown_reference(corpus)).hint, next(unknown_prose_link(corpus)).hint
    ambiguous = {"id": "“both”", "folders": "sources and in actors", "hint": "source: both or outlet: both"}
    return {
        **_of_names(),
        "unknown-reference": asked(unknown_reference, id="“missing-one”", folders="content/sources/", hint=new),
        "ambiguous": asked(ambiguous_reference, **ambiguous),
        "not-a-statement": asked(wrong_reference, id="“happened”", kind="an occurrence"),
        "about-itself": asked(claim_about_itself),
        "before-event": asked(claim_before_event, said="2023-06-01", id="happened", begins="2024-01-01"),
        "before-statement": asked(source_before_statement, id="s was", published="2023-01-01", said="2023-06-01"),
        "outside-period": asked(leg_outside_period, leg="2020", period="2024-05-05"),
        "after-added": asked(dated_after_added, begins="2024-05-05", added="2024-05-04"),
        "changed-before-added": asked(changed_before_added, added="2023-06-02", changed="2023-06-01"),
        "former-id": asked(former_id_taken, id="happened is", owner="of happened"),
        "relation-loop": asked(relation_loop, circle=_CIRCLE),
        "part-loop-events": asked(part_of_loop, circle=_CIRCLE),
        "part-loop-actors": _marked(_said(list(part_of_loop(corpus))[-1]), {"circle": "both → both"}),
        "derivation-loop": asked(derivation_loop, circle="s → s"),
        "reliance-loop": asked(reliance_loop, circle=_CIRCLE),
        "unknown-link": asked(unknown_prose_link, link="“event:nowhere”", hint=link),
        "markup": asked(prose_markup, what="a heading"),
    }


def _of_names() -> Mapping[str, Sentence]:
    """Of the name of a record's file."""
    bad, reserved = (file_found(f"content/topics/{name}.yml", os.stat_result([0] * 10)) for name in ("A", "con"))
    assert isinstance(bad, Problem)
    assert isinstance(reserved, Problem)
    there, _ = read_record(Document("there.yml", "", {"title": "x"}, ()), "topics", "aaa")
    assert there is not None
    twin = Found("topics", "aaa", "x")
    (twice,) = keep({"aaa": there}, twin, Document("zzz", "", {"title": "x"}, ()))
    return {
        "file-name": _marked(_said(bad), {"id": "“A”"}),
        "reserved-name": _marked(_said(reserved), {"id": "“con”"}),
        "duplicate-id": _marked(_said(twice), {"id": "aaa", "path": there.path}),
    }


def reference_words() -> Mapping[str, str]:
    """The remedies for an id that names nothing, and how folders are told."""
    near = {"events/happened": {**_CHRONICLE["events/happened"], "part_of": "happenes"}}
    close = next(p.hint for p in unknown_reference(_corpus(near)) if "happenes" in p.message)
    return {
        "new": next(unknown_reference(_corpus())).hint.replace("source", "{type}"),
        "close": close.replace("happened", "{id}").replace("statement", "{type}"),
        "link": next(unknown_prose_link(_corpus())).hint,
    }
