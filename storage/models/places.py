"""The gazetteer: places of the world and all their names. Read-only once loaded."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import UTCDateTime, bytewise
from storage.models.base import Base

LONGEST_NAME = 200


class Place(Base):
    """A place as GeoNames knows it; the id is GeoNames' own."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    country: Mapped[str] = mapped_column(String(2))
    subdivision: Mapped[str] = mapped_column(String(80), default="")
    population: Mapped[int]
    latitude: Mapped[float]
    longitude: Mapped[float]
    timezone: Mapped[str] = mapped_column(String(64))


class PlaceName(Base):
    """One folded name of a place. `mirrored` is it read backwards: misspelt ends are found by
    the start, misspelt starts by the end (see `storage.spelling`)."""

    __tablename__ = "place_name"
    __table_args__ = (
        Index("ix_place_name_mirrored", "mirrored", postgresql_include=["folded", "place_id"]),
        {"sqlite_with_rowid": False},
    )

    folded: Mapped[str] = mapped_column(bytewise(LONGEST_NAME), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)
    mirrored: Mapped[str] = mapped_column(bytewise(LONGEST_NAME))


class Dataset(Base):
    """A body of reference data that was loaded, and which version of it."""

    __tablename__ = "dataset"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[str] = mapped_column(String(80))
    loaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
