"""What the trail tells of that is kept from the one who asks: to them it never was."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from storage import audit
from storage.contact_access import visible as contact_visible
from storage.exchange_statements import visible as exchange_visible
from storage.follow_up_statements import visible as follow_up_visible
from storage.models import AuditEntry, Contact, Exchange, FollowUp, Participant
from storage.undoing import key_of

# Where a part of a contact or an exchange has the key of its whole.
_OWNERS = {"contact_id": "contact", "exchange_id": "exchange"}
_CONFIDED = ("contact", "exchange", "follow_up")


def are_kept_from(session: Session, scope: Scope, entries: Sequence[AuditEntry]) -> bool:
    """Whether one of these changes is to a contact or an exchange, or a part of one, or to a
    follow-up that the one who speaks may not see."""
    changed: dict[str, set[int]] = {name: set() for name in _CONFIDED}
    for entry in entries:
        whole = _whole(session, entry)
        if whole is not None:
            changed[whole[0]].add(whole[1])
    bound = {"own_party": scope.own_party, "own_official": scope.own_official}
    seen: dict[str, tuple[Any, Any]] = {
        "contact": (Contact, contact_visible(scope.sight, scope.network_id, scope.own_party)),
        "exchange": (Exchange, exchange_visible(scope.sight)),
        "follow_up": (FollowUp, follow_up_visible(scope.sight)),
    }
    for name, (kind, is_seen) in seen.items():
        numbers = changed[name]
        counted = select(func.count(kind.id)).where(kind.id.in_(numbers), is_seen)
        if numbers and session.execute(counted, bound).scalar_one() < len(numbers):
            return True
    return False


def in_sight(scope: Scope, table: str) -> ColumnElement[bool]:
    """Which rows of a table the one who speaks may see; their `own_party` and `own_official`
    are bound."""
    match table:
        case "contact":
            return contact_visible(scope.sight, scope.network_id, scope.own_party)
        case "exchange":
            return exchange_visible(scope.sight)
        case "follow_up":
            return follow_up_visible(scope.sight)
        case "participant":
            seen = select(Exchange.id).where(exchange_visible(scope.sight))
            return Participant.exchange_id.in_(seen)
        case _:
            return true()


def _whole(session: Session, entry: AuditEntry) -> tuple[str, int] | None:
    """The contact, exchange or follow-up that a change is about; None if it is about none."""
    if entry.entity in _CONFIDED:
        return entry.entity, int(entry.entity_id)
    kind: Any = audit.tables()[entry.entity]
    owned = [column for column in _OWNERS if column in kind.__table__.columns]
    # A participant is a part of the exchange, whoever it is.
    column = owned[-1] if owned else None
    if column is None:
        return None
    told = {**(entry.before or {}), **(entry.after or {})}
    record = session.get(kind, key_of(kind, entry.entity_id))
    number = told.get(column) if record is None else getattr(record, column)
    return None if number is None else (_OWNERS[column], int(number))
