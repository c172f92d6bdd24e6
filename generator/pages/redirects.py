"""Former addresses: a page at each that leads to the record's present one."""

from collections.abc import Iterator
from html import escape

from generator.encode import html_attr, html_text
from generator.output import Output
from generator.pages.listing import shown_name
from generator.site import Site


def redirects(site: Site) -> Iterator[Output]:
    """A small HTML file for every former id, which works without scripts and tells search engines where to go."""
    language = escape(site.settings.language)
    for record in site.corpus:
        path = f"{record.vocabulary}/{record.id}/"
        for former in record.former_ids:
            title = site.phrases.say("moved.title", title=shown_name(record))
            html = (
                f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
                f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'\">\n"
                f"<title>{html_text(title)}</title>\n"
                f'<meta http-equiv="refresh" content="0; url=../{record.id}/">\n'
                f'<link rel="canonical" href="{html_attr(site.absolute(path))}">\n</head>\n'
                f'<body>\n<p><a href="../{record.id}/">{html_text(title)}</a></p>\n</body>\n</html>\n'
            )
            yield Output(f"{record.vocabulary}/{former}/index.html", html, record.path)
