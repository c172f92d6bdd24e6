"""What the head of a page tells other programs: when it was published, its data, its feed, its picture."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from generator.derive.clocks import changed
from generator.exports.feeds import feed_path
from generator.kinds import AnyEvent
from generator.model.base import Record
from generator.pages.listing import shown_name
from generator.pictures.cards import card_path
from generator.site import Site


def event_head(site: Site, event: AnyEvent, *, card: bool) -> Mapping[str, str]:
    """Of an event's page; `card` tells whether it has one of its own."""
    added = event.added.latest or site.today
    return {
        "og_type": "article",
        "published": _written(added),
        "modified": _written(changed(event) or added),
        "json": f"api/v1/events/{event.id}.json",
        "card": site.absolute(card_path(event)) if card else "",
    }


@cache
def _written(day: date) -> str:
    """The text of a day, once for all events of it."""
    return day.isoformat()


def feed_head(site: Site, record: Record) -> Mapping[str, str]:
    """Of the page of a topic or actor; nothing where no entry names it."""
    feed = feed_path(site, record)
    return {"feed": feed, "feed_title": f"{site.settings.title}: {shown_name(record)}"} if feed else {}
