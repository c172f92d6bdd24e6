"""What the maps of pages show: the whole chronicle, one deployment, one place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.derive.ledger import Entry
from generator.kinds import Deployment
from generator.model.claims import Leg
from generator.model.vocabularies import Place
from generator.output import Output
from generator.pictures.atlas import Atlas
from generator.pictures.maps import Subject, locate
from generator.pictures.routes import Way, shapes, ways
from generator.pictures.sheets import Sheet, sheets
from generator.site import Site

FEW = 10
"""Of so many places of the chronicle one may lie beyond the edge of its map; a deployment shows all it names."""
MOST, MOST_OF_ONE = 7, 2
"""Maps of the chronicle, and of a deployment."""
MOST_ON_PAGE = 60
"""Claims and legs of parts on the page of a whole, so that it stays light; beyond, each part has its own map."""
FORMS = ("point", "area", "unknown", "group", "beyond")


@dataclass(frozen=True, slots=True)
class Row:
    """A leg in the table of a map."""

    leg: Leg
    told: Entry | None
    """The claim it is from; None where no source disputes it."""
    of: str
    """The event it is claimed of, the deployment itself or a part."""


@dataclass(frozen=True, slots=True)
class MapView:
    """A map, or several that belong together, with all that stands beside them in words."""

    kind: str
    """chronicle | deployment | place"""
    sheets: tuple[Sheet, ...]
    places: tuple[Place, ...] = ()
    ways: tuple[Way, ...] = ()
    rows: tuple[Row, ...] = ()
    parties: tuple[tuple[str, int], ...] = ()
    """Whose marks stand on it, and which."""
    elsewhere: bool = False
    """Whether parts have more routes than one map can show."""

    @property
    def files(self) -> tuple[Output, ...]:
        """The shapes beneath: files of their own, as many pages show the same and a browser keeps them."""
        return tuple(Output(sheet.chart.base.path, sheet.chart.base.svg) for sheet in self.sheets)

    @property
    def nowhere(self) -> tuple[Place, ...]:
        """Places without coordinates."""
        return tuple(place for place in self.places if place.lat is None)

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        """The forms of marks that need a word in the key, with the only tier that has them, if it is one."""
        used: dict[str, set[str]] = {}
        for mark in (mark for sheet in self.sheets for mark in sheet.chart.marks):
            used.setdefault(mark.form, set()).add(mark.tier)
        return tuple((form, "".join(used[form]) if len(used[form]) == 1 else "") for form in FORMS if form in used)

    @property
    def lines(self) -> bool:
        """Whether any way is drawn from place to place."""
        return any(sheet.chart.lines for sheet in self.sheets)

    @property
    def aside(self) -> bool:
        """Whether a party's mark stands beside a place, because the other end is not on the map."""
        return any(sign.length for sheet in self.sheets for sign in sheet.chart.signs)

    @property
    def settled(self) -> bool:
        """Whether a way is drawn that no source disputes."""
        return any(way.party is None for sheet in self.sheets for way in sheet.chart.drawn)

    @property
    def undrawn(self) -> int:
        """Ways that stand in the table alone: too short, too many, or no end of them on a map."""
        shown = {id(way) for sheet in self.sheets for way in sheet.chart.drawn}
        return sum(way.drawn and id(way) not in shown for way in self.ways)

    def row(self, way: Way) -> int:
        """Where in the table a way begins, from 1."""
        leg = way.settled[0] if way.settled else way.told[0].leg
        told = way.told[0].entry if way.told else None
        return 1 + next(n for n, row in enumerate(self.rows) if row.leg is leg and row.told is told)

    def shape(self, way: Way) -> int | None:
        """The mark of the party that claims a way; None where no source disputes it."""
        return dict(self.parties)[way.party] if way.party is not None else None


def chronicle_map(site: Site, atlas: Atlas) -> MapView:
    """All places; those that more events name come first where names compete for room."""
    counts = {key[1]: len(found) for key, found in site.timeline.uses.items() if key[0] == "places"}
    every = tuple(site.corpus.places.values())
    return MapView("chronicle", sheets(Subject(every, (), counts), atlas, FEW, MOST), every)


def deployment_map(site: Site, event: Deployment, marks: Mapping[str, int], atlas: Atlas) -> MapView | None:
    """The places of a deployment and the legs claimed of it and its parts.

    `marks` are those its parties have on the page already.
    """
    routes, elsewhere = _routes(site, event)
    found = ways((leg for leg, _ in routes.settled), routes.entries)
    ends = {end for way in found for end in (way.from_, way.to) if end}
    places = _named(site.corpus.places[name] for name in {*event.places, *ends})
    if not places:
        return None
    parties = shapes(found, marks)
    charts = sheets(Subject(places, found, dict.fromkeys(ends, 1)), atlas, 0, MOST_OF_ONE)
    shown = {way.party for sheet in charts for way in sheet.chart.drawn}
    named = tuple((party, mark) for party, mark in parties.items() if party in shown)
    return MapView("deployment", charts, places, found, tuple(_rows(found, routes)), named, elsewhere)


@dataclass(frozen=True, slots=True)
class _Routes:
    """What a map draws."""

    settled: tuple[tuple[Leg, str], ...]
    """Legs that no source disputes, with the deployment they are of."""
    entries: tuple[Entry, ...]


def _routes(site: Site, event: Deployment) -> tuple[_Routes, bool]:
    """Those of the deployment and its parts; of it alone, and True, where parts have too many."""
    timeline = site.timeline
    every = tuple(entry for entry in timeline.claims_on(event.id) if entry.claim.legs)
    own = tuple(entry for entry in every if entry.claim.about == event.id)
    settled = [(leg, part.id) for part in _below(site, event) for leg in part.legs]
    mine = tuple((leg, event.id) for leg in event.legs)
    added = len(settled) + sum(len(entry.claim.legs) for entry in every if entry.claim.about != event.id)
    if added and added + len(timeline.ledgers.get(event.id, ())) > MOST_ON_PAGE:
        return _Routes(mine, own), True
    return _Routes((*mine, *settled), every), False


def _below(site: Site, event: Deployment) -> Iterator[Deployment]:
    """Its parts that are deployments, and their parts."""
    waiting, seen = [event.id], {event.id}
    while waiting:
        for name in site.timeline.parts.get(waiting.pop(0), ()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
                if isinstance(part := site.corpus.events[name], Deployment):
                    yield part


def _rows(found: Iterable[Way], routes: _Routes) -> Iterator[Row]:
    """The legs of all ways; what several parties claim together stands there once."""
    of = {id(leg): about for leg, about in routes.settled}
    seen: set[tuple[int, int]] = set()
    for way in found:
        legs: list[tuple[Leg, Entry | None]] = [(leg, None) for leg in way.settled]
        for leg, entry in [*legs, *((one.leg, one.entry) for one in way.told)]:
            if (id(leg), id(entry)) not in seen:
                seen.add((id(leg), id(entry)))
                yield Row(leg, entry, entry.claim.about if entry else of[id(leg)])


def place_map(place: Place, atlas: Atlas) -> MapView | None:
    """Where a place is; None where its coordinates are not known."""
    chart = locate(place, atlas)
    return MapView("place", (Sheet(1, chart),)) if chart else None


def _named(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: (place.name.casefold(), place.id)))
