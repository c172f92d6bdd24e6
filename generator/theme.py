"""What the theme prints on every page of the site: `config.extra.kronik`, for the plugin and for written trees alike.

Values are HTML, because MkDocs' templates print without escaping.
"""

from collections.abc import Iterable, Mapping

from generator.encode import html_text
from generator.pictures.cards import CHRONICLE
from generator.site import Site

FAMILIES = ("theme.", "page_not_found.", "feed.")
"""Labels that the theme's own templates say; `theme.menu` is `config.extra.kronik.theme_menu`."""


def content_policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy of a page (https://www.w3.org/TR/CSP3/): what it may load and run.

    `scripts` say which scripts may stand in the page itself: hashes, or `'unsafe-inline'` where they can't be known.
    """
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *scripts],  # search runs WebAssembly
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(f"{rule} {' '.join(values)}" for rule, values in rules.items())


def theme_words(site: Site, *, searched: bool = True) -> Mapping[str, str]:
    """The theme's words in the language of the site, and the day whose state it shows.

    Where nothing can be `searched`, the search box lacks its word, and is left out.
    """
    words = {key: text for key, text in site.phrases.labels.words.items() if key.startswith(FAMILIES)}
    words["theme.state"] = site.phrases.say("theme.state", day=site.phrases.day(site.today))
    words["licence.name"], words["licence.url"] = site.settings.licence.name, site.settings.licence.url
    words["publisher"] = site.settings.publisher.name
    if site.settings.cards:
        words["card"] = site.absolute(CHRONICLE)
    if not searched:
        del words["theme.search"]
    return {key.replace(".", "_"): str(html_text(text)) for key, text in sorted(words.items())}
