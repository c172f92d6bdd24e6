"""`kronik links`: ask every address of the sources; a report, never a gate."""

import ipaddress
import sys
import time
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from generator.build import day_of
from generator.inspection import inspect
from generator.links.ask import GOOD, Asker
from generator.links.book import FILE, Book, NotABook, addresses, read_book, write_book
from generator.links.rounds import Manners, ask_all
from generator.problems import shown
from generator.settings import configure

_SAVE_EVERY = 10.0


@click.command()
@click.option(
    "--days", default=14, show_default=True, type=click.IntRange(0), help="Ask what was not asked for so long."
)
@click.option("--limit", type=click.IntRange(1), help="Ask at most so many addresses; the next run goes on.")
@click.option(
    "--delay", default=2.0, show_default=True, type=click.FloatRange(0), help="Seconds between two of one host."
)
@click.option(
    "--at-once", default=4, show_default=True, type=click.IntRange(1, 16), help="Hosts asked at the same time."
)
@click.option(
    "--timeout", default=15.0, show_default=True, type=click.FloatRange(0.1, 120), help="Seconds for a reply."
)
@click.option("--test-server", default="", hidden=True, help="HOST:PORT on this machine that all requests go to.")
@click.pass_obj
def links(root: Path, /, days: int, limit: int | None, test_server: str, **manners: float) -> None:
    """Check addresses and archived copies, politely; the answers are kept in links.json.

    A run that was interrupted is taken up by the next. Broken links never change the exit status.
    """
    configuration, _ = configure(root)
    about = configuration.settings.url if configuration else ""
    asker = Asker(about=about, timeout=manners["timeout"], server=_server(test_server))
    today = day_of() or datetime.now(UTC).astimezone().date()
    cited = addresses(inspect(root).corpus)
    try:
        book = read_book(root)
    except NotABook as error:
        raise click.UsageError(str(error)) from error
    due = book.due(cited, today, days)[:limit]
    click.echo(f"{len(due)} of {len(cited)} addresses to be asked", err=True)
    book, complete = _ask(root, asker, due, book, (cited, today, Manners(int(manners["at_once"]), manners["delay"])))
    _report(book, cited)
    if not complete:
        click.echo("interrupted; the next run goes on from here", err=True)
        sys.exit(1)


def _server(text: str) -> tuple[str, int] | None:
    """Only this machine: the option must not be a way to ask others."""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    try:
        if ipaddress.ip_address(host).is_loopback:
            return host, int(port)
    except ValueError:
        pass
    raise click.UsageError("--test-server is a number of this machine and a port, such as 127.0.0.1:8000")


def _ask(
    root: Path, asker: Asker, due: list[str], book: Book, given: tuple[Mapping[str, tuple[str, ...]], date, Manners]
) -> tuple[Book, bool]:
    """Ask, and save now and then, so that little is lost whatever happens."""
    cited, today, manners = given
    saved = time.monotonic()
    try:
        for url, answer in ask_all(asker, due, manners):
            book = book.with_answer(url, answer, today)
            if time.monotonic() - saved > _SAVE_EVERY:
                write_book(root, book, cited)
                saved = time.monotonic()
    except KeyboardInterrupt:
        write_book(root, book, cited)
        return book, False
    write_book(root, book, cited)
    return book, True


def _report(book: Book, cited: Mapping[str, tuple[str, ...]]) -> None:
    known = {url: book.entries[url] for url in cited if url in book.entries}
    for url, entry in known.items():
        if entry.get("outcome") not in GOOD:
            status = f" {entry['status']}" if entry.get("status") else ""
            since = f", since {entry['failing_since']}" if entry.get("failing_since") else ""
            reason = f": {entry['reason']}" if entry.get("reason") else ""
            click.echo(shown(f"{entry.get('outcome')}{status} {url} ({', '.join(cited[url])}{since}){reason}"))
    counts = Counter(str(entry.get("outcome")) for entry in known.values())
    said = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    click.echo(f"{said or 'nothing asked'}; kept in {FILE}", err=True)
