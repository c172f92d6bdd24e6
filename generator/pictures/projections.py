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


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Seen from above one point."""

    lat: float
    lon: float

    def line(self, points: Iterable[Point]) -> list[Point]:
        """Where points, each latitude and longitude, come to lie."""
        sin0, cos0, lon0 = sin(self.lat * TURN), cos(self.lat * TURN), self.lon * TURN
        laid = []
        for lat, lon in points:
            up, flat, away = sin(lat * TURN), cos(lat * TURN), lon * TURN - lon0
            along = flat * cos(away)
            behind = 1 + sin0 * up + cos0 * along
            far = RADIUS * sqrt(2 / (behind if behind > NEARLY else NEARLY))
            laid.append((far * flat * sin(away), far * (cos0 * up - sin0 * along)))
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

    def line(self, points: Iterable[Point]) -> list[Point]:
        """Where points, each latitude and longitude, come to lie."""
        return [self._at(lat, wrapped(lon - self.lon)) for lat, lon in points]

    def near(self, points: Iterable[Point], middle: float) -> list[Point]:
        """As `line`, for a shape around the longitude `middle` that may touch the cut: all of it on one side."""
        centre = wrapped(middle - self.lon)
        return [self._at(lat, centre + wrapped(lon - middle)) for lat, lon in points]

    @staticmethod
    def _at(lat: float, away: float) -> Point:
        theta = asin(sqrt(3) / 2 * sin(radians(lat)))
        two = theta * theta
        six = two * two * two
        bent = 1.340264 - 3 * 0.081106 * two + six * (7 * 0.000893 + 9 * 0.003796 * two)
        up = theta * (1.340264 - 0.081106 * two + six * (0.000893 + 0.003796 * two))
        return RADIUS * 2 * sqrt(3) * radians(away) * cos(theta) / (3 * bent), RADIUS * up


Projection = Azimuthal | EqualEarth


def wrapped(lon: float) -> float:
    """The same meridian between -180 and 180."""
    return (lon + 180) % 360 - 180
