"""When follow-ups, digests and networks are to be looked at again.

Whatever changes one of them in a session has it looked at anew, in the same transaction: what is
planned for it follows from the record alone, however the record came to be as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session, UOWTransaction

from bot.domain.deliveries import ScheduleKind
from storage.many import insert_many, update_many
from storage.models import Digest, FollowUp, Network, Schedule
from storage.moments import now_of

_KINDS: dict[type[Any], ScheduleKind] = {
    FollowUp: ScheduleKind.FOLLOW_UP,
    Digest: ScheduleKind.DIGEST,
    Network: ScheduleKind.OCCASIONS,
}
_TABLE: Any = Schedule.__table__


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule whose time has come."""

    kind: ScheduleKind
    subject_id: int
    network_id: int
    step: int
    sequence: int
    counted_from: datetime | None


@dataclass(frozen=True, slots=True)
class Moved:
    """How a schedule goes on; `next_at` None: not until its record changes."""

    kind: ScheduleKind
    subject_id: int
    next_at: datetime | None
    step: int = 0
    sequence: int = 0
    counted_from: datetime | None = None


def is_any_due(session: Session, now: datetime) -> bool:
    """Whether there is anything to look at."""
    query = select(_TABLE.c.subject_id).where(_TABLE.c.next_at <= now).limit(1)
    return session.execute(query).first() is not None


def taken(session: Session, now: datetime, limit: int) -> list[Due]:
    """The schedules that are due, the longest first, for this transaction alone: what another
    machine is looking at is passed over."""
    query = (
        select(
            _TABLE.c.kind,
            _TABLE.c.subject_id,
            _TABLE.c.network_id,
            _TABLE.c.step,
            _TABLE.c.sequence,
            _TABLE.c.counted_from,
        )
        .where(_TABLE.c.next_at <= now)
        .order_by(_TABLE.c.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [Due(*row) for row in session.connection().execute(query)]


def move(session: Session, moved: Sequence[Moved]) -> None:
    """Set when each is looked at again, and what was counted for it."""
    rows = [
        {
            "kind": each.kind,
            "subject_id": each.subject_id,
            "next_at": each.next_at,
            "step": each.step,
            "sequence": each.sequence,
            "counted_from": each.counted_from,
        }
        for each in moved
    ]
    update_many(session, _TABLE, ("kind", "subject_id"), rows)


@event.listens_for(Session, "after_flush")
def _look_again(session: Session, _work: UOWTransaction) -> None:
    changed = [each for each in session.dirty if session.is_modified(each)]
    rows = list(_rows((*session.new, *changed), session))
    if not rows:
        return
    insert_many(session, _TABLE, rows, _anew)


def _anew(made: Any) -> Any:
    return made.on_conflict_do_update(
        index_elements=["kind", "subject_id"], set_={"next_at": made.excluded.next_at}
    )


def _rows(records: Iterable[Any], session: Session) -> Iterable[dict[str, Any]]:
    scheduled = [(kind, each) for each in records if (kind := _KINDS.get(type(each)))]
    now = now_of(session) if scheduled else None
    for kind, record in scheduled:
        network_id = record.id if kind is ScheduleKind.OCCASIONS else record.network_id
        yield {
            "kind": kind,
            "subject_id": record.id,
            "network_id": network_id,
            "next_at": now,
            "step": 0,
            "sequence": 0,
        }


def rest(session: Session, dues: Iterable[Due], until: datetime) -> None:
    """Nobody else looks at these until then; whoever took them moves them on meanwhile."""
    rows = [{"kind": each.kind, "subject_id": each.subject_id, "next_at": until} for each in dues]
    update_many(session, _TABLE, ("kind", "subject_id"), rows)


def zone_of_network(session: Session, network_id: int) -> str | None:
    """The time zone of a network, by which its days begin; None once it is gone."""
    query = select(Network.timezone).where(Network.id == network_id, Network.removed_at.is_(None))
    return session.execute(query).scalar_one_or_none()
