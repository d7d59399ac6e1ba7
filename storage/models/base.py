"""What all records share."""

from datetime import UTC, datetime

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import UTCDateTime

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(naming_convention=_NAMES)


def utc_now() -> datetime:
    """The moment a row is made, when nothing more exact was said."""
    return datetime.now(UTC)


class Audited:
    """A record whose every change is written to the audit trail by the session itself."""


class Removable:
    """A record that is taken out of sight but kept, so that it can be brought back."""

    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Dated:
    """A record that knows when it was made."""

    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)
