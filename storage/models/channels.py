"""Where the bot is talked to: bound channels, what has arrived, what a button stands for."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.identity import Platform
from storage.columns import UTCDateTime, choice
from storage.models.base import Audited, Base, Dated


class Channel(Audited, Dated, Base):
    """A Slack channel or workspace, or a Telegram group or topic, bound to a network.

    An empty `channel` is the whole workspace; an empty `topic` the whole channel.
    """

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("platform", "team", "channel", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[str] = mapped_column(String(64), default="")
    topic: Mapped[str] = mapped_column(String(64), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    timezone: Mapped[str] = mapped_column(String(64), default="")
    # Set when the platform says that the bot was taken out or the channel is gone.
    lost_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ReceivedEvent(Base):
    """An event of a platform that was acted on; the same one again is passed over."""

    __tablename__ = "received_event"
    __table_args__ = (Index("ix_received_event_received_at", "received_at"),)

    platform: Mapped[Platform] = mapped_column(choice(Platform), primary_key=True)
    event: Mapped[str] = mapped_column(String(128), primary_key=True)
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ButtonText(Base):
    """What a button says when pressed, where that is longer than the platform lets it carry."""

    __tablename__ = "button_text"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
