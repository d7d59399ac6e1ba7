"""What came of deliveries, on record as soon as it is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.domain.deliveries import DeliveryState
from bot.domain.tempo import UNLIMITED, Tempo
from storage import lanes
from storage.lists import among
from storage.many import update_many
from storage.models import Delivery, Lane
from storage.models.deliveries import IS_OPEN

_DELIVERY: Any = Delivery.__table__
_LANE: Any = Lane.__table__


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one call: for the deliveries that went along in it, and for their lane.

    `held_until` tells the hold under which the call was made; `free_at` is when the lane may be
    used again, as far as this call alone goes; with those before it, the times of its `calls`
    count by the place's `tempo`. `next_at` is when to go on with what is not finished.
    """

    ids: tuple[int, ...]
    lane: str
    held_until: datetime
    state: DeliveryState
    free_at: datetime
    next_at: datetime
    message: str = ""
    reason: str = ""
    attempts: int = 0
    looks: int = 0
    is_repeated: bool = False
    calls: tuple[datetime, ...] = ()
    tempo: Tempo = UNLIMITED


@dataclass(frozen=True, slots=True)
class _Hold:
    until: datetime | None
    lately: list[datetime]


def record(session: Session, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write down what came of calls, and give their lanes free.

    That something was sent counts whoever says so. Anything else counts only from whom the lane
    is still held by: a worker that was frozen past its lease has been replaced.
    """
    if not outcomes:
        return
    keys = sorted({each.lane for each in outcomes})
    holds = _locked(session, keys)
    ours = [
        each
        for each in outcomes
        if each.lane in holds and holds[each.lane].until == each.held_until
    ]
    counted = [each for each in outcomes if each.state is DeliveryState.SENT or each in ours]
    _write(session, counted, now)
    _give_free(session, ours, holds)


def _locked(session: Session, keys: Sequence[str]) -> dict[str, _Hold]:
    columns = select(_LANE.c.key, _LANE.c.held_until, _LANE.c.lately)
    query = columns.where(among(_LANE.c.key, keys)).order_by(_LANE.c.key)
    rows = session.connection().execute(query.with_for_update())
    return {row[0]: _Hold(row[1], lanes.times_of(row[2])) for row in rows}


def _write(session: Session, outcomes: Iterable[Outcome], now: datetime) -> None:
    rows = [
        {
            "id": delivery_id,
            "state": each.state,
            "next_at": each.next_at,
            "sent_at": now if each.state is DeliveryState.SENT else None,
            "message": each.message,
            "reason": each.reason,
            "attempts": each.attempts,
            "looks": each.looks,
        }
        for each in outcomes
        for delivery_id in each.ids
    ]
    is_open = _DELIVERY.c.state != DeliveryState.SENT
    update_many(session, _DELIVERY, ("id",), rows, is_open)
    # Only ever to yes: who was frozen and goes on may not know that another sent it again.
    repeated = [each for outcome in outcomes if outcome.is_repeated for each in outcome.ids]
    if repeated:
        session.connection().execute(
            update(_DELIVERY).where(among(_DELIVERY.c.id, repeated)).values(is_repeated=True)
        )


def _give_free(session: Session, outcomes: Sequence[Outcome], holds: Mapping[str, _Hold]) -> None:
    """Read once more what waits in each lane: others may have queued something meanwhile."""
    if not outcomes:
        return
    waiting = lanes.next_in(session, [each.lane for each in outcomes])
    rows = []
    for each in sorted(outcomes, key=lambda outcome: outcome.lane):
        next_at = waiting.get(each.lane)
        lately = _used_lately(each, holds[each.lane])
        free_at = max(each.free_at, each.tempo.free_at(lately) or each.free_at)
        rows.append(
            {
                "key": each.lane,
                "free_at": free_at,
                "ready_at": None if next_at is None else max(next_at, free_at),
                "held_until": None,
                "lately": [moment.timestamp() for moment in lately],
            }
        )
    update_many(session, _LANE, ("key",), rows)


def _used_lately(outcome: Outcome, hold: _Hold) -> list[datetime]:
    if not outcome.calls:
        return hold.lately
    return outcome.tempo.counted([*hold.lately, *outcome.calls])


def move_place(session: Session, lane: str, new_lane: str, channel: str) -> None:
    """What is open in a lane goes to the place's new number, in that one's lane."""
    session.connection().execute(
        update(_DELIVERY)
        .where(_DELIVERY.c.lane == lane, IS_OPEN)
        .values(lane=new_lane, channel=channel)
    )
