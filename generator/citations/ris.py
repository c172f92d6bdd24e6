"""RIS (https://en.wikipedia.org/wiki/RIS_(file_format)), as EndNote, Zotero and others read it, in UTF-8."""

from generator.citations.reference import Reference
from generator.dates import Edtf
from generator.encode import ris_text


def ris(reference: Reference) -> str:
    """An electronic item (`ELEC`); lines end as the format asks."""
    year, date = _date(reference.date, reference.date_words)
    lines = [
        ("TY", "ELEC"),
        ("ID", reference.key),
        ("TI", ris_text(reference.title)),
        *([("T2", ris_text(reference.site))] if reference.site else []),
        ("PB", ris_text(reference.publisher)),
        *([("PY", year)] if year else []),
        ("DA", date),
        ("N1", ris_text(reference.note)),
        ("UR", reference.url),
        ("LA", reference.language),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _date(value: Edtf, words: str) -> tuple[str, str]:
    """The year, and year/month/day/other: the digits that all days of the date share, and the date in words."""
    first, last = value.earliest, value.latest
    shared = ["", "", ""]
    if first and last:
        pairs = zip(first.isoformat().split("-"), last.isoformat().split("-"), strict=True)
        for place, (one, other) in enumerate(pairs):
            if one != other:
                break
            shared[place] = one
    return shared[0], "/".join([*shared, "" if value.is_day else ris_text(words)])
