"""The whole story: read, check, derive, render. A pure function of the folder and the day.

    build(root, today) -> Built(outputs, problems)
    plan(root, today) -> the same with pages that are rendered when they are asked for
    groundwork(root, today) -> what is known before any page is planned; `planned()` of it is what `plan` gives

`plugin.py` gives the outputs to MkDocs, `cli.py` writes them or prints the problems.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

from generator.adding import wording as form_wording
from generator.checks import check
from generator.compiled import Compiled
from generator.corpus import VOCABULARIES, Corpus
from generator.derive import derive
from generator.derive.clocks import today_of
from generator.exports import EXPORTS, OF_LISTS, Export
from generator.inspection import Inspected, checked, in_order, inspect
from generator.load.prose import Prose
from generator.load.whole import Loaded
from generator.memory.views import noted
from generator.names import CONTENT
from generator.navigation import navigation
from generator.notes import Notes
from generator.once import once
from generator.output import Output, Page, Unmade, address_of
from generator.pages import PAGES, Pages
from generator.pages.redirects import redirects
from generator.pages.written import written_pages
from generator.phrases import Phrases
from generator.pictures.cards import Card, cards
from generator.pictures.missing import letter_problems
from generator.problems import Problem, Where, has_errors
from generator.progress import counted, step
from generator.render import Renderer, renderer
from generator.search import Catalogue, catalogue
from generator.search.wording import missing_words
from generator.settings import configure
from generator.site import Site
from generator.styles import styles
from generator.turns import in_turn

T = TypeVar("T", Page, Output)
HAND_WRITTEN = f"{CONTENT}/pages/"

Maker = Pages | Export
"""Plans some of the pages, or makes some of the files, of a site."""


@dataclass(frozen=True)
class Given:
    """What whoever plans a site may have ready."""

    loaded: Loaded | None = None
    """The chronicle as it was read already."""
    notes: Notes | None = None
    """Where the facts are noted that are read of the timeline whenever something is made."""
    compiled: Compiled | None = None
    """Templates that were compiled before."""


@dataclass(frozen=True)
class Built:
    """The files of the site's source tree and the problems; no outputs where an error stands."""

    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]
    nav: tuple[Any, ...] = ()
    """The navigation as MkDocs takes it: `{title: page}` or `{title: [...]}`."""
    site: Site | None = None
    cards: tuple[Card, ...] = ()
    """Share cards that `drawing.py` makes pictures of."""
    files: frozenset[str] = frozenset()
    """Files beside the hand-written pages that are published as they are, relative to their folder."""
    makers: Mapping[str, Maker] = field(default_factory=dict, repr=False, compare=False)
    """What planned each page and made each file, by path; hand-written ones have none."""
    in_nav: tuple[tuple[str, str], ...] = ()
    """The planned pages of the navigation: path, and section with title."""

    @once
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a site from being built."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def build(root: Path, today: date | None = None, address: str | None = None, *, keep_going: bool = False) -> Built:
    """Make every page and file of the site.

    `today` is the chronicle's own last day of change unless given; `address` is that of `site.yml` unless given.
    With `keep_going`, records with errors are left out and the rest is built, for `serve` alone.
    """
    planned = plan(root, today, address, keep_going=keep_going)
    outputs: list[Output] = []
    faults: dict[str, Problem] = {}
    for output in counted("making pages and files", planned.outputs):
        try:
            outputs += made(output)
        except Unmade as error:
            faults[str(error)] = error.problem
    if faults:
        problems = in_order([*planned.problems, *faults.values()])
        return replace(planned, outputs=_ordered(outputs) if keep_going else (), problems=problems)
    return replace(planned, outputs=_ordered(outputs))


def made(output: Output) -> tuple[Output, ...]:
    """A file with its content, and the files that it turned out to show; raises `Unmade`."""
    ready = replace(output, source=output.content, beside=None)
    return ready, *(output.beside() if output.beside else ())


def _ordered(outputs: Iterable[Output]) -> tuple[Output, ...]:
    """By path, each once."""
    return tuple({output.path: output for output in sorted(outputs, key=lambda output: output.path)}.values())


