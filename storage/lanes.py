"""The lanes that deliveries go by: what goes into one is sent one after the other, at its pace."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.domain.identity import Platform
from storage.lists import among
from storage.many import insert_many
from storage.models import Delivery, Lane
from storage.models.deliveries import IS_OPEN

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_LANE: Any = Lane.__table__
_DELIVERY: Any = Delivery.__table__


def of_person(official_id: int) -> str:
    """The lane of what is told to one person, wherever they are reached."""
    return f"official:{official_id}"


def of_place(platform: Platform, team: str, channel: str) -> str:
    """The lane of a channel or group; all its topics and threads are one place to the platforms."""
    return f"{platform}:{team}:{channel}"


def wake(session: Session, ready: Mapping[str, datetime]) -> None:
    """There is something to do in these lanes, in each at that time or as soon as it is free."""
    rows = [
        {"key": key, "free_at": _LONG_AGO, "ready_at": at, "learned_pause": 0.0}
        # In one order everywhere, so that two who wake the same lanes do not wait in a ring.
        for key, at in sorted(ready.items())
    ]
    insert_many(session, _LANE, rows, _sooner)


def lock(session: Session, keys: Iterable[str]) -> None:
    """Keep those who post from these lanes until the transaction ends. They have a lane before
    what goes by it: who changes that takes the lane first too, or both wait in a ring."""
    query = select(_LANE.c.key).where(among(_LANE.c.key, sorted(set(keys)))).order_by(_LANE.c.key)
    session.connection().execute(query.with_for_update())


def _sooner(made: Any) -> Any:
    """The least and the greatest of two, which the two databases call by different names."""
    new = made.excluded.ready_at
    free = case((_LANE.c.free_at > new, _LANE.c.free_at), else_=new)
    sooner = case((_LANE.c.ready_at < free, _LANE.c.ready_at), else_=free)
    return made.on_conflict_do_update(index_elements=["key"], set_={"ready_at": sooner})


def times_of(lately: Sequence[float] | None) -> list[datetime]:
    """When a lane was lately used, as its row has it: in seconds since 1970."""
    return [datetime.fromtimestamp(each, UTC) for each in lately or ()]


def next_in(session: Session, keys: Sequence[str]) -> dict[str, datetime]:
    """When the next open delivery of each lane is due; lanes without one are left out."""
    query = (
        select(_DELIVERY.c.lane, func.min(_DELIVERY.c.next_at))
        .where(among(_DELIVERY.c.lane, keys), IS_OPEN)
        .group_by(_DELIVERY.c.lane)
    )
    return {row[0]: row[1] for row in session.connection().execute(query)}


def mend(session: Session) -> int:
    """Wake lanes that nobody would look into though there is something in them; how many."""
    query = (
        select(_DELIVERY.c.lane, func.min(_DELIVERY.c.next_at))
        .join(_LANE, _LANE.c.key == _DELIVERY.c.lane, isouter=True)
        .where(IS_OPEN, _LANE.c.ready_at.is_(None))
        .group_by(_DELIVERY.c.lane)
    )
    asleep = {row[0]: row[1] for row in session.connection().execute(query)}
    wake(session, asleep)
    return len(asleep)
