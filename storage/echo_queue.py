"""Queueing what is to be shown of an utterance elsewhere, in the order in which it was said."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.domain.bridging import EchoKind
from bot.domain.deliveries import DeliveryKind, DeliveryState
from storage import lanes, outbox
from storage.lists import among
from storage.models import Delivery, Echo, Utterance
from storage.models.deliveries import IS_OPEN
from storage.moments import now_of

# What is wanted in another language waits so long for it; then it goes as it was written.
PATIENCE = timedelta(seconds=3)
# What needs no translation stands behind that in the line, and is not to be held up by an engine:
# then only so long.
PATIENCE_OF_OTHERS = timedelta(seconds=0.5)
# And this long where there is nothing to be shown without it.
PATIENCE_BESIDE = timedelta(minutes=2)
_DELIVERY: Any = Delivery.__table__


def queue_echoes(
    session: Session, utterance: Utterance, echoes: Sequence[Echo], waits: Iterable[str]
) -> None:
    """Queue what is to be posted. What wants translating waits for it: across the bridge for a
    moment, beside its original until it is there, as there is nothing else to be read."""
    across = [each for each in echoes if each.kind is EchoKind.ACROSS]
    beside = [each for each in echoes if each.kind is EchoKind.BESIDE]
    _queue(session, utterance, across, DeliveryKind.ECHO, waits)
    if beside and waits:
        now = now_of(session)
        rows = [
            _row(utterance, each, DeliveryKind.BESIDE, now + PATIENCE_BESIDE) for each in beside
        ]
        outbox.queue(session, rows, now)


def queue_changes(
    session: Session, utterance: Utterance, echoes: Sequence[Echo], waits: Iterable[str] = ()
) -> None:
    """Queue looking at echoes once more: what they say, the emoji under them, or whether they are
    to be there at all."""
    for echo in echoes:
        echo.changes += 1
    session.flush()
    _queue(session, utterance, echoes, DeliveryKind.CHANGE, waits)


def _queue(
    session: Session,
    utterance: Utterance,
    echoes: Sequence[Echo],
    kind: DeliveryKind,
    waits: Iterable[str],
) -> None:
    """Behind what waits for the same places."""
    if not echoes:
        return
    now, awaited = now_of(session), set(waits)
    ready = {lane_of(echo) for echo in echoes if not awaited & set(echo.languages)}
    _hurry(session, sorted(ready), now)
    behind = _last_in(session, sorted({lane_of(echo) for echo in echoes}), now)
    # What was said first goes first, though it may have been told of later.
    begun = min(now, utterance.said_at) if kind is DeliveryKind.ECHO else now
    rows = []
    for echo in echoes:
        own = now + PATIENCE if awaited & set(echo.languages) else begun
        at = max(own, behind.get(lane_of(echo), own))
        row = _row(utterance, echo, kind, at)
        if kind is DeliveryKind.ECHO:
            # Its place in the line, whatever is to be looked for meanwhile.
            row["matter"]["since"] = begun.isoformat()
        rows.append(row)
    outbox.queue(session, rows, now)


def _row(utterance: Utterance, echo: Echo, kind: DeliveryKind, at: datetime) -> dict[str, Any]:
    number = f":{echo.changes}" if kind is DeliveryKind.CHANGE else ""
    return {
        "key": f"echo:{echo.id}{number}",
        "network_id": utterance.network_id,
        "kind": kind,
        "matter": {"echo": echo.id},
        "platform": echo.platform,
        "team": echo.team,
        "channel": echo.channel,
        "topic": echo.topic,
        "thread": echo.thread,
        "lane": lane_of(echo),
        "next_at": at,
    }


def echoes_of(session: Session, utterance: Utterance) -> list[Echo]:
    """Its echoes, the oldest first, locked with the lanes that what becomes of them goes by."""
    query = select(Echo).where(Echo.utterance_id == utterance.id).order_by(Echo.id)
    places = select(Echo.platform, Echo.team, Echo.channel).where(Echo.utterance_id == utterance.id)
    keys = [lanes.of_place(*place) for place in session.execute(places)]
    own = lanes.of_place(utterance.platform, utterance.team, utterance.channel)
    lanes.lock(session, [own, *keys])
    return list(session.scalars(query.with_for_update()))


def lane_of(echo: Echo) -> str:
    """The lane of the place that an echo is in."""
    return lanes.of_place(echo.platform, echo.team, echo.channel)


def _hurry(session: Session, keys: Sequence[str], now: datetime) -> None:
    """Let what only waits for its translation in these lanes go soon, as it was written: others
    wait behind it, and an engine's slowness is no business of theirs."""
    soon = now + PATIENCE_OF_OTHERS
    slow = (
        among(_DELIVERY.c.lane, keys),
        _DELIVERY.c.state == DeliveryState.PENDING,
        _DELIVERY.c.kind.in_((DeliveryKind.ECHO, DeliveryKind.CHANGE)),
        _DELIVERY.c.next_at > soon,
        _DELIVERY.c.attempts == 0,
    )
    held_up = session.connection().execute(select(_DELIVERY.c.lane).where(*slow).distinct())
    lanes_of_these = sorted(held_up.scalars())
    if lanes_of_these:
        lanes.lock(session, lanes_of_these)
        session.connection().execute(update(_DELIVERY).where(*slow).values(next_at=soon))


def _last_in(session: Session, keys: Sequence[str], now: datetime) -> dict[str, datetime]:
    """When the last of what waits for its translation goes by each of these lanes."""
    query = (
        select(_DELIVERY.c.lane, func.max(_DELIVERY.c.next_at))
        .where(
            among(_DELIVERY.c.lane, keys),
            IS_OPEN,
            _DELIVERY.c.kind.in_((DeliveryKind.ECHO, DeliveryKind.CHANGE)),
            _DELIVERY.c.next_at > now,
        )
        .group_by(_DELIVERY.c.lane)
    )
    return {row[0]: row[1] for row in session.connection().execute(query)}
