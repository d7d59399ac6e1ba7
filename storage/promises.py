"""What the planning of reminders has to know of follow-ups, read for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.nudging import Promise
from bot.domain.vocabulary import Priority, Visibility
from storage.columns import Query
from storage.lists import among
from storage.models import FollowUp, PartnershipParty, Party
from storage.prepared import fetched


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A follow-up that is open. `countries` are those of all parties of its partnership."""

    id: int
    network_id: int
    partnership_id: int | None
    owner_id: int | None
    party_id: int | None
    made_by_id: int | None
    awaited: bool
    due_on: date
    due_time: time | None
    timezone: str
    due_at: datetime
    snoozed_until: datetime | None
    priority: Priority
    visibility: Visibility
    created_at: datetime
    countries: tuple[str, ...] = ()

    @property
    def promise(self) -> Promise:
        """The same as the planner takes it."""
        return Promise(
            self.due_on,
            self.due_time,
            self.timezone,
            self.due_at,
            self.snoozed_until,
            self.priority,
            is_open=True,
            made_at=self.created_at,
        )


def read(session: Session, follow_up_ids: Sequence[int]) -> dict[int, PromiseFacts]:
    """Those of these follow-ups that are still open, by id. Two statements."""
    rows = fetched(session, _open(), follow_ups=list(follow_up_ids))
    countries = _countries(session, {row[2] for row in rows if row[2] is not None})
    return {row[0]: PromiseFacts(*(*row, countries.get(row[2], ()))) for row in rows}


def _countries(session: Session, partnership_ids: set[int]) -> dict[int, tuple[str, ...]]:
    if not partnership_ids:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for partnership_id, country in fetched(session, _seats(), partnerships=sorted(partnership_ids)):
        found[partnership_id] = (*found.get(partnership_id, ()), country)
    return found


@cache
def _open() -> Query:
    columns: tuple[Any, ...] = tuple(
        getattr(FollowUp, name) for name in PromiseFacts.__slots__ if name != "countries"
    )
    return select(*columns).where(
        among(FollowUp.id, "follow_ups"),
        FollowUp.closed_at.is_(None),
        FollowUp.removed_at.is_(None),
    )


@cache
def _seats() -> Query:
    return (
        select(PartnershipParty.partnership_id, Party.country)
        .join(Party, Party.id == PartnershipParty.party_id)
        .where(among(PartnershipParty.partnership_id, "partnerships"), Party.country != "")
        .distinct()
        .order_by(PartnershipParty.partnership_id, Party.country)
    )
