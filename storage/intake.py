"""Taking many records into one network at once, and changing those that are there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.mentions import Mention
from bot.domain.names import fold, script_of
from bot.domain.vocabulary import ContactMedium
from storage.admission import Admission
from storage.bulk import Bulk, in_chunks
from storage.candidates import Newcomer
from storage.contact_search import findable
from storage.models import (
    Contact,
    ContactName,
    ContactWay,
    Exchange,
    GlossaryTerm,
    Organisation,
    Participant,
    Partnership,
    PartnershipParty,
    Quantity,
)
from storage.on_record import OnRecord
from storage.resolution import Resolution, Resolver

Values = Mapping[str, Any]
# A record's id, its values before and after.
Change = tuple[int, Values, Values]


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact to be added, or what is to be added to one that is there already (`id`)."""

    values: Values
    party_id: int | None
    organisation: str = ""
    names: Sequence[tuple[str, str]] = ()
    ways: Sequence[tuple[ContactMedium, str, bool]] = ()
    id: int | None = None


class Intake:
    """The records of one network, written in bulk. Nothing here asks for a role: it serves
    the operator and the secretariat."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    @cached_property
    def _bulk(self) -> Bulk:
        return Bulk(self._session)

    @cached_property
    def on_record(self) -> OnRecord:
        """What the network has already."""
        return OnRecord(self._session, self._scope)

    @property
    def batch(self) -> str:
        """The key under which all of it can be taken back."""
        return str(self._session.info["actor"].batch)

    def resolve(self, mentions: Iterable[Mention]) -> Resolution:
        """The parties that these mentions mean."""
        return Resolver(self._session, self._scope).resolve(mentions)

    def admit(self, newcomers: Iterable[Newcomer], returning: Iterable[int]) -> dict[Newcomer, int]:
        """Make members of them; the newcomers' ids."""
        return Admission(self._session, self._scope).admit(newcomers, returning)

    def add_partnerships(self, records: Sequence[tuple[Sequence[int], Values]]) -> list[int]:
        """New partnerships, each of these parties and with these values; their ids."""
        ids = self._bulk.ids(Partnership, len(records))
        self._bulk.add(
            Partnership,
            [
                {"id": id_, "network_id": self._scope.network_id, **values}
                for id_, (_parties, values) in zip(ids, records, strict=True)
            ],
        )
        self._bulk.add(
            PartnershipParty,
            [
                {"partnership_id": id_, "party_id": party_id, "position": position}
                for id_, (parties, _values) in zip(ids, records, strict=True)
                for position, party_id in enumerate(parties)
            ],
        )
        return ids

    def change_partnerships(self, changes: Sequence[Change]) -> None:
        """Write changed values of partnerships down."""
        self._bulk.change(Partnership, _keyed(changes))

    def add_exchanges(self, records: Sequence[Values]) -> list[int]:
        """New exchanges; their ids."""
        ids = self._bulk.ids(Exchange, len(records))
        self._bulk.add(
            Exchange,
            [
                {"id": id_, "network_id": self._scope.network_id, **values}
                for id_, values in zip(ids, records, strict=True)
            ],
        )
        return ids

    def change_exchanges(self, changes: Sequence[Change]) -> None:
        """Write changed values of exchanges down."""
        self._bulk.change(Exchange, _keyed(changes))

    def add_quantities(self, quantities: Sequence[tuple[int, Decimal, str]]) -> None:
        """How much of what passed, each with the id of its exchange."""
        ids = self._bulk.ids(Quantity, len(quantities))
        self._bulk.add(
            Quantity,
            [
                {"id": id_, "exchange_id": exchange_id, "amount": amount, "unit": unit}
                for id_, (exchange_id, amount, unit) in zip(ids, quantities, strict=True)
            ],
        )

    def add_participants(self, participants: Sequence[tuple[int, str]]) -> None:
        """Who took part, by name, each with the id of the exchange."""
        ids = self._bulk.ids(Participant, len(participants))
        self._bulk.add(
            Participant,
            [
                {"id": id_, "exchange_id": exchange_id, "name": name}
                for id_, (exchange_id, name) in zip(ids, participants, strict=True)
            ],
        )

    def add_terms(self, terms: Sequence[Values]) -> None:
        """New terms of the glossary."""
        ids = self._bulk.ids(GlossaryTerm, len(terms))
        self._bulk.add(
            GlossaryTerm,
            [
                {"id": id_, "network_id": self._scope.network_id, **values}
                for id_, values in zip(ids, terms, strict=True)
            ],
        )

    def change_terms(self, changes: Sequence[Change]) -> None:
        """Write changed values of terms down."""
        self._bulk.change(GlossaryTerm, _keyed(changes))

    def add_contacts(self, contacts: Sequence[NewContact]) -> None:
        """New contacts with all their parts."""
        organisations = self._organisations(contacts)
        ids = self._bulk.ids(Contact, len(contacts))
        self._bulk.add(
            Contact,
            [
                {
                    "id": id_,
                    "network_id": self._scope.network_id,
                    "party_id": contact.party_id,
                    "organisation_id": organisations.get(fold(contact.organisation)),
                    "findable": _findable(contact),
                    **contact.values,
                }
                for id_, contact in zip(ids, contacts, strict=True)
            ],
        )
        self._add_parts(zip(ids, contacts, strict=True))

    def change_contacts(self, changes: Sequence[Change], additions: Sequence[NewContact]) -> None:
        """Write changed values of contacts down, and names and ways that they have beside."""
        self._bulk.change(Contact, _keyed(changes))
        self._add_parts((each.id, each) for each in additions if each.id is not None)
        changed = {id_ for id_, _before, _after in changes}
        self._make_findable(changed | {each.id for each in additions if each.id is not None})

    def _organisations(self, contacts: Sequence[NewContact]) -> dict[str, int]:
        """The organisations that contacts are of, made where there are none, by folded name."""
        known = self.on_record.organisations()
        new: dict[str, NewContact] = {}
        for contact in contacts:
            folded = fold(contact.organisation)
            if folded and folded not in known:
                new.setdefault(folded, contact)
        ids = self._bulk.ids(Organisation, len(new))
        self._bulk.add(
            Organisation,
            [
                {
                    "id": id_,
                    "network_id": self._scope.network_id,
                    "party_id": contact.party_id,
                    "name": contact.organisation,
                    "folded": folded[:200],
                }
                for id_, (folded, contact) in zip(ids, new.items(), strict=True)
            ],
        )
        return known | dict(zip(new, ids, strict=True))

    def _add_parts(self, contacts: Iterable[tuple[int, NewContact]]) -> None:
        owned = list(contacts)
        names = [(id_, *name) for id_, contact in owned for name in contact.names]
        ids = self._bulk.ids(ContactName, len(names))
        self._bulk.add(
            ContactName,
            [
                {
                    "id": id_,
                    "contact_id": contact_id,
                    "name": name,
                    "language": language,
                    "script": script_of(name),
                }
                for id_, (contact_id, name, language) in zip(ids, names, strict=True)
            ],
        )
        ways = [(id_, *way) for id_, contact in owned for way in contact.ways]
        ids = self._bulk.ids(ContactWay, len(ways))
        self._bulk.add(
            ContactWay,
            [
                {
                    "id": id_,
                    "contact_id": contact_id,
                    "medium": medium,
                    "address": address,
                    "preferred": preferred,
                }
                for id_, (contact_id, medium, address, preferred) in zip(ids, ways, strict=True)
            ],
        )

    def _make_findable(self, contact_ids: Iterable[int]) -> None:
        found = []
        wanted = set(contact_ids)
        before = {
            row[0]: row[1]
            for chunk in in_chunks(sorted(wanted))
            for row in self._session.execute(
                select(Contact.id, Contact.findable).where(Contact.id.in_(chunk))
            )
        }
        for contact in self.on_record.contacts() if wanted else ():
            if contact.id in wanted:
                known = NewContact(
                    contact.values,
                    contact.party_id,
                    contact.organisation,
                    contact.names,
                    contact.ways,
                )
                now = _findable(known)
                if now != before[contact.id]:
                    found.append((contact.id, {"findable": before[contact.id]}, {"findable": now}))
        self._bulk.change(Contact, _keyed(found))


def _keyed(changes: Sequence[Change]) -> list[tuple[Values, Values, Values]]:
    return [({"id": id_}, before, after) for id_, before, after in changes]


def _findable(contact: NewContact) -> str:
    """What the contact will be found by, as the repository of contacts makes it."""
    record = SimpleNamespace(
        name=contact.values.get("name", ""),
        position=contact.values.get("position", ""),
        function=contact.values.get("function"),
        languages=contact.values.get("languages", []),
        party_id=contact.party_id,
        names=[SimpleNamespace(name=name) for name, _language in contact.names],
        ways=[SimpleNamespace(address=address) for _medium, address, _preferred in contact.ways],
    )
    return findable(record, contact.organisation)
