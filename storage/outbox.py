"""Queueing what is to go out, in the transaction of whatever causes it, and taking it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.domain.deliveries import DeliveryState
from storage import lanes
from storage.many import Row, insert_many
from storage.models import Delivery

_TABLE: Any = Delivery.__table__
_BLANK: dict[str, Any] = {
    "follow_up_id": None,
    "digest_id": None,
    "matter": {},
    "official_id": None,
    "platform": None,
    "team": "",
    "channel": "",
    "topic": "",
    "part": 0,
    "thread": "",
    "state": DeliveryState.PENDING,
    "attempts": 0,
    "looks": 0,
    "is_repeated": False,
    "message": "",
    "reason": "",
}


def queue(session: Session, rows: Sequence[Row], now: datetime) -> None:
    """Queue deliveries: each with at least `key`, `network_id`, `kind`, `lane` and `next_at`.
    One whose key was ever queued before is passed over."""
    whole = [{**_BLANK, "created_at": now, **row} for row in rows]
    insert_many(
        session, _TABLE, whole, lambda made: made.on_conflict_do_nothing(index_elements=["key"])
    )
    ready: dict[str, datetime] = {}
    for row in whole:
        if row["state"] is DeliveryState.PENDING:
            at, lane = row["next_at"], row["lane"]
            ready[lane] = min(at, ready.get(lane, at))
    # Once the deliveries are there: whoever empties a lane meanwhile finds them, or is found
    # waiting for this.
    lanes.wake(session, ready)
