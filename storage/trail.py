"""Taking back what a command changed, by what the audit trail tells of it."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.vocabulary import Visibility
from storage import audit, undo_rights, undo_sight
from storage.errors import Refusal, UndoRefused
from storage.models import AuditEntry, Contact, Exchange, Party
from storage.models.base import Base, Removable
from storage.undoing import PutBack, Undoing, holds, in_order_of_undoing, key_of, outcome_of, thawed

# The batches of undoing say so by their key, so that undoing again steps further back.
_UNDOING = "undo-"
# How far back `last` looks for a change that still stands.
_STEPS_BACK = 20
# Where a part of what not everyone may see has the key of its whole.
_OWNERS: tuple[tuple[str, type[Any]], ...] = (("contact_id", Contact), ("exchange_id", Exchange))
_NAMING = ("name", "title", "summary", "text", "address", "unit", "term", "original")
# What the program keeps of a record for itself: nothing that anybody built upon it.
_KEPT_BESIDE = {"audit_entry", "delivery", "schedule"}


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
            entries = self._entries(batch)
            if entries and not _is_erased(entries) and not self._is_undone(entries):
                return batch
        return None

    def undo(self, batch: str, now: datetime) -> list[PutBack]:
        """Put back what a command changed. The undoing is a batch of its own, so that `batch`
        is then the key to undo it.

        UndoRefused if nothing is known of it, if it is not the speaker's to put back, if it was
        erased or is undone already, if others are to be told of it, if the network would have no
        steward, or if any of it has changed since or is in use: then nothing is put back.
        """
        entries = self._entries(batch)
        self._refuse_unless_standing(entries)
        actor: audit.Actor = self._session.info["actor"]
        key = _UNDOING + uuid.uuid4().hex[len(_UNDOING) :]
        self._session.info["actor"] = replace(actor, batch=key)
        try:
            with self._session.begin_nested():
                return self._led_as_before(entries, now)
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
        """Those of records that there are; what an earlier schema had besides is history. None
        of what others did to records that the speaker may not see."""
        query = select(AuditEntry).where(
            AuditEntry.batch == batch,
            AuditEntry.network_id == self._scope.network_id,
            AuditEntry.entity.in_(audit.tables()),
        )
        found = self._session.scalars(query.order_by(AuditEntry.id)).all()
        actor: audit.Actor = self._session.info["actor"]
        others = [each for each in found if not undo_rights.is_own(each, self._scope, actor.name)]
        if undo_sight.are_kept_from(self._session, self._scope, others):
            return []
        return [entry for entry in found if not undo_rights.is_lasting(entry)]

    def may_undo(self, entries: list[AuditEntry]) -> bool:
        """Whether changes are the speaker's to put back, as far as who did what tells."""
        actor: audit.Actor = self._session.info["actor"]
        return undo_rights.may_undo(self._session, self._scope, actor.name, entries)

    def _refuse_unless_standing(self, entries: list[AuditEntry]) -> None:
        if not entries:
            raise UndoRefused(Refusal.UNKNOWN)
        if not self.may_undo(entries):
            raise UndoRefused(Refusal.NOT_OWN)
        if _is_erased(entries):
            raise UndoRefused(Refusal.ERASED)
        if self._is_undone(entries):
            raise UndoRefused(Refusal.ALREADY)
        if undo_rights.is_sharing(entries):
            raise UndoRefused(Refusal.BRIDGE)

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

    def _led_as_before(self, entries: list[AuditEntry], now: datetime) -> list[PutBack]:
        """All put back, unless that would leave the network without a steward."""
        led = undo_rights.stewards(self._session, self._scope.network_id)
        done = self._all_put_back(entries, now)
        if led and not undo_rights.stewards(self._session, self._scope.network_id):
            raise UndoRefused(Refusal.LAST_STEWARD)
        return done

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
            return PutBack(
                Undoing.BACK, entry.entity, key, self._name(record), is_open=self._is_open(record)
            )
        after = thawed(kind, entry.after or {})
        # A later change would be lost.
        if record is None or not holds(record, after):
            raise UndoRefused(Refusal.CHANGED)
        if entry.action == "update":
            before = thawed(kind, entry.before or {})
            was_open = self._is_open(record)
            for column, value in before.items():
                setattr(record, column, value)
            values = tuple((column, before[column], after[column]) for column in before)
            is_open = was_open and self._is_open(record)
            outcome, name = outcome_of(before), self._name(record)
            return PutBack(outcome, entry.entity, key, name, values, is_open)
        gone = PutBack(
            Undoing.GONE, entry.entity, key, self._name(record), is_open=self._is_open(record)
        )
        if isinstance(record, Removable):
            record.removed_at = now
        else:
            self._session.delete(record)
        return gone

    def _refuse_if_in_use(self, kind: type[Any], entry: AuditEntry) -> None:
        """What somebody built upon since cannot be taken from under it. What is only taken out
        of sight may go from under what the speaker does not see, which then would give itself
        away."""
        record = self._session.get(kind, key_of(kind, entry.entity_id))
        if record is None:
            return
        bound = {"own_party": self._scope.own_party, "own_official": self._scope.own_official}
        for table in Base.metadata.sorted_tables:
            for reference in table.foreign_keys:
                is_beside = table.name in _KEPT_BESIDE or reference.parent.name == "used_by_id"
                if is_beside or reference.column.table is not kind.__table__:
                    continue
                value = getattr(record, reference.column.key)
                users = select(table).where(reference.parent == value).limit(1)
                if "removed_at" in table.columns:
                    users = users.where(table.columns["removed_at"].is_(None))
                if issubclass(kind, Removable):
                    users = users.where(undo_sight.in_sight(self._scope, table.name))
                if self._session.execute(users, bound).first() is not None:
                    raise UndoRefused(Refusal.CHANGED)

    def _is_open(self, record: Any) -> bool:
        """Whether all of the network may see a record, and what it is a part of."""
        wholes = [record]
        for column, kind in _OWNERS:
            owner_id = getattr(record, column, None)
            wholes.append(self._session.get(kind, owner_id) if owner_id is not None else None)
        return all(
            getattr(whole, "visibility", Visibility.NETWORK) == Visibility.NETWORK
            for whole in wholes
        )

    def _name(self, record: object) -> str:
        """What a record is called; a seat or a membership by its party. Empty if nothing."""
        named = next((getattr(record, each, "") for each in _NAMING if hasattr(record, each)), "")
        party_id = getattr(record, "party_id", None)
        if named or party_id is None:
            return str(named)
        party = self._session.get(Party, party_id)
        return party.name if party else ""


def _is_erased(entries: list[AuditEntry]) -> bool:
    return any(entry.erasure_id is not None for entry in entries)
