"""`kronik new`: a new record, from nothing, from answers, from a saved page or from an answered issue form."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from generator import scaffold
from generator.amend import amended, correcting, loc_of, setting
from generator.build import day_of
from generator.corpus import Corpus
from generator.disk.scratch import put
from generator.drafts import TYPES, CannotMake, Draft, checked_id, create, likenesses, missing, path_of
from generator.forms import Answer, NoForm, read_answer
from generator.fromissue import drafts_of, record_of
from generator.inspection import inspect
from generator.names import CONTENT
from generator.problems import shown
from generator.proposals import Names, free, slug, year_of
from generator.shape import fields
from generator.webpage import NoPage, read_page

ASKED: Mapping[str, tuple[str, ...]] = {
    "statement": ("title", "date", "speaker", "summary", "source"),
    "deployment": ("title", "date", "force", "summary", "source"),
    "occurrence": ("title", "date", "summary", "source"),
    "source": ("outlet", "title", "url", "published", "language"),
    "actor": ("kind", "name"),
    "place": ("name",),
    "topic": ("title",),
}
"""What each type can't do without, in the order it is asked."""
_NAMED = {"speaker": "actors", "force": "actors", "outlet": "actors", "source": "sources"}


@dataclass(frozen=True)
class _Wish:
    """What was asked for on the command line."""

    root: Path
    corpus: Corpus
    type_name: str
    record_id: str | None
    year: str
    anyway: bool


@click.command()
@click.argument("type_name", metavar="[TYPE]", type=click.Choice(list(TYPES)), required=False)
@click.argument("record_id", metavar="[ID]", required=False)
@click.option("--year", default="", help="Folder of an event: four digits.")
@click.option("--set", "answers", multiple=True, metavar="KEY=VALUE", help="An answer; may be given several times.")
@click.option("--blanks", is_flag=True, help="Ask nothing; what has no answer stays a blank.")
@click.option("--anyway", is_flag=True, help="Write it although a record looks like the same thing.")
@click.option("--from-page", type=click.Path(path_type=Path), help="A saved HTML file that a new source is read from.")
@click.option("--url", default="", help="The address of that page.")
@click.option("--from-issue", type=click.Path(path_type=Path), help="The Markdown of an answered issue form.")
@click.pass_obj
def new(root: Path, /, type_name: str | None, from_issue: Path | None, **given: Any) -> None:
    """Write a new record and tell where it is.

    On a terminal it asks for what the record needs and proposes an id; elsewhere answers are given with --set.
    Without any answer the record is a commented one with blanks.
    """
    try:
        if from_issue is not None:
            _from_issue(root, from_issue, given["anyway"])
        elif type_name or given["from_page"]:
            _one(root, type_name or "source", **given)
        else:
            raise click.UsageError(f"name a type: {', '.join(TYPES)}")
    except (CannotMake, NoPage, NoForm) as error:
        raise click.UsageError(str(error)) from error


def _one(root: Path, type_name: str, **given: Any) -> None:
    if given["year"] and not (given["year"].isdecimal() and given["year"].isascii() and len(given["year"]) == 4):
        raise click.UsageError("--year takes four digits")
    if (given["from_page"] or given["url"]) and type_name != "source":
        raise click.UsageError("--from-page and --url belong to a new source")
    corpus = inspect(root).corpus
    wish = _Wish(root, corpus, type_name, given["record_id"], given["year"], given["anyway"])
    if wish.record_id:
        checked_id(corpus, type_name, wish.record_id)
    values = _answers(wish, given["answers"])
    values = {**_page(wish, given["from_page"], given["url"]), **values}
    asks = sys.stdin.isatty() and sys.stderr.isatty() and not given["blanks"]
    if asks:
        values = _asked(wish, values)
    wanted = ASKED[type_name]
    if values and not given["blanks"] and (lacking := missing(Draft(type_name, "", values), wanted)) and not asks:
        options = " ".join(f"--set {key}=…" for key in lacking)
        raise click.UsageError(f"{', '.join(lacking)} not answered: add {options}, or --blanks to fill it in later")
    _write(wish, values, asks=asks)


def _today() -> str:
    return (day_of() or datetime.now(UTC).astimezone().date()).isoformat()


