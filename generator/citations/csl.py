"""CSL-JSON, version 1.0.2 (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

import re
from typing import Any

from generator.citations.reference import Reference
from generator.dates import Edtf
from generator.encode import json_line, one_line


def csl(reference: Reference) -> str:
    """One item, a line for each variable."""
    variables = (f'  "{name}": {json_line(value)}' for name, value in csl_item(reference).items())
    return " {\n" + ",\n".join(variables) + "\n }"


def csl_item(reference: Reference) -> dict[str, Any]:
    """One item."""
    whole = {"container-title": one_line(reference.site)} if reference.site else {}
    return {
        "id": reference.key,
        "type": "webpage",
        "title": one_line(reference.title),
        **whole,
        "publisher": one_line(reference.publisher),
        "issued": _date(reference.date, reference.date_words),
        "note": one_line(reference.note),
        "URL": reference.url,
        "language": reference.language,
    }


def _date(value: Edtf, words: str) -> dict[str, Any]:
    """Numbers where the format has numbers for it, else words; always with the date as stored."""
    parts = [_parts(end) for end in (value.ends if value.is_interval else (value,))]
    found: dict[str, Any] = {"date-parts": parts} if all(parts) else {"literal": words}
    if value.precision == "season":
        found = {"date-parts": [[int(value.text[:4])]], "season": int(value.text[5:7]) - 20}
    if "literal" not in found and re.search("[?~%]", value.text):
        found["circa"] = True
    return found | {"edtf": value.text}


def _parts(value: Edtf | None) -> list[int]:
    """Year, month and day as far as they are known; nothing for what the format has no numbers for."""
    if value is None or value.precision in ("season", "decade", "century"):
        return []
    return [int(part) for part in value.text.rstrip("?~%").replace("-XX", "").split("-")]
