"""Parties as a file names them, before anybody knows which record is meant."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from bot.domain.vocabulary import PartyKind

# The mean radius of the Earth (https://en.wikipedia.org/wiki/Earth_radius).
_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A party by its name and by whatever else is said of it.

    `country` is an ISO 3166 code or empty, `place_id` GeoNames' number; coordinates are in
    degrees, both or neither.
    """

    name: str
    country: str = ""
    place_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: PartyKind = PartyKind.CITY

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, if they are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points as the crow flies, by the haversine formula
    (https://en.wikipedia.org/wiki/Haversine_formula)."""
    (south, west), (north, east) = one, other
    up, across = radians(north - south) / 2, radians(east - west) / 2
    chord = sin(up) ** 2 + cos(radians(south)) * cos(radians(north)) * sin(across) ** 2
    return 2 * _RADIUS_KM * asin(sqrt(min(1.0, chord)))
