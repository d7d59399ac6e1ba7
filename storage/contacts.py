"""The people and offices of a network, and finding them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import ContactFunction, ContactMedium, Visibility
from storage.columns import Query
from storage.models import Contact, ContactWay, PartnershipParty


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


class Contacts:
    """The contacts that one speaker may see."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def to_write_to(self, party_ids: list[int], limit: int = 2) -> list[WhoToWrite]:
        """Whom to write to at these parties: nodal persons first, then protocol, then whoever
        was verified last; each with the preferred way to reach them."""
        order = case(
            (Contact.function == ContactFunction.NODAL, 0),
            (Contact.function == ContactFunction.PROTOCOL, 1),
            else_=2,
        )
        way = aliased(ContactWay)
        preferred = (
            select(func.min(way.id))
            .where(way.contact_id == Contact.id, way.preferred)
            .correlate(Contact)
            .scalar_subquery()
        )
        query = (
            self._seen(
                Contact.id,
                Contact.party_id,
                Contact.name,
                Contact.position,
                Contact.function,
                Contact.languages,
                Contact.verified_on,
                ContactWay.medium,
                ContactWay.address,
            )
            .outerjoin(ContactWay, ContactWay.id == preferred)
            .where(Contact.party_id.in_(party_ids))
            .order_by(order, Contact.verified_on.desc().nulls_last(), Contact.id)
            .limit(limit)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [
            WhoToWrite(*(*row[:5], tuple(row.languages), *row[6:8], row.address or ""))
            for row in rows
        ]

    def nodal_verified_on(self, party_ids: list[int]) -> dict[int, date | None]:
        """When the nodal contact of each of these parties was last verified; None where there
        is none or nobody ever did."""
        query = (
            select(Contact.party_id, func.max(Contact.verified_on))
            .where(
                Contact.network_id == self._scope.network_id,
                Contact.removed_at.is_(None),
                Contact.function == ContactFunction.NODAL,
                Contact.party_id.in_(party_ids),
            )
            .group_by(Contact.party_id)
        )
        verified = {row[0]: row[1] for row in self._session.execute(query)}
        return {party_id: verified.get(party_id) for party_id in party_ids}

    def _seen(self, *columns: Any) -> Query:
        return select(*columns).where(
            Contact.network_id == self._scope.network_id,
            Contact.removed_at.is_(None),
            self._visible(),
        )

    def _visible(self) -> ColumnElement[bool]:
        """A party's own contacts are for those who write for it, a partnership's for its
        parties' partners; a steward of the network sees all."""
        if self._scope.role is Role.STEWARD:
            return Contact.id.is_not(None)
        own = self._scope.party_id or 0
        shared = select(PartnershipParty.partnership_id).where(PartnershipParty.party_id == own)
        partners = select(PartnershipParty.party_id).where(
            PartnershipParty.partnership_id.in_(shared)
        )
        return or_(
            Contact.visibility == Visibility.NETWORK,
            and_(
                Contact.visibility == Visibility.PARTNERSHIP,
                or_(Contact.party_id == own, Contact.party_id.in_(partners)),
            ),
            and_(Contact.visibility == Visibility.PARTY, Contact.party_id == own),
        )
