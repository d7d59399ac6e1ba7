"""Which entries of the audit trail are about what, and whose business they are."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import Visibility
from storage.columns import Query
from storage.contact_access import visible as contact_visible
from storage.exchange_statements import visible as exchange_visible
from storage.follow_up_statements import visible as follow_up_visible
from storage.models import (
    AuditEntry,
    Contact,
    ContactName,
    ContactWay,
    Digest,
    Exchange,
    FollowUp,
    Organisation,
    Participant,
    Partnership,
    PartnershipParty,
    Party,
    PartyName,
    Quantity,
)
from storage.prepared import NETWORK, OWN_PARTY

Circle = ColumnElement[bool]


def of_network() -> Circle:
    """Everything in the speaker's network."""
    return AuditEntry.network_id == NETWORK


def of_person(scope: Scope, account: str) -> Circle:
    """What the speaker changed there, from whichever of their accounts."""
    own = AuditEntry.actor == account
    if scope.official_id is not None:
        own = or_(own, AuditEntry.official_id == scope.official_id)
    return and_(of_network(), own)


def of_party(scope: Scope, party_id: int) -> Circle:
    """What was changed of a party, of what it takes part in and of those who belong to it, as
    far as the speaker may see it."""
    wholes = _Wholes(scope, party_id)
    related = union_all(*wholes.present(), _deleted(scope, party_id, wholes)).cte("related")
    told = aliased(AuditEntry)
    ids = (
        select(told.id)
        .join(related, and_(told.entity == related.c.entity, told.entity_id == related.c.entity_id))
        .where(
            _belongs(told, "party_id", (party_id,), PartyName),
            _belongs(told, "contact_id", wholes.contacts, ContactName, ContactWay),
            _belongs(told, "exchange_id", wholes.exchanges, Quantity, Participant),
        )
    )
    return and_(of_network(), AuditEntry.id.in_(ids))


class _Wholes:
    """A party's contacts, partnerships and exchanges by id, each looked up once, however often
    a statement speaks of them."""

    def __init__(self, scope: Scope, party_id: int) -> None:
        self._scope = scope
        self._party_id = party_id
        seats = select(PartnershipParty.partnership_id.label("id"))
        self.seats = _ids("seats", seats.where(PartnershipParty.party_id == party_id))
        self.contacts = _ids(
            "contacts",
            select(Contact.id).where(
                Contact.network_id == NETWORK,
                Contact.party_id == party_id,
                contact_visible(scope.sight, NETWORK, OWN_PARTY),
            ),
        )
        self.exchanges = _ids("exchanges", self._seen())

    def present(self) -> tuple[Query, ...]:
        """The records that there are, by table and key."""
        seat = PartnershipParty.partnership_id.in_(self.seats)
        of_contacts = [
            _records(kind, kind.contact_id.in_(self.contacts)) for kind in (ContactName, ContactWay)
        ]
        taking_part = and_(
            Participant.exchange_id.in_(self.exchanges),
            _known(Participant.contact_id, self._scope),
        )
        return (
            _records(Party, Party.id == self._party_id),
            _records(PartyName, PartyName.party_id == self._party_id),
            _records(Organisation, Organisation.party_id == self._party_id),
            _records(Contact, Contact.id.in_(self.contacts)),
            *of_contacts,
            _records(Partnership, Partnership.id.in_(self.seats)),
            select(literal(PartnershipParty.__tablename__), _SEAT_KEY).where(seat),
            _records(Exchange, Exchange.id.in_(self.exchanges)),
            _records(Quantity, Quantity.exchange_id.in_(self.exchanges)),
            _records(Participant, taking_part),
            _records(FollowUp, self._owed()),
            _records(Digest, self._told_of()),
        )

    def _owed(self) -> ColumnElement[bool]:
        """The follow-ups of the party and of what it takes part in that the speaker may see."""
        theirs = or_(FollowUp.party_id == self._party_id, FollowUp.partnership_id.in_(self.seats))
        return and_(FollowUp.network_id == NETWORK, theirs, follow_up_visible(self._scope.sight))

    def _told_of(self) -> ColumnElement[bool]:
        """The digests that are of the party or of what it takes part in."""
        theirs = or_(Digest.party_id == self._party_id, Digest.partnership_id.in_(self.seats))
        return and_(Digest.network_id == NETWORK, theirs)

    def _seen(self) -> Query:
        """Exchanges that the speaker may see. What another party once kept to itself is no one
        else's business, even if it shared the rest later."""
        query = select(Exchange.id).where(
            Exchange.network_id == NETWORK,
            Exchange.partnership_id.in_(self.seats),
            exchange_visible(self._scope.sight),
        )
        if self._scope.sight is Role.STEWARD:
            return query
        told = aliased(AuditEntry)
        kept = select(told.entity_id.label("id")).where(
            told.network_id == NETWORK,
            told.entity == Exchange.__tablename__,
            or_(
                told.before["visibility"].as_string() == Visibility.PARTY.value,
                told.after["visibility"].as_string() == Visibility.PARTY.value,
            ),
        )
        was_kept = cast(Exchange.id, String).in_(_ids("kept", kept))
        return query.where(or_(Exchange.initiator_id == OWN_PARTY, ~was_kept))


