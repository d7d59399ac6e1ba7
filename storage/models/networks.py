"""Networks, their member parties, and the names that these go by."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.domain.vocabulary import PartyKind
from storage.columns import bytewise, choice
from storage.models.base import Audited, Base, Dated, Removable
from storage.models.places import LONGEST_NAME

# What was removed can be brought back for so long, and is then erased.
REMOVED_KEPT_DAYS = 90


class Network(Audited, Dated, Removable, Base):
    """A body of cooperating members; the unit of tenancy."""

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    language: Mapped[str] = mapped_column(String(16), default="en")
    timezone: Mapped[str] = mapped_column(String(64), default="UTC")
    is_demo: Mapped[bool] = mapped_column(default=False)
    # How long records are kept; None is for as long as the network exists.
    removed_kept_days: Mapped[int | None] = mapped_column(default=REMOVED_KEPT_DAYS)
    unverified_kept_months: Mapped[int | None]
    trail_kept_months: Mapped[int | None]


class Party(Audited, Dated, Removable, Base):
    """A city, region or association as one network knows it.

    A city of two networks has a record in each, with the same `place_id`: what one network
    says of it is no business of the other's.
    """

    __tablename__ = "party"
    __table_args__ = (
        Index("ix_party_network_id", "network_id"),
        Index("ix_party_place_id_network_id", "place_id", "network_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    kind: Mapped[PartyKind] = mapped_column(choice(PartyKind), default=PartyKind.CITY)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    country: Mapped[str] = mapped_column(String(2), default="")
    subdivision: Mapped[str] = mapped_column(String(80), default="")
    # No foreign key: the gazetteer may be replaced by a newer one while parties stay.
    place_id: Mapped[int | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    population: Mapped[int | None]
    timezone: Mapped[str] = mapped_column(String(64), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    website: Mapped[str] = mapped_column(String(500), default="")
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]


class PartyName(Audited, Base):
    """A name a party goes by: its own in each language, or an alias."""

    __tablename__ = "party_name"
    __table_args__ = (
        UniqueConstraint("party_id", "folded"),
        Index("ix_party_name_network_id_folded", "network_id", "folded"),
        Index("ix_party_name_network_id_mirrored", "network_id", "mirrored"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # The party's, repeated here so that a search by name stays within one network.
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    language: Mapped[str] = mapped_column(String(16), default="")
    folded: Mapped[str] = mapped_column(bytewise(LONGEST_NAME))
    mirrored: Mapped[str] = mapped_column(bytewise(LONGEST_NAME))
