"""What screens are told of the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.vocabulary import ErasureCause

# A record: its table and its key as the trail has it.
Record = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One row changed. `before` and `after` have their columns in the form of the trail."""

    id: int
    batch: str
    at: datetime
    official_id: int | None
    actor: str
    action: str
    entity: str
    entity_id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    is_erased: bool

    @property
    def record(self) -> Record:
        """The record that was changed."""
        return self.entity, self.entity_id

    def value(self, column: str) -> Any:
        """What stands in a column after the change, or stood there before; None if untold."""
        return self.after.get(column, self.before.get(column))


@dataclass(frozen=True, slots=True)
class Change:
    """What one command, or one import, changed: its first entries, and how many there are."""

    batch: str
    count: int
    entries: tuple[TrailEntry, ...]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of changes, how many changes there are in all, and which page it is."""

    changes: tuple[Change, ...]
    count: int
    number: int


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to tell of entries: names of records by table and key, of officials by
    id (empty for one who was forgotten, None for one of another network), of accounts whose they
    are, by entry the record that a part belongs to, and the entries of which nothing but their
    kind is for the reader."""

    names: Mapping[Record, str] = field(default_factory=dict)
    officials: Mapping[int, str | None] = field(default_factory=dict)
    accounts: Mapping[str, int] = field(default_factory=dict)
    wholes: Mapping[int, Record] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Erased:
    """Personal data that was erased: when, why, and from how many records."""

    at: datetime
    cause: ErasureCause
    records: int