@dataclass(frozen=True)
class Groundwork:
    """What pages are planned on: the facts of a chronicle, and the files that are made of facts alone."""

    root: Path
    found: Inspected
    problems: tuple[Problem, ...]
    site: Site | None
    """None where nothing can be planned for what is wrong."""
    shown: Site | None = None
    """The same, with what is read of it noted if that was asked for."""
    given: Given = field(default_factory=Given)
    keep_going: bool = False

    @once
    def filed(self) -> Mapping[Export, list[Output]]:
        """The files, by what makes them."""
        if self.shown is None:
            return {}
        with step("making exports"):
            return _by_maker((redirects, *EXPORTS), self.shown)

    @property
    def beside(self) -> frozenset[str]:
        """Files beside the hand-written pages, relative to their folder."""
        kept = _faultless(self.found.pages, self.problems)
        return frozenset(page.place for page in kept if not page.path.endswith(".md"))

    @property
    def apart(self) -> list[Output]:
        """Files that share no work with pages."""
        return [file for export, of in self.filed.items() if export not in OF_LISTS for file in of]

    @property
    def unplanned(self) -> Built:
        """What is known before any page is planned."""
        return Built((), self.problems, site=self.site)

    def planned(self) -> Built:
        """All pages and files, each to be made when its content is asked for; only then a template can fail."""
        site, shown, given = self.site, self.shown, self.given
        if site is None or shown is None:
            return self.unplanned
        kept = _faultless(self.found.pages, self.problems)
        filed = self.filed
        with step("planning pages"):
            paged = _by_maker(PAGES, shown)
            pages = [page for of in paged.values() for page in of]
            rendering = renderer(self.root, shown, notes=given.notes, compiled=given.compiled)
            outputs, faults = _outputs(rendering, pages, [file for of in filed.values() for file in of], kept)
            outputs = _ordered([*outputs, *styles(self.root)])
        if has_errors(self.problems):  # pages may lead to records that were left out: that is no second mistake
            faults = [fault for fault in faults if fault.code != "unknown-link"]
        pictured = tuple(cards(site))
        words = (*missing_words(site.phrases), *form_wording.missing_words(site.phrases))
        problems = in_order([*self.problems, *faults, *letter_problems(site, pictured), *words])
        nav = navigation(site, pages)
        if has_errors(problems) and not self.keep_going:
            return Built((), problems, nav, site)
        makers = _makers(paged, filed, site.written)
        in_nav = tuple((page.path, page.nav) for page in pages if page.nav)
        return Built(outputs, problems, nav, site, pictured, self.beside, makers, in_nav)


def plan(
    root: Path,
    today: date | None = None,
    address: str | None = None,
    *,
    keep_going: bool = False,
    given: Given | None = None,
) -> Built:
    """What `build` makes, each page to be made when its content is asked for; only then a template can fail.

    `given` may hold what was read already, and where to note what pages read of the timeline.
    """
    return groundwork(root, today, address, keep_going=keep_going, given=given).planned()


def groundwork(
    root: Path,
    today: date | None = None,
    address: str | None = None,
    *,
    keep_going: bool = False,
    given: Given | None = None,
) -> Groundwork:
    """The part of `plan` that knows no page."""
    given = given or Given()
    found = checked(given.loaded) if given.loaded else inspect(root)
    configuration, faults = configure(root)
    problems = in_order([*found.problems, *faults])
    if configuration is None or (has_errors(problems) and not keep_going):
        return Groundwork(root, found, problems, None)
    corpus = sound(found.corpus, problems)
    phrases = Phrases(corpus, configuration.labels, configuration.locale)
    with step("working out facts"):
        timeline = derive(corpus, today or today_of(corpus))
    written = tuple(page for page in _faultless(found.pages, problems) if page.path.endswith(".md"))
    site = Site(timeline, configuration.settings, phrases, address or configuration.settings.url, written)
    shown = noted(site, given.notes) if given.notes else site
    return Groundwork(root, found, problems, site, shown, given, keep_going)


