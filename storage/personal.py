"""Whom a wish to see or to erase is about: every record that is evidently one person's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform
from bot.domain.names import fold
from storage.models import (
    AccessCode,
    Appointment,
    AuditEntry,
    ChatIdentity,
    Contact,
    ContactName,
    ContactWay,
    Network,
    Official,
)
from storage.speakers import Speakers, Standing

_CHATS = (Platform.SLACK, Platform.TELEGRAM)


@dataclass(frozen=True, slots=True)
class Subject:
    """One person: their record as an official, the contacts that are evidently them, and how
    they are known. `network_ids` are those in which they have or had a role, or are a contact:
    texts of no other network are searched for them. `ways` are all addresses on record."""

    official_id: int | None = None
    contact_ids: tuple[int, ...] = ()
    network_ids: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    accounts: tuple[Identity, ...] = ()
    standings: tuple[Standing, ...] = field(default=(), compare=False)

    @property
    def is_known(self) -> bool:
        """Whether anything is on record of them."""
        return self.official_id is not None or bool(self.contact_ids)


class Subjects:
    """Finds people, whichever networks they are in. Whether the one who speaks may see or
    erase them is for the caller to ask."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def official(self, official_id: int | None, account: Identity) -> Subject:
        """The one who speaks, from an account of theirs, with the contacts that are evidently
        them in the networks they have a role in."""
        if official_id is None:
            return Subject(accounts=(account,))
        person = Speakers(self._session).known(official_id)
        standings = person.standings if person else ()
        names = self._names_of_official(official_id)
        accounts = self._accounts(official_id)
        contacts = self._contacts_of(standings, names[:1], accounts)
        mine = [each for standing in standings for each in (standing.network.id,)]
        return Subject(
            official_id,
            tuple(contacts),
            frozenset({*mine, *self._left(official_id)}),
            tuple(dict.fromkeys((*names, *self._names(contacts)))),
            self._ways(contacts),
            tuple(dict.fromkeys((account, *accounts))),
            standings,
        )

    def contact(self, contact_id: int) -> Subject:
        """A contact, with the records that were merged into it and removed ones of the same
        name at the same party. LookupError if there is none."""
        row: Any = self._session.execute(
            select(Contact.network_id, Contact.party_id, Contact.name).where(
                Contact.id == contact_id
            )
        ).one_or_none()
        if row is None:
            raise LookupError(contact_id)
        ids = self._with_absorbed([contact_id, *self._removed_alike(*row)])
        return Subject(
            contact_ids=tuple(ids),
            network_ids=frozenset({row[0]}),
            names=self._names(ids),
            ways=self._ways(ids),
        )

    def idle_official(self, official_id: int) -> Subject:
        """An official without any role, as far as they are one."""
        return Subject(
            official_id,
            network_ids=frozenset(self._left(official_id)),
            names=tuple(self._names_of_official(official_id)),
            accounts=tuple(self._accounts(official_id)),
        )

    def only_steward_of(self, official_id: int) -> list[str]:
        """The networks that nobody else is a steward of."""
        stewards = (
            select(Appointment.network_id)
            .join(Official, Official.id == Appointment.official_id)
            .where(Appointment.role == Role.STEWARD, Official.removed_at.is_(None))
        )
        own = stewards.where(Appointment.official_id == official_id)
        alone = stewards.group_by(Appointment.network_id).having(func.count() == 1)
        query = select(Network.name).where(
            Network.id.in_(own), Network.id.in_(alone), Network.removed_at.is_(None)
        )
        return list(self._session.scalars(query.order_by(Network.id)))

    def scopes(self, subject: Subject) -> list[Scope]:
        """As whom they may read in each of their networks."""
        return [
            Scope(
                each.network.id,
                each.role,
                each.party.id if each.party else None,
                subject.official_id,
            )
            for each in subject.standings
        ]

    def _names_of_official(self, official_id: int) -> list[str]:
        query = select(Official.name).where(Official.id == official_id)
        invited = select(AccessCode.name).where(AccessCode.used_by_id == official_id)
        found = [*self._session.scalars(query), *self._session.scalars(invited)]
        return list(dict.fromkeys(name for name in found if name))

    def _accounts(self, official_id: int) -> list[Identity]:
        rows = self._session.execute(
            select(ChatIdentity.platform, ChatIdentity.user, ChatIdentity.team)
            .where(ChatIdentity.official_id == official_id)
            .order_by(ChatIdentity.id)
        )
        return [Identity(*row) for row in rows]

    def _left(self, official_id: int) -> list[int]:
        """The networks that the trail knows them to have had a role in."""
        query = (
            select(AuditEntry.network_id)
            .where(
                AuditEntry.entity == "appointment",
                AuditEntry.entity_id.like(f"%/{official_id}"),
                AuditEntry.network_id.is_not(None),
            )
            .distinct()
        )
        return [each for each in self._session.scalars(query) if each is not None]

    def _contacts_of(
        self, standings: Sequence[Standing], names: Sequence[str], accounts: Sequence[Identity]
    ) -> list[int]:
        """Those reached by an account of theirs, or of their name at the party they write for."""
        known = {fold(name) for name in names}
        found: list[int] = []
        for standing in standings:
            network_id = standing.network.id
            found += self._reached_by(network_id, accounts)
            if standing.party is not None:
                found += self._called(known, network_id, standing.party.id)
        networks = [each.network.id for each in standings]
        found += self._sharing(known, networks, self._ways(found))
        return self._with_absorbed(found)

    def _sharing(self, folded: set[str], networks: list[int], ways: Sequence[str]) -> list[int]:
        """Those of the same name and address, wherever they are."""
        query = (
            select(Contact.id, Contact.name)
            .join(ContactWay, ContactWay.contact_id == Contact.id)
            .where(Contact.network_id.in_(networks), ContactWay.address.in_(ways))
        )
        return [row[0] for row in self._session.execute(query) if fold(row[1]) in folded]

    def _reached_by(self, network_id: int, accounts: Iterable[Identity]) -> list[int]:
        reached = [
            and_(ContactWay.medium == each.platform.value, ContactWay.address == each.user)
            for each in accounts
            if each.platform in _CHATS
        ]
        if not reached:
            return []
        query = (
            select(Contact.id)
            .join(ContactWay, ContactWay.contact_id == Contact.id)
            .where(Contact.network_id == network_id, or_(*reached))
        )
        return list(self._session.scalars(query))

    def _called(self, folded: set[str], network_id: int, party_id: int | None) -> list[int]:
        here = (Contact.network_id == network_id, Contact.party_id == party_id)
        own = select(Contact.id, Contact.name).where(*here)
        further = (
            select(Contact.id, ContactName.name)
            .join(ContactName, ContactName.contact_id == Contact.id)
            .where(*here)
        )
        rows = (*self._session.execute(own), *self._session.execute(further))
        # Compared here: SQLite knows no capitals but those of English.
        return [row[0] for row in rows if row[1] and fold(row[1]) in folded]

    def _removed_alike(self, network_id: int, party_id: int | None, name: str) -> list[int]:
        if not fold(name):
            return []
        found = self._called({fold(name)}, network_id, party_id)
        removed = select(Contact.id).where(Contact.id.in_(found), Contact.removed_at.is_not(None))
        return list(self._session.scalars(removed))

    def _with_absorbed(self, ids: Sequence[int]) -> list[int]:
        known = dict.fromkeys(ids)
        latest = list(known)
        while latest:
            query = select(Contact.id).where(Contact.merged_into_id.in_(latest))
            latest = [each for each in self._session.scalars(query) if each not in known]
            known |= dict.fromkeys(latest)
        return list(known)

    def _names(self, contact_ids: Sequence[int]) -> tuple[str, ...]:
        own = select(Contact.name).where(Contact.id.in_(contact_ids))
        further = select(ContactName.name).where(ContactName.contact_id.in_(contact_ids))
        found = (*self._session.scalars(own), *self._session.scalars(further))
        return tuple(dict.fromkeys(name for name in found if name))

    def _ways(self, contact_ids: Sequence[int]) -> tuple[str, ...]:
        query = select(ContactWay.address).where(ContactWay.contact_id.in_(contact_ids))
        return tuple(dict.fromkeys(self._session.scalars(query.order_by(ContactWay.id))))
