"""The audit trail: every change, by whom, from where, before and after; and what was erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.vocabulary import ErasureCause
from storage.columns import UTCDateTime, choice
from storage.models.base import Base


class AuditEntry(Base):
    """One row changed. Entries of one command share `batch`, which is what undo takes back."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_batch", "batch"),
        Index("ix_audit_entry_entity_entity_id", "entity", "entity_id"),
        Index("ix_audit_entry_network_id_at", "network_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    # The identity or program that acted, such as `slack:T1:U1` or `import`.
    actor: Mapped[str] = mapped_column(String(150))
    # create, update or delete
    action: Mapped[str] = mapped_column(String(8))
    entity: Mapped[str] = mapped_column(String(40))
    # The primary key, several parts joined by a slash.
    entity_id: Mapped[str] = mapped_column(String(60))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # What was erased from this entry, and why. The database lets an entry change in no other
    # way: what was done, and when, stays.
    erasure_id: Mapped[int | None] = mapped_column(ForeignKey("erasure.id"))


class Erasure(Base):
    """Personal data that was erased: that it happened, never what it was."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))
    cause: Mapped[ErasureCause] = mapped_column(choice(ErasureCause))
    # How many records it took the data from.
    records: Mapped[int] = mapped_column(default=0)
