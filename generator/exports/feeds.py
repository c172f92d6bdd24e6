"""Feeds: Atom (RFC 4287) and JSON Feed 1.1, of new entries and of changes, of each topic's and each actor's entries.

Feeds need a moment where the chronicle has a day: they give midnight UTC, which means nothing but the day.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from heapq import nsmallest
from itertools import islice
from typing import Any

from generator.derive.clocks import changed
from generator.encode import json_text, one_line, prose, prose_text, xml_text
from generator.kinds import AnyEvent
from generator.model.base import Record
from generator.model.vocabularies import Actor, Topic
from generator.once import once
from generator.output import Output
from generator.site import Site

MOST = 100
"""Entries of one feed: it is for what is new."""


@dataclass(frozen=True)
class Entry:
    """One entry; it may stand in several feeds, and is written once."""

    id: str
    url: str
    title: str
    published: date
    updated: date
    text: str
    html: str

    @once
    def atom(self) -> str:
        """The entry as Atom."""
        return "\n".join(
            (
                "<entry>",
                f"<id>{xml_text(self.id)}</id>",
                f"<title>{xml_text(one_line(self.title))}</title>",
                f"<published>{_moment(self.published)}</published>",
                f"<updated>{_moment(self.updated)}</updated>",
                f'<link rel="alternate" type="text/html" href="{xml_text(self.url)}"/>',
                f'<summary type="text">{xml_text(self.text)}</summary>',
                f'<content type="html">{xml_text(self.html)}</content>',
                "</entry>",
            )
        )

    @once
    def json(self) -> dict[str, str]:
        """The entry as an item of a JSON feed."""
        return {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "content_html": self.html,
            "content_text": self.text,
            "date_published": _moment(self.published),
            "date_modified": _moment(self.updated),
        }


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in no format yet; `path` is without its ending, `page` is the page it belongs to."""

    path: str
    page: str
    title: str
    made: Callable[[], tuple[Entry, ...]]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The newest, the last first."""
        return self.made()


def feeds(site: Site) -> Iterator[Output]:
    """`/feeds/{events,changes}.{atom,json}`, `/feeds/topics/<id>.…` and `/feeds/actors/<id>.…`."""
    for feed in _feeds(site):
        inputs = feed.path, feed.page, feed.title
        yield Output(f"{feed.path}.atom", partial(_atom, site, feed), inputs=inputs)
        yield Output(f"{feed.path}.json", partial(_json_feed, site, feed), inputs=inputs)


def feed_path(site: Site, record: Record) -> str | None:
    """Where the feed of a topic or actor is published, without its ending; None where no entry names it."""
    named = (record.vocabulary, record.id) in site.timeline.uses
    return f"feeds/{record.vocabulary}/{record.id}" if named else None


def _feeds(site: Site) -> Iterator[Feed]:
    say, name = site.phrases.say, site.settings.title
    newest = partial(_newest, site, lambda: site.timeline.events)
    yield Feed("feeds/events", "", f"{name}: {say('feed.events')}", newest)
    yield Feed("feeds/changes", "", f"{name}: {say('feed.changes')}", lambda: tuple(islice(_changes(site), MOST)))
    records: tuple[Topic | Actor, ...] = (*site.corpus.topics.values(), *site.corpus.actors.values())
    for record in records:
        if path := feed_path(site, record):
            title = f"{name}: {record.title if isinstance(record, Topic) else record.name}"
            newest = partial(_newest, site, partial(_naming, site, record))
            yield Feed(path, f"{record.vocabulary}/{record.id}/", title, newest)


def _naming(site: Site, record: Record) -> Iterable[AnyEvent]:
    return (use.event for use in site.timeline.uses[record.vocabulary, record.id])


def _newest(site: Site, events: Callable[[], Iterable[AnyEvent]]) -> tuple[Entry, ...]:
    """Their entries, the newest first; one stands in several feeds."""
    shown = nsmallest(MOST, events(), key=_age)
    return tuple(site.kept(("feed entry", event.id), partial(_entry, site, event)) for event in shown)


def _age(event: AnyEvent) -> tuple[int, int, int, str]:
    """What entered last comes first; of one day's entries, what happened last."""
    first, last = event.date.sort_key
    added, _ = event.added.sort_key
    return -added, -first, -last, event.id


def _entry(site: Site, event: AnyEvent) -> Entry:
    def resolve(kind: str, record_id: str) -> str | None:
        return site.absolute(f"{kind}s/{record_id}/") if record_id in site.corpus[f"{kind}s"] else None

    url = site.absolute(f"events/{event.id}/")
    added = event.added.latest or site.today
    text = prose_text(event.summary)
    return Entry(url, url, event.title, added, changed(event) or added, text, str(prose(event.summary, resolve)))


def _changes(site: Site) -> Iterator[Entry]:
    for change in site.timeline.changes:
        url = site.absolute(f"events/{change.event.id}/")
        what = site.phrases.say(f"change.{change.what}")
        entry_id = f"{url}#change-{change.number}"
        title = f"{change.event.title} ({what})"
        yield Entry(entry_id, url, title, change.day, change.day, change.note or what, xml_text(change.note or what))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _atom(site: Site, feed: Feed) -> str:
    own, entries = site.absolute(f"{feed.path}.atom"), feed.entries
    updated = max((entry.updated for entry in entries), default=site.today)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{xml_text(site.settings.language)}">',
        f"<id>{xml_text(own)}</id>",
        f"<title>{xml_text(one_line(feed.title))}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{xml_text(one_line(site.settings.publisher.name))}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{xml_text(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml_text(site.absolute(feed.page))}"/>',
        f"<rights>{xml_text(site.settings.licence.name)}</rights>",
        *(entry.atom for entry in entries),
    ]
    return "\n".join([*lines, "</feed>", ""])


def _json_feed(site: Site, feed: Feed) -> str:
    return json_text(_json(site, feed), compact=True)


def _json(site: Site, feed: Feed) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(feed.title),
        "home_page_url": site.absolute(feed.page),
        "feed_url": site.absolute(f"{feed.path}.json"),
        "language": site.settings.language,
        "authors": [{"name": site.settings.publisher.name}],
        "items": [entry.json for entry in feed.entries],
    }
