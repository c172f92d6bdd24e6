"""Maps: places and claimed ways as geometry; a template turns it into SVG.

Words and marks keep their size whatever the width of the map, so on a large map they are placed twice, for a narrow and
a wide page; what comes to the same is drawn once. The shapes beneath stretch with the map.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.model.vocabularies import Place
from generator.pictures.atlas import Atlas, Base
from generator.pictures.lines import Line, Sign, lines, signs
from generator.pictures.marks import SPOT, Mark, marks, precision, spots
from generator.pictures.placing import NARROW, SMALL, WIDE, Room, Tier
from generator.pictures.projections import Azimuthal
from generator.pictures.routes import Way
from generator.pictures.windows import RATIO, Window, around

UNITS, SMALL_UNITS = 640, 320
"""How many units the shapes of a large and of a small map are wide."""
FAR = 6400
"""How wide the map of one place is, in km: wide enough for coasts that everybody knows."""
FEW, BITS, BIT = 12, 40, (-3, -3, 3, 3)
"""Names avoid crossing the first few lines, each taken as so many bits of this size."""
BAR = 0.25
"""The longest scale bar, as a share of the width."""
TRUE_SCALE = 5200
"""Up to this width, in km, one scale bar holds all over a map."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a map is to show."""

    places: tuple[Place, ...]
    ways: tuple[Way, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    """Where names compete for room, the place with more weight comes first."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A map."""

    window: Window
    base: Base
    units: int
    """How many units it is wide."""
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...] = ()
    signs: tuple[Sign, ...] = ()

    @property
    def height(self) -> int:
        return round(self.units * RATIO)

    @property
    def azimuthal(self) -> bool:
        """Whether it is seen from above its middle, and no part of a map of the whole Earth."""
        return isinstance(self.window.projection, Azimuthal)

    @property
    def bar(self) -> int | None:
        """The length of its scale bar in km; None where no length holds all over the map."""
        return _bar(self.window)

    @property
    def places(self) -> int:
        """How many places have a mark on it."""
        return len({place.id for mark in self.marks for place in mark.places})

    @property
    def ways(self) -> int:
        """How many routes are drawn on it."""
        return len({id(way) for way in self.drawn})

    @property
    def drawn(self) -> tuple[Way, ...]:
        """The ways that stand on it."""
        return (*(line.way for line in self.lines), *(sign.way for sign in self.signs))


def draw(subject: Subject, window: Window, atlas: Atlas) -> Chart:
    """A large map."""
    drawn = lines(subject.ways, spots(subject.places, window))
    narrow, narrow_signs = _placed(subject, window, drawn, NARROW)
    wide, wide_signs = _placed(subject, window, drawn, WIDE)
    base = atlas.base(window, UNITS)
    return Chart(window, base, UNITS, _marks(narrow, wide), drawn, _signs(narrow_signs, wide_signs))


def draw_small(subject: Subject, window: Window, atlas: Atlas) -> Chart:
    """A map that is narrow on every page."""
    drawn = lines(subject.ways, spots(subject.places, window))
    made, found = _placed(subject, window, drawn, SMALL)
    base = atlas.base(window, SMALL_UNITS)
    return Chart(window, base, SMALL_UNITS, tuple(made), drawn, tuple(found))


def locate(place: Place, atlas: Atlas) -> Chart | None:
    """A small map of one place and the lands around it; None without coordinates."""
    if place.lat is None or place.lon is None:
        return None
    window = around((place.lat, place.lon), FAR)
    mark = Mark(spots([place], window)[place.id], (place,), precision(place))
    named = mark.with_label(SMALL, Room(SMALL).label(mark.at, mark.text(SMALL.longest)))
    return Chart(window, atlas.base(window, SMALL_UNITS), SMALL_UNITS, (named,))


def _placed(subject: Subject, window: Window, drawn: Sequence[Line], tier: Tier) -> tuple[list[Mark], list[Sign]]:
    """Marks with their names and the signs of parties, as far as there is room on a map of these widths."""
    room = Room(tier)
    made = marks(subject.places, window, tier, subject.weights)
    for mark in made:
        room.take(mark.at, SPOT)
    if bar := _bar(window):
        room.take((0, 1), (0, -30, 12 + tier.high * bar / window.width, 0))
    found = list(signs(subject.ways, drawn, made, room))
    ranked = sorted(made, key=lambda mark: -max(subject.weights.get(place.id, 0) for place in mark.places))
    room.crossed.extend((line.at(part / BITS), BIT) for line in drawn[:FEW] for part in range(1, BITS))
    labels = {mark.key: room.label(mark.at, mark.text(tier.longest)) for mark in ranked}
    return [mark.with_label(tier, labels[mark.key]) for mark in made], found


def _marks(narrow: Sequence[Mark], wide: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks of both tiers, by name; what is the same in both stands there once."""
    small, large = {mark.key: mark for mark in narrow}, {mark.key: mark for mark in wide}
    both = [replace(mark, narrow=small[key].narrow) for key, mark in large.items() if key in small]
    alone = [replace(mark, tier=WIDE.name) for key, mark in large.items() if key not in small]
    alone += [replace(mark, tier=NARROW.name) for key, mark in small.items() if key not in large]
    return tuple(sorted([*both, *alone], key=lambda mark: (mark.places[0].name.casefold(), mark.key, mark.tier)))


def _signs(narrow: Sequence[Sign], wide: Sequence[Sign]) -> tuple[Sign, ...]:
    """Signs of both tiers; what is the same in both stands there once."""
    small, large = {sign.key for sign in narrow}, {sign.key for sign in wide}
    return (
        *(sign if sign.key in small else replace(sign, tier=WIDE.name) for sign in wide),
        *(replace(sign, tier=NARROW.name) for sign in narrow if sign.key not in large),
    )


def _bar(window: Window) -> int | None:
    """The longest round number of km that is not too long."""
    if window.width > TRUE_SCALE or not isinstance(window.projection, Azimuthal):
        return None
    return max(n for n in (20, 50, 100, 200, 500, 1000) if n <= BAR * window.width)
