"""TimelineJS both ways: its JSON and the columns of its spreadsheet in, its JSON out.

Format: https://timeline.knightlab.com/docs/json-format.html and its spreadsheet template. A date object is a year, with
a month, with a day; nothing is added to it on either way.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.dates import DateError, Edtf
from generator.encode import html_text, json_text, prose
from generator.exchange.rows import LARGEST, MOST_ROWS, NotTaken, Row, Table, Unreadable, date_of, span
from generator.exchange.texts import plain, prose_of, words
from generator.kinds import AnyEvent
from generator.site import Site

_DATE = ("year", "month", "day", "hour", "minute", "second", "millisecond", "format", "display_date")
_KNOWN = frozenset(
    ("start_date", "end_date", "text", "media", "group", "display_date", "unique_id", "autolink", "edtf")
)
_COLUMNS = {
    **{name: ("start_date", name.lower()) for name in ("Year", "Month", "Day", "Time")},
    **{f"End {name}": ("end_date", name.lower()) for name in ("Year", "Month", "Day", "Time")},
    "Display Date": ("", "display_date"), "Headline": ("text", "headline"), "Text": ("text", "text"),
    "Media": ("media", "url"), "Media Credit": ("media", "credit"), "Media Caption": ("media", "caption"),
    "Media Thumbnail": ("media", "thumbnail"), "Alt Text": ("media", "alt"), "Type": ("", "type"),
    "Group": ("", "group"), "Background": ("", "background"),
}  # fmt: skip


def decoded(data: bytes, encoding: str = "") -> str:
    """Text of a file: as its byte order mark says, else the given encoding, else UTF-8; raises `Unreadable`."""
    if len(data) > LARGEST:
        raise Unreadable(f"the file is larger than {LARGEST // 1_000_000} MB")
    marked = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding or marked)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(f"the file is not {encoding or 'UTF-8'} text; save it as UTF-8") from None


def read_timelinejs(data: bytes, ending: str) -> Table:
    """Every slide of a JSON file, or every row of a spreadsheet saved as CSV."""
    text = decoded(data)
    return _from_csv(text) if ending == ".csv" else _from_json(text)


def _from_json(text: str) -> Table:
    text = re.sub(r"^\s*[A-Za-z_$][\w$.]*\s*(?:=|\()\s*(?=\{)", "", text).rstrip().rstrip(");")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the file is not JSON: {str(error)[:100]}") from None
    if not isinstance(found, dict) or not isinstance(found.get("events"), list):
        raise Unreadable("the file holds no list named events; is it a TimelineJS file?")
    if len(found["events"]) > MOST_ROWS:
        raise Unreadable(f"the file holds more than {MOST_ROWS} slides; split it")
    rows = [_slide(event, f"slide {number}") for number, event in enumerate(found["events"], start=1)]
    if found.get("title"):
        rows.insert(0, Row("title slide", reason="the title slide is no event"))
    eras = found.get("eras") if isinstance(found.get("eras"), list) else []
    rows += [
        Row(f"era {n}", reason="an era is a span of the picture, not an event") for n in range(1, len(eras or []) + 1)
    ]
    strange = sorted(set(found) - {"events", "title", "eras", "scale"})
    return Table(rows, [f"{key} is not taken over" for key in strange])


def _from_csv(text: str) -> Table:
    rows: list[Row] = []
    table = list_of(text, ",")
    header = [name.strip() for name in next(table, [])]
    if "Year" not in header or not {"Headline", "Text"} & set(header):
        raise Unreadable("the first row does not name the columns Year and Headline; is it the TimelineJS spreadsheet?")
    for number, cells in enumerate(table, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Unreadable(f"the file holds more than {MOST_ROWS} rows; split it")
        rows.append(_sheet_row(dict(zip(header, cells, strict=False)), f"row {number}", len(cells) - len(header)))
    strange = [name for name in header if name and name not in _COLUMNS]
    return Table(rows, [f"the column {name} is not taken over" for name in strange])


def list_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV text; raises `Unreadable` where a cell is larger than any text."""
    try:
        yield from csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Unreadable(f"the file is no table: {error}") from None


def _sheet_row(cells: Mapping[str, str], locator: str, more: int) -> Row:
    slide: dict[str, Any] = {}
    for name, value in cells.items():
        if name in _COLUMNS and value.strip():
            group, key = _COLUMNS[name]
            (slide.setdefault(group, {}) if group else slide)[key] = value
    what = str(slide.pop("type", "")).strip().lower()
    if what in ("title", "era"):
        return Row(locator, reason=f"a row of the type {what} is no event")
    row = _slide(slide, locator)
    cut = [f"{more} cells beyond the header are not taken over"] if more > 0 else []
    return Row(**{**vars(row), "remarks": [*row.remarks, *cut]})