# Answers


def _answers(wish: _Wish, given: tuple[str, ...]) -> dict[str, Any]:
    """Answers by key; a key that takes several values is given several times."""
    known = {**fields(TYPES[wish.type_name])}
    values: dict[str, Any] = {}
    for answer in given:
        key, equals, text = answer.partition("=")
        if not equals or (key not in known and key != "source"):
            raise click.UsageError(f"--set {shown(answer)}: {shown(key)} is no key of a {wish.type_name}")
        value = _meant(wish, key, text)
        values[key] = value if key not in values else [*_many(values[key]), value]
    return {key: _many(v) if key in known and _is_list(wish, key) else v for key, v in values.items()}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_list(wish: _Wish, key: str) -> bool:
    field = fields(TYPES[wish.type_name])[key]
    return not field.single and isinstance(TYPES[wish.type_name].model_fields[field.name].default, tuple)


def _meant(wish: _Wish, key: str, text: str) -> str:
    """An id where a record was named by its name; other text as it is."""
    field = fields(TYPES[wish.type_name]).get(key)
    vocabularies = (
        [_NAMED[key]] if key in _NAMED else list(field.reference.vocabularies if field and field.reference else ())
    )
    found = (Names(wish.corpus).find(vocabulary, text) for vocabulary in vocabularies)
    return next((known for known in found if known), text)


def _asked(wish: _Wish, values: dict[str, Any]) -> dict[str, Any]:
    """Ask for what is missing; an empty answer leaves a blank."""
    click.echo("Press Enter to leave a blank. Actors and sources are named by id or by name.", err=True)
    for key in ASKED[wish.type_name]:
        if not values.get(key):
            text = click.prompt(_question(wish, key), default="", show_default=False, err=True).strip()
            values[key] = _found(wish, key, text) if text else ""
    return values


def _question(wish: _Wish, key: str) -> str:
    cls = TYPES[wish.type_name]
    field = fields(cls).get(key)
    said = (cls.model_fields[field.name].description or "") if field else "The document it rests on."
    words = scaffold.words_of(cls, field) if field else ()
    return " ".join(part for part in (key.capitalize(), said and f"({said.rstrip('.')})", ", ".join(words)) if part)


def _found(wish: _Wish, key: str, text: str) -> str:
    value = _meant(wish, key, text)
    vocabulary = _NAMED.get(key)
    if vocabulary and not wish.corpus.has(vocabulary, value):
        near = Names(wish.corpus).near(vocabulary, text)
        if near and click.confirm(f"There is no {shown(text)}. Is {near} meant?", default=True, err=True):
            return near
        value = slug(text) or value
        click.echo(f"{value} is new: add it with `kronik new {vocabulary.removesuffix('s')} {value}`", err=True)
    return value


# From a saved page


def _page(wish: _Wish, path: Path | None, url: str) -> dict[str, Any]:
    """What a saved page says; a new outlet is written beside the source by `_write`."""
    if path is None:
        return {"url": url} if url else {}
    page = read_page(path)
    address = url or page.url
    values: dict[str, Any] = {"outlet": _outlet(wish.corpus, page.outlet, address), "title": page.title}
    values |= {"url": address, "published": page.published, "language": page.language}
    for key in ("title", "url", "published"):
        if not values[key]:
            del values[key]
            values[f"{key}_unknown"] = "The saved page does not say."
    return values | {"language": values["language"] or "und"}


def _outlet(corpus: Corpus, name: str, url: str) -> str:
    """The outlet whose pages have this host, or this name; else an id to be."""
    host = _host(url)
    for source in corpus.sources.values():
        if host and source.url and _host(source.url) == host:
            return source.outlet
    return Names(corpus).find("actors", name or host) or slug(name) or slug(host) or "unknown-outlet"


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")


# Writing


