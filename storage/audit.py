"""The audit trail, written by the session itself so that no change can go without it."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import Column, event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction

from bot.domain.partial_dates import PartialDate
from storage.columns import PartialDateColumn, UTCDateTime
from storage.models import Audited, AuditEntry, Official, PartnershipShare
from storage.models.base import Base, utc_now

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Actor:
    """In whose name a transaction changes things, and under which batch it can be undone."""

    name: str
    network_id: int | None = None
    official_id: int | None = None
    batch: str = field(default_factory=lambda: uuid.uuid4().hex)
    at: datetime = field(default_factory=utc_now)


@event.listens_for(Session, "after_flush")
def _write_entries(session: Session, _work: UOWTransaction) -> None:
    """Tell the trail of everything a flush changed. A change in nobody's name is a bug."""
    entries = list(_entries(session))
    if entries:
        session.execute(insert(AuditEntry), entries)


def _entries(session: Session) -> Iterator[Row]:
    for record in _audited(session.new):
        yield entry(session.info["actor"], record, "create", None, frozen(record))
    # Which of them was changed first, nobody knows; their order is then that of their keys.
    for record in sorted(_audited(session.dirty), key=_place):
        before, after = _difference(record)
        if after:
            yield entry(session.info["actor"], record, "update", before, after)
    for record in _audited(session.deleted):
        yield entry(session.info["actor"], record, "delete", frozen(record), None)


def _audited(records: Iterable[object]) -> list[object]:
    return [record for record in records if isinstance(record, Audited)]


def _place(record: object) -> tuple[str, tuple[Any, ...]]:
    """Where a record lies: its table and its key."""
    state: Any = inspect(record)
    return state.mapper.local_table.name, state.identity


def entry(actor: Actor, record: object, action: str, before: Row | None, after: Row | None) -> Row:
    """The row of the trail that says what happened to `record`."""
    state: Any = inspect(record)
    key = state.identity or state.mapper.primary_key_from_instance(record)
    return {
        "batch": actor.batch,
        "at": actor.at,
        "network_id": _network_of(actor, record),
        "official_id": actor.official_id,
        "actor": actor.name[:150],
        "action": action,
        "entity": state.mapper.local_table.name,
        "entity_id": "/".join(str(part) for part in key),
        "before": before,
        "after": after,
    }


def _network_of(actor: Actor, record: object) -> int | None:
    """Whose trail tells of a change: the record's network, from wherever it was changed. An
    official's is only the one they chose, and a share's the one it was made for."""
    own: int | None = getattr(record, "network_id", None)
    if isinstance(record, (Official, PartnershipShare)):
        return actor.network_id or own
    return own or actor.network_id


def frozen(record: object) -> Row:
    """All columns of a record in the form they have in the trail."""
    mapper: Any = inspect(type(record))
    return {
        attribute.key: freeze(getattr(record, attribute.key)) for attribute in mapper.column_attrs
    }


def _difference(record: object) -> tuple[Row, Row]:
    before: Row = {}
    after: Row = {}
    state: Any = inspect(record)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            before[attribute.key] = freeze(history.deleted[0] if history.deleted else None)
            after[attribute.key] = freeze(history.added[0] if history.added else None)
    return before, after


def freeze(value: object) -> Any:
    """A column's value as JSON can carry it; `thaw` reads it back."""
    match value:
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case PartialDate() | Decimal():
            return str(value)
        case _:
            return value


def thaw(column: Column[Any], value: Any) -> Any:
    """The value that `freeze` made this of, by the type of its column."""
    if value is None:
        return None
    if isinstance(column.type, PartialDateColumn):
        return PartialDate.parse(value)
    if isinstance(column.type, UTCDateTime):
        return datetime.fromisoformat(value)
    kind = column.type.python_type
    if issubclass(kind, Enum):
        return kind(value)
    if issubclass(kind, (date, time)):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


def tables() -> dict[str, type[Any]]:
    """The audited records by the name their entries bear, in the order of these."""
    kinds = {
        mapper.local_table.description: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Audited)
    }
    return dict(sorted(kinds.items()))
