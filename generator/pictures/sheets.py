"""Maps that belong together: one of all places, and a nearer one wherever many of them fall together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.model.vocabularies import Place
from generator.pictures.atlas import Atlas
from generator.pictures.maps import Chart, Subject, draw, draw_small
from generator.pictures.marks import Mark, located, ranked, spots, within
from generator.pictures.placing import NARROW, WIDE, together
from generator.pictures.windows import Window, frame

CROWD, NEAR = 3, 42
"""So many places that lie so near together, in pixels, get a map of their own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map of several."""

    number: int
    chart: Chart
    around: Place | None = None
    """A place it is named after; None for the map of all places."""
    leads: Mapping[str, int] = field(default_factory=dict)
    """The maps that show more of what falls together here."""

    def nearer(self, mark: Mark) -> int | None:
        """The map on which the places of a mark lie apart."""
        return self.leads.get(_name(mark))

    @property
    def listed(self) -> tuple[tuple[int, Mark], ...]:
        """The marks of several places that no nearer map parts, with their numbers: a list says which they are."""
        numbered = enumerate(self.chart.marks, 1)
        return tuple((number, mark) for number, mark in numbered if len(mark.places) > 1 and not self.nearer(mark))


def sheets(subject: Subject, atlas: Atlas, few: int, most: int) -> tuple[Sheet, ...]:
    """At most so many maps, the one of all places first; none where no place has coordinates.

    Of every `few` places one may lie beyond the edge.
    """
    window = _frame(subject.places, few)
    if window is None:
        return ()
    made = [Sheet(1, draw(subject, window, atlas))]
    waiting = _crowds(made[0].chart)
    while waiting and len(made) < most:
        waiting.sort(key=lambda crowd: _rank(crowd.places, subject))
        crowd = waiting.pop()
        near = _frame(crowd.places)
        if near and 2 * near.width <= crowd.width:
            shown = replace(subject, places=_inside(subject.places, near))
            title = _title(ranked(crowd.places, subject.weights), made)
            made.append(Sheet(len(made) + 1, draw_small(shown, near, atlas), title))
            waiting += _crowds(made[-1].chart)
    return tuple(replace(sheet, leads=dict(_leads(sheet, made))) for sheet in made)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Places that lie near each other on a map, some of them under one mark."""

    places: tuple[Place, ...]
    width: int
    """Of that map, in km."""


def _rank(places: Iterable[Place], subject: Subject) -> tuple[int, list[str]]:
    """Those that are named most often come first."""
    return sum(1 + subject.weights.get(place.id, 0) for place in places), sorted(place.id for place in places)


def _crowds(chart: Chart) -> list[_Crowd]:
    marks = [mark for mark in chart.marks if mark.tier != NARROW.name and mark.form != "beyond"]
    near = [[marks[number] for number in group] for group in together([mark.at for mark in marks], NEAR, WIDE)]
    crowded = [group for group in near if any(mark.form == "group" for mark in group)]
    found = [tuple(place for mark in group for place in mark.places) for group in crowded]
    return [_Crowd(places, chart.window.width) for places in found if len(places) >= CROWD]


def _title(places: Iterable[Place], made: Iterable[Sheet]) -> Place:
    """The first place after which no map is named yet."""
    taken = {sheet.around.id for sheet in made if sheet.around}
    return min(places, key=lambda place: place.id in taken)


def _leads(sheet: Sheet, made: Iterable[Sheet]) -> Iterator[tuple[str, int]]:
    """For each group the first nearer map that shows all of it."""
    nearer = [(one.number, set(_ids(one.chart))) for one in made if one.chart.window.width < sheet.chart.window.width]
    for mark in sheet.chart.marks:
        ids = {place.id for place in mark.places}
        found = next((number for number, shown in nearer if ids <= shown), None)
        if found and mark.form == "group":
            yield _name(mark), found


def _ids(chart: Chart) -> Iterator[str]:
    return (place.id for mark in chart.marks if mark.form != "beyond" for place in mark.places)


def _name(mark: Mark) -> str:
    return f"{mark.tier} {mark.places[0].id}"


def _frame(places: Iterable[Place], few: int | None = None) -> Window | None:
    return frame((point for _, point in located(places)), few)


def _inside(places: Iterable[Place], window: Window) -> tuple[Place, ...]:
    found = {place.id: place for place in places}
    return tuple(found[name] for name, at in spots(found.values(), window).items() if within(at))