def _faultless(pages: Iterable[Prose], problems: Iterable[Problem]) -> tuple[Prose, ...]:
    """The hand-written pages, and what stands beside them, of which nothing is wrong."""
    faulty = {problem.where.path for problem in problems if problem.severity == "error"}
    return tuple(page for page in pages if page.path not in faulty)


def _by_maker(
    makers: Iterable[Callable[[Site], Iterator[T]]], site: Site
) -> dict[Callable[[Site], Iterator[T]], list[T]]:
    """What each of them makes."""
    return {maker: list(in_turn(maker(site))) for maker in makers}


def _makers(
    paged: Mapping[Pages, list[Page]], filed: Mapping[Export, list[Output]], written: Iterable[Prose]
) -> dict[str, Maker]:
    """Who makes what; a hand-written page takes the place of a planned one."""
    taken = written_at(written)
    found: dict[str, Maker] = {file.path: maker for maker, of in filed.items() for file in of}
    for maker, pages in paged.items():
        for page in in_turn(pages):
            shown = () if callable(page.files) else page.files
            if address_of(page.path) not in taken:
                found |= dict.fromkeys([page.path, *(file.path for file in shown)], maker)
    return found


def found_in(built: Built) -> Catalogue:
    """All that search finds in what was built; nothing where it would lack words to say so."""
    site = built.site
    return catalogue(site, built.outputs) if site and not any(missing_words(site.phrases)) else Catalogue((), {})


def written_at(written: Iterable[Prose]) -> dict[str, str]:
    """The addresses of hand-written pages, and their files."""
    return {address_of(page.path.removeprefix(HAND_WRITTEN)): page.path for page in written}


def _outputs(
    rendering: Renderer, pages: list[Page], files: list[Output], written: tuple[Prose, ...]
) -> tuple[tuple[Output, ...], list[Problem]]:
    taken = written_at(written)
    outputs: list[Output] = []
    faults: dict[str, Problem] = {}
    for page in in_turn(pages):
        if address_of(page.path) not in taken:
            outputs.append(rendering.output(page))
        elif not page.replaceable:
            path = taken[address_of(page.path)]
            message = f"the address /{address_of(page.path)} is taken by a generated page"
            faults[path] = Problem(Where(path), "path-collision", message, "give the page another name")
    outputs += {file.path: file for page in pages if not callable(page.files) for file in page.shown()}.values()
    outputs += files
    for item in written_pages(rendering.site, written, list(outputs)):
        if isinstance(item, Problem):
            faults[str(item)] = item
        else:
            outputs.append(item)
    faults |= _collisions(outputs)
    return _ordered(outputs), list(faults.values())


def _collisions(outputs: list[Output]) -> dict[str, Problem]:
    """Outputs of one address; some systems take addresses that differ only by case for the same."""
    faults, taken = {}, dict[str, Output]()
    for output in in_turn(sorted(outputs, key=lambda output: output.path)):
        place = address_of(output.path.removesuffix("index.html")).casefold()
        if (other := taken.setdefault(place, output)) is not output:
            hint = f"{other.edit or other.path} has it already; give one of them another name"
            where = Where(output.edit or output.path)
            faults[str(where)] = Problem(where, "path-collision", f"the address /{place} is taken", hint)
    return faults


def sound(corpus: Corpus, problems: tuple[Problem, ...]) -> Corpus:
    """The corpus without the records that have errors, and without those that name a missing one."""
    bad = {problem.where.path for problem in problems if problem.severity == "error"}
    while bad:
        records = {v: {i: r for i, r in corpus[v].items() if r.path not in bad} for v in VOCABULARIES}
        corpus = replace(corpus, records=records, unread={})
        bad = {problem.where.path for problem in check(corpus) if problem.severity == "error"}
    return corpus


def day_of(environ: Mapping[str, str] = os.environ) -> date | None:
    """The day that SOURCE_DATE_EPOCH asks for (https://reproducible-builds.org/specs/source-date-epoch/)."""
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else None


__all__ = ["HAND_WRITTEN", "Built", "build", "day_of", "found_in", "inspect", "sound"]
