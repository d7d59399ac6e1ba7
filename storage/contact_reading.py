"""Reading contacts: lists, cards, whom to write to, who is still to be verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import ContactFunction, ContactMedium
from storage import contact_search
from storage.columns import Query
from storage.contact_access import partners, visible
from storage.contact_rows import PARTY, PERSON, as_lines, line_of, party_of, way_first_tried
from storage.contact_search import Term, address_tag, bears, party_tag
from storage.contact_views import ContactCard, ContactLine, Draft, Way
from storage.lists import among
from storage.models import (
    Contact,
    ContactName,
    ContactWay,
    Official,
    Organisation,
    PartnershipParty,
    Party,
)
from storage.prepared import NETWORK, OWN_PARTY, fetched


@dataclass(frozen=True, slots=True)
class WhoToWrite:
    """A contact as the status screen shows it: whom to write to, how and in which language."""

    id: int
    party_id: int
    name: str
    position: str
    function: ContactFunction | None
    languages: tuple[str, ...]
    verified_on: date | None
    medium: ContactMedium | None
    address: str


class ContactReading:
    """The contacts that one speaker may see."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def to_write_to(self, party_ids: list[int], limit: int = 2) -> list[WhoToWrite]:
        """Whom to write to at these parties: nodal persons first, then protocol, then whoever
        was verified last; each with the preferred way to reach them."""
        rows = fetched(
            self._session,
            _to_write_to(self._scope.sight),
            network=self._scope.network_id,
            own_party=self._scope.own_party,
            parties=party_ids,
            limit=limit,
        )
        return [
            WhoToWrite(*(*row[:5], tuple(row.languages), *row[6:8], row.address or ""))
            for row in rows
        ]

    def nodal_verified_on(self, party_ids: list[int]) -> dict[int, date | None]:
        """When the nodal contact of each of these parties was last verified; None where there
        is none to be seen or nobody ever did."""
        network, own_party = self._circle()
        rows = fetched(
            self._session,
            _nodal(self._scope.sight),
            network=network,
            own_party=own_party,
            parties=party_ids,
        )
        verified = {row[0]: row[1] for row in rows}
        return {party_id: verified.get(party_id) for party_id in party_ids}

    def card(self, contact_id: int) -> ContactCard | None:
        """All that is on record of a contact, its preferred way first; None if there is no
        such contact to be seen. Three statements."""
        keeper = aliased(Official)
        query = (
            self._seen(
                *PERSON,
                Organisation.name,
                *PARTY,
                Party.timezone,
                Contact.term_from,
                Contact.term_until,
                Contact.visibility,
                Contact.source,
                Contact.legal_basis,
                Contact.note,
                Official.name,
                keeper.name,
            )
            .outerjoin(Organisation, Organisation.id == Contact.organisation_id)
            .outerjoin(Party, Party.id == Contact.party_id)
            .outerjoin(Official, Official.id == Contact.verified_by_id)
            .outerjoin(keeper, keeper.id == Contact.keeper_id)
            .where(Contact.id == contact_id)
        )
        row: Any = self._session.execute(query).one_or_none()
        if row is None:
            return None
        head = (*row[:4], tuple(row[4]), row[5], row[6] or "", party_of(row[7:12]), row[12] or "")
        ways, names = self._ways(contact_id), self._names(contact_id)
        return ContactCard(*(*head, *row[13:19], row[19] or "", row[20] or "", names, ways))

    def lines(self, ids: Sequence[int]) -> list[ContactLine]:
        """Those of these contacts that may be seen, in the order of the ids."""
        rows = self._session.execute(as_lines(self._seen(*PERSON)).where(Contact.id.in_(ids)))
        found = {row[0]: line_of(row) for row in rows}
        return [found[each] for each in ids if each in found]

    def listed(self, limit: int, offset: int = 0) -> list[ContactLine]:
        """All contacts by city and name; those without a city come last."""
        query = (
            as_lines(self._seen(*PERSON))
            .order_by(Party.name.nulls_last(), Contact.name, Contact.position, Contact.id)
            .limit(limit)
            .offset(offset)
        )
        return [line_of(row) for row in self._session.execute(query)]

    def count(self, party_id: int | None = None) -> int:
        """How many there are to be seen, of one party or of the whole network."""
        query = self._seen(func.count(Contact.id))
        if party_id is not None:
            query = query.where(Contact.party_id == party_id)
        return int(self._session.execute(query).scalar_one())

    def found(self, terms: Sequence[Term], *, forgiving: bool = False) -> list[int]:
        """The contacts whom all terms fit, the best first. One statement."""
        return contact_search.found(terms, self._findable(), forgiving=forgiving)

    def nearest(self, terms: Sequence[Term], limit: int = 3) -> list[int]:
        """The contacts whom most of the terms nearly fit, the best first; perhaps none."""
        return contact_search.nearest(terms, self._findable(), limit)

    def named(self, text: str) -> list[int]:
        """The contacts that bear exactly this name in any script, or hold this position."""
        query = self._seen(Contact.id).where(_bearing(text))
        return [row[0] for row in self._session.execute(query.order_by(Contact.id))]

    def like(self, draft: Draft, limit: int = 3) -> list[ContactLine]:
        """Contacts that a new one may be a duplicate of: of the same name in the same city, or
        reached by the same address."""
        shared = [_tagged(address_tag(way.address)) for way in draft.ways]
        if draft.name and draft.party_id is not None:
            here = _tagged(party_tag(draft.party_id))
            shared += [here & _bearing(name) for name in (draft.name, *draft.names)]
        if not shared:
            return []
        query = self._seen(Contact.id).where(or_(*shared)).order_by(Contact.id).limit(limit)
        return self.lines([row[0] for row in self._session.execute(query)])

    def to_verify(
        self, party_id: int | None, before: date, passing_over: int
    ) -> ContactLine | None:
        """The contact of a city that waits longest to be verified, of those last verified
        before a day or never; None if there is no other than the one passed over."""
        query = (
            self._seen(Contact.id)
            .where(
                Contact.party_id == party_id,
                Contact.id != passing_over,
                or_(Contact.verified_on.is_(None), Contact.verified_on < before),
            )
            .order_by(Contact.verified_on.nulls_first(), Contact.id)
            .limit(1)
        )
        lines = self.lines([row[0] for row in self._session.execute(query)])
        return lines[0] if lines else None

    def unverified(
        self, before: date, party_id: int | None, limit: int, offset: int = 0
    ) -> list[ContactLine]:
        """Contacts last verified before a day or never, the longest first; of one party or of
        the whole network."""
        query = (
            self._unverified(before, party_id, *PERSON)
            .order_by(Contact.verified_on.nulls_first(), Contact.id)
            .limit(limit)
            .offset(offset)
        )
        return [line_of(row) for row in self._session.execute(as_lines(query))]

    def count_unverified(self, before: date, party_id: int | None) -> int:
        """How many of them there are."""
        query = self._unverified(before, party_id, func.count(Contact.id))
        return int(self._session.execute(query).scalar_one())

    def writable(self, party_id: int | None) -> bool:
        """Whether the speaker may write contacts of this party: editors those of their own and
        of its partners, whom they write to; stewards all, also those of no party."""
        if self._scope.role is Role.STEWARD:
            return True
        own = self._scope.party_id
        if party_id is None or own is None or not self._scope.may_write_for(own):
            return False
        shared = partners(self._scope.network_id, own)
        query = shared.where(PartnershipParty.party_id == party_id).limit(1)
        return party_id == own or self._session.execute(query).first() is not None

    def partner_ids(self) -> list[int]:
        """The speaker's own party and its partners; empty for someone who has none."""
        rows = self._session.execute(partners(*self._circle()).distinct())
        own = [self._scope.party_id] if self._scope.party_id is not None else []
        return [*own, *(row[0] for row in rows if row[0] not in own)]

    def _unverified(self, before: date, party_id: int | None, *columns: Any) -> Query:
        query = self._seen(*columns).where(
            or_(Contact.verified_on.is_(None), Contact.verified_on < before)
        )
        return query if party_id is None else query.where(Contact.party_id == party_id)

    def _findable(self) -> list[contact_search.Row]:
        rows = self._session.execute(self._seen(Contact.id, Contact.findable))
        return [(row[0], row[1]) for row in rows]

    def _names(self, contact_id: int) -> tuple[str, ...]:
        query = select(ContactName.name).where(ContactName.contact_id == contact_id)
        return tuple(self._session.scalars(query.order_by(ContactName.id)))

    def _ways(self, contact_id: int) -> tuple[Way, ...]:
        query = select(ContactWay.medium, ContactWay.address, ContactWay.preferred).where(
            ContactWay.contact_id == contact_id
        )
        rows = self._session.execute(query.order_by(ContactWay.preferred.desc(), ContactWay.id))
        return tuple(Way(*row) for row in rows)

    def _circle(self) -> tuple[int, int]:
        return self._scope.network_id, self._scope.own_party

    def _seen(self, *columns: Any) -> Query:
        return select(*columns).where(
            Contact.network_id == self._scope.network_id,
            Contact.removed_at.is_(None),
            visible(self._scope.sight, *self._circle()),
        )