def _slide(slide: object, locator: str) -> Row:
    if not isinstance(slide, dict):
        return Row(locator, reason="it is no group of keys")
    text, media = _group(slide.get("text")), _group(slide.get("media"))
    title, summary = words(text.get("headline")), plain(text.get("text"))
    try:
        if not title and not summary:
            raise NotTaken("it has neither a headline nor a text")
        values = {"title": title or _first(summary), "date": _date(slide), "summary": prose_of(summary or title)}
    except NotTaken as reason:
        return Row(locator, reason=str(reason))
    group = words(slide.get("group"))
    dropped = sorted(str(key) for key in set(slide) - _KNOWN if slide[key])
    remarks = [f"{key} is not taken over" for key in dropped]
    return Row(locator, "occurrence", values, [group] if group else [], note=_note(slide, media), remarks=remarks)


def _group(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(text: str) -> str:
    """The beginning of a text that has no headline."""
    line = re.sub(r"\s+", " ", text)
    return line if len(line) <= 100 else f"{line[:99].rsplit(' ', 1)[0]}…"


def _date(slide: Mapping[str, Any]) -> str:
    start, end = _group(slide.get("start_date")), _group(slide.get("end_date"))
    first = date_of(*(start.get(key) for key in ("year", "month", "day")))
    last = date_of(*(end.get(key) for key in ("year", "month", "day"))) if any(end.get(k) for k in _DATE[:3]) else ""
    return _ours(slide.get("edtf"), first) or span(first, last)


def _ours(text: object, first: str) -> str:
    """The date as `write_timelinejs` stored it, where the slide still begins in the same year."""
    try:
        value = Edtf.parse(str(text or ""))
    except DateError:
        return ""
    day = value.earliest or value.latest
    return value.text if day and f"{day.year:04d}" == first[:4] else ""


def _note(slide: Mapping[str, Any], media: Mapping[str, Any]) -> str:
    """What a record has no key for stays readable beside the citation."""
    said = []
    for name, key in (("from", "start_date"), ("to", "end_date")):
        part = _group(slide.get(key))
        clock = [str(part[k]).zfill(2) for k in ("hour", "minute", "second") if str(part.get(k) or "").strip()]
        if time := words(part.get("time")) or ":".join(clock):
            said.append(f"time {name} {time}")
        if shown := words(part.get("display_date")):
            said.append(f"date shown as “{shown}”")
    if not slide.get("edtf") and (shown := words(slide.get("display_date"))):
        said.append(f"date shown as “{shown}”")
    said += [f"media {key}: {text}" for key in media if (text := words(media[key]))]
    return f"The file also gives: {'; '.join(said)}." if said else ""


# And back


def write_timelinejs(site: Site) -> str:
    """All events that stand, as a TimelineJS file."""
    title = {
        "text": {"headline": str(html_text(site.settings.title)), "text": str(html_text(site.settings.description))}
    }
    return json_text({"title": title, "events": [_out(site, event) for event in site.timeline.standing]})


def _out(site: Site, event: AnyEvent) -> dict[str, Any]:
    resolve = _resolver(site)
    text = {"headline": str(html_text(event.title)), "text": str(prose(event.summary, resolve))}
    found: dict[str, Any] = {**_dates(site, event.date), "text": text, "unique_id": event.id}
    topics = [site.corpus.topics[topic].title for topic in event.topics if topic in site.corpus.topics]
    return {**found, "group": topics[0]} if topics else found


def _resolver(site: Site) -> Any:
    def resolve(kind: str, record_id: str) -> str | None:
        known = record_id in site.corpus[f"{kind}s"]
        return site.absolute(f"{kind}s/{record_id}/") if known else None

    return resolve


def _dates(site: Site, date: Edtf) -> dict[str, Any]:
    """Date objects as precise as the date; where they can't say all of it, its words and itself stand beside."""
    start, end = date.ends
    first, last = (_parts(part) if part else [] for part in (start, end))
    if date.precision in ("decade", "century", "season"):
        first, last = [_object(f"{day.year:04d}", f"{day.month:02d}" if date.precision == "season" else "")
                       for day in (date.earliest, date.latest) if day]  # fmt: skip
    found: dict[str, Any] = {"start_date": first or last}
    if first and last and last != first:
        found["end_date"] = last
    exact = date.text if not date.is_interval else "/".join(part.text for part in (start, end) if part)
    plain_text = re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?", exact)
    if not plain_text or not (first and last) or date.precision == "season" or "-2" in _months(exact):
        found |= {"display_date": site.phrases.when(date), "edtf": date.text}
    return found


def _months(text: str) -> str:
    """The months that are seasons, so that a season at an end of an interval is not lost."""
    return "".join(f"-{month[0]}" for month in re.findall(r"[0-9]{4}-([0-9]{2})", text) if month >= "21")


def _parts(date: Edtf) -> dict[str, str]:
    known = date.text.rstrip("?~%").replace("-XX", "")
    if date.precision in ("decade", "century", "season"):
        known = f"{date.earliest.year:04d}" if date.earliest else ""
    return _object(*known.split("-"))


def _object(year: str, month: str = "", day: str = "") -> dict[str, str]:
    parts = {"year": year, "month": month, "day": day}
    return {key: str(int(text)) for key, text in parts.items() if text}
