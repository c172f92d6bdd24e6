"""From the plain value of a YAML file to a record, or to problems that name the line."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.corpus import VOCABULARIES
from generator.fields import described
from generator.model.base import Part, Record
from generator.problems import Problem, nearest, quoted
from generator.shape import fields, part_at
from generator.yamltext import MAX_PROBLEMS, Document, Loc, more_problems


def read_record(document: Document, vocabulary: str, record_id: str) -> tuple[Record | None, list[Problem]]:
    """The record in `document`, or None and the reasons."""
    value = document.value
    if document.problems:
        return None, list(document.problems)
    if not isinstance(value, dict) or not value:
        what = "the file is empty" if not value else f"the file holds {described(value)}"
        hint = "begin with keys, such as kind: and title:"
        return None, [Problem(document.where(), "not-a-record", f"{what}, not a record", hint)]
    cls, problem = _class_of(document, VOCABULARIES[vocabulary])
    if cls is None:
        return None, [problem] if problem else []
    return _validated(document, cls, record_id)


def class_of(value: Mapping[str, Any], vocabulary: str) -> type[Record] | None:
    """The class of a record by its vocabulary and kind; None where the kind is not known."""
    classes = VOCABULARIES[vocabulary]
    kinds = {cls.type_name: cls for cls in classes}
    return classes[0] if len(classes) == 1 else kinds.get(str(value.get("kind")))


def _class_of(document: Document, classes: tuple[type[Record], ...]) -> tuple[type[Record] | None, Problem | None]:
    if len(classes) == 1:
        return classes[0], None
    names = {cls.type_name: cls for cls in classes}
    kind = document.value.get("kind")
    if kind is None:
        hint = f"add kind: with one of {', '.join(names)}"
        return None, Problem(
            document.where(), "missing-field", "kind is missing, so it is not known what this is", hint
        )
    if not isinstance(kind, str) or kind not in names:
        message = f"the kind of an event can't be {described(kind)}"
        return None, Problem(document.where(("kind",)), "unknown-kind", message, nearest(str(kind), names))
    return names[kind], None


def _validated(document: Document, cls: type[Record], record_id: str) -> tuple[Record | None, list[Problem]]:
    value = document.value
    problems = [
        Problem(document.where_key((key,)), *_unknown_key(cls, (), key)) for key in sorted(cls.from_file & value.keys())
    ]
    given = {**value, "id": record_id, "path": document.path}
    try:
        record = cls.model_validate(given, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, problems + told(document, cls, error)
    return (None if problems else record), problems


def told(document: Document, cls: type[Part], error: ValidationError) -> list[Problem]:
    """The errors of the model as problems with their lines, the first of them if they are very many."""
    details = error.errors(include_url=False)
    wrong_items = {loc[:length] for loc in (d["loc"] for d in details) for length in range(len(loc))}
    own = [d for d in details if d["type"] != "too_short" or d["loc"] not in wrong_items]
    problems = [_problem(document, cls, detail) for detail in own[:MAX_PROBLEMS]]
    return [*problems, more_problems(max(p.where for p in problems))] if len(own) > MAX_PROBLEMS else problems


def _problem(document: Document, cls: type[Part], detail: ErrorDetails) -> Problem:
    loc = tuple(step for step in detail["loc"] if step != "[key]")
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return Problem(document.where_key(loc), *_unknown_key(cls, loc[:-1], str(loc[-1])))
    if kind == "missing":
        hint = f"add {loc[-1]}: to {_group(loc[:-1])}"
        return Problem(document.where(loc[:-1]), "missing-field", f"{loc[-1]} is missing", hint)
    code, message, hint = _sentence(kind, detail, value)
    return Problem(document.where(loc), code, message, hint)


def _group(loc: Loc) -> str:
    return (
        f"this item of {loc[-2]}"
        if len(loc) > 1 and isinstance(loc[-1], int)
        else str(loc[-1] if loc else "the record")
    )


def _unknown_key(cls: type[Part], loc: Loc, key: str) -> tuple[str, str, str]:
    part = part_at(cls, loc)
    known = list(fields(part)) if part else []
    return "unknown-key", f"{quoted(key)} is no key of {_group(loc)}", nearest(key, known)


def _sentence(kind: str, detail: ErrorDetails, value: Any) -> tuple[str, str, str]:
    """Our code and sentence for an error of the model."""
    context = detail.get("ctx") or {}
    if "hint" in context:
        return kind, str(context["message"]), str(context["hint"])
    if value == "":
        return "empty-value", "the value is empty", "fill it in, or delete the line"
    if kind == "tuple_type":
        return (
            "wrong-type",
            f"a list is needed here, not {described(value)}",
            "put each item on its own line after “- ”",
        )
    if kind in ("model_type", "dict_type", "mapping_type"):
        return (
            "wrong-type",
            f"a group of keys is needed here, not {described(value)}",
            "write keys with values below it",
        )
    if kind == "too_short":
        return "empty-list", "at least one item is needed here", "add an item"
    if kind == "literal_error":
        return "unknown-value", f"{described(value)} is not allowed here", f"write {context.get('expected')}"
    raise AssertionError(f"the model reports {kind!r}, for which no sentence is written: {detail['msg']}")
