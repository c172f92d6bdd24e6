"""Templates to Markdown: the Jinja environment and the few functions templates may call.

Every value a template prints is encoded by its type: plain text letter for letter, prose through the sanitiser,
ready markup as it is. A template has no way to print text unencoded.
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from generator.compiled import Compiled
from generator.dates import Edtf
from generator.derive.grades import GRADES
from generator.derive.ledger import Entry
from generator.encode import (
    Verbatim,
    front_matter,
    json_script,
    markdown_text,
    one_line,
    prose,
    prose_text,
    ready,
    verbatim,
)
from generator.fields import Prose
from generator.lines import Line
from generator.model.base import Record
from generator.model.claims import STANCES
from generator.notes import Fact, Notes
from generator.once import room
from generator.output import Output, Page, Unmade
from generator.pages.known import Told
from generator.phrases import MissingLabel
from generator.pictures.cards import CHRONICLE
from generator.problems import Problem, Where
from generator.settings import FOLDER
from generator.site import Site
from generator.swift import ANYWHERE, MOST_REMEMBERED, QuickEnvironment, QuickMacro, Shadowed

TEMPLATES = f"{FOLDER}/templates"
MOST_MADE = 24_000
"""Rows and entries that are kept for the next page that shows them, see `room`: some 20 MB."""
MOST_ENCODED = 20_000
"""Names and titles, see `room`."""


@dataclass(frozen=True)
class Renderer:
    """Fills the templates of one site."""

    site: Site
    environment: jinja2.Environment
    quick: QuickEnvironment | None = None

    def output(self, page: Page) -> Output:
        """The page as Markdown, to be made when it is asked for."""
        edit = page.record.path if page.record else f"{TEMPLATES}/{page.template}"
        prose_page = page.search and page.record is None
        beside = page.shown if callable(page.files) else None
        text = partial(Renderer._text, self, page)
        updated = self._updated(page)
        return Output(page.path, text, edit, updated, page.nav, prose_page, beside=beside, inputs=page)

    def render(self, page: Page) -> Output | Problem:
        """The page made at once, or what is wrong with its template."""
        output = self.output(page)
        try:
            return replace(output, source=output.content)
        except Unmade as error:
            return error.problem

    def _text(self, page: Page) -> str:
        """Front matter and Markdown; raises `Unmade` with what is wrong with the template."""
        try:
            return _head(page, self.site) + self._filled(page)
        except MissingLabel as error:
            path = self.site.phrases.labels.path
            hint = f"add it; the template {page.template} needs it"
            problem = Problem(Where(path), "missing-label", f"the label {error.args[0]} is missing", hint)
        except jinja2.TemplateError as error:
            problem = _template_problem(page.template, error)
        raise Unmade(problem)

    def _updated(self, page: Page) -> date | None:
        """The last day the page changed: that of its record, else that of the chronicle, of which every list tells."""
        if page.updated or not page.record:
            return page.updated
        return self.site.timeline.last_changes.get((page.record.vocabulary, page.record.id))

    def _filled(self, page: Page) -> str:
        values = {"page": page, "root": ready(page.root), **page.values}
        if self.quick and self.quick.bound.isdisjoint(values):
            try:
                return self.quick.get_template(page.template).render(values)
            except (Shadowed, AttributeError):
                pass  # the plain environment knows what to make of it, or tells of it in Jinja's words
        return self.environment.get_template(page.template).render(values)


def renderer(
    root: Path, site: Site, *, fast: bool = True, notes: Notes | None = None, compiled: Compiled | None = None
) -> Renderer:
    """The environment for one build; without `fast` it is plain Jinja. What `site` notes is noted in `notes`."""
    notes = notes or Notes()
    records = sum(map(len, site.corpus.records.values()))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_encoded,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    environment.globals.update(_functions(site), **_values(site), once=_Once(notes, room(MOST_MADE, records)))
    if not fast:
        return Renderer(site, environment)
    kept = compiled.under(repr(sorted(site.phrases.labels.words.items()))) if compiled else None
    printed, most = _printer(room(MOST_ENCODED, records)), room(MOST_REMEMBERED, records)
    return Renderer(site, environment, QuickEnvironment(environment, printed, notes, kept, most))


def _printer(most: int, longest: int = 120) -> Callable[[Context, Any], str]:
    """`_encoded`, quick for what is printed most; names, titles and other short texts are encoded once."""
    made: dict[str, Markup] = {}

    def printed(context: Context, value: Any) -> str:
        kind = value.__class__
        if kind is Markup:
            return value  # type: ignore[no-any-return]
        if kind is str:
            if (found := made.get(value)) is None:
                found = markdown_text(value)
                if len(value) <= longest and len(made) < most:
                    made[value] = found
            return found
        return repr(value) if kind is int or kind is float else _encoded(context, value)

    return printed


def _values(site: Site) -> Mapping[str, Any]:
    """What every template may look at."""
    return {
        "site": site,
        "timeline": site.timeline,
        "settings": site.settings,
        "grade_words": GRADES,
        "stance_words": STANCES,
    }


@jinja2.pass_context
def _encoded(context: Context, value: Any) -> Markup:
    """What is printed: by type, never by the template."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Prose):
        return prose(value, _resolver(context))
    if isinstance(value, Verbatim):
        return verbatim(value)
    if isinstance(value, str):
        return markdown_text(value)
    if isinstance(value, int | float):
        return Markup(str(value))
    if isinstance(value, jinja2.Undefined):
        str(value)  # says in its own words what is missing
    raise TypeError(f"a template prints {type(value).__name__}; print one of its fields")