def _write(wish: _Wish, values: dict[str, Any], *, asks: bool) -> None:
    if "source" in values:
        values["sources"] = [{"source": source} for source in _many(values.pop("source"))]
    cls = TYPES[wish.type_name]
    if values:
        values |= {"kind": wish.type_name} if cls.vocabulary == "events" else {}
        values |= {"added": _today()} if "added" in fields(cls) else {}
    record_id = wish.record_id or _proposed(wish, values, asks=asks)
    draft = Draft(wish.type_name, checked_id(wish.corpus, wish.type_name, record_id), values)
    _refuse_likeness(wish.corpus, draft, wish.anyway, asks=asks)
    year = wish.year or year_of(str(values.get("date", ""))) or _year_in(record_id) or str(_newest_year(wish.root))
    for made in (
        *_new_outlet(wish, values),
        (path_of(wish.type_name, record_id, year), scaffold.template(cls, values)),
    ):
        create(wish.root, *made)
        click.echo(made[0])


def _new_outlet(wish: _Wish, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The outlet of a new source, where no actor has its id yet."""
    outlet = str(values.get("outlet") or "")
    if wish.type_name != "source" or not outlet or wish.corpus.has("actors", outlet):
        return []
    checked_id(wish.corpus, "actor", outlet)
    name = outlet.replace("-", " ").title()
    return [(path_of("actor", outlet, ""), scaffold.template(TYPES["actor"], {"kind": "outlet", "name": name}))]


def _proposed(wish: _Wish, values: Mapping[str, Any], *, asks: bool) -> str:
    known = wish.corpus[TYPES[wish.type_name].vocabulary]
    wanted = Names(wish.corpus).propose(wish.type_name, values)
    proposal = free(
        wanted or f"new-{wish.type_name}", {*known, *wish.corpus.unread.get(TYPES[wish.type_name].vocabulary, ())}
    )
    return str(click.prompt("Id", default=proposal, err=True)).strip() if asks else proposal


def _refuse_likeness(corpus: Corpus, draft: Draft, anyway: bool, *, asks: bool) -> None:
    found = list(likenesses(corpus, draft))
    if not found or anyway:
        return
    if asks and click.confirm(f"{'; '.join(found)}. Write it all the same?", default=False, err=True):
        return
    raise CannotMake(f"{'; '.join(found)}; complete that record, or write another with --anyway")


def _year_in(record_id: str) -> str:
    year = record_id[:4]
    return year if year.isdecimal() and year.isascii() and len(year) == 4 else ""


def _newest_year(root: Path) -> int:
    """The year of the newest folder of events, where a new one most likely belongs."""
    folders = [p.name for p in (root / CONTENT / "events").glob("[0-9][0-9][0-9][0-9]")]
    return int(max(folders, default=str(date.fromisoformat(_today()).year)))


# From an issue


def _from_issue(root: Path, path: Path, anyway: bool) -> None:
    answer = read_answer(path.read_text("utf-8", errors="replace").removeprefix("\ufeff"))
    corpus = inspect(root).corpus
    if answer.form.id == "correction":
        _correct(root, corpus, answer)
        return
    drafts, said = drafts_of(answer, corpus, _today())
    for remark in said:
        click.echo(shown(remark), err=True)
    for draft in drafts:
        _refuse_likeness(corpus, draft, anyway, asks=False)
    for draft in drafts:
        year = year_of(str(draft.values.get("date", ""))) or str(_newest_year(root))
        made = path_of(draft.type_name, draft.id, year)
        create(root, made, replace(draft, remarks=()).text)
        click.echo(made)


def _correct(root: Path, corpus: Corpus, answer: Answer) -> None:
    given = {key: " ".join(value.split()) for key, value in answer.values.items()}
    found = record_of(corpus, given.get("record", ""))
    if found is None:
        raise CannotMake(f"the form names no record of the chronicle: {shown(given.get('record', 'nothing'))}")
    vocabulary, record_id = found
    record = corpus[vocabulary][record_id]
    text = corpus.documents[record.path].text
    if given.get("key") and given.get("right"):
        text = amended(record.path, text, vocabulary, setting(loc_of(given["key"]), given["right"]))
    else:
        click.echo(f"the form names no key with its right value: mend it in {record.path}", err=True)
    if vocabulary == "events":
        text = amended(record.path, text, vocabulary, correcting(_today(), given.get("note") or "Corrected."))
    put(root / CONTENT, root / record.path, text.encode())
    click.echo(record.path)
    if source := given.get("source_url"):
        click.echo(f"the form points to {shown(source)}: cite it under sources if it bears it out", err=True)
