"""How a change of the audit trail is taken back, entry by entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import inspect

from storage import audit
from storage.models import AuditEntry
from storage.models.base import Base


class Undoing(StrEnum):
    """What taking a change back did to a record."""

    GONE = "gone"
    BACK = "back"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PutBack:
    """A record that is as it was: its table and key, what it is called, and for a changed one
    each column with what stands there now and what had stood there. `is_open`: all of the
    network may see what it is and was."""

    outcome: Undoing
    entity: str
    key: tuple[Any, ...]
    name: str
    values: tuple[tuple[str, Any, Any], ...] = ()
    is_open: bool = True


def in_order_of_undoing(entries: list[AuditEntry]) -> Iterator[AuditEntry]:
    """The last change first; of what was made together the parts go before the whole, and of
    what was deleted together they come after it."""
    rank = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    for action, run in groupby(reversed(entries), key=lambda entry: entry.action):
        if action == "update":
            yield from run
        else:
            sign = 1 if action == "delete" else -1
            yield from sorted(run, key=lambda entry: sign * rank[entry.entity])


def outcome_of(before: dict[str, Any]) -> Undoing:
    """To have been removed or brought back is an update like others, but not to people."""
    if "removed_at" not in before:
        return Undoing.CHANGED
    return Undoing.BACK if before["removed_at"] is None else Undoing.GONE


def holds(record: object, values: dict[str, Any]) -> bool:
    """Whether a record has all these values in its columns."""
    return all(getattr(record, column) == value for column, value in values.items())


def key_of(kind: type[Any], entity_id: str) -> tuple[Any, ...]:
    """The primary key that an entry of the trail names."""
    columns = inspect(kind).primary_key
    parts = entity_id.split("/")
    return tuple(column.type.python_type(part) for column, part in zip(columns, parts, strict=True))


def thawed(kind: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values of columns, from the form they have in the trail, which may be older than
    the columns are."""
    columns = inspect(kind).columns
    return {
        name: audit.thaw(columns[name], value) for name, value in values.items() if name in columns
    }