def _bearing(name: str) -> Any:
    return Contact.findable.contains(bears(name), autoescape=True)


def _tagged(tag: str) -> Any:
    return Contact.findable.contains(f" {tag} ", autoescape=True)


@cache
def _to_write_to(role: Role) -> Query:
    order = case(
        (Contact.function == ContactFunction.NODAL, 0),
        (Contact.function == ContactFunction.PROTOCOL, 1),
        else_=2,
    )
    return (
        select(Contact.id, Contact.party_id, *PERSON[1:], ContactWay.medium, ContactWay.address)
        .outerjoin(ContactWay, ContactWay.id == way_first_tried())
        .where(
            Contact.network_id == NETWORK,
            Contact.removed_at.is_(None),
            visible(role, NETWORK, OWN_PARTY),
            among(Contact.party_id, "parties"),
        )
        .order_by(order, Contact.verified_on.desc().nulls_last(), Contact.id)
        .limit(bindparam("limit"))
    )


@cache
def _nodal(role: Role) -> Query:
    return (
        select(Contact.party_id, func.max(Contact.verified_on))
        .where(
            Contact.network_id == NETWORK,
            Contact.removed_at.is_(None),
            visible(role, NETWORK, OWN_PARTY),
            Contact.function == ContactFunction.NODAL,
            among(Contact.party_id, "parties"),
        )
        .group_by(Contact.party_id)
    )