def _resolver(context: Context) -> Callable[[str, str], str | None]:
    corpus, root = context["site"].corpus, context["root"]

    def resolve(kind: str, record_id: str) -> str | None:
        vocabulary = f"{kind}s"
        return f"{root}{vocabulary}/{record_id}/" if record_id in corpus[vocabulary] else None

    return resolve


Shown = Record | Entry | Line | Told


class _Once:
    """Fills a macro once for each record: one entry stands in many lists, written the same way.

    Pages of another depth are other pages only to macros that may do more with their `root` than to print it.
    """

    def __init__(self, notes: Notes, most: int) -> None:
        self._notes, self._most = notes, most
        self._made: dict[tuple[Any, ...], tuple[Markup, tuple[Fact, ...]]] = {}

    @jinja2.pass_context
    def __call__(self, context: Context, macro: Macro, shown: Shown, *more: str) -> Markup:
        """What `macro(shown, *more)` gives; all it depends on beside the site must be among the arguments."""
        fill = getattr(macro, "anywhere", None) or macro
        key = (macro.name, context["root"] if fill is macro else ANYWHERE, _identity(shown), more)
        if (found := self._made.get(key)) is None:
            if len(self._made) >= self._most:
                self._made.clear()
            found = self._made[key] = self._notes.of(lambda: ready(str(fill(shown, *more)).strip()))
        text, facts = found
        self._notes.add(facts)
        return macro.placed(text) if isinstance(macro, QuickMacro) else text


def _identity(shown: Shown) -> tuple[str | int, ...]:
    if isinstance(shown, Line):
        return ("line", shown.id)
    if isinstance(shown, Told):
        return ("told", *shown.name)
    return (shown.statement.id, shown.index) if isinstance(shown, Entry) else (shown.vocabulary, shown.id)


@jinja2.pass_context
def _address(context: Context, record: Record, anchor: str = "") -> Markup:
    """The relative address of a record's page."""
    return ready(f"{context['root']}{record.vocabulary}/{record.id}/{f'#{anchor}' if anchor else ''}")


def _functions(site: Site) -> Mapping[str, Callable[..., Any]]:
    """What templates may call; each returns plain text or an address."""
    phrases = site.phrases
    return {
        "t": phrases.say,
        "tn": phrases.count,
        "when": phrases.when,
        "day": phrases.day,
        "month": phrases.month,
        "short_month": phrases.short_month,
        "stretch": phrases.stretch,
        "number": phrases.number,
        "name": phrases.actor,
        "speaker": phrases.speaker,
        "speakers": phrases.speakers,
        "amount": phrases.amount,
        "counted": phrases.counted,
        "language": phrases.language,
        "country": phrases.country,
        "printed_in": phrases.printed_in,
        "chain": phrases.chain,
        "all_of": phrases.all_of,
        "to": _address,
        "plain_day": lambda value: isinstance(value, Edtf) and value.is_day,
        "plain": prose_text,
        "data": json_script,
        "as_prose": Prose,
        "absolute": site.absolute,
        "edit_url": site.edit_url,
        "markup": ready,
    }


def _head(page: Page, site: Site) -> str:
    """Front matter; the theme prints these values without escaping, so they come escaped."""
    lines = [f"title: {front_matter(page.title)}"]
    about = prose_text(page.description) if isinstance(page.description, Prose) else page.description
    if about:
        lines.append(f"description: {front_matter(_shortened(about))}")
    card = site.absolute(CHRONICLE) if site.settings.cards else ""
    head = {"og_type": "website", **page.head, "card": page.head.get("card") or card}
    lines += [f"{name}: {front_matter(value)}" for name, value in head.items() if value]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _shortened(text: str, limit: int = 200) -> str:
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + "…"


def _template_problem(name: str, error: jinja2.TemplateError) -> Problem:
    if isinstance(error, jinja2.TemplateSyntaxError):
        where = Where(f"{TEMPLATES}/{error.name or name}", error.lineno)
    elif isinstance(error, jinja2.TemplateNotFound):
        where = Where(f"{TEMPLATES}/{error.name or name}")
        return Problem(where, "template-missing", "there is no such template", "restore the file, or mend its name")
    else:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
        at = frames[-1].filename.replace("\\", "/").partition(f"/{TEMPLATES}/")[2] if frames else name
        where = Where(f"{TEMPLATES}/{at or name}", (frames[-1].lineno or 1) if frames else 1)
    message = f"the template can't be filled: {error.message or 'unknown error'}"
    return Problem(where, "template-error", message, "mend the template")
