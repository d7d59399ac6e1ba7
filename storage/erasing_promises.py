"""Taking people out of what is promised and what goes out unasked, past the audit trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, update
from sqlalchemy.orm import Session

from bot.domain.deliveries import DeliveryState
from storage.lanes import of_place
from storage.models import Appointment, Delivery, FollowUp, Lane
from storage.personal import Subject

# Why a delivery did not go out: the one it was for is no more to be written to.
FORGOTTEN = "forgotten"
# What is on its way at this moment is recorded by the worker who has it; it names nobody.
_NOT_SENT = (DeliveryState.PENDING, DeliveryState.UNCERTAIN, DeliveryState.DEAD)
_BLANK: dict[str, Any] = {
    "text": "",
    "owner_id": None,
    "made_by_id": None,
    "closed_by_id": None,
    "origin_platform": None,
    "origin_team": "",
    "origin_channel": "",
    "origin_message": "",
    "snoozed_until": None,
}
_NOWHERE: dict[str, Any] = {
    "platform": None,
    "team": "",
    "channel": "",
    "topic": "",
    "thread": "",
    "message": "",
    "matter": {},
}


def release(session: Session, subject: Subject) -> None:
    """What an official had to do is nobody's in particular now, nobody is reminded through
    them, and nothing is written to them. Their number stays where they did something."""
    official_id = subject.official_id
    promise: Any = FollowUp.__table__
    theirs = promise.c.owner_id == official_id
    session.execute(
        update(promise).where(theirs, promise.c.closed_at.is_(None)).values(owner_id=None)
    )
    # In a chat of their own the place is their account.
    places = [each.user for each in subject.accounts]
    session.execute(
        update(promise)
        .where(promise.c.origin_channel.in_(places))
        .values(origin_platform=None, origin_team="", origin_channel="", origin_message="")
    )
    post: Any = Appointment.__table__
    session.execute(update(post).where(post.c.backup_id == official_id).values(backup_id=None))
    _call_back(session, subject)


def blank_follow_ups(session: Session, follow_up_ids: Iterable[int], now: datetime) -> None:
    """Leave nothing of follow-ups but when they were due, and their numbers, which no other
    gets: an old button must not lead to another's."""
    promise: Any = FollowUp.__table__
    removed_at = func.coalesce(promise.c.removed_at, now)
    session.execute(
        update(promise)
        .where(promise.c.id.in_(list(follow_up_ids)))
        .values(**_BLANK, removed_at=removed_at)
    )


def _call_back(session: Session, subject: Subject) -> None:
    """Cancel what was to go to somebody, and forget by which address anything went."""
    row: Any = Delivery.__table__
    own = [of_place(each.platform, each.team, each.user) for each in subject.accounts]
    theirs = or_(row.c.official_id == subject.official_id, row.c.lane.in_(own))
    session.execute(
        update(row)
        .where(theirs, row.c.state.in_(_NOT_SENT))
        .values(state=DeliveryState.CANCELLED, reason=FORGOTTEN)
    )
    over = row.c.state != DeliveryState.SENDING
    session.execute(update(row).where(theirs, over).values(**_NOWHERE))
    session.execute(update(row).where(row.c.lane.in_(own), over).values(lane=""))
    lane: Any = Lane.__table__
    session.execute(delete(lane).where(lane.c.key.in_(own)))
