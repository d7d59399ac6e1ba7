"""The network itself: who belongs to it and where it is talked of."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity
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


class Networks:
    """One network, as seen from inside."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def counts(self) -> NetworkCounts:
        """How much there is of everything, in one statement."""
        own = self._scope.network_id
        counted: dict[Any, Any] = {
            Membership: Membership.left_on.is_(None),
            Partnership: Partnership.removed_at.is_(None),
            Contact: Contact.removed_at.is_(None),
            Exchange: Exchange.removed_at.is_(None),
            Appointment: Appointment.network_id == own,
            Channel: Channel.lost_at.is_(None),
        }
        numbers = [
            select(func.count())
            .select_from(kind)
            .where(kind.network_id == own, current)
            .scalar_subquery()
            for kind, current in counted.items()
        ]
        return NetworkCounts(*self._session.execute(select(*numbers)).one())

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
        """The record of the one who speaks, made from their account if there was none yet: a
        visitor of a bound workspace becomes a viewer by name."""
        if self._scope.official_id is not None:
            return self._session.get_one(Official, self._scope.official_id)
        official = Official(name=name or str(identity))
        self._session.add(official)
        self._session.flush()
        self._session.add_all(
            [
                ChatIdentity(
                    official_id=official.id,
                    platform=identity.platform,
                    team=identity.team,
                    user=identity.user,
                ),
                Appointment(
                    network_id=self._scope.network_id,
                    official_id=official.id,
                    role=self._scope.role,
                    since=utc_now(),
                ),
            ]
        )
        self._session.flush()
        return official
