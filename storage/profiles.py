"""All that is known of a party, for the screen that shows it."""

from dataclasses import dataclass

from bot.domain.vocabulary import PartyKind
from storage.models import Party


@dataclass(frozen=True, slots=True)
class PartyProfile:
    """What is known of a member; `names` are its further names here, as they were given."""

    id: int
    name: str
    kind: PartyKind
    country: str
    subdivision: str
    place_id: int | None
    latitude: float | None
    longitude: float | None
    population: int | None
    timezone: str
    website: str
    languages: tuple[str, ...]
    names: tuple[str, ...]


# In the order of the fields above, up to the names, which are records of their own.
PROFILE = (
    Party.id,
    Party.name,
    Party.kind,
    Party.country,
    Party.subdivision,
    Party.place_id,
    Party.latitude,
    Party.longitude,
    Party.population,
    Party.timezone,
    Party.website,
    Party.languages,
)
