"""Problems in the formats that people and machines read: text, GitHub annotations, JSON, SARIF."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.explain import WHY
from generator.problems import Problem

Report = Callable[[Sequence[Problem]], str]


def text(problems: Sequence[Problem]) -> str:
    """One line a problem."""
    return "\n".join(str(problem) for problem in problems)


def github(problems: Sequence[Problem]) -> str:
    """Workflow commands, shown as annotations on a pull request."""
    return "\n".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    where = problem.where
    place = f"file={_property(where.path)},line={where.line},col={where.column},title={_property(problem.code)}"
    return f"::{problem.severity} {place}::{_message(f'{problem.message} ({problem.hint})')}"


def _message(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _message(words).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects."""
    return json.dumps([_object(problem) for problem in problems], ensure_ascii=False, indent=1)


def _object(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.where.path,
        "line": problem.where.line,
        "column": problem.where.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def sarif(problems: Sequence[Problem]) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""
    rules = [_rule(code) for code in sorted({problem.code for problem in problems})]
    driver = {"name": "kronik", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(p) for p in problems]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(code: str) -> dict[str, Any]:
    """A rule with the reason why it is one."""
    why = {"fullDescription": {"text": WHY[code]}} if code in WHY else {}
    return {"id": code, **why}


def _result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.where.line, "startColumn": problem.where.column}
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(problem.where.path)}, "region": region}}
    message = {"text": f"{problem.message} ({problem.hint})"}
    return {"ruleId": problem.code, "level": problem.severity, "message": message, "locations": [place]}


def _uri(path: str) -> str:
    """A relative reference (RFC 3986): a colon in its first step would be a scheme."""
    return quote(path.encode("utf-8", "surrogateescape"), safe="/-._~")


FORMATS: Mapping[str, Report] = {"text": text, "github": github, "json": as_json, "sarif": sarif}
