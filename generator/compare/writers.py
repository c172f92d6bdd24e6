"""A document as text for a terminal, as Markdown for a pull request, as one HTML file that needs nothing else.

What contributors wrote is encoded here, by type and place, and nowhere else.
"""

from collections.abc import Callable, Iterator, Mapping

import click
from markupsafe import Markup

from generator.compare.document import Document, Item, Section, Span, Spans
from generator.encode import html_text, markdown_text

Writer = Callable[[Document], str]

MOST_MARKDOWN = 900_000
"""Bytes; a job summary on GitHub may hold 1 MiB."""

_COLOURS = {"strong": {"bold": True}, "code": {"fg": "cyan"}, "quiet": {"dim": True}}


def as_text(document: Document) -> str:
    """Lines for a terminal; `click.echo` drops the colours where nobody sees them."""
    lines = [click.style(document.title, bold=True), document.lead]
    for section in document.sections:
        lines += ["", click.style(section.title, bold=True, underline=True)]
        lines += [click.style(section.note, dim=True)] if section.note else []
        lines += [f"  {' | '.join(_plain(cell) for cell in row)}" for row in section.rows]
        lines += [line for item in section.items for line in _text_item(item, 1)]
    return "\n".join(lines)


def _text_item(item: Item, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{_plain(item.spans)}"
    for below in item.below:
        yield from _text_item(below, depth + 1)


def _plain(spans: Spans) -> str:
    """The sides of a change are marked in words too, for those who see no colours."""
    return "".join(_coloured(span) for span in spans)


def _coloured(span: Span) -> str:
    if span.style == "gone":
        return click.style(f"[-{span.text}-]", fg="red")
    if span.style == "new":
        return click.style(f"{{+{span.text}+}}", fg="green")
    return click.style(span.text, **_COLOURS.get(span.style, {}))  # type: ignore[arg-type] # a table of its keywords


def as_markdown(document: Document) -> str:
    """Markdown as GitHub renders it: each mark of a text is a numeric reference that means nothing more."""
    lines = [f"## {_entities(document.title)}", "", _entities(document.lead)]
    size = 0
    for line in (line for section in document.sections for line in _md_section(section)):
        size += len(line.encode()) + 1
        if size > MOST_MARKDOWN:
            lines += ["", "The rest is left out; `kronik diff` prints all of it on your machine."]
            break
        lines.append(line)
    return "\n".join(lines)


def _md_section(section: Section) -> Iterator[str]:
    yield from ("", f"### {_entities(section.title)}", "")
    if section.note:
        yield from (_entities(section.note), "")
    if section.rows:
        yield f"| {' | '.join(section.head)} |"
        yield f"|{' --- |' * len(section.head)}"
        yield from (f"| {' | '.join(_md(cell) for cell in row)} |" for row in section.rows)
    for item in section.items:
        yield from _md_item(item, 0)


def _md_item(item: Item, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_md(item.spans)}"
    for below in item.below:
        yield from _md_item(below, depth + 1)


_MD_TAGS = {"strong": "b", "code": "code", "gone": "del", "new": "ins"}
_HTML_TAGS = {**_MD_TAGS, "quiet": "small"}


def _md(spans: Spans) -> str:
    return "".join(_tagged(_entities(span.text, keep_ends=True), _MD_TAGS.get(span.style)) for span in spans)


def _entities(text: str, *, keep_ends: bool = False) -> str:
    """Plain text in Markdown; an @ is kept apart from the name behind it, so that nobody is called to the page."""
    made = str(markdown_text(text)).replace("&#64;", "&#64;<span></span>")
    return f"{' ' * (keep_ends and text[:1] == ' ')}{made}{' ' * (keep_ends and text[-1:] == ' ')}" if made else text


def _tagged(made: str, tag: str | None) -> str:
    """Spaces stay outside of the tag: Markdown and browsers drop them inside."""
    inner = made.strip(" ")
    if not tag or not inner:
        return made
    start, end = made.index(inner), made.index(inner) + len(inner)
    return f"{made[:start]}<{tag}>{inner}</{tag}>{made[end:]}"


_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1b19;
background:#fffdf8}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem;border-bottom:1px solid #d9d2c3}
ul{padding-left:1.3rem}li{margin:.15rem 0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d9d2c3}
del{background:#fbdcd8}ins{background:#d5efd9;text-decoration:none}small{color:#6b655a}code{font-size:.88em}
@media(prefers-color-scheme:dark){body{color:#ece6da;background:#1b1a18}del{background:#5b2723}ins{background:#22492b}
small{color:#a79f90}h2,th,td{border-color:#47433b}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(document: Document) -> str:
    """One file without scripts that loads nothing."""
    title = html_text(document.title)
    body = [Markup("<h1>{}</h1>\n<p>{}</p>").format(title, html_text(document.lead))]
    body += [_html_section(section) for section in document.sections]
    return Markup(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n<style>{}</style>\n</head>\n'
        "<body>\n<main>\n{}\n</main>\n</body>\n</html>"
    ).format(title, _POLICY, Markup(_STYLE), Markup("\n").join(body))


def _html_section(section: Section) -> Markup:
    parts = [Markup("<section>\n<h2>{}</h2>").format(html_text(section.title))]
    if section.note:
        parts.append(Markup("<p><small>{}</small></p>").format(html_text(section.note)))
    if section.rows:
        head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in section.head)
        rows = [Markup("").join(Markup("<td>{}</td>").format(_html(cell)) for cell in row) for row in section.rows]
        body = Markup("\n").join(Markup("<tr>{}</tr>").format(row) for row in rows)
        parts.append(Markup("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>").format(head, body))
    if section.items:
        parts.append(_html_list(section.items))
    return Markup("\n").join([*parts, Markup("</section>")])


def _html_list(items: tuple[Item, ...]) -> Markup:
    rows = (
        Markup("<li>{}{}</li>").format(_html(item.spans), _html_list(item.below) if item.below else "")
        for item in items
    )
    return Markup("<ul>\n{}\n</ul>").format(Markup("\n").join(rows))


def _html(spans: Spans) -> Markup:
    return Markup("").join(_html_span(span) for span in spans)


def _html_span(span: Span) -> Markup:
    tag = _HTML_TAGS.get(span.style)
    lead, tail = span.text[:1] == " ", span.text[-1:] == " "
    return Markup("{}{}{}").format(
        " " * lead, Markup(f"<{tag}>{{}}</{tag}>" if tag else "{}").format(html_text(span.text)), " " * tail
    )


WRITERS: Mapping[str, Writer] = {"text": as_text, "markdown": as_markdown, "html": as_html}
