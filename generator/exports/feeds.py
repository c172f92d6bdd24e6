"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, of new entries and of changes.

Feeds need a moment where the chronicle has a day: they give midnight UTC, which means nothing but the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from generator.derive.clocks import changed
from generator.encode import json_text, one_line, prose, prose_text, xml_text
from generator.kinds import AnyEvent
from generator.output import Output
from generator.site import Site

MOST = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed, in no format yet."""

    id: str
    url: str
    title: str
    published: date
    updated: date
    text: str
    html: str


def feeds(site: Site) -> Iterator[Output]:
    """`/feeds/{events,changes}.{atom,json}`."""
    for name, title, entries in (
        ("events", site.phrases.say("feed.events"), _events(site)),
        ("changes", site.phrases.say("feed.changes"), _changes(site)),
    ):
        newest = list(islice(entries, MOST))
        heading = f"{site.settings.title}: {title}"
        yield Output(f"feeds/{name}.atom", _atom(site, name, heading, newest))
        yield Output(f"feeds/{name}.json", json_text(_json(site, name, heading, newest)))


def _newest(event: AnyEvent) -> tuple[int, int, int, str]:
    """What entered last comes first; of one day's entries, what happened last."""
    first, last = event.date.sort_key
    added, _ = event.added.sort_key
    return -added, -first, -last, event.id


def _events(site: Site) -> Iterator[Entry]:
    def resolve(kind: str, record_id: str) -> str | None:
        return site.absolute(f"{kind}s/{record_id}/") if record_id in site.corpus[f"{kind}s"] else None

    for event in sorted(site.timeline.events, key=_newest):
        url = site.absolute(f"events/{event.id}/")
        added = event.added.latest or site.today
        text = prose_text(event.summary)
        yield Entry(url, url, event.title, added, changed(event) or added, text, str(prose(event.summary, resolve)))


def _changes(site: Site) -> Iterator[Entry]:
    for change in site.timeline.changes:
        url = site.absolute(f"events/{change.event.id}/")
        what = site.phrases.say(f"change.{change.what}")
        entry_id = f"{url}#change-{change.number}"
        title = f"{change.event.title} ({what})"
        yield Entry(entry_id, url, title, change.day, change.day, change.note or what, xml_text(change.note or what))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _atom(site: Site, name: str, title: str, entries: list[Entry]) -> str:
    own = site.absolute(f"feeds/{name}.atom")
    updated = max((entry.updated for entry in entries), default=site.today)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml_text(site.settings.language)}">',
        f"<id>{xml_text(own)}</id>",
        f"<title>{xml_text(title)}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{xml_text(site.settings.publisher.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{xml_text(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml_text(site.address)}"/>',
        f"<rights>{xml_text(site.settings.licence.name)}</rights>",
    ]
    for entry in entries:
        lines += [
            "<entry>",
            f"<id>{xml_text(entry.id)}</id>",
            f"<title>{xml_text(one_line(entry.title))}</title>",
            f"<published>{_moment(entry.published)}</published>",
            f"<updated>{_moment(entry.updated)}</updated>",
            f'<link rel="alternate" type="text/html" href="{xml_text(entry.url)}"/>',
            f'<summary type="text">{xml_text(entry.text)}</summary>',
            f'<content type="html">{xml_text(entry.html)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _json(site: Site, name: str, title: str, entries: list[Entry]) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.address,
        "feed_url": site.absolute(f"feeds/{name}.json"),
        "language": site.settings.language,
        "authors": [{"name": site.settings.publisher.name}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_html": entry.html,
                "content_text": entry.text,
                "date_published": _moment(entry.published),
                "date_modified": _moment(entry.updated),
            }
            for entry in entries
        ],
    }
