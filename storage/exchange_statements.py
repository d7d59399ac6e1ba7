"""The statements that exchanges are read by: whose values come by name, and who may see what."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from bot.domain.access import Role
from bot.domain.vocabulary import Visibility
from storage.columns import Query
from storage.contact_access import visible as contact_visible
from storage.lists import among
from storage.models import Contact, Exchange, Participant, PartnershipParty, Quantity
from storage.prepared import NETWORK, OWN_PARTY

# Enough for every measure: the weight of what came before these has decayed to nothing.
HISTORY = 400
# The columns of an ExchangeView, in its order.
VIEW = (
    Exchange.id,
    Exchange.partnership_id,
    Exchange.kind,
    Exchange.happened_on,
    Exchange.ended_on,
    Exchange.initiator_id,
    Exchange.summary,
    Exchange.language,
    Exchange.visibility,
    Exchange.source,
)


def seen(role: Role, *columns: Any) -> Query:
    """A select of what someone of this role may see; their `network` and `own_party` are bound."""
    return select(*columns).where(
        # A sum is served by no index: without statistics SQLite would read all of the
        # network's exchanges instead of one partnership's.
        Exchange.network_id + 0 == NETWORK,
        Exchange.removed_at.is_(None),
        visible(role),
    )


def visible(role: Role) -> ColumnElement[bool]:
    """A party's own exchanges are for those who write for it, a partnership's for its
    parties; a steward of the network sees both."""
    if role is Role.STEWARD:
        return Exchange.id.is_not(None)
    seats = select(PartnershipParty.partnership_id).where(
        PartnershipParty.party_id == OWN_PARTY, PartnershipParty.agreed.is_(True)
    )
    return or_(
        Exchange.visibility == Visibility.NETWORK,
        and_(Exchange.visibility == Visibility.PARTNERSHIP, Exchange.partnership_id.in_(seats)),
        and_(Exchange.visibility == Visibility.PARTY, Exchange.initiator_id == OWN_PARTY),
    )


def _of_partnership(role: Role, *columns: Any) -> Query:
    return seen(role, *columns).where(Exchange.partnership_id == bindparam("partnership"))


@cache
def latest(role: Role, *, until: bool) -> Query:
    """Of one `partnership`, the latest first and those without a date last; `limit`, `offset`,
    and `until`, after which none is asked for, if it is bound."""
    query = (
        _of_partnership(role, *VIEW)
        .order_by(Exchange.happened_on.desc().nulls_last(), Exchange.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
    if not until:
        return query
    is_past = Exchange.happened_on <= bindparam("until")
    return query.where(or_(Exchange.happened_on.is_(None), is_past))


@cache
def one(role: Role) -> Query:
    """The one of this id, bound as `exchange`."""
    return seen(role, *VIEW).where(Exchange.id == bindparam("exchange"))


@cache
def history(role: Role) -> Query:
    """Kind, date and initiator of a `partnership`'s latest dated ones, up to HISTORY."""
    columns = (Exchange.kind, Exchange.happened_on, Exchange.initiator_id)
    return (
        _of_partnership(role, *columns)
        .where(Exchange.happened_on.is_not(None))
        .order_by(Exchange.happened_on.desc())
        .limit(HISTORY)
    )


@cache
def next_planned(role: Role) -> Query:
    """The first of a `partnership` that is dated after `today`."""
    return (
        _of_partnership(role, *VIEW)
        .where(Exchange.happened_on > bindparam("today"))
        .order_by(Exchange.happened_on, Exchange.id)
        .limit(1)
    )


@cache
def amounts() -> Query:
    """Exchange, amount and unit of what passed, for the ids bound as `exchanges`."""
    return (
        select(Quantity.exchange_id, Quantity.amount, Quantity.unit)
        .where(among(Quantity.exchange_id, "exchanges"))
        .order_by(Quantity.id)
    )


@cache
def people(role: Role) -> Query:
    """The names of participants, without those of contacts that the reader may not see."""
    return (
        select(Participant.exchange_id, Participant.name)
        .outerjoin(Contact, Contact.id == Participant.contact_id)
        .where(
            among(Participant.exchange_id, "exchanges"),
            or_(Participant.contact_id.is_(None), contact_visible(role, NETWORK, OWN_PARTY)),
        )
        .order_by(Participant.id)
    )
