"""Networks, the parties that belong to them, and the names that parties go by."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.vocabulary import PartyKind
from storage.columns import bytewise, choice
from storage.models.base import Audited, Base, Dated, Removable
from storage.models.places import LONGEST_NAME


class Network(Audited, Dated, Removable, Base):
    """A body of cooperating members; the unit of tenancy."""

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    language: Mapped[str] = mapped_column(String(16), default="en")
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    is_demo: Mapped[bool] = mapped_column(default=False)


class Party(Audited, Dated, Removable, Base):
    """A city, region or association. It exists once, however many networks it belongs to."""

    __tablename__ = "party"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PartyKind] = mapped_column(choice(PartyKind), default=PartyKind.CITY)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    country: Mapped[str] = mapped_column(String(2), default="")
    subdivision: Mapped[str] = mapped_column(String(80), default="")
    # No foreign key: the gazetteer may be replaced by a newer one while parties stay.
    place_id: Mapped[int | None] = mapped_column(index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    population: Mapped[int | None]
    timezone: Mapped[str] = mapped_column(String(64), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    website: Mapped[str] = mapped_column(String(500), default="")


class PartyName(Audited, Base):
    """A name a party goes by: its own in each language, or an alias that one network uses."""

    __tablename__ = "party_name"
    __table_args__ = (
        UniqueConstraint("party_id", "network_id", "folded"),
        Index("ix_party_name_folded", "folded"),
        Index("ix_party_name_mirrored", "mirrored"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    language: Mapped[str] = mapped_column(String(16), default="")
    folded: Mapped[str] = mapped_column(bytewise(LONGEST_NAME))
    mirrored: Mapped[str] = mapped_column(bytewise(LONGEST_NAME))


class Membership(Audited, Base):
    """A party's place in a network."""

    __tablename__ = "membership"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
