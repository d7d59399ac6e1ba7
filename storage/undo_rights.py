"""Who may take which change back, and what is never taken back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.access import CodePurpose, Role, Scope
from bot.domain.identity import Identity, Platform
from storage.models import Appointment, AuditEntry, FollowUp, Official

# What editors keep up. Roles, accounts, codes and bound places are for stewards to put back:
# nobody regains by undoing what they may not take by a command.
_KEPT_UP = frozenset(
    {
        "party",
        "party_name",
        "organisation",
        "contact",
        "contact_name",
        "contact_way",
        "partnership",
        "partnership_party",
        "exchange",
        "quantity",
        "participant",
        "correction",
        "follow_up",
        "digest",
        "bridge",
        "bridge_end",
    }
)
# Who reads along where. Of that everybody in these places is told, as by an undo they were not.
_SHARING = frozenset({"closed_at", "left_at", "agreed_at"})
# What the owner of a follow-up may do to it, whatever their role: close it, let it rest, and
# with it bring the next one, which goes and comes as those were closed.
_OWN_PROMISE = frozenset(
    {"closed_at", "closure", "closed_by_id", "settled_by_id", "snoozed_until", "removed_at"}
)
# What anybody may put back about themselves, whatever their role.
_PREFERENCES = frozenset({"language", "timezone", "quiet_from", "quiet_until", "reached_on"})


def is_lasting(entry: AuditEntry) -> bool:
    """Whether a change stays when all that was done with it is taken back: a code that was used
    is not good again, and what two networks agreed on takes both to agree on anew."""
    if entry.entity == "access_code":
        return bool((entry.after or {}).get("used_at"))
    return entry.entity == "partnership_share" and entry.action == "delete"


def is_sharing(entries: Sequence[AuditEntry]) -> bool:
    """Whether a change let a place into a conversation of others or took it out of one. A bridge
    that comes and goes with its first place is nobody else's yet."""
    whole = {entry.entity_id for entry in entries if _is_of(entry, "bridge")}
    return any(_is_shared(entry, whole) for entry in entries)


def may_undo(session: Session, scope: Scope, account: str, entries: Sequence[AuditEntry]) -> bool:
    """Whether the one who speaks from `account` may take these changes back."""
    if scope.role is Role.STEWARD:
        return True
    if not all(is_own(entry, scope, account) for entry in entries):
        return False
    if _is_personal(entries, scope, account) or _is_own_promise(session, scope, entries):
        return True
    return (
        scope.role is Role.EDITOR
        and all(_is_kept_up(entry) for entry in entries)
        and not _appointed_since(session, scope, entries)
    )


def stewards(session: Session, network_id: int) -> int:
    """How many stewards a network has."""
    counted = (
        select(func.count(Appointment.official_id))
        .join(Official, Official.id == Appointment.official_id)
        .where(
            Appointment.network_id == network_id,
            Appointment.role == Role.STEWARD,
            Official.removed_at.is_(None),
        )
    )
    return session.execute(counted).scalar_one()


def is_own(entry: AuditEntry, scope: Scope, account: str) -> bool:
    """Whether the one who speaks from `account` made this change, from whichever of theirs."""
    by_person = scope.official_id is not None and entry.official_id == scope.official_id
    return by_person or entry.actor == account


def _is_kept_up(entry: AuditEntry) -> bool:
    """Whether a change is to what editors keep up; the codes with which places join are theirs."""
    is_bridge_s = _values(entry).get("purpose") == CodePurpose.BRIDGE
    return entry.entity in _KEPT_UP or (entry.entity == "access_code" and is_bridge_s)


def _is_shared(entry: AuditEntry, whole: set[str]) -> bool:
    if entry.entity not in ("bridge", "bridge_end"):
        return False
    if entry.action == "update":
        return not _SHARING.isdisjoint(entry.before or {})
    return entry.entity == "bridge_end" and str(_values(entry).get("bridge_id")) not in whole


def _is_of(entry: AuditEntry, entity: str) -> bool:
    return entry.entity == entity and entry.action != "update"


def _appointed_since(session: Session, scope: Scope, entries: Sequence[AuditEntry]) -> bool:
    """Whether the speaker got another role or party after these changes: then they were made
    in an office that is theirs no more."""
    if scope.official_id is None:
        return False
    query = select(AuditEntry).where(
        AuditEntry.entity == "appointment",
        AuditEntry.entity_id == _post(scope),
        AuditEntry.id > entries[0].id,
    )
    return any(not _is_backup(entry, scope) for entry in session.scalars(query))


def _post(scope: Scope) -> str:
    """The key of the speaker's appointment, as the trail has it."""
    return f"{scope.network_id}/{scope.official_id}"


def _is_backup(entry: AuditEntry, scope: Scope) -> bool:
    """Whether nothing but who is reminded in the speaker's place was changed."""
    is_theirs = entry.entity == "appointment" and entry.entity_id == _post(scope)
    return is_theirs and entry.action == "update" and set(entry.before or {}) == {"backup_id"}


def _is_own_promise(session: Session, scope: Scope, entries: Sequence[AuditEntry]) -> bool:
    """Whether it is about closing and resting follow-ups alone that are the speaker's own."""
    if scope.official_id is None or not all(_is_promise(entry) for entry in entries):
        return False
    numbers = {int(entry.entity_id) for entry in entries}
    owned = select(func.count(FollowUp.id)).where(
        FollowUp.id.in_(numbers),
        FollowUp.network_id == scope.network_id,
        FollowUp.owner_id == scope.official_id,
    )
    return session.execute(owned).scalar_one() == len(numbers)


def _is_promise(entry: AuditEntry) -> bool:
    if entry.entity != "follow_up" or entry.action == "delete":
        return False
    return entry.action == "create" or set(entry.before or {}) <= _OWN_PROMISE


def _is_personal(entries: Sequence[AuditEntry], scope: Scope, account: str) -> bool:
    """Whether it is about the speaker's own settings alone, the making of their record for it
    included."""
    own = {_values(entry)["official_id"] for entry in entries if _is_account(entry, account)}
    made = {entry.entity_id for entry in entries if _is_record(entry)}
    if made != {str(official_id) for official_id in own}:
        return False
    known = made | {str(scope.official_id)}
    return all(
        _is_account(entry, account)
        or _is_record(entry)
        or _is_preference(entry, known)
        or _is_backup(entry, scope)
        for entry in entries
    )


def _is_account(entry: AuditEntry, account: str) -> bool:
    if entry.entity != "chat_identity" or entry.action == "update":
        return False
    values = _values(entry)
    if not {"official_id", "platform", "user", "team"} <= values.keys():
        return False
    identity = Identity(Platform(values["platform"]), values["user"], values["team"])
    return str(identity) == account


def _is_record(entry: AuditEntry) -> bool:
    return _is_of(entry, "official")


def _is_preference(entry: AuditEntry, known: set[str]) -> bool:
    return (
        entry.entity == "official"
        and entry.entity_id in known
        and set(entry.before or {}) <= _PREFERENCES
    )


def _values(entry: AuditEntry) -> dict[str, Any]:
    return entry.after or entry.before or {}
