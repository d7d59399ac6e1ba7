"""The statements that follow-ups are read by: whose values come by name, and who may see what."""

from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select, true

from bot.domain.access import NOWHERE, Role
from bot.domain.vocabulary import Visibility
from storage.columns import Query
from storage.follow_up_views import viewed
from storage.models import Appointment, FollowUp, PartnershipParty
from storage.prepared import NETWORK, OWN_PARTY

# The speaker, where nobody else reads along; otherwise nobody.
OWN_OFFICIAL: BindParameter[int] = bindparam("own_official", NOWHERE)
# Whose lists are asked for: the speaker and their party, wherever they speak.
PARTY: BindParameter[int] = bindparam("party")
OFFICIAL: BindParameter[int] = bindparam("official")


class Whose(StrEnum):
    """Which of the open follow-ups a list is of."""

    MINE = "mine"
    OURS = "ours"
    THEIRS = "theirs"
    OVERDUE = "overdue"


def visible(role: Role) -> ColumnElement[bool]:
    """A partnership's follow-ups are for the parties that agreed to it, what a party keeps to
    itself for those who write for it; an owner always sees their own, a steward of the network
    all. Whoever waits for another party keeps that to their own."""
    if role is Role.STEWARD:
        return FollowUp.id.is_not(None)
    seats = _seats(OWN_PARTY)
    awaits = and_(
        FollowUp.awaited.is_(True),
        FollowUp.party_id != OWN_PARTY,
        FollowUp.partnership_id.in_(seats),
        FollowUp.owner_id.in_(_colleagues(OWN_PARTY)),
    )
    owes = and_(FollowUp.awaited.is_(False), FollowUp.party_id == OWN_PARTY)
    return or_(
        FollowUp.visibility == Visibility.NETWORK,
        FollowUp.owner_id == OWN_OFFICIAL,
        and_(FollowUp.visibility == Visibility.PARTNERSHIP, FollowUp.partnership_id.in_(seats)),
        and_(FollowUp.visibility == Visibility.PARTY, or_(owes, awaits)),
    )


def seen(role: Role, *, by_due: bool = False) -> Query:
    """A select of views of what someone of this role may see; `network`, `own_party` and
    `own_official` are bound. `by_due`: all of a network, in the order in which it is due."""
    # A sum is served by no index: without statistics SQLite would read all of the network's
    # follow-ups instead of one partnership's or one owner's.
    in_network = FollowUp.network_id == NETWORK if by_due else FollowUp.network_id + 0 == NETWORK
    return viewed().where(in_network, FollowUp.removed_at.is_(None), visible(role))


def opened(role: Role, *, by_due: bool = False) -> Query:
    """The same of those that are still to be done."""
    return seen(role, by_due=by_due).where(FollowUp.closed_at.is_(None))


def of_whose(whose: Whose | None, *, has_party: bool) -> ColumnElement[bool]:
    """Which ones a list is of; `party`, `official` and `now` are bound. A secretariat has no
    party: to it those of nobody's are ours, and all of the network's parties are they."""
    if whose is Whose.MINE:
        return FollowUp.owner_id == OFFICIAL
    if whose is Whose.OVERDUE:
        return and_(late(), _concerns(has_party=has_party))
    if whose is Whose.OURS and has_party:
        own = and_(FollowUp.awaited.is_(False), FollowUp.owner_id.in_(_colleagues(PARTY)))
        return or_(FollowUp.party_id == PARTY, own)
    if whose is Whose.OURS:
        return and_(FollowUp.awaited.is_(False), FollowUp.party_id.is_(None))
    if whose is Whose.THEIRS:
        theirs = or_(FollowUp.party_id != PARTY, _awaited_from_somebody())
        return and_(theirs, _concerns(has_party=has_party))
    return _concerns(has_party=has_party)


def late() -> ColumnElement[bool]:
    """Whether it should have been done by `now`."""
    return FollowUp.due_at <= bindparam("now")


def touching_city() -> ColumnElement[bool]:
    """What a `city` owes, and what is in any of its partnerships, be they agreed or not yet."""
    seats = select(PartnershipParty.partnership_id).where(
        PartnershipParty.party_id == bindparam("city")
    )
    return or_(FollowUp.partnership_id.in_(seats), FollowUp.party_id == bindparam("city"))


def _awaited_from_somebody() -> ColumnElement[bool]:
    return and_(FollowUp.awaited.is_(True), FollowUp.party_id.is_(None))


def _concerns(*, has_party: bool) -> ColumnElement[bool]:
    """What somebody of a party has to do with; a secretariat with everything."""
    if not has_party:
        return true()
    return or_(
        FollowUp.party_id == PARTY,
        FollowUp.partnership_id.in_(_seats(PARTY)),
        FollowUp.owner_id.in_(_colleagues(PARTY)),
        FollowUp.owner_id == OFFICIAL,
        FollowUp.made_by_id == OFFICIAL,
    )


def of_city(*, shared: bool) -> ColumnElement[bool]:
    """What a `city` owes or shares; with `shared` only what it shares with the speaker's own
    party, and what it owes in no partnership."""
    together: ColumnElement[bool] = FollowUp.partnership_id.in_(_seats(bindparam("city")))
    owed = and_(FollowUp.partnership_id.is_(None), FollowUp.party_id == bindparam("city"))
    if shared:
        together = and_(together, FollowUp.partnership_id.in_(_seats(PARTY)))
    return or_(together, owed)


@cache
def shared() -> Query:
    """The partnerships in which both a `city` and a `party` take part."""
    return _seats(bindparam("city")).where(PartnershipParty.partnership_id.in_(_seats(PARTY)))


@cache
def one(role: Role) -> Query:
    """The one of this number, bound as `follow_up`."""
    return seen(role).where(FollowUp.id == bindparam("follow_up"))


@cache
def of_partnership(role: Role) -> Query:
    """The open ones of a `partnership`, what is due first before the others, up to `limit`."""
    return (
        opened(role)
        .where(FollowUp.partnership_id == bindparam("partnership"))
        .order_by(FollowUp.due_at, FollowUp.id)
        .limit(bindparam("limit"))
    )


@cache
def made_before(role: Role) -> Query:
    """Those of a `partnership` that were there at a `moment`, for what passed then to settle."""
    return of_partnership(role).where(FollowUp.created_at <= bindparam("moment"))


@cache
def in_thread(role: Role) -> Query:
    """The open ones made from a message, or one that others reply to."""
    return opened(role).where(*_of_message()).order_by(FollowUp.due_at, FollowUp.id)


@cache
def tracked() -> Query:
    """Whether any network has an open one made from a message."""
    is_open = (FollowUp.closed_at.is_(None), FollowUp.removed_at.is_(None))
    return select(FollowUp.id).where(*_of_message(), *is_open).limit(1)


def _of_message() -> tuple[ColumnElement[bool], ...]:
    # No two places of a platform have the same number; a channel that two of Slack's teams
    # share has the same one in both.
    return (
        FollowUp.origin_channel == bindparam("channel"),
        FollowUp.origin_message == bindparam("message"),
        FollowUp.origin_platform == bindparam("platform"),
    )


def _seats(party: Any) -> Query:
    return select(PartnershipParty.partnership_id).where(
        PartnershipParty.party_id == party, PartnershipParty.agreed.is_(True)
    )


def _colleagues(party: Any) -> Query:
    """Those who write for a party. A party belongs to one network."""
    return select(Appointment.official_id).where(Appointment.party_id == party)
