"""What comes up by itself: an occasion to tell somebody something, and the days looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.chat.reply import Button, Entry


@dataclass(frozen=True, slots=True)
class Days:
    """The days from the first to the last, both among them."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)

    @property
    def before(self) -> date:
        """The day before the first."""
        return self.first - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """How an occasion is put to somebody, with the likely next steps, the likeliest first."""

    entry: Entry
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What an occasion concerns, or what a look at the records is narrowed to; nothing of it
    is the whole network. `keeper_id` is the official who looks after it."""

    partnership_id: int | None = None
    party_id: int | None = None
    keeper_id: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that comes up on a day. A source says the same `key` each time it is asked about
    the same thing, and no other time; it is unique within the source and the network.

    Told are an official of each party of the partnership, or only of the party if both are
    given; or else the keeper, or an official of the party. `source` is put in by whoever asks.
    """

    key: str
    on: date
    told: Told
    about: About = field(default_factory=About)
    source: str = ""

    @property
    def matter(self) -> dict[str, Any]:
        """By what it is found again when it is to be told, as JSON carries it."""
        about = {
            "partnership": self.about.partnership_id,
            "party": self.about.party_id,
            "keeper": self.about.keeper_id,
        }
        known = {name: number for name, number in about.items() if number is not None}
        return {"source": self.source, "key": self.key, "on": self.on.isoformat(), **known}


def about_of(matter: Mapping[str, Any]) -> About:
    """What an occasion with this matter concerns."""
    return About(*(matter.get(name) for name in ("partnership", "party", "keeper")))
