"""Ways to lay the Earth on a plane, both true to area: lengths in km, x to the east, y to the north of the centre.

`Azimuthal` is Lambert's azimuthal equal-area projection: true around its centre wherever that is, so that Kursk and
Vladivostok, both sides of the antimeridian, or a pole fit on one map. `EqualEarth` shows what no half of the globe
holds (B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection, 2018).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

RADIUS = 6371.0
"""The Earth as a sphere."""

TURN = pi / 180
NEARLY = 1e-9
"""The point opposite to the centre lies nowhere; what is next to it lies at the rim."""

Point = tuple[float, float]
"""Latitude and longitude in degrees; or a point of a plane."""
Ray = tuple[float, float, float]
"""A point of the globe: sine and cosine of its latitude, and its longitude in radians."""


def ray(lat: float, lon: float) -> Ray:
    """A point of the globe, as projections take it: many maps share the same points."""
    return sin(lat * TURN), cos(lat * TURN), lon * TURN


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Seen from above one point."""

    lat: float
    lon: float

    def line(self, points: Iterable[Ray], middle: float | None = None) -> list[Point]:  # noqa: ARG002 - it has no cut
        """Where points come to lie; the longitude `middle` of their shape changes nothing."""
        sin0, cos0, lon0 = ray(self.lat, self.lon)
        laid = []
        for up, flat, lon in points:
            along = flat * cos(lon - lon0)
            behind = 1 + sin0 * up + cos0 * along
            far = RADIUS * sqrt(2 / (behind if behind > NEARLY else NEARLY))
            laid.append((far * flat * sin(lon - lon0), far * (cos0 * up - sin0 * along)))
        return laid

    def back(self, x: float, y: float) -> Point:
        """Latitude and longitude of a point of the plane."""
        rho = hypot(x, y)
        if rho == 0:
            return self.lat, self.lon
        angle = 2 * asin(min(rho / RADIUS / 2, 1))
        phi = radians(self.lat)
        lat = asin(max(-1, min(1, cos(angle) * sin(phi) + y * sin(angle) * cos(phi) / rho)))
        lon = atan2(x * sin(angle), rho * cos(phi) * cos(angle) - y * sin(phi) * sin(angle))
        return degrees(lat), wrapped(self.lon + degrees(lon))


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The whole Earth, cut along the meridian opposite to `lon`."""

    lon: float

    def line(self, points: Iterable[Ray], middle: float | None = None) -> list[Point]:
        """Where points come to lie; those of a shape around the longitude `middle` all on one side of the cut."""
        if middle is None:
            return [self._at(up, wrapped(lon / TURN - self.lon)) for up, _, lon in points]
        centre = wrapped(middle - self.lon)
        return [self._at(up, centre + wrapped(lon / TURN - middle)) for up, _, lon in points]

    @staticmethod
    def _at(up: float, away: float) -> Point:
        theta = asin(sqrt(3) / 2 * up)
        two = theta * theta
        six = two * two * two
        bent = 1.340264 - 3 * 0.081106 * two + six * (7 * 0.000893 + 9 * 0.003796 * two)
        high = theta * (1.340264 - 0.081106 * two + six * (0.000893 + 0.003796 * two))
        return RADIUS * 2 * sqrt(3) * away * TURN * cos(theta) / (3 * bent), RADIUS * high


Projection = Azimuthal | EqualEarth


def wrapped(lon: float) -> float:
    """The same meridian between -180 and 180."""
    return (lon + 180) % 360 - 180
