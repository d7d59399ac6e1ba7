"""The people and offices of a network: recording and changing them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from bot.domain import addresses
from bot.domain.names import fold, script_of
from bot.domain.vocabulary import ContactMedium
from storage import contact_merging
from storage.contact_access import known_organisation
from storage.contact_reading import ContactReading, WhoToWrite
from storage.contact_search import findable
from storage.contact_views import Draft, Way
from storage.exchange_statements import seen as exchanges_seen
from storage.models import (
    Contact,
    ContactName,
    ContactWay,
    Exchange,
    Organisation,
    Participant,
)

__all__ = ["Contacts", "WhoToWrite"]


class Contacts(ContactReading):
    """The contacts that one speaker may see. Whether they may change one is for the caller to
    ask (`writable`); every change ends with `keep`, or with a method here that does."""

    def record(self, contact_id: int) -> Contact:
        """The record with its names and ways, to be changed. LookupError if it cannot be seen."""
        query = self._seen(Contact.id).where(Contact.id == contact_id)
        if self._session.execute(query).first() is None:
            raise LookupError(contact_id)
        return self._session.get_one(
            Contact,
            contact_id,
            options=[selectinload(Contact.names), selectinload(Contact.ways)],
        )

    def add(self, draft: Draft) -> Contact:
        """A new contact. One at an organisation of a city is in that city, unless said
        otherwise."""
        contact = Contact(
            network_id=self._scope.network_id,
            party_id=draft.party_id,
            keeper_id=self._scope.official_id,
            name=draft.name,
            position=draft.position,
            function=draft.function,
            languages=list(draft.languages),
            term_from=draft.term_from,
            term_until=draft.term_until,
            verified_on=draft.verified_on,
            visibility=draft.visibility,
            source=draft.source,
            legal_basis=draft.legal_basis,
            note=draft.note,
            names=[],
            ways=[],
        )
        self.join(contact, draft.organisation)
        self.also_call(contact, draft.names)
        for way in draft.ways:
            _reach(contact, way)
        self._session.add(contact)
        self.keep(contact)
        return contact

    def keep(self, contact: Contact) -> None:
        """Write a changed record down, and what it can now be found by."""
        _prefer_one(contact)
        organisation = (
            self._session.get(Organisation, contact.organisation_id)
            if contact.organisation_id is not None
            else None
        )
        contact.findable = findable(contact, organisation.name if organisation else "")
        self._session.flush()

    def join(self, contact: Contact, organisation: str) -> None:
        """Let a contact belong to the organisation of this name, which is recorded if there is
        none in its city; to none if the name is empty."""
        if not organisation:
            contact.organisation_id = None
            return
        joined = self._organisation(organisation, contact.party_id)
        contact.organisation_id = joined.id
        if contact.party_id is None:
            contact.party_id = joined.party_id

    def also_call(self, contact: Contact, names: Sequence[str]) -> None:
        """Further names of a contact; those it bears already are passed over."""
        known = {fold(name) for name in (contact.name, *(each.name for each in contact.names))}
        for name in names:
            if fold(name) not in known:
                known.add(fold(name))
                contact.names.append(ContactName(name=name, script=script_of(name)))

    def call_only(self, contact: Contact, name: str) -> None:
        """Take away all names of a contact but this one."""
        contact.name = name
        for each in list(contact.names):
            contact.names.remove(each)
            self._session.delete(each)

    def reach(self, contact: Contact, way: Way) -> None:
        """Let a contact be reached so: the new address takes the place of their first one of
        that medium, or is added."""
        for each in contact.ways:
            if each.medium is way.medium:
                each.address = way.address
                return
        _reach(contact, way)

    def reach_no_more(self, contact: Contact, medium: ContactMedium) -> None:
        """Take away all ways of a medium."""
        for each in [way for way in contact.ways if way.medium is medium]:
            contact.ways.remove(each)
            self._session.delete(each)

    def prefer(self, contact: Contact, medium: ContactMedium) -> bool:
        """Let the first way of a medium be the preferred one; False if there is none of it."""
        chosen = next((way for way in contact.ways if way.medium is medium), None)
        for way in contact.ways if chosen else ():
            way.preferred = way is chosen
        return chosen is not None

    def verify(self, contact: Contact, day: date) -> None:
        """Note that the one who speaks made sure on this day that all of it is right."""
        contact.verified_on = day
        contact.verified_by_id = self._scope.official_id
        self.keep(contact)

    def remove(self, contact: Contact, now: datetime) -> None:
        """Take a contact out of sight."""
        contact.removed_at = now
        self._session.flush()

    def merge(self, absorbed: Contact, kept: Contact, now: datetime) -> int:
        """Make one contact of two; in how many exchanges that the speaker may see the one now
        stands for the other."""
        took_part = select(Participant.exchange_id).where(Participant.contact_id == absorbed.id)
        network, own_party = self._circle()
        count = exchanges_seen(self._scope.sight, func.count(Exchange.id)).where(
            Exchange.id.in_(took_part)
        )
        bound = {"network": network, "own_party": own_party}
        exchanges = int(self._session.execute(count, bound).scalar_one())
        contact_merging.merge(self._session, kept, absorbed, now)
        self.keep(kept)
        return exchanges

    def _organisation(self, name: str, party_id: int | None) -> Organisation:
        query = select(Organisation).where(
            known_organisation(self._scope.sight, *self._circle()),
            Organisation.folded == fold(name)[:200],
            Organisation.removed_at.is_(None),
        )
        known = [
            each
            for each in self._session.scalars(query.order_by(Organisation.id))
            if party_id is None or each.party_id in (None, party_id)
        ]
        known.sort(key=lambda each: each.party_id != party_id)
        if known:
            return known[0]
        made = Organisation(
            network_id=self._scope.network_id,
            party_id=party_id,
            name=name,
            folded=fold(name)[:200],
        )
        self._session.add(made)
        self._session.flush()
        return made


def _reach(contact: Contact, way: Way) -> None:
    known = {addresses.same(each.address) for each in contact.ways}
    if addresses.same(way.address) not in known:
        contact.ways.append(
            ContactWay(medium=way.medium, address=way.address, preferred=way.preferred)
        )


def _prefer_one(contact: Contact) -> None:
    """The preferred way, or else the first, is the only preferred one."""
    if contact.ways and sum(way.preferred for way in contact.ways) != 1:
        chosen = next((way for way in contact.ways if way.preferred), contact.ways[0])
        for way in contact.ways:
            way.preferred = way is chosen
