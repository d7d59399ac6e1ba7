"""How people and networks are let in: codes that are good once, and what came of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.access import CodePurpose, Role
from bot.domain.identity import Platform
from storage.columns import UTCDateTime, bytewise, choice
from storage.models.base import Audited, Base


class AccessCode(Audited, Base):
    """A code that was handed out. Only its digest is kept, so that nobody who reads the
    database can use it."""

    __tablename__ = "access_code"
    __table_args__ = (Index("ix_access_code_network_id", "network_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(bytewise(64), unique=True)
    purpose: Mapped[CodePurpose] = mapped_column(choice(CodePurpose))
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    # Who made it; an account that is linked by it becomes theirs.
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Whom it invites, and what they will be.
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[Role | None] = mapped_column(choice(Role))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    # What is offered to another network.
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    # What another place may join.
    bridge_id: Mapped[int | None] = mapped_column(ForeignKey("bridge.id"))


class FailedCode(Base):
    """Somebody tried a code that is not good; after a few the door stays closed for a while."""

    __tablename__ = "failed_code"
    __table_args__ = (Index("ix_failed_code_platform_team_user", "platform", "team", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(64), default="")
    user: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class PartnershipShare(Audited, Base):
    """A partnership that a second network may look at, since both agreed."""

    __tablename__ = "partnership_share"
    __table_args__ = (UniqueConstraint("partnership_id", "network_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    agreed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
