"""How many characters translation engines were sent, by network and month, for all machines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, delete, func, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from storage.columns import Query
from storage.many import insert_many
from storage.models import TranslationSpending
from storage.prepared import NETWORK, fetched

_TABLE: Any = TranslationSpending.__table__
# Who compares this month with that of last year finds it.
_KEPT_DAYS = 800


@dataclass(frozen=True, slots=True)
class Spent:
    """The characters that an engine was sent for one network, and for all that there are."""

    here: int = 0
    by_all: int = 0


class Spending:
    """What engines were sent for one network. Of the others it tells nothing but their sum."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def in_month(self, now: datetime) -> dict[str, Spent]:
        """What each engine was sent in the month of `now`; those that were sent nothing are not
        in it. One statement."""
        network = self._scope.network_id
        rows = fetched(self._session, _in_month(), network=network, month=month_of(now))
        return {engine: Spent(int(here), int(by_all)) for engine, here, by_all in rows}


def month_of(now: datetime) -> str:
    """The month that engines count by, in UTC: `2026-11`."""
    return f"{now.astimezone(UTC):%Y-%m}"


def add(session: Session, now: datetime, sent: Mapping[tuple[int, str], int]) -> None:
    """Count characters that were sent, by the network whose text it was and the engine."""
    rows = [
        {
            "month": month_of(now),
            "engine": engine,
            "network_id": network_id,
            "characters": characters,
        }
        # In one order, so that two machines never wait for each other.
        for (network_id, engine), characters in sorted(sent.items())
    ]
    if rows:
        insert_many(session, _TABLE, rows, _adding)


def forget_old(session: Session, now: datetime) -> None:
    """Forget months that are of no interest any more."""
    oldest = month_of(now - timedelta(days=_KEPT_DAYS))
    session.execute(delete(_TABLE).where(_TABLE.c.month < oldest))


def _adding(made: Any) -> Any:
    more = _TABLE.c.characters + made.excluded["characters"]
    return made.on_conflict_do_update(
        index_elements=["month", "engine", "network_id"], set_={"characters": more}
    )


@cache
def _in_month() -> Query:
    characters = TranslationSpending.characters
    here = case((TranslationSpending.network_id == NETWORK, characters), else_=0)
    return (
        select(TranslationSpending.engine, func.sum(here), func.sum(characters))
        .where(TranslationSpending.month == bindparam("month"))
        .group_by(TranslationSpending.engine)
    )
