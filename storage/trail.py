"""The audit trail as people use it: what a command changed, and taking it back."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from storage import audit
from storage.errors import Refusal, UndoRefused
from storage.models import AuditEntry, Party
from storage.models.base import Base, Removable
from storage.undoing import PutBack, Undoing, holds, in_order_of_undoing, key_of, outcome_of, thawed

# The batches of undoing say so by their key, so that undoing again steps further back.
_UNDOING = "undo-"
# How far back `last` looks for a change that still stands.
_STEPS_BACK = 20
# What anybody may put back about themselves, whatever their role.
_PERSONAL = {"official", "chat_identity", "appointment"}
_NAMING = ("name", "title", "summary", "address", "unit")


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

    def last(self) -> str | None:
        """The key of the speaker's last change that still stands; None if there is none."""
        recent = (
            select(AuditEntry.batch)
            .where(
                AuditEntry.network_id == self._scope.network_id,
                AuditEntry.batch.not_like(f"{_UNDOING}%"),
                or_(*self._own()),
            )
            .group_by(AuditEntry.batch)
            .order_by(func.max(AuditEntry.id).desc())
            .limit(_STEPS_BACK)
        )
        for batch in list(self._session.scalars(recent)):
            if not self._is_undone(self._entries(batch)):
                return batch
        return None

    def undo(self, batch: str, now: datetime) -> list[PutBack]:
        """Put back what a command changed. The undoing is a batch of its own, so that `batch`
        is then the key to undo it.

        UndoRefused if nothing is known of it, if somebody else did it and the speaker is no
        steward, if it is undone already, or if any of it has changed since or is in use: then
        nothing is put back.
        """
        entries = self._entries(batch)
        self._refuse_unless_allowed(entries)
        if self._is_undone(entries):
            raise UndoRefused(Refusal.ALREADY)
        actor: audit.Actor = self._session.info["actor"]
        key = _UNDOING + uuid.uuid4().hex[len(_UNDOING) :]
        self._session.info["actor"] = replace(actor, batch=key)
        try:
            with self._session.begin_nested():
                return self._all_put_back(entries, now)
        except IntegrityError as error:
            # A newer record took the place of a deleted one, or refers to a new one.
            raise UndoRefused(Refusal.CHANGED) from error

    def _own(self) -> tuple[Any, ...]:
        actor: audit.Actor = self._session.info["actor"]
        official_id = self._scope.official_id
        by_account = AuditEntry.actor == actor.name
        if official_id is None:
            return (by_account,)
        return (by_account, AuditEntry.official_id == official_id)

    def _entries(self, batch: str) -> list[AuditEntry]:
        query = select(AuditEntry).where(
            AuditEntry.batch == batch, AuditEntry.network_id == self._scope.network_id
        )
        return list(self._session.scalars(query.order_by(AuditEntry.id)))

    def _refuse_unless_allowed(self, entries: list[AuditEntry]) -> None:
        if not entries:
            raise UndoRefused(Refusal.UNKNOWN)
        if self._scope.role is Role.STEWARD:
            return
        actor: audit.Actor = self._session.info["actor"]
        official_id = self._scope.official_id
        for entry in entries:
            is_own = entry.actor == actor.name or (
                official_id is not None and entry.official_id == official_id
            )
            may_write = self._scope.role is not Role.VIEWER or entry.entity in _PERSONAL
            if not (is_own and may_write):
                raise UndoRefused(Refusal.NOT_OWN)

    def _is_undone(self, entries: list[AuditEntry]) -> bool:
        """Whether every record is as it was before the first of these changes to it."""
        kinds = audit.tables()
        firsts: dict[tuple[str, str], AuditEntry] = {}
        before: dict[tuple[str, str], dict[str, Any]] = {}
        for entry in entries:
            record = (entry.entity, entry.entity_id)
            firsts.setdefault(record, entry)
            before[record] = {**(entry.before or {}), **before.get(record, {})}
        return all(
            self._is_as_before(kinds[first.entity], first, before[record])
            for record, first in firsts.items()
        )

    def _is_as_before(self, kind: type[Any], first: AuditEntry, before: dict[str, Any]) -> bool:
        record = self._session.get(kind, key_of(kind, first.entity_id))
        if first.action == "create":
            return record is None or getattr(record, "removed_at", None) is not None
        return record is not None and holds(record, thawed(kind, before))

    def _all_put_back(self, entries: list[AuditEntry], now: datetime) -> list[PutBack]:
        kinds = audit.tables()
        done = []
        for entry in in_order_of_undoing(entries):
            done.append(self._put_back(kinds[entry.entity], entry, now))
            self._session.flush()
        for entry in entries:
            if entry.action == "create":
                self._refuse_if_in_use(kinds[entry.entity], entry)
        done.reverse()
        return done

    def _put_back(self, kind: type[Any], entry: AuditEntry, now: datetime) -> PutBack:
        key = key_of(kind, entry.entity_id)
        record = self._session.get(kind, key)
        if entry.action == "delete":
            if record is not None:
                raise UndoRefused(Refusal.CHANGED)
            record = kind(**thawed(kind, entry.before or {}))
            self._session.add(record)
            return PutBack(Undoing.BACK, entry.entity, key, self._name(record))
        after = thawed(kind, entry.after or {})
        # A later change would be lost.
        if record is None or not holds(record, after):
            raise UndoRefused(Refusal.CHANGED)
        if entry.action == "update":
            before = thawed(kind, entry.before or {})
            for column, value in before.items():
                setattr(record, column, value)
            values = tuple((column, before[column], after[column]) for column in before)
            return PutBack(outcome_of(before), entry.entity, key, self._name(record), values)
        if isinstance(record, Removable):
            record.removed_at = now
        else:
            self._session.delete(record)
        return PutBack(Undoing.GONE, entry.entity, key, self._name(record))

    def _refuse_if_in_use(self, kind: type[Any], entry: AuditEntry) -> None:
        """What somebody built upon since cannot be taken from under it."""
        record = self._session.get(kind, key_of(kind, entry.entity_id))
        if record is None:
            return
        for table in Base.metadata.sorted_tables:
            for reference in table.foreign_keys:
                if table.name == "audit_entry" or reference.column.table is not kind.__table__:
                    continue
                value = getattr(record, reference.column.key)
                users = select(table).where(reference.parent == value).limit(1)
                if "removed_at" in table.columns:
                    users = users.where(table.columns["removed_at"].is_(None))
                if self._session.execute(users).first() is not None:
                    raise UndoRefused(Refusal.CHANGED)

    def _name(self, record: object) -> str:
        """What a record is called; a seat or a membership by its party. Empty if nothing."""
        named = next((getattr(record, each, "") for each in _NAMING if hasattr(record, each)), "")
        party_id = getattr(record, "party_id", None)
        if named or party_id is None:
            return str(named)
        party = self._session.get(Party, party_id)
        return party.name if party else ""
