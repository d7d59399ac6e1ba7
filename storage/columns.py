"""Column types that keep a value the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, Select, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.domain.marks import Mark, noted, recalled
from bot.domain.partial_dates import PartialDate


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. SQLite drops offsets, so it is stored in UTC and given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same instant in UTC; ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def bytewise(length: int) -> TypeEngine[str]:
    """Text compared by code point on both databases, so that ranges of a prefix work."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class PartialDateColumn(TypeDecorator[PartialDate]):
    """A date as exact as its source, kept as `1965`, `2007-11` or `2020-11-07`; sorts by time."""

    impl = String(10)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Compared by code point, which for this form is by time."""
        return dialect.type_descriptor(bytewise(10))

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """The form that sorts by time."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """The date, with the precision it was stored with."""
        return None if value is None else PartialDate.parse(value)


class MarksColumn(TypeDecorator[tuple[Mark, ...]]):
    """How a text beside it is set off, kept as lists such as `[0, 4, "bold"]`."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: tuple[Mark, ...] | None, dialect: Dialect
    ) -> list[list[Any]] | None:
        """The lists."""
        return None if value is None else noted(value)

    def process_result_value(
        self, value: list[list[Any]] | None, dialect: Dialect
    ) -> tuple[Mark, ...] | None:
        """The marks."""
        return None if value is None else recalled(value)


def choice(words: type[StrEnum]) -> Enum:
    """One of the vocabulary's words, stored as the word itself and not as a member's name."""
    return Enum(
        words,
        values_callable=lambda kind: [word.value for word in kind],
        native_enum=False,
        create_constraint=False,
        length=32,
    )


# A select whose columns only the code beside it knows.
Query = Select[*tuple[Any, ...]]
