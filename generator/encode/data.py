"""Plain text in files for machines: XML, CSV and JSON. Nothing is normalised here, not even spaces."""

import json
import re
from typing import Any

from markupsafe import Markup
from pydantic_core import to_json

from generator.encode.text import ready

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML = tuple((mark, f"&#{ord(mark)};") for mark in "&<>\"'\t\n\r")
"""The ampersand comes first: it stands in all others."""

# What a spreadsheet takes for a formula, after the spaces it may drop; some read the full-width marks too.
# Apostrophes before it count, so that taking one away always gives back the text as written.
# Source: OWASP, "CSV Injection".
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")

_SCRIPT = tuple((mark, f"\\u{ord(mark):04x}") for mark in "<>&\u2028\u2029")


def xml_text(text: str) -> str:
    """Text or attribute value in XML; the few characters that XML can't hold become U+FFFD."""
    text = _NOT_XML.sub("\ufffd", text)
    for mark, reference in _XML:  # one after another takes a tenth of the time of `str.translate`
        text = text.replace(mark, reference)
    return text


def csv_cell(value: str | int | float | bool | None) -> str:
    """A cell for `csv.writer`: an apostrophe leads a text that a spreadsheet would run, never a number."""
    if isinstance(value, str):  # no letter or digit can begin a formula
        return value if value[:1].isalnum() or not _FORMULA.match(value) else f"'{value}"
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def json_text(value: Any, *, compact: bool = False) -> str:
    """A JSON file; keys stay in the order given, because order tells readers something."""
    text = json_line(value) if compact else json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n"


def json_line(value: Any) -> str:
    """A JSON value on one line, to stand in a file; JSON knows no infinite numbers, they are null."""
    return to_json(value, inf_nan_mode="null").decode()  # a third of the time of `json`


def json_script(value: Any) -> Markup:
    """JSON inside a `<script>` element, which no text in it can close."""
    text = json_line(value)
    for mark, escaped in _SCRIPT:
        text = text.replace(mark, escaped)
    return ready(text)
