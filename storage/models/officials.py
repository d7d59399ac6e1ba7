"""People who use the bot, where they speak from, and what they may do where."""

from datetime import datetime, time

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.access import Role
from bot.domain.identity import Platform
from storage.columns import UTCDateTime, choice
from storage.models.base import Audited, Base, Dated, Removable


class Official(Audited, Dated, Removable, Base):
    """A person who uses the bot. Empty language or zone: the network's is used."""

    __tablename__ = "official"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(16), default="")
    timezone: Mapped[str] = mapped_column(String(64), default="")
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    # Where they are written to of our own accord; None: wherever they have an account.
    reached_on: Mapped[Platform | None] = mapped_column(choice(Platform))
    # The network they speak in where the place does not decide; None: their first.
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))


class ChatIdentity(Audited, Base):
    """An official's account on a platform."""

    __tablename__ = "chat_identity"
    __table_args__ = (UniqueConstraint("platform", "team", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), index=True)
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    user: Mapped[str] = mapped_column(String(64))
    # Set when the platform says that the account was closed.
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Appointment(Audited, Base):
    """An official's role in a network, and the party they write for there, if any."""

    __tablename__ = "appointment"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    official_id: Mapped[int] = mapped_column(
        ForeignKey("official.id"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(choice(Role))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Who is reminded in their place when they do not react.
    backup_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