_SEAT_KEY = (
    cast(PartnershipParty.partnership_id, String) + "/" + cast(PartnershipParty.party_id, String)
)


def _ids(name: str, query: Query) -> Query:
    """The same ids, found once: neither database repeats what has a name of its own."""
    found = query.cte(name).prefix_with("MATERIALIZED")
    return select(found.c.id)


def _known(contact_id: Any, scope: Scope) -> ColumnElement[bool]:
    """No contact, or one that the speaker may see."""
    seen = select(Contact.id).where(
        Contact.network_id == NETWORK, contact_visible(scope.sight, NETWORK, OWN_PARTY)
    )
    return or_(contact_id.is_(None), contact_id.in_(seen))


def _records(kind: Any, which: ColumnElement[bool]) -> Query:
    name = literal(kind.__tablename__).label("entity")
    return select(name, cast(kind.id, String).label("entity_id")).where(which)


def _belongs(told: Any, column: str, wholes: Any, *kinds: Any) -> ColumnElement[bool]:
    """That a part belonged to one of these when it was changed: the number of a deleted part
    may have become another's. By the entry itself, or else by that of its making."""
    made = aliased(AuditEntry)
    making = (
        select(made.after[column].as_integer())
        .where(
            made.entity == told.entity,
            made.entity_id == told.entity_id,
            made.action == "create",
            made.id < told.id,
        )
        .order_by(made.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    entry = (told.after[column].as_integer(), told.before[column].as_integer(), making)
    tables = [kind.__tablename__ for kind in kinds]
    return or_(told.entity.not_in(tables), func.coalesce(*entry).in_(wholes))


def _deleted(scope: Scope, party_id: int, wholes: _Wholes) -> Query:
    """Parts that are there no more: the trail alone tells what they belonged to."""
    told = aliased(AuditEntry)

    def belonged(column: str, which: Any, *kinds: Any) -> ColumnElement[bool]:
        tables = [kind.__tablename__ for kind in kinds]
        return and_(told.entity.in_(tables), told.before[column].as_integer().in_(which))

    return select(told.entity, told.entity_id).where(
        told.network_id == NETWORK,
        told.action == "delete",
        or_(
            belonged("party_id", (party_id,), PartyName, PartnershipParty),
            belonged("contact_id", wholes.contacts, ContactName, ContactWay),
            belonged("exchange_id", wholes.exchanges, Quantity),
            and_(
                belonged("exchange_id", wholes.exchanges, Participant),
                _known(told.before["contact_id"].as_integer(), scope),
            ),
            belonged("partnership_id", wholes.seats, PartnershipParty),
        ),
    )
