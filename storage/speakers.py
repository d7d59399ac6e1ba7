"""Who stands behind a chat identity, and which network a place belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
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
    Network,
    Official,
    Party,
)
from storage.prepared import fetched
from storage.views import NetworkView, PartyView


@dataclass(frozen=True, slots=True)
class Standing:
    """What one official is in one network; `party` is the one they write for."""

    role: Role
    network: NetworkView
    party: PartyView | None
    party_zone: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom something is on record: an official of networks, or of none any more.

    `chosen_network_id` is the one they speak in where the place does not decide; `standings`
    are theirs, the longest first.
    """

    official_id: int
    name: str
    language: str
    zone: str
    chosen_network_id: int | None
    standings: tuple[Standing, ...]

    def standing_in(self, network_id: int) -> Standing | None:
        """What they are in that network; None if nothing."""
        return next((each for each in self.standings if each.network.id == network_id), None)

    @property
    def chosen(self) -> Standing | None:
        """Their standing in the network they chose, else in their first; None if in none."""
        wanted = self.standing_in(self.chosen_network_id) if self.chosen_network_id else None
        return wanted or next(iter(self.standings), None)


@dataclass(frozen=True, slots=True)
class BoundChannel:
    """The binding of the place a message was said in; `is_wide`: of its whole workspace."""

    network: NetworkView
    languages: tuple[str, ...]
    zone: str
    is_wide: bool = False


class Speakers:
    """Answers who is speaking, before there is a network to be scoped to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def person(self, identity: Identity) -> Person | None:
        """The person whose account this is; None for one of whom nothing is on record."""
        found = fetched(
            self._session,
            _person_of_identity(),
            platform=identity.platform,
            team=identity.team,
            user=identity.user,
        )
        return next(iter(_people(found)), None)

    def known(self, official_id: int) -> Person | None:
        """The person of this record; None if it was removed."""
        rows = self._session.execute(_person().where(Official.id == official_id)).all()
        return next(iter(_people(rows)), None)

    def people_called(self, name: str) -> list[Person]:
        """The people of this name, whatever its case and accents, the oldest record first."""
        named = select(Official.id, Official.name).where(Official.removed_at.is_(None))
        # Compared here: SQLite knows no capitals but those of English.
        ids = [row[0] for row in self._session.execute(named) if fold(row[1]) == fold(name)]
        return _people(self._session.execute(_person().where(Official.id.in_(ids))).all())

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
        return BoundChannel(
            NetworkView(*row[3:]), tuple(row.languages), row.timezone, is_wide=not row.channel
        )

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
        select(Channel.languages, Channel.timezone, Channel.channel, *_network_columns())
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
def _person_of_identity() -> Query:
    return (
        _person()
        .join(ChatIdentity, ChatIdentity.official_id == Official.id)
        .where(
            ChatIdentity.platform == bindparam("platform"),
            ChatIdentity.team == bindparam("team"),
            ChatIdentity.user == bindparam("user"),
            ChatIdentity.closed_at.is_(None),
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


def _person() -> Query:
    """A row for each of a person's standings, or one without any."""
    return (
        select(
            Official.id,
            Official.name,
            Official.language,
            Official.timezone,
            Official.network_id,
            Appointment.role,
            *_network_columns(),
            Party.id,
            Party.name,
            Party.country,
            Party.subdivision,
            Party.kind,
            Party.timezone,
        )
        .outerjoin(Appointment, Appointment.official_id == Official.id)
        .outerjoin(
            Network, and_(Network.id == Appointment.network_id, Network.removed_at.is_(None))
        )
        .outerjoin(Party, _current_party())
        .where(Official.removed_at.is_(None))
        .order_by(Official.id, Appointment.since.nulls_first(), Network.id)
    )


def _current_party() -> ColumnElement[bool]:
    """Nobody writes for a party that has left the network."""
    return and_(
        Party.network_id == Appointment.network_id,
        Party.id == Appointment.party_id,
        Party.left_on.is_(None),
        Party.removed_at.is_(None),
    )


def _people(rows: Sequence[Any]) -> list[Person]:
    people = []
    for _official_id, group in groupby(rows, key=itemgetter(0)):
        own = list(group)
        standings = tuple(_standing(row) for row in own if row[6] is not None)
        people.append(Person(*(*own[0][:5], standings)))
    return people


def _standing(row: Any) -> Standing:
    party = PartyView(*row[12:17]) if row[12] is not None else None
    return Standing(row[5], NetworkView(*row[6:12]), party, row[17] or "")
