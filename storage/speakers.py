"""Who stands behind a chat identity, and which network a place belongs to."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import Role
from bot.domain.identity import Identity, Venue
from bot.domain.names import fold
from storage.columns import Query
from storage.models import (
    Appointment,
    Channel,
    ChatIdentity,
    Membership,
    Network,
    Official,
    Party,
)
from storage.prepared import fetched
from storage.views import NetworkView, PartyView


@dataclass(frozen=True, slots=True)
class Standing:
    """What one official is in one network."""

    official_id: int
    name: str
    language: str
    zone: str
    role: Role
    network: NetworkView
    party: PartyView | None


@dataclass(frozen=True, slots=True)
class BoundChannel:
    """The binding of the place a message was said in."""

    network: NetworkView
    languages: tuple[str, ...]
    zone: str


class Speakers:
    """Answers who is speaking, before there is a network to be scoped to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def standings(self, identity: Identity) -> list[Standing]:
        """The official's standing in each of their networks, longest first; empty for one
        whom no official's record names."""
        found = fetched(
            self._session,
            _standings_of_identity(),
            platform=identity.platform,
            team=identity.team,
            user=identity.user,
        )
        return [_standing(row) for row in found]

    def standings_of(self, name: str) -> list[Standing]:
        """The same for an official by name, whatever its case and accents."""
        named = select(Official.id, Official.name).where(Official.removed_at.is_(None))
        # Compared here: SQLite knows no capitals but those of English.
        ids = [row[0] for row in self._session.execute(named) if fold(row[1]) == fold(name)]
        found = self._session.execute(_standings().where(Official.id.in_(ids)))
        return [_standing(row) for row in found]

    def binding(self, venue: Venue) -> BoundChannel | None:
        """The closest binding of a place: its topic's, its channel's or its workspace's."""
        found = fetched(
            self._session,
            _binding(),
            platform=venue.platform,
            team=venue.team,
            channel=venue.channel,
            topic=venue.topic,
        )
        row = next(iter(found), None)
        if row is None:
            return None
        return BoundChannel(NetworkView(*row[2:]), tuple(row.languages), row.timezone)

    def networks(self) -> list[NetworkView]:
        """All networks, the oldest first."""
        query = select(*_network_columns()).where(Network.removed_at.is_(None))
        return [NetworkView(*row) for row in self._session.execute(query.order_by(Network.id))]

    def network(self, slug: str = "") -> NetworkView | None:
        """The network of this slug, or the oldest one; None if there is none."""
        query = select(*_network_columns()).where(Network.removed_at.is_(None))
        if slug:
            query = query.where(Network.slug == slug)
        row = self._session.execute(query.order_by(Network.id).limit(1)).one_or_none()
        return None if row is None else NetworkView(*row)


@cache
def _binding() -> Query:
    """The venue itself, the channel it is in, and (on platforms that have them) its workspace."""
    topic: BindParameter[str] = bindparam("topic")
    whole_channel = and_(
        Channel.channel == bindparam("channel"), or_(Channel.topic == topic, Channel.topic == "")
    )
    whole_team = and_(Channel.channel == "", Channel.team != "")
    return (
        select(Channel.languages, Channel.timezone, *_network_columns())
        .join(Network, Network.id == Channel.network_id)
        .where(
            Channel.platform == bindparam("platform"),
            Channel.team == bindparam("team"),
            Channel.lost_at.is_(None),
            Network.removed_at.is_(None),
            or_(whole_channel, whole_team),
        )
        .order_by(Channel.channel.desc(), Channel.topic.desc())
        .limit(1)
    )


@cache
def _standings_of_identity() -> Query:
    return (
        _standings()
        .join(ChatIdentity, ChatIdentity.official_id == Official.id)
        .where(
            ChatIdentity.platform == bindparam("platform"),
            ChatIdentity.team == bindparam("team"),
            ChatIdentity.user == bindparam("user"),
        )
    )


def _network_columns() -> tuple[Any, ...]:
    return (
        Network.id,
        Network.slug,
        Network.name,
        Network.language,
        Network.timezone,
        Network.is_demo,
    )


def _standings() -> Query:
    return (
        select(
            Official.id,
            Official.name,
            Official.language,
            Official.timezone,
            Appointment.role,
            *_network_columns(),
            Party.id,
            Party.name,
            Party.country,
            Party.subdivision,
            Party.kind,
            Party.timezone,
        )
        .join(Appointment, Appointment.official_id == Official.id)
        .join(Network, Network.id == Appointment.network_id)
        .outerjoin(Membership, _current_membership())
        .outerjoin(Party, and_(Party.id == Membership.party_id, Party.removed_at.is_(None)))
        .where(Official.removed_at.is_(None), Network.removed_at.is_(None))
        .order_by(Appointment.since.nulls_first(), Network.id)
    )


def _current_membership() -> ColumnElement[bool]:
    """Nobody writes for a party that has left the network."""
    return and_(
        Membership.network_id == Appointment.network_id,
        Membership.party_id == Appointment.party_id,
        Membership.left_on.is_(None),
    )


def _standing(row: Any) -> Standing:
    official_id, name, language, zone, role = row[:5]
    party = PartyView(*row[11:16]) if row[11] is not None else None
    return Standing(
        official_id, name, language, zone or row[16] or "", role, NetworkView(*row[5:11]), party
    )
