"""What goes out unasked: when to look again, what is on its way, and the lanes it goes by.

None of it is on the audit trail: the program keeps it for itself.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.deliveries import DeliveryKind, DeliveryState, ScheduleKind
from bot.domain.identity import Platform
from storage.columns import UTCDateTime, bytewise, choice
from storage.models.base import Base, utc_now

LONGEST_KEY = 160
_IS_OPEN = text("state IN ('pending', 'sending', 'uncertain')")
_IS_PENDING = text("state = 'pending'")
_IS_IN_DOUBT = text("state IN ('sending', 'uncertain')")
_IS_DIGEST = text("digest_id IS NOT NULL")
_WAS_SENT = text("sent_at IS NOT NULL")
_NEEDS_SOMEBODY = text("state = 'dead' OR is_repeated")
_IS_SET = text("next_at IS NOT NULL")
_IS_READY = text("ready_at IS NOT NULL")
# For questions that are to be answered by these indexes: SQLite takes one only if its very words
# stand in the question.
IS_OPEN = text("delivery.state IN ('pending', 'sending', 'uncertain')")
IS_PENDING = text("delivery.state = 'pending'")
IS_IN_DOUBT = text("delivery.state IN ('sending', 'uncertain')")
_Id = BigInteger().with_variant(Integer, "sqlite")


class Schedule(Base):
    """When a follow-up, a digest or a network's occasions are to be looked at again.

    `sequence` counts what was queued for it and never goes back: it is part of the permanent
    key of a delivery. `step` counts the reminders since `counted_from`, the moment it was due.
    """

    __tablename__ = "schedule"
    __table_args__ = (
        Index("ix_schedule_next_at", "next_at", sqlite_where=_IS_SET, postgresql_where=_IS_SET),
    )

    kind: Mapped[ScheduleKind] = mapped_column(choice(ScheduleKind), primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    next_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    step: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    counted_from: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Delivery(Base):
    """One thing to be told to one person or place: a reference and a reason, no finished text.

    The row stays when it is done, and with it the key, so that nothing is queued twice.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index(
            "ix_delivery_lane_next_at",
            "lane",
            "next_at",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "ix_delivery_lane_in_doubt",
            "lane",
            sqlite_where=_IS_IN_DOUBT,
            postgresql_where=_IS_IN_DOUBT,
        ),
        # Each with as few rows as its questions are about: every message changes a row twice.
        Index(
            "ix_delivery_follow_up_id",
            "follow_up_id",
            sqlite_where=_IS_PENDING,
            postgresql_where=_IS_PENDING,
        ),
        Index(
            "ix_delivery_digest_id",
            "digest_id",
            sqlite_where=_IS_DIGEST,
            postgresql_where=_IS_DIGEST,
        ),
        Index(
            "ix_delivery_official_id_sent_at",
            "official_id",
            "sent_at",
            sqlite_where=_WAS_SENT,
            postgresql_where=_WAS_SENT,
        ),
        Index(
            "ix_delivery_network_id_problems",
            "network_id",
            sqlite_where=_NEEDS_SOMEBODY,
            postgresql_where=_NEEDS_SOMEBODY,
        ),
    )

    id: Mapped[int] = mapped_column(_Id, primary_key=True)
    key: Mapped[str] = mapped_column(bytewise(LONGEST_KEY), unique=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    kind: Mapped[DeliveryKind] = mapped_column(choice(DeliveryKind))
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey("follow_up.id"))
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digest.id"))
    # What else it is about, as the one who queued it wrote it down and the one who composes it
    # reads it: which occasion, of what, on which day.
    matter: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # A person, whose account is looked up when it is sent; or a place.
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    platform: Mapped[Platform | None] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64), default="")
    topic: Mapped[str] = mapped_column(String(64), default="")
    # Of several messages the first is part 0; the others go into the thread under it.
    part: Mapped[int] = mapped_column(default=0)
    thread: Mapped[str] = mapped_column(String(64), default="")
    lane: Mapped[str] = mapped_column(bytewise(LONGEST_KEY))
    state: Mapped[DeliveryState] = mapped_column(
        choice(DeliveryState), default=DeliveryState.PENDING
    )
    next_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # When the platform was first called for it: what arrived since then is looked through.
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    looks: Mapped[int] = mapped_column(default=0)
    # Whether it was sent again without knowing that it had not arrived.
    is_repeated: Mapped[bool] = mapped_column(default=False)
    # The delivery whose message this one went along in.
    bundle_id: Mapped[int | None] = mapped_column(_Id)
    # The platform's own number for the message.
    message: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(String(120), default="")
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utc_now)


class Lane(Base):
    """What is sent one after the other: a chat, a channel, and above them a whole account.

    `ready_at` is when there is something to do in it. A worker has it to itself until
    `held_until`: that is the lease of whatever it is sending there.
    """

    __tablename__ = "lane"
    __table_args__ = (
        Index("ix_lane_ready_at", "ready_at", sqlite_where=_IS_READY, postgresql_where=_IS_READY),
    )

    key: Mapped[str] = mapped_column(bytewise(LONGEST_KEY), primary_key=True)
    free_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ready_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    held_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # When it was lately used, in seconds since 1970, where a rule counts more than the last time.
    lately: Mapped[list[float] | None] = mapped_column(JSON)
    # Seconds between two messages that the platform taught us to keep; 0 where it has not.
    learned_pause: Mapped[float] = mapped_column(default=0.0)
