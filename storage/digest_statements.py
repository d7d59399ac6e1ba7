"""The statements that a network's week is read by: only what the whole network may see."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select

from bot.domain.access import Role
from bot.domain.vocabulary import Closure, ExchangeKind, Visibility
from storage.columns import Query
from storage.exchange_statements import seen
from storage.models import (
    Contact,
    Exchange,
    FollowUp,
    Network,
    Official,
    Partnership,
    PartnershipParty,
    Party,
)
from storage.prepared import NETWORK

_AID = (ExchangeKind.AID, ExchangeKind.DONATION)
_SINCE: BindParameter[datetime] = bindparam("since")
_UNTIL: BindParameter[Any] = bindparam("until")
_LATE: BindParameter[datetime] = bindparam("late")


@cache
def network() -> Query:
    """Its name."""
    return select(Network.name).where(Network.id == NETWORK)


@cache
def parties() -> Query:
    """All that ever were members, with when they came and went."""
    return (
        select(
            Party.id,
            Party.name,
            Party.country,
            Party.subdivision,
            Party.kind,
            Party.created_at,
            Party.left_on,
            Party.removed_at,
        )
        .where(Party.network_id == NETWORK)
        .order_by(Party.name, Party.id)
    )


@cache
def bonds() -> Query:
    """The partnerships without archived ones, with the columns of a Bond up to its parties."""
    return select(
        Partnership.id,
        Partnership.type,
        Partnership.stage,
        Partnership.title,
        Partnership.since,
        Partnership.agreement_signed,
        Partnership.last_review_on,
        Partnership.next_review_on,
        Partnership.paused_from,
        Partnership.paused_until,
        Partnership.created_at,
    ).where(Partnership.network_id == NETWORK, Partnership.removed_at.is_(None))


@cache
def seats() -> Query:
    """Who sits in which of them, in their order, and whether they agreed."""
    return (
        select(PartnershipParty.partnership_id, PartnershipParty.party_id, PartnershipParty.agreed)
        .join(Partnership, Partnership.id == PartnershipParty.partnership_id)
        .where(Partnership.network_id == NETWORK, Partnership.removed_at.is_(None))
        .order_by(PartnershipParty.partnership_id, PartnershipParty.position)
    )


@cache
def passed() -> Query:
    """Exchanges up to `until` that happened since the month `earliest`, and either came on record
    since then or were planned for a day after `planned`; the latest first."""
    return (
        select(
            Exchange.id,
            Exchange.partnership_id,
            Exchange.kind,
            Exchange.happened_on,
            Exchange.initiator_id,
            Exchange.summary,
            Exchange.created_at,
            Exchange.language,
        )
        .where(
            # By the index on network and day: a week is little of what a network remembers.
            Exchange.network_id == NETWORK,
            Exchange.happened_on >= bindparam("earliest"),
            Exchange.happened_on <= _UNTIL,
            or_(Exchange.created_at >= _SINCE, Exchange.happened_on > bindparam("planned")),
            Exchange.removed_at.is_(None),
            Exchange.visibility == Visibility.NETWORK,
        )
        .order_by(Exchange.happened_on.desc(), Exchange.id.desc())
    )


def _promises() -> Query:
    return (
        select(
            FollowUp.id,
            FollowUp.partnership_id,
            FollowUp.party_id,
            Official.name,
            FollowUp.text,
            FollowUp.due_on,
            FollowUp.due_at,
            FollowUp.priority,
            FollowUp.awaited,
        )
        .outerjoin(Official, Official.id == FollowUp.owner_id)
        .where(
            FollowUp.network_id == NETWORK,
            FollowUp.visibility == Visibility.NETWORK,
            FollowUp.closed_at.is_(None),
            FollowUp.removed_at.is_(None),
        )
        .limit(bindparam("most"))
    )


@cache
def owed() -> Query:
    """Those due next or late, the last first: if there are too many, the oldest are left out."""
    return (
        _promises()
        .where(FollowUp.due_at < _UNTIL, FollowUp.due_at >= _LATE)
        .order_by(FollowUp.due_at.desc(), FollowUp.id.desc())
    )


@cache
def aid() -> Query:
    """Those that come of aid which everyone may see, whenever they are due."""
    of_aid = seen(Role.VIEWER, Exchange.id).where(Exchange.kind.in_(_AID))
    return (
        _promises().where(FollowUp.exchange_id.in_(of_aid)).order_by(FollowUp.due_at, FollowUp.id)
    )


@cache
def settled() -> Query:
    """What was done since then."""
    return select(
        FollowUp.partnership_id,
        FollowUp.party_id,
        FollowUp.awaited,
        FollowUp.created_at,
        FollowUp.closed_at,
    ).where(
        FollowUp.network_id == NETWORK,
        FollowUp.due_at >= _LATE,
        FollowUp.closed_at >= _SINCE,
        FollowUp.closure == Closure.DONE,
        FollowUp.visibility == Visibility.NETWORK,
        FollowUp.removed_at.is_(None),
    )


@cache
def met() -> Query:
    """The new contacts, the latest first."""
    return (
        select(
            Contact.id,
            Contact.party_id,
            Contact.name,
            Contact.position,
            Contact.function,
            Contact.created_at,
        )
        .where(
            Contact.network_id == NETWORK,
            Contact.created_at >= _SINCE,
            Contact.visibility == Visibility.NETWORK,
            Contact.removed_at.is_(None),
        )
        .order_by(Contact.created_at.desc(), Contact.id.desc())
    )
