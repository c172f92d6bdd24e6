"""Event pages as schema.org data, for machines that read pages (https://schema.org/Claim)."""

from typing import Any

from generator.encode import prose_text
from generator.kinds import AnyEvent, Statement
from generator.model.vocabularies import Source
from generator.site import Site


def linked_data(site: Site, event: AnyEvent, year: int | None) -> dict[str, Any]:
    """A statement as claims and quotations of its speaker, anything else as an event; the year leads to it."""
    address = site.absolute(f"events/{event.id}/")
    common = {
        "@context": "https://schema.org",
        "@id": address,
        "url": address,
        "name": event.title,
        "description": prose_text(event.summary),
        "inLanguage": site.settings.language,
        "license": site.settings.licence.url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address, "breadcrumb": _trail(site, event, year)},
        "citation": [_article(site, site.corpus.sources[c.source]) for c in event.sources],
    }
    if isinstance(event, Statement):
        speakers = [_agent(site, s.actor or s.of or "", site.phrases.speaker(s)) for s in event.speaker]
        claims = [_claim(site, event, index, speakers) for index in range(len(event.claims))]
        quotes = [
            {"@type": "Quotation", "text": q.text, "inLanguage": q.language, "spokenByCharacter": speakers}
            for q in event.quotes
        ]
        return common | {"@type": "CreativeWork", "author": speakers, "hasPart": claims + quotes} | _created(event)
    place = [{"@type": "Place", "name": site.corpus.places[p].name} for p in event.places]
    return common | {"@type": "Event", "startDate": event.date.text} | ({"location": place} if place else {})


def _trail(site: Site, event: AnyEvent, year: int | None) -> dict[str, Any]:
    steps = [(site.settings.title, site.absolute(""))]
    steps += [(f"{year:04}", site.absolute(f"{year:04}/"))] if year is not None else []
    items: list[dict[str, Any]] = [{"name": name, "item": item} for name, item in [*steps, (event.title, None)]]
    listed = [{"@type": "ListItem", "position": at, **item} for at, item in enumerate(items, start=1)]
    return {"@type": "BreadcrumbList", "itemListElement": [{k: v for k, v in i.items() if v} for i in listed]}


def _created(event: AnyEvent) -> dict[str, str]:
    return {"dateCreated": event.date.text} if event.date.is_day else {"temporalCoverage": event.date.text}


def _claim(site: Site, event: Statement, index: int, speakers: list[dict[str, Any]]) -> dict[str, Any]:
    claim = event.claims[index]
    about = {"@id": site.absolute(f"events/{claim.about}/")}
    words = {"text": claim.text} if claim.text else {}
    anchor = site.absolute(f"events/{event.id}/#claim-{index + 1}")
    return {"@type": "Claim", "@id": anchor, "about": about, "claimInterpreter": speakers} | words


def _agent(site: Site, actor_id: str, name: str) -> dict[str, Any]:
    actor = site.corpus.actors.get(actor_id)
    kind = "Person" if actor and actor.kind == "person" else "Organization"
    link = {"url": site.absolute(f"actors/{actor.id}/")} if actor else {}
    return {"@type": kind, "name": name} | link


def _article(site: Site, source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "publisher": {"@type": "Organization", "name": site.phrases.actor(source.outlet)},
    }
    if source.title:
        found["headline"] = source.title
    if source.url:
        found["url"] = source.url
    if source.published:
        found["datePublished"] = source.published.text
    return found | {"inLanguage": source.language}
