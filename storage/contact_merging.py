"""Making one contact of two that are the same person or office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import addresses
from bot.domain.names import fold, script_of
from storage.models import Contact, ContactName, ContactWay, Participant

# What is taken over only where the one that stays has nothing of its own.
_GROUPS = (
    ("position",),
    ("function",),
    ("party_id",),
    ("organisation_id",),
    ("term_from", "term_until"),
    ("verified_on", "verified_by_id"),
    ("source", "legal_basis"),
    ("note",),
)


@dataclass(frozen=True, slots=True)
class Gains:
    """What one contact would take over from another; `facts` are columns and their values."""

    name: str
    names: tuple[str, ...]
    ways: tuple[ContactWay, ...]
    languages: tuple[str, ...]
    facts: dict[str, Any]


def gains(kept: Contact, absorbed: Contact) -> Gains:
    """What `kept` lacks of what `absorbed` has; both with their names and ways loaded."""
    known = {fold(name) for name in (kept.name, *(each.name for each in kept.names))}
    names = [name for name in _all_names(absorbed) if name and fold(name) not in known]
    name = names.pop(0) if names and not kept.name else ""
    reached = {addresses.same(way.address) for way in kept.ways}
    return Gains(
        name,
        tuple({fold(each): each for each in names}.values()),
        tuple(way for way in absorbed.ways if addresses.same(way.address) not in reached),
        tuple(code for code in absorbed.languages if code not in kept.languages),
        {
            column: getattr(absorbed, column)
            for group in _GROUPS
            if not any(getattr(kept, column) for column in group)
            for column in group
            if getattr(absorbed, column)
        },
    )


def merge(session: Session, kept: Contact, absorbed: Contact, now: datetime) -> None:
    """Let `kept` take over what it lacks and stand in all exchanges of `absorbed`, which goes,
    but keeps its own names and ways, so that undo finds them."""
    taken = gains(kept, absorbed)
    kept.name = kept.name or taken.name
    kept.names.extend(ContactName(name=name, script=script_of(name)) for name in taken.names)
    has_preferred = any(way.preferred for way in kept.ways)
    kept.ways.extend(
        ContactWay(
            medium=way.medium,
            address=way.address,
            preferred=way.preferred and not has_preferred,
            failed_at=way.failed_at,
        )
        for way in taken.ways
    )
    if taken.languages:
        kept.languages = [*kept.languages, *taken.languages]
    for column, value in taken.facts.items():
        setattr(kept, column, value)
    absorbed.removed_at = now
    absorbed.merged_into_id = kept.id
    _repoint(session, kept, absorbed)


def _all_names(contact: Contact) -> list[str]:
    return [contact.name, *(each.name for each in contact.names)]


def _repoint(session: Session, kept: Contact, absorbed: Contact) -> None:
    taking_part = set(
        session.scalars(select(Participant.exchange_id).where(Participant.contact_id == kept.id))
    )
    query = select(Participant).where(Participant.contact_id == absorbed.id)
    for each in list(session.scalars(query)):
        if each.exchange_id in taking_part:
            session.delete(each)
        else:
            each.contact_id = kept.id
            taking_part.add(each.exchange_id)
