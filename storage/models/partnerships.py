"""Partnerships and what passed between their parties."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Numeric, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import (
    ContactMedium,
    ExchangeKind,
    PartnershipType,
    Stage,
    Visibility,
)
from storage.columns import PartialDateColumn, choice
from storage.models.base import Audited, Base, Dated, Removable


class Partnership(Audited, Dated, Removable, Base):
    """Two or more parties who cooperate, and what they agreed. `removed_at`: archived."""

    __tablename__ = "partnership"
    __table_args__ = (Index("ix_partnership_network_id", "network_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    type: Mapped[PartnershipType] = mapped_column(choice(PartnershipType))
    stage: Mapped[Stage] = mapped_column(choice(Stage))
    title: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    agreement_title: Mapped[str] = mapped_column(String(300), default="")
    agreement_signed: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    agreement_until: Mapped[date | None] = mapped_column(Date)
    # The medium and the language that the parties agreed to write in.
    medium: Mapped[ContactMedium | None] = mapped_column(choice(ContactMedium))
    language: Mapped[str] = mapped_column(String(16), default="")
    last_review_on: Mapped[date | None] = mapped_column(Date)
    next_review_on: Mapped[date | None] = mapped_column(Date)
    paused_from: Mapped[date | None] = mapped_column(Date)
    paused_until: Mapped[date | None] = mapped_column(Date)
    paused_reason: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    archived_reason: Mapped[str] = mapped_column(String(300), default="")

    parties: Mapped[list["PartnershipParty"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PartnershipParty.position"
    )


class PartnershipParty(Audited, Base):
    """A party's seat in a partnership."""

    __tablename__ = "partnership_party"
    __table_args__ = (Index("ix_partnership_party_party_id", "party_id", "partnership_id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    # Whether somebody who writes for the party agreed to sit there. Until then it is a
    # proposal, which opens nothing to anybody.
    agreed: Mapped[bool] = mapped_column(default=True, server_default=true())


class Exchange(Audited, Dated, Removable, Base):
    """Anything that passed between the parties, on a day as exact as its source."""

    __tablename__ = "exchange"
    __table_args__ = (
        Index("ix_exchange_partnership_id_happened_on", "partnership_id", "happened_on"),
        Index("ix_exchange_network_id_happened_on", "network_id", "happened_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    kind: Mapped[ExchangeKind] = mapped_column(choice(ExchangeKind))
    # None: the source gives no date at all.
    happened_on: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    ended_on: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    # None: shared by all parties.
    initiator_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    summary: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(16), default="")
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.NETWORK)
    source: Mapped[str] = mapped_column(String(200), default="")
    logged_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))

    quantities: Mapped[list["Quantity"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="Quantity.id"
    )
    participants: Mapped[list["Participant"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="Participant.id"
    )


class Quantity(Audited, Base):
    """How much of what passed: 10,000 masks."""

    __tablename__ = "quantity"

    id: Mapped[int] = mapped_column(primary_key=True)
    exchange_id: Mapped[int] = mapped_column(ForeignKey("exchange.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 3))
    unit: Mapped[str] = mapped_column(String(100))


class Participant(Audited, Base):
    """Who took part: a contact, an organisation, or a name that is no record of its own."""

    __tablename__ = "participant"

    id: Mapped[int] = mapped_column(primary_key=True)
    exchange_id: Mapped[int] = mapped_column(ForeignKey("exchange.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
