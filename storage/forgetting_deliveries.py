"""Forgetting what went out long ago, so that nothing of it can go out a second time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot.domain.deliveries import DeliveryKind, DeliveryState, ScheduleKind
from storage.forgetting_talk import KEPT_DAYS
from storage.models import Delivery, Schedule

KEPT_FOR = timedelta(days=90)
# No longer than what was said is kept itself.
_TALK_KEPT_FOR = timedelta(days=KEPT_DAYS)
_OF_TALK = tuple(kind for kind in DeliveryKind if kind.is_of_talk)
# Few enough that nobody waits long for what they write meanwhile.
AT_ONCE = 1000
_OVER = (DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.CANCELLED)
_BLANK: dict[str, Any] = {
    "matter": {},
    "follow_up_id": None,
    "digest_id": None,
    "official_id": None,
    "platform": None,
    "team": "",
    "channel": "",
    "topic": "",
    "thread": "",
    "lane": "",
    "message": "",
    "reason": "",
    "is_repeated": False,
}
_row: Any = Delivery.__table__


def forget_old(session: Session, now: datetime) -> int:
    """Forget at most AT_ONCE deliveries that came to their end long ago; how many those were.

    What a schedule counts, it never counts again, nor is anything said twice: such rows go. What
    is known by its occasion, such as a silence that lasts, would be queued again every day: of
    such rows the key stays.
    """
    ids = list(session.scalars(select(_row.c.id).where(_is_old(now)).limit(AT_ONCE)))
    counted = _row.c.id.in_(ids) & _is_counted()
    session.execute(delete(_row).where(counted))
    state = DeliveryState.CANCELLED
    session.execute(update(_row).where(_row.c.id.in_(ids)).values(**_BLANK, state=state))
    return len(ids)


def _is_old(now: datetime) -> ColumnElement[bool]:
    """Over for long, and not forgotten already. What nobody could be found for has no lane."""
    ended = func.coalesce(_row.c.sent_at, _row.c.next_at)
    is_told = or_(_row.c.lane != "", _row.c.state == DeliveryState.DEAD)
    return and_(
        _row.c.state.in_(_OVER),
        or_(
            and_(ended < now - KEPT_FOR, is_told),
            and_(ended < now - _TALK_KEPT_FOR, _row.c.kind.in_(_OF_TALK)),
        ),
    )


def _is_counted() -> ColumnElement[bool]:
    """Whether its key has a number that a schedule counts on from, or its day, as digests do, or
    that of something said, which is no other's."""
    schedule: Any = Schedule.__table__
    counts = exists().where(
        schedule.c.kind == ScheduleKind.FOLLOW_UP, schedule.c.subject_id == _row.c.follow_up_id
    )
    return or_(
        and_(_row.c.kind == DeliveryKind.NUDGE, counts),
        and_(_row.c.kind == DeliveryKind.DIGEST, _row.c.digest_id.is_not(None)),
        _row.c.kind.in_(_OF_TALK),
    )
