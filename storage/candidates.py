"""What a mention can mean, and which of several it means most likely."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.mentions import Mention, kilometres
from bot.domain.names import fold
from bot.domain.vocabulary import PartyKind
from storage.places import FoundPlace

# Two towns of one name in one country that are nearer than this are the same one, which its
# centre, its town hall and its outline place differently.
NEAR_KM = 30
# A place with so many times the people of its next namesake is the one that is meant.
_DWARFS = 5
_MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A party that is to be made; `in_gazetteer` tells whether GeoNames' cities hold it."""

    name: str
    country: str
    subdivision: str
    kind: PartyKind
    place_id: int | None
    latitude: float | None
    longitude: float | None
    population: int | None
    timezone: str
    in_gazetteer: bool


PartyOrNew = int | Newcomer


@dataclass(frozen=True, slots=True)
class Unclear:
    """A mention that can mean several parties (`several`), or is so like another name that it
    is probably a slip; (name, country) of each that may be meant."""

    choices: tuple[tuple[str, str], ...]
    several: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party on record or a place of the gazetteer that bears the name of a mention."""

    name: str
    country: str
    place_id: int | None
    latitude: float | None
    longitude: float | None
    party: PartyOrNew | None = None
    place: FoundPlace | None = None

    def fits(self, mention: Mention) -> bool:
        """Whether nothing that is known of both speaks against it."""
        if mention.country and self.country and mention.country != self.country:
            return False
        if self.place is None and mention.place_id and self.place_id:
            return mention.place_id == self.place_id
        point = self.point
        return point is None or mention.point is None or kilometres(point, mention.point) <= NEAR_KM

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it is, if that is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def nearest(mention: Mention, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The nearest one where the mention says where it is, else all, each party once."""
    if mention.point is None:
        return list({each.party or each.place_id: each for each in candidates}.values())
    placed = [(kilometres(each.point, mention.point), each) for each in candidates if each.point]
    if not placed:
        return list(candidates[:1])
    return [min(placed, key=lambda pair: pair[0])[1]]


def likely(mention: Mention, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those whose own name it is before those of which it is another one; the one that dwarfs
    the others alone."""
    folded = fold(mention.name)
    own = [each for each in candidates if fold(each.name) == folded] or candidates
    by_size = sorted(own, key=_people, reverse=True)
    if len(by_size) > 1 and _people(by_size[0]) >= _DWARFS * _people(by_size[1]):
        return by_size[:1]
    return by_size


def unclear(candidates: Sequence[Candidate]) -> Unclear:
    """The question which of these is meant."""
    return Unclear(
        tuple((each.name, each.country) for each in candidates[:_MOST_CHOICES]), several=True
    )


def _people(candidate: Candidate) -> int:
    return candidate.place.population if candidate.place else 0
