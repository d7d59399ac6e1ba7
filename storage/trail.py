"""The audit trail as people use it: what a command changed, and taking it back."""

from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from storage import audit
from storage.errors import UndoRefused
from storage.models import AuditEntry
from storage.models.base import Removable


class Trail:
    """The changes of one network."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    @property
    def batch(self) -> str:
        """The key under which what is being changed now can be undone."""
        actor: audit.Actor = self._session.info["actor"]
        return actor.batch

    def undo(self, batch: str, now: datetime) -> int:
        """Put back what a command changed; how many records that were.

        UndoRefused if nothing is known of it, if somebody else did it, or if any of it has
        changed since: then nothing is put back.
        """
        entries = self._entries(batch)
        if not entries:
            raise UndoRefused(batch)
        kinds = audit.tables()
        for entry in reversed(entries):
            self._put_back(kinds[entry.entity], entry, now)
        self._session.flush()
        return len({(entry.entity, entry.entity_id) for entry in entries})

    def _entries(self, batch: str) -> list[AuditEntry]:
        query = select(AuditEntry).where(
            AuditEntry.batch == batch, AuditEntry.network_id == self._scope.network_id
        )
        entries = list(self._session.scalars(query.order_by(AuditEntry.id)))
        actor: audit.Actor = self._session.info["actor"]
        return [entry for entry in entries if entry.actor == actor.name]

    def _put_back(self, kind: type[Any], entry: AuditEntry, now: datetime) -> None:
        record = self._session.get(kind, _key(kind, entry.entity_id))
        if entry.action == "delete":
            if record is not None:
                raise UndoRefused(entry.batch)
            self._session.add(kind(**_thawed(kind, entry.before or {})))
            return
        self._refuse_if_changed_since(record, entry)
        if entry.action == "update":
            for name, value in _thawed(kind, entry.before or {}).items():
                setattr(record, name, value)
        elif isinstance(record, Removable):
            record.removed_at = now
        else:
            self._session.delete(record)

    def _refuse_if_changed_since(self, record: object, entry: AuditEntry) -> None:
        """What stands there now must be what the entry left, or a later change would be lost."""
        if record is None:
            raise UndoRefused(entry.batch)
        for name, value in (entry.after or {}).items():
            if audit.freeze(getattr(record, name)) != value:
                raise UndoRefused(entry.batch)


def _key(kind: type[Any], entity_id: str) -> tuple[Any, ...]:
    columns = inspect(kind).primary_key
    parts = entity_id.split("/")
    return tuple(column.type.python_type(part) for column, part in zip(columns, parts, strict=True))


def _thawed(kind: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    columns = inspect(kind).columns
    return {name: audit.thaw(columns[name], value) for name, value in values.items()}
