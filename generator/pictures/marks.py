"""The marks of places on a map: equal for all, joined where they would cover each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot

from generator.model.vocabularies import PRECISIONS, Place
from generator.pictures.placing import Box, Label, Share, Tier, cut, length, middle, together
from generator.pictures.windows import RATIO, ROOM, Window

APART = 25
"""Pixels between marks."""
MOST = 80
"""Marks on one map; beyond that more of them are joined."""
EDGE = 0.045
"""How far inside the edge it is marked what lies beyond."""
STEPS = 8
"""How many places along the edge are tried."""
SPOT: Box = (-12, -12, 12, 12)
"""What a mark takes, in pixels: what a finger can hit."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place, several that fall together, or some that lie beyond the edge."""

    at: Share
    places: tuple[Place, ...]
    form: str
    """point | area | unknown | group | beyond"""
    turn: int = 0
    """Where what lies beyond the edge is, in degrees from the right, clockwise."""
    wide: Label | None = None
    narrow: Label | None = None
    tier: str = ""
    """The only tier it is drawn in; empty for both."""

    @property
    def key(self) -> tuple[Share, tuple[str, ...], str]:
        """What makes it the same mark in another tier."""
        return self.at, tuple(place.id for place in self.places), self.form

    def with_label(self, tier: Tier, label: Label | None) -> "Mark":
        """The mark with its name as it stands in a tier; in all, where there is but one."""
        if tier.name:
            return replace(self, **{tier.name: label})  # type: ignore[arg-type]
        return replace(self, wide=label, narrow=label)

    def text(self, longest: float) -> str:
        """The name that stands beside it; of several the first, or both, and how many more there are."""
        names = [" ".join(place.name.split()) for place in self.places]
        both = ", ".join(names[:2])
        if len(names) == 2 and length(both) <= longest:
            return both
        more = f" +{len(names) - 1}" if len(names) > 1 else ""
        return cut(names[0], longest - length(more)) + more


def precision(place: Place) -> str:
    """How exact the position of a place is; unknown where nothing is said."""
    return place.precision or PRECISIONS[-1]


def located(places: Iterable[Place]) -> list[tuple[Place, tuple[float, float]]]:
    """Places that have coordinates, by name."""
    found = {place.id: place for place in places if place.lat is not None and place.lon is not None}
    named = sorted(found.values(), key=lambda place: (place.name.casefold(), place.id))
    return [(place, (place.lat or 0.0, place.lon or 0.0)) for place in named]


def spots(places: Iterable[Place], window: Window) -> dict[str, Share]:
    """Where places with coordinates lie on a map, or beyond its edge."""
    found = located(places)
    laid = window.on(point for _, point in found)
    return {place.id: _rounded(at) for (place, _), at in zip(found, laid, strict=True)}


def marks(places: Iterable[Place], window: Window, tier: Tier, weights: Mapping[str, int]) -> list[Mark]:
    """All marks of a tier, without names. Places that were named more often come first among those that are joined."""
    found = {place.id: place for place in places}
    laid = spots(found.values(), window)
    inside = [(found[name], at) for name, at in laid.items() if within(at)]
    beyond = {name: _edge(at) for name, at in laid.items() if not within(at)}
    made = []
    for group in _groups(inside, tier):
        members = ranked([place for place, _ in group], weights)
        form = precision(members[0]) if len(members) == 1 else "group"
        made.append(Mark(_middle(group), members, form))
    for group in _groups([(found[name], at) for name, (at, _) in beyond.items()], tier):
        members = ranked([place for place, _ in group], weights)
        at = _clear(_middle(group), [mark.at for mark in made], tier)
        made.append(Mark(at, members, "beyond", beyond[members[0].id][1]))
    return sorted(made, key=lambda mark: (mark.places[0].name.casefold(), mark.places[0].id))


def within(at: Share) -> bool:
    """Whether something lies on the map with room around it."""
    return all(ROOM - 1e-4 <= part <= 1 - ROOM + 1e-4 for part in at)


def _groups(placed: Sequence[tuple[Place, Share]], tier: Tier) -> list[list[tuple[Place, Share]]]:
    apart = float(APART)
    while True:
        found = together([at for _, at in placed], apart, tier)
        if len(found) <= MOST:
            return [[placed[number] for number in group] for group in found]
        apart *= 1.4


def ranked(places: Iterable[Place], weights: Mapping[str, int]) -> tuple[Place, ...]:
    """Places by how often they are named, then by name."""
    return tuple(sorted(places, key=lambda place: (-weights.get(place.id, 0), place.name.casefold(), place.id)))


def _edge(at: Share) -> tuple[Share, int]:
    """The place just inside the edge that lies in the direction of something beyond it, and that direction."""
    x, y = at[0] - 0.5, (at[1] - 0.5) * RATIO
    reach = min((0.5 - EDGE) / max(abs(x), 1e-9), (0.5 - EDGE / RATIO) * RATIO / max(abs(y), 1e-9))
    return (0.5 + x * reach, 0.5 + y * reach / RATIO), round(degrees(atan2(y, x)))


def _middle(group: Sequence[tuple[Place, Share]]) -> Share:
    return _rounded(middle([at for _, at in group]))


def _clear(at: Share, others: Sequence[Share], tier: Tier) -> Share:
    """The place along the edge, as near as can be, that keeps clear of other marks."""
    step = (APART + 1) / tier.low
    along = (0.0, step / RATIO) if min(at[0], 1 - at[0]) < min(at[1], 1 - at[1]) else (step, 0.0)
    for number in sorted(range(-STEPS, STEPS + 1), key=lambda n: (abs(n), n)):
        moved = _rounded((at[0] + along[0] * number, at[1] + along[1] * number))
        far = (hypot((moved[0] - x) * tier.low, (moved[1] - y) * tier.low * RATIO) for x, y in others)
        if min(*moved) > EDGE / 2 and max(*moved) < 1 - EDGE / 2 and min(far, default=APART) >= APART:
            return moved
    return at


def _rounded(at: Share) -> Share:
    return round(at[0], 4), round(at[1], 4)
