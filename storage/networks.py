"""The network itself: who belongs to it and where it is talked of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform
from storage.contact_access import visible as contact_visible
from storage.exchange_statements import visible as exchange_visible
from storage.models import (
    Appointment,
    Channel,
    ChatIdentity,
    Contact,
    Exchange,
    Membership,
    Network,
    Official,
    Partnership,
)
from storage.models.base import utc_now
from storage.prepared import NETWORK, OWN_PARTY


@dataclass(frozen=True, slots=True)
class NetworkCounts:
    """How much there is of everything in a network."""

    parties: int
    partnerships: int
    contacts: int
    exchanges: int
    officials: int
    channels: int


@dataclass(frozen=True, slots=True)
class OfficialView:
    """An official of the network."""

    id: int
    name: str
    role: Role
    party_id: int | None


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A bound place; an empty `channel` is a whole workspace."""

    platform: Platform
    channel: str
    title: str
    languages: tuple[str, ...]


# As long as the column of an official's name.
_LONGEST_NAME = 200


class Networks:
    """One network, as seen from inside."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def counts(self) -> NetworkCounts:
        """How much there is of everything that the speaker may see, in one statement."""
        present = select(Official.id).where(Official.removed_at.is_(None))
        counted: dict[Any, Any] = {
            Membership: Membership.left_on.is_(None),
            Partnership: Partnership.removed_at.is_(None),
            Contact: and_(Contact.removed_at.is_(None), self._sees_contact()),
            Exchange: and_(Exchange.removed_at.is_(None), exchange_visible(self._scope.role)),
            Appointment: Appointment.official_id.in_(present),
            Channel: Channel.lost_at.is_(None),
        }
        numbers = [
            select(func.count())
            .select_from(kind)
            .where(kind.network_id == self._scope.network_id, current)
            .scalar_subquery()
            for kind, current in counted.items()
        ]
        bound = {"network": self._scope.network_id, "own_party": self._scope.party_id or 0}
        return NetworkCounts(*self._session.execute(select(*numbers), bound).one())

    def _sees_contact(self) -> ColumnElement[bool]:
        return contact_visible(self._scope.role, NETWORK, OWN_PARTY)

    def channels(self, limit: int = 10) -> list[ChannelView]:
        """Where the network is talked of, the oldest binding first."""
        query = (
            select(Channel.platform, Channel.channel, Channel.title, Channel.languages)
            .where(Channel.network_id == self._scope.network_id, Channel.lost_at.is_(None))
            .order_by(Channel.id)
            .limit(limit)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [ChannelView(*(*row[:3], tuple(row.languages))) for row in rows]

    def officials(self, role: Role | None = None, limit: int = 20) -> list[OfficialView]:
        """The network's officials by name, perhaps only those of one role."""
        query = (
            select(Official.id, Official.name, Appointment.role, Appointment.party_id)
            .join(Appointment, Appointment.official_id == Official.id)
            .where(Appointment.network_id == self._scope.network_id, Official.removed_at.is_(None))
            .order_by(Official.name)
            .limit(limit)
        )
        if role is not None:
            query = query.where(Appointment.role == role)
        return [OfficialView(*row) for row in self._session.execute(query)]

    def names_of_stewards(self) -> list[str]:
        """Whom to ask for what one may not do oneself; perhaps nobody."""
        return [official.name for official in self.officials(Role.STEWARD, limit=3)]

    def record(self) -> Network:
        """The network's record, to be changed."""
        return self._session.get_one(Network, self._scope.network_id)

    def appointed(self, identity: Identity, name: str) -> Official:
        """The record of the one who speaks. A visitor of a bound place becomes an official of
        the network with the role they have there; one whom another network knows stays the
        same person, and one who was removed begins anew."""
        if self._scope.official_id is not None:
            return self._session.get_one(Official, self._scope.official_id)
        account = self._account(identity)
        official = self._session.get(Official, account.official_id) if account else None
        if official is None or official.removed_at is not None:
            official = Official(name=(name or str(identity))[:_LONGEST_NAME])
            self._session.add(official)
            self._session.flush()
            self._hand_over(account, identity, official.id)
        self._session.add(
            Appointment(
                network_id=self._scope.network_id,
                official_id=official.id,
                role=self._scope.role,
                since=utc_now(),
            )
        )
        self._session.flush()
        return official

    def _account(self, identity: Identity) -> ChatIdentity | None:
        return self._session.scalars(
            select(ChatIdentity).where(
                ChatIdentity.platform == identity.platform,
                ChatIdentity.team == identity.team,
                ChatIdentity.user == identity.user,
            )
        ).one_or_none()

    def _hand_over(
        self, account: ChatIdentity | None, identity: Identity, official_id: int
    ) -> None:
        """An account speaks for one person only, so a removed official's goes to the new."""
        if account is not None:
            account.official_id = official_id
            return
        self._session.add(
            ChatIdentity(
                official_id=official_id,
                platform=identity.platform,
                team=identity.team,
                user=identity.user,
            )
        )
