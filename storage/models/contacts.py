"""People and offices to write to, and the organisations that take part."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.domain.vocabulary import (
    ContactFunction,
    ContactMedium,
    LegalBasis,
    OrganisationKind,
    Visibility,
)
from storage.columns import UTCDateTime, bytewise, choice
from storage.models.base import Audited, Base, Dated, Removable

# The class of an index in which names that begin alike stand together, whatever the order of the
# database's own language: https://www.postgresql.org/docs/current/indexes-opclass.html
BY_CODE_POINT = "varchar_pattern_ops"


class Organisation(Audited, Dated, Removable, Base):
    """A business, school, university, hospital, cultural or civic body."""

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_network_id_folded", "network_id", "folded"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    kind: Mapped[OrganisationKind | None] = mapped_column(choice(OrganisationKind))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(bytewise(200))
    website: Mapped[str] = mapped_column(String(500), default="")


class Contact(Audited, Dated, Removable, Base):
    """A person, or an office when the name is empty, at a party or organisation."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_network_id_party_id", "network_id", "party_id"),
        Index(
            "ix_contact_network_id_name",
            "network_id",
            "name",
            postgresql_ops={"name": BY_CODE_POINT},
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    function: Mapped[ContactFunction | None] = mapped_column(choice(ContactFunction))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    term_from: Mapped[date | None] = mapped_column(Date)
    term_until: Mapped[date | None] = mapped_column(Date)
    verified_on: Mapped[date | None] = mapped_column(Date)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.NETWORK)
    source: Mapped[str] = mapped_column(String(200), default="")
    legal_basis: Mapped[LegalBasis | None] = mapped_column(choice(LegalBasis))
    # The official who keeps it up to date.
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    # The record this one was merged into; it is then removed itself.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    # Everything it can be found by (see storage.contact_search); kept up by the repository.
    findable: Mapped[str] = mapped_column(Text, default="")

    names: Mapped[list["ContactName"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ContactName.id"
    )
    ways: Mapped[list["ContactWay"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ContactWay.id"
    )


class ContactName(Audited, Base):
    """The contact's name in a further script or language."""

    __tablename__ = "contact_name"
    __table_args__ = (
        Index("ix_contact_name_name", "name", postgresql_ops={"name": BY_CODE_POINT}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(16), default="")
    script: Mapped[str] = mapped_column(String(4), default="")


class ContactWay(Audited, Base):
    """A way to reach a contact; one of a contact's ways is preferred."""

    __tablename__ = "contact_way"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    medium: Mapped[ContactMedium] = mapped_column(choice(ContactMedium))
    address: Mapped[str] = mapped_column(String(320))
    preferred: Mapped[bool] = mapped_column(default=False)
    failed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
