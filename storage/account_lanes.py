"""The pace of whole accounts, above that of their chats: how soon each may send again, over all
machines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.domain.identity import Platform
from storage.lists import among
from storage.models import Lane

_LANE: Any = Lane.__table__
# When a platform complains of a whole account, this pause is kept at first, and twice as long
# each time it does so again; while it does not, it is forgotten bit by bit. Where its rule is
# known, we were hardly too fast, and a little slower will do.
_FIRST_PAUSE, _LONGEST_PAUSE, _RELIEF = 0.2, 5.0, 0.7
_SLOWER, _SLOWER_THAN_A_RULE = 2.0, 1.2
_NOTHING_TO_LEARN = 0.05


@dataclass(slots=True)
class Account:
    """An account's lane, locked: `free_at` is when the next message may go out, and `pause` the
    seconds between two."""

    key: str
    free_at: datetime
    pause: float

    def grant(self, earliest: datetime, horizon: timedelta) -> datetime | None:
        """When one more message may be sent; None if that is later than the horizon after the
        earliest moment it could be."""
        return None if self.free_at > earliest + horizon else self.next(earliest)

    def next(self, earliest: datetime) -> datetime:
        """The next time at which a message may be sent, however late that is."""
        slot = max(earliest, self.free_at)
        self.free_at = slot + timedelta(seconds=self.pause)
        return slot


def key_of(platform: Platform, team: str) -> str:
    """The lane of a whole account: a workspace, or the one bot."""
    return f"account:{platform}:{team}"


def locked(session: Session, pauses: Mapping[str, float], now: datetime) -> dict[str, Account]:
    """Those of these accounts that have a pace to keep, by key, for this transaction alone:
    `pauses` are the seconds by rule, beside which what was learned may be longer."""
    if not pauses:
        return {}
    query = select(_LANE.c.key, _LANE.c.free_at, _LANE.c.learned_pause)
    found = session.connection().execute(query.where(among(_LANE.c.key, list(pauses)))).all()
    known = {row[0]: row for row in found}
    _make(session, [key for key, pause in pauses.items() if pause and key not in known], now)
    paced = [
        key
        for key, pause in pauses.items()
        if pause or (key in known and (known[key][2] or known[key][1] > now))
    ]
    rows = session.connection().execute(
        query.where(among(_LANE.c.key, paced)).order_by(_LANE.c.key).with_for_update()
    )
    return {row[0]: Account(row[0], row[1], max(pauses[row[0]], row[2])) for row in rows}


def save(session: Session, accounts: Iterable[Account]) -> None:
    """Keep how soon each may send again."""
    rows = [{"of": each.key, "free": each.free_at} for each in accounts]
    if rows:
        statement = update(_LANE).where(_LANE.c.key == bindparam("of"))
        session.connection().execute(statement.values(free_at=bindparam("free")), rows)


def complained(session: Session, key: str, until: datetime, rule: float) -> None:
    """The platform asks the whole account to pause until then, and to be slower afterwards.
    `rule` are the seconds between two messages that it is said to want; 0 if nobody knows."""
    _make(session, [key], until)
    lane = (
        session.connection()
        .execute(
            select(_LANE.c.free_at, _LANE.c.learned_pause)
            .where(_LANE.c.key == key)
            .with_for_update()
        )
        .one()
    )
    learned = _SLOWER_THAN_A_RULE * max(rule, lane[1]) if rule else _SLOWER * lane[1]
    longer = min(max(learned, 0.0 if rule else _FIRST_PAUSE), _LONGEST_PAUSE)
    _set(session, key, max(lane[0], until), longer)


def relieve(session: Session) -> None:
    """Be a little faster again in every account that was complained of."""
    rows = session.connection().execute(
        select(_LANE.c.key, _LANE.c.free_at, _LANE.c.learned_pause)
        .where(_LANE.c.learned_pause > 0)
        .order_by(_LANE.c.key)
        .with_for_update()
    )
    for key, free_at, pause in rows.all():
        shorter = pause * _RELIEF
        _set(session, key, free_at, shorter if shorter > _NOTHING_TO_LEARN else 0.0)


def _set(session: Session, key: str, free_at: datetime, pause: float) -> None:
    statement = update(_LANE).where(_LANE.c.key == key)
    session.connection().execute(statement.values(free_at=free_at, learned_pause=pause))


def _make(session: Session, keys: list[str], now: datetime) -> None:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    rows = [{"key": key, "free_at": now, "learned_pause": 0.0} for key in sorted(keys)]
    if rows:
        session.connection().execute(insert(_LANE).on_conflict_do_nothing(), rows)
