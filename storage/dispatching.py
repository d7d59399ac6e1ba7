"""What is ready to go, lane by lane, as a worker takes it to itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ARRAY, String, bindparam, func, or_, select, true, update
from sqlalchemy.orm import Session

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform, Venue
from storage.columns import Query
from storage.lanes import times_of
from storage.lists import among
from storage.many import update_many
from storage.models import Delivery, Lane
from storage.models.deliveries import IS_IN_DOUBT, IS_OPEN

_DELIVERY: Any = Delivery.__table__
_LANE: Any = Lane.__table__
# What is told to one person goes out in one message, up to so much of it.
MOST_TOGETHER = 50
_IN_DOUBT = (DeliveryState.SENDING, DeliveryState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that somebody has to do something about."""

    id: int
    key: str
    network_id: int
    kind: DeliveryKind
    follow_up_id: int | None
    digest_id: int | None
    matter: Mapping[str, Any]
    official_id: int | None
    platform: Platform | None
    team: str
    channel: str
    topic: str
    part: int
    thread: str
    lane: str
    state: DeliveryState
    next_at: datetime
    asked_at: datetime | None
    attempts: int
    looks: int
    is_repeated: bool
    bundle_id: int | None

    @property
    def is_in_doubt(self) -> bool:
        """Whether the platform was called for it, and nobody knows what came of that."""
        return self.state in _IN_DOUBT


_COLUMNS = tuple(getattr(_DELIVERY.c, name) for name in Waiting.__slots__)


@dataclass(frozen=True, slots=True)
class OpenLane:
    """A lane that may be gone into now; `was_held` by somebody whose lease has ended. `lately`
    is when it was used, as far as that counts."""

    key: str
    free_at: datetime
    was_held: bool
    lately: list[datetime]


def next_ready(session: Session) -> datetime | None:
    """When there is next a lane to go into, perhaps long ago; None if there is none."""
    query = select(_LANE.c.ready_at).where(_LANE.c.ready_at.is_not(None))
    free = query.where(or_(_LANE.c.held_until.is_(None), _LANE.c.held_until <= _LANE.c.ready_at))
    found = session.connection().execute(free.order_by(_LANE.c.ready_at).limit(1)).scalar()
    return None if found is None else found


def open_lanes(session: Session, until: datetime, now: datetime, limit: int) -> list[OpenLane]:
    """The lanes that are ready by a moment, the longest first, locked for this transaction; those
    that another machine looks into at this moment are passed over."""
    query = _ready(until, now).order_by(_LANE.c.ready_at).limit(limit)
    rows = session.connection().execute(query.with_for_update(skip_locked=True))
    return [OpenLane(row[0], row[1], row[2] is not None, times_of(row[3])) for row in rows]


def _ready(until: datetime, now: datetime) -> Any:
    is_free = or_(_LANE.c.held_until.is_(None), _LANE.c.held_until <= now)
    columns = select(_LANE.c.key, _LANE.c.free_at, _LANE.c.held_until, _LANE.c.lately)
    return columns.where(_LANE.c.ready_at <= until, is_free)


def in_doubt(session: Session, keys: Sequence[str]) -> dict[str, list[Waiting]]:
    """By lane, what the platform was called for without an answer, the oldest first. Until that
    is cleared up nothing else goes there, or it would arrive in another order."""
    query = select(*_COLUMNS).where(among(_DELIVERY.c.lane, keys), IS_IN_DOUBT)
    found: dict[str, list[Waiting]] = {}
    for row in session.connection().execute(query.order_by(_DELIVERY.c.id)):
        each = Waiting(*row)
        found.setdefault(each.lane, []).append(each)
    return found


def first_due(session: Session, keys: Sequence[str], until: datetime) -> dict[str, list[Waiting]]:
    """By lane, the first of what is pending and due by a moment, up to MOST_TOGETHER, in order."""
    pending = (
        select(*_COLUMNS)
        .where(IS_OPEN, _DELIVERY.c.state == DeliveryState.PENDING, _DELIVERY.c.next_at <= until)
        .order_by(_DELIVERY.c.next_at, _DELIVERY.c.id)
        .limit(MOST_TOGETHER)
    )
    connection = session.connection()
    in_lanes = _in_lanes_of_sqlite if connection.dialect.name == "sqlite" else _in_lanes
    rows = connection.execute(in_lanes(pending, keys))
    found: dict[str, list[Waiting]] = {}
    for row in rows:
        each = Waiting(*row)
        found.setdefault(each.lane, []).append(each)
    return found


