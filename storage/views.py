"""What screens are told of records: plain rows, read in as few statements as a screen needs."""

from dataclasses import dataclass

from bot.domain.vocabulary import PartyKind


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party as it is named on a screen."""

    id: int
    name: str
    country: str
    subdivision: str = ""
    kind: PartyKind = PartyKind.CITY

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A network as a speaker meets it."""

    id: int
    slug: str
    name: str
    language: str
    timezone: str
    is_demo: bool = False
