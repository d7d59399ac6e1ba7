"""A follow-up as screens and reminders show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.identity import Platform
from bot.domain.vocabulary import Closure, Priority, Visibility
from storage.columns import Query
from storage.lists import among
from storage.models import FollowUp, Official, PartnershipParty, Party
from storage.prepared import fetched
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """Something owed. `party` is the one that owes it; with `awaited` that is the other side.
    `parties` are all those of its partnership, in their order; none where it has none."""

    id: int
    network_id: int
    partnership_id: int | None
    text: str
    owner_id: int | None
    owner: str
    party: PartyView | None
    awaited: bool
    due_on: date
    due_time: time | None
    timezone: str
    due_at: datetime
    snoozed_until: datetime | None
    every: str
    priority: Priority
    visibility: Visibility
    origin_platform: Platform | None
    origin_team: str
    origin_channel: str
    origin_message: str
    exchange_id: int | None
    closed_at: datetime | None
    closure: Closure | None
    parties: tuple[PartyView, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.closed_at is None

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and now >= self.due_at


def viewed() -> Query:
    """A select of the columns of a view; conditions are for the caller to add."""
    return (
        select(
            FollowUp.id,
            FollowUp.network_id,
            FollowUp.partnership_id,
            FollowUp.text,
            FollowUp.owner_id,
            Official.name,
            FollowUp.awaited,
            FollowUp.due_on,
            FollowUp.due_time,
            FollowUp.timezone,
            FollowUp.due_at,
            FollowUp.snoozed_until,
            FollowUp.every,
            FollowUp.priority,
            FollowUp.visibility,
            FollowUp.origin_platform,
            FollowUp.origin_team,
            FollowUp.origin_channel,
            FollowUp.origin_message,
            FollowUp.exchange_id,
            FollowUp.closed_at,
            FollowUp.closure,
            Party.id,
            Party.name,
            Party.country,
            Party.subdivision,
            Party.kind,
        )
        .outerjoin(Official, Official.id == FollowUp.owner_id)
        .outerjoin(Party, Party.id == FollowUp.party_id)
    )


def views_of(session: Session, rows: Sequence[Any]) -> list[FollowUpView]:
    """The views of rows of `viewed()`, in their order; one more statement for the parties."""
    seats = _seats_of(session, {row[2] for row in rows if row[2] is not None})
    return [
        FollowUpView(
            *(
                *row[:5],
                row[5] or "",
                PartyView(*row[22:27]) if row[22] is not None else None,
                *row[6:22],
                seats.get(row[2], ()),
            )
        )
        for row in rows
    ]


def _seats_of(session: Session, partnership_ids: Iterable[int]) -> dict[int, tuple[PartyView, ...]]:
    ids = sorted(partnership_ids)
    if not ids:
        return {}
    found: dict[int, tuple[PartyView, ...]] = {}
    for row in fetched(session, _seats(), partnerships=ids):
        found[row[0]] = (*found.get(row[0], ()), PartyView(*row[1:6]))
    return found


@cache
def _seats() -> Query:
    return (
        select(
            PartnershipParty.partnership_id,
            Party.id,
            Party.name,
            Party.country,
            Party.subdivision,
            Party.kind,
        )
        .join(Party, Party.id == PartnershipParty.party_id)
        .where(among(PartnershipParty.partnership_id, "partnerships"))
        .order_by(PartnershipParty.partnership_id, PartnershipParty.position, Party.id)
    )