def _in_lanes(pending: Query, keys: Sequence[str]) -> Query:
    """One walk down the index for each lane, however much waits in it."""
    lanes = select(func.unnest(bindparam("keys", list(keys), type_=ARRAY(String))).label("key"))
    wanted = lanes.subquery()
    theirs = pending.where(_DELIVERY.c.lane == wanted.c.key).lateral()
    return select(theirs).select_from(wanted).join(theirs, true())


def _in_lanes_of_sqlite(pending: Query, keys: Sequence[str]) -> Query:
    """The same for SQLite, which knows no LATERAL."""
    wanted = func.json_each(orjson.dumps(list(keys)).decode()).table_valued("value")
    theirs = pending.with_only_columns(_DELIVERY.c.id).where(_DELIVERY.c.lane == wanted.c.value)
    found = _DELIVERY.alias()
    columns: tuple[Any, ...] = tuple(found.c[name] for name in Waiting.__slots__)
    query = select(*columns).join_from(wanted, found, found.c.id.in_(theirs.correlate(wanted)))
    return query.order_by(found.c.next_at, found.c.id)


def hold(session: Session, keys: Iterable[str], until: datetime) -> None:
    """Have these lanes to oneself until then; nothing is done in them meanwhile by others."""
    rows = [{"key": key, "held_until": until, "ready_at": until} for key in sorted(keys)]
    update_many(session, _LANE, ("key",), rows)


def put_off(session: Session, ready: Mapping[str, datetime | None]) -> None:
    """Look into these lanes again at that time; None: when something comes."""
    rows = [{"key": key, "ready_at": at, "held_until": None} for key, at in sorted(ready.items())]
    update_many(session, _LANE, ("key",), rows)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Deliveries that go along in one message, under the key of the first; with `is_repeated`
    perhaps for the second time."""

    ids: tuple[int, ...]
    to: Venue
    is_repeated: bool = False


def begin(session: Session, bundles: Iterable[Bundle], now: datetime) -> None:
    """The platform is about to be called for these. Committed before the call, so that nobody
    takes them for not yet begun."""
    rows = [
        {
            "id": each,
            "state": DeliveryState.SENDING,
            "asked_at": now,
            "bundle_id": bundle.ids[0],
            "platform": bundle.to.platform,
            "team": bundle.to.team,
            "channel": bundle.to.channel,
            "is_repeated": bundle.is_repeated,
        }
        for bundle in bundles
        for each in bundle.ids
    ]
    update_many(session, _DELIVERY, ("id",), rows)


def postpone(session: Session, times: Mapping[int, datetime]) -> None:
    """These are not to be told before then."""
    rows = [{"id": key, "next_at": at} for key, at in times.items()]
    update_many(session, _DELIVERY, ("id",), rows)


def cancel(session: Session, ids: Sequence[int], reason: str) -> None:
    """These have become pointless."""
    if ids:
        session.connection().execute(
            update(_DELIVERY)
            .where(among(_DELIVERY.c.id, ids))
            .values(state=DeliveryState.CANCELLED, reason=reason)
        )


def told_lately(
    session: Session, official_ids: Sequence[int], since: datetime
) -> dict[int, list[datetime]]:
    """When these people were last written to, each message once, the latest last."""
    query = (
        select(_DELIVERY.c.official_id, _DELIVERY.c.sent_at)
        .where(
            among(_DELIVERY.c.official_id, official_ids),
            _DELIVERY.c.sent_at >= since,
            _DELIVERY.c.id == _DELIVERY.c.bundle_id,
        )
        .order_by(_DELIVERY.c.sent_at)
    )
    found: dict[int, list[datetime]] = {}
    for official_id, sent_at in session.connection().execute(query):
        found.setdefault(official_id, []).append(sent_at)
    return found


def reopen(session: Session, ids: Sequence[int], *, is_repeated: bool = True) -> None:
    """These are to be sent again though they may have arrived; unless that makes no difference,
    they are marked."""
    session.connection().execute(
        update(_DELIVERY)
        .where(among(_DELIVERY.c.id, ids))
        .values(
            state=DeliveryState.PENDING,
            is_repeated=is_repeated,
            attempts=_DELIVERY.c.attempts + 1,
            bundle_id=None,
        )
    )


def bury(session: Session, ids: Sequence[int], reason: str) -> None:
    """These cannot be delivered until somebody does something about it."""
    if ids:
        session.connection().execute(
            update(_DELIVERY)
            .where(among(_DELIVERY.c.id, ids))
            .values(state=DeliveryState.DEAD, reason=reason, bundle_id=None)
        )
