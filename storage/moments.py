"""What time it is, by the clock that all machines share: the database's."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def now_of(session: Session) -> datetime:
    """The time by the database. The embedded one has no clock but this machine's."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    found: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return found.astimezone(UTC)


def started_of(session: Session) -> datetime | None:
    """When the database's server was started; None for the embedded one, which has none."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    found: datetime = session.execute(select(func.pg_postmaster_start_time())).scalar_one()
    return found.astimezone(UTC)
