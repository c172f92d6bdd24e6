"""Everything the form knows beside the JSON Schema, in one file: the site's words, the checks' sentences, the host.

Rules stand here as data where they are data in the code; what is code there is written again in the form's scripts,
and tests hold the two against each other.
"""

import re
from collections.abc import Mapping
from typing import Any

from babel import Locale
from langcodes.data_dicts import VALIDITY

from generator.adding.choices import drawers_of
from generator.adding.sentences import (
    address_faults,
    date_remedies,
    empty_groups,
    group_words,
    nearest_words,
    reference_words,
    refused_names,
    sentences,
)
from generator.adding.wording import FAMILIES, wording
from generator.corpus import RECORD_TYPES
from generator.dates import INTERVAL, REASONS, REWRITES, SINGLE, patterns
from generator.encode.addresses import LONGEST, PRIVATE
from generator.kinds.statement import Statement
from generator.model.claims import BOUNDS
from generator.names import RESERVED
from generator.proposals import GIST, STOP
from generator.settings import Settings
from generator.site import Site

TYPES = tuple(sorted(RECORD_TYPES, key=lambda cls: (cls.vocabulary != "events", cls.vocabulary != "sources")))
"""In the order in which they are wanted most: events, sources, the others."""

OPEN: Mapping[str, tuple[str, ...]] = {
    "statement": ("venue", "topics", "places", "claims", "quotes"),
    "deployment": ("host", "topics", "places", "part_of"),
    "occurrence": ("parties", "topics", "places"),
    "source": ("title", "title_translation", "url", "archived", "published", "added"),
    "actor": ("names", "part_of"),
    "place": ("names", "country", "lat", "lon", "coordinates_from", "precision"),
    "topic": ("summary",),
    "Claim": ("text", "hedge", "basis", "figures"),
    "Figure": ("as_stated", "as_of"),
    "Quote": ("translated_from", "translation"),
    "Citation": ("locator",),
    "Role": ("of", "from", "to"),
    "Speaker": ("of",),
    "Leg": ("from", "to", "by"),
    "Wording": ("as_stated",),
    "Assessment": ("low", "best", "high"),
}
"""Keys that stand open from the start, beside those that must be there; the others are a button away."""

SINGLE_ALONE = ("speaker", "on_behalf_of", "relayed_by")
"""Lists that are written without a dash where they hold one value, as `CONTRIBUTING.md` has them."""

_GITHUB = re.compile(r"(https://github\.com/[^/]+/[^/]+)/edit/([^/]+)/\{path\}")


def description(site: Site) -> Mapping[str, Any]:
    """The file `assets/form.json`."""
    return {
        "types": [{"type": cls.type_name, "vocabulary": cls.vocabulary} for cls in TYPES],
        "open": OPEN,
        "single": SINGLE_ALONE,
        "bounds": BOUNDS,
        "families": FAMILIES,
        "claimants": [Statement.type_name],
        "words": wording(site.phrases),
        "locale": site.phrases.locale,
        "sentences": sentences(),
        "empty_groups": dict(found for cls in RECORD_TYPES for found in empty_groups(cls)),
        "group_words": group_words(),
        "nearest": nearest_words(),
        "references": reference_words(),
        "addresses": {"faults": address_faults(), "longest": LONGEST, "private": sorted(PRIVATE)},
        "languages": VALIDITY.pattern,
        "reserved": sorted(RESERVED),
        "characters": refused_names(),
        "dates": _dates(site),
        "ids": {"stop": sorted(STOP), "gist": GIST},
        "drawers": drawers_of(site.corpus),
        "host": host(site.settings),
    }


def _dates(site: Site) -> Mapping[str, Any]:
    locale, of = patterns(site.phrases.locale)
    return {
        "single": SINGLE.pattern,
        "interval": INTERVAL.pattern,
        "rewrites": [(pattern.pattern, replacement) for pattern, replacement in REWRITES],
        "reasons": [(pattern.pattern, reason) for pattern, reason in REASONS],
        "remedies": date_remedies(),
        "patterns": of,
        "months": _months(locale),
    }


def _months(locale: Locale) -> Mapping[str, list[str]]:
    """The names of months as they stand in a date and alone."""
    names = locale.months
    return {form: [names[form]["wide"][month] for month in range(1, 13)] for form in ("format", "stand-alone")}


def host(settings: Settings) -> Mapping[str, str]:
    """Addresses at the repository's host: a file to edit, a new one, several at once, an issue; empty if unknown."""
    found = {"repository": settings.repository, "edit": settings.edit, "new": settings.new, "upload": "", "issue": ""}
    if github := _GITHUB.fullmatch(settings.edit or ""):
        repository, branch = github.groups()
        found["new"] = settings.new or f"{repository}/new/{branch}?filename={{path}}&value={{text}}"
        found["upload"] = f"{repository}/upload/{branch}"
        found["issue"] = f"{repository}/issues/new/choose"
    return {name: address or "" for name, address in found.items()}
