"""A week of a network as it was read: plain rows, for digests of all of it or of a part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ContactFunction, ExchangeKind, PartnershipType, Priority, Stage
from storage.exchanges import Outline
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class Bond:
    """A partnership as a digest speaks of it; `is_agreed`: it is no proposal any more."""

    id: int
    type: PartnershipType
    stage: Stage
    title: str
    since: PartialDate | None
    signed: PartialDate | None
    last_review_on: date | None
    next_review_on: date | None
    paused_from: date | None
    paused_until: date | None
    made_at: datetime
    parties: tuple[PartyView, ...]
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """An exchange; `language` is that of its summary, "" where that is not on record."""

    id: int
    partnership_id: int
    kind: ExchangeKind
    happened_on: PartialDate
    initiator_id: int | None
    summary: str
    logged_at: datetime
    language: str


@dataclass(frozen=True, slots=True)
class Owed:
    """An open follow-up; `party_id` is the one that owes it, if it is not just somebody. With
    `awaited` that is the other side, and the owner is who waits for it."""

    id: int
    partnership_id: int | None
    party_id: int | None
    owner: str
    text: str
    due_on: date
    due_at: datetime
    priority: Priority
    awaited: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """A follow-up that was done; `awaited`: it was an answer of that party."""

    partnership_id: int | None
    party_id: int | None
    awaited: bool
    made_at: datetime
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class Met:
    """A new contact."""

    id: int
    party_id: int | None
    name: str
    position: str
    function: ContactFunction | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """A new member."""

    party: PartyView
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """All that digests of a network are made of, as far as the whole network may see it.

    `bonds` are its partnerships by id, without archived ones; nothing else here speaks of
    those. `seats`: the ids of a party's partnerships. `parties` are named even if they left.
    `passed` has what is planned for the next days too. `owed` and `aid`, what comes of aid and
    donations, are in the order in which they are due.
    """

    network: str
    parties: Mapping[int, PartyView]
    bonds: Mapping[int, Bond]
    seats: Mapping[int, tuple[int, ...]]
    outlines: Mapping[int, Outline]
    passed: tuple[Passed, ...]
    owed: tuple[Owed, ...]
    aid: tuple[Owed, ...]
    settled: tuple[Settled, ...]
    met: tuple[Met, ...]
    joined: tuple[Joined, ...]
