"""`/calendar.ics`: the days of the chronicle for a calendar (RFC 5545)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlsplit

from generator.derive.clocks import changed
from generator.encode import one_line, prose_text
from generator.exports.parts import parted
from generator.kinds import AnyEvent
from generator.output import Output
from generator.site import Site

LONGEST = 62
"""Spans of more days say too little to stand in a calendar."""
LONGEST_LINE = 74
"""Octets before a line is folded; the space that a folded line begins with is the seventy-fifth."""


def calendar(site: Site) -> Iterator[Output]:
    """All-day entries with identities that stay; open and very long spans are left out."""
    of_all = parted(site, "calendar", lambda: site.timeline.events, _events, partial(_calendar, site))
    yield Output("calendar.ics", of_all)


def _calendar(site: Site, runs: Iterable[bytes]) -> bytes:
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_host(site)}//Kronik//EN",
        f"X-WR-CALNAME:{_text(site.settings.title)}",
    ]
    return b"".join((_written(head).encode(), *runs, _written(["END:VCALENDAR"]).encode()))


def _events(site: Site, run: Sequence[AnyEvent]) -> str:
    host = _host(site)
    return _written([line for event in run for line in _event(site, event, host)])


def _host(site: Site) -> str:
    return urlsplit(site.address).hostname or "kronik"


def _written(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(site: Site, event: AnyEvent, host: str) -> list[str]:
    first, last = event.date.earliest, event.date.latest
    if event.withdrawn or first is None or last is None or (last - first).days >= LONGEST or last.year > 9998:
        return []
    stamp = _basic(changed(event) or site.today)
    return [
        "BEGIN:VEVENT",
        f"UID:{event.id}@{host}",
        f"DTSTAMP:{stamp}T000000Z",
        f"DTSTART;VALUE=DATE:{_basic(first)}",
        f"DTEND;VALUE=DATE:{_basic(last + timedelta(days=1))}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(prose_text(event.summary))}",
        f"URL:{site.absolute(f'events/{event.id}/')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; a character is never cut."""
    if len(line) <= LONGEST_LINE and line.isascii():
        return line
    data, parts, at = line.encode(), [], 0
    while len(data) - at > LONGEST_LINE:
        end = at + LONGEST_LINE
        while data[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        parts.append(data[at:end])
        at = end
    return b"\r\n ".join([*parts, data[at:]]).decode()
