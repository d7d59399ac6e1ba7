"""The network itself: who belongs to it and where it is talked of."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, select
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.identity import Platform
from storage.contact_access import visible as contact_visible
from storage.exchange_statements import visible as exchange_visible
from storage.models import (
    Appointment,
    Channel,
    Contact,
    Exchange,
    Official,
    Partnership,
    Party,
)
from storage.place_titles import title_of
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
class ChannelView:
    """A bound place; an empty `channel` is a whole workspace."""

    platform: Platform
    channel: str
    title: str
    languages: tuple[str, ...]


class Networks:
    """One network, as seen from inside."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def spoken(self) -> tuple[str, ...]:
        """The languages of the network's members and officials, each once."""
        # As text: of a large network the few lists that differ, and not one for each member.
        members = (
            select(cast(Party.languages, Text))
            .where(Party.network_id == self._scope.network_id, Party.removed_at.is_(None))
            .distinct()
        )
        officials = (
            select(Official.language)
            .join(Appointment, Appointment.official_id == Official.id)
            .where(Appointment.network_id == self._scope.network_id, Official.removed_at.is_(None))
            .distinct()
        )
        listed = sorted(self._session.scalars(members))
        named = [str(code) for codes in listed for code in json.loads(codes)]
        named += [code for code in self._session.scalars(officials) if code]
        return tuple(dict.fromkeys(named))

    def counts(self) -> NetworkCounts:
        """How much there is of everything that the speaker may see, in one statement."""
        present = select(Official.id).where(Official.removed_at.is_(None))
        counted: dict[Any, Any] = {
            Party: and_(Party.left_on.is_(None), Party.removed_at.is_(None)),
            Partnership: Partnership.removed_at.is_(None),
            Contact: and_(Contact.removed_at.is_(None), self._sees_contact()),
            Exchange: and_(Exchange.removed_at.is_(None), exchange_visible(self._scope.sight)),
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
        bound = {"network": self._scope.network_id, "own_party": self._scope.own_party}
        return NetworkCounts(*self._session.execute(select(*numbers), bound).one())

    def _sees_contact(self) -> ColumnElement[bool]:
        return contact_visible(self._scope.sight, NETWORK, OWN_PARTY)

    def channels(self, limit: int = 10) -> list[ChannelView]:
        """Where the network is talked of, the oldest binding first."""
        query = (
            select(Channel.platform, Channel.channel, title_of(Channel), Channel.languages)
            .where(Channel.network_id == self._scope.network_id, Channel.lost_at.is_(None))
            .order_by(Channel.id)
            .limit(limit)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [ChannelView(*(*row[:3], tuple(row.languages))) for row in rows]
