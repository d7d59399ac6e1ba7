"""What was promised and is due, and the digests that tell of it."""

from datetime import date, datetime, time

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.identity import Platform
from bot.domain.vocabulary import Closure, Priority, Visibility
from storage.columns import UTCDateTime, choice
from storage.models.base import Audited, Base, Dated, Removable

LONGEST_FOLLOW_UP = 500
_IS_OPEN = text("closed_at IS NULL")
_IS_CLOSED = text("closed_at IS NOT NULL")


class FollowUp(Audited, Dated, Removable, Base):
    """Something owed, by whom, by when; open until it is closed.

    `party_id` is the one that owes it. With `awaited` that is the other side, and `owner_id` the
    official who waits for it; else the owner is who has to do it, or nobody in particular.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index(
            "ix_follow_up_network_id_due_at",
            "network_id",
            "due_at",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "ix_follow_up_network_id_closed_at",
            "network_id",
            "closed_at",
            sqlite_where=_IS_CLOSED,
            postgresql_where=_IS_CLOSED,
        ),
        Index("ix_follow_up_partnership_id", "partnership_id"),
        Index("ix_follow_up_owner_id", "owner_id"),
        Index("ix_follow_up_origin_channel_origin_message", "origin_channel", "origin_message"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    text: Mapped[str] = mapped_column(String(LONGEST_FOLLOW_UP))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    awaited: Mapped[bool] = mapped_column(default=False)
    # As it was meant: a day, perhaps a time, in the zone of whoever owes it. `due_at` is the
    # moment from which it is late: that time, or else the end of that day.
    due_on: Mapped[date] = mapped_column(Date)
    due_time: Mapped[time | None]
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    snoozed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # How often it comes again, such as `2 weeks`, counted from the first day it was due.
    every: Mapped[str] = mapped_column(String(20), default="")
    first_due_on: Mapped[date | None] = mapped_column(Date)
    priority: Mapped[Priority] = mapped_column(choice(Priority), default=Priority.NORMAL)
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.NETWORK)
    # The message it was made from; replies to it are replies in a tracked thread.
    origin_platform: Mapped[Platform | None] = mapped_column(choice(Platform))
    origin_team: Mapped[str] = mapped_column(String(64), default="")
    origin_channel: Mapped[str] = mapped_column(String(64), default="")
    origin_message: Mapped[str] = mapped_column(String(64), default="")
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closure: Mapped[Closure | None] = mapped_column(choice(Closure))
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    # The exchange that settled it.
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))


class Digest(Audited, Dated, Removable, Base):
    """A place's subscription to the week's digest: of the network, or of one party or
    partnership of it. A place has one."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("platform", "team", "channel", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64))
    topic: Mapped[str] = mapped_column(String(64), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    # 0 is Monday.
    weekday: Mapped[int]
    time_of_day: Mapped[time]
    timezone: Mapped[str] = mapped_column(String(64))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
