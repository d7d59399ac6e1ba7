"""Whom something can be told to, where they are reached, and when they may be disturbed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform
from storage.columns import Query
from storage.lists import among
from storage.models import Appointment, ChatIdentity, Network, Official, Party
from storage.prepared import fetched


@dataclass(frozen=True, slots=True)
class Recipient:
    """An official as one network reaches them. `accounts` are those that are open, the one they
    prefer first; empty for someone who cannot be written to."""

    official_id: int
    network_id: int
    name: str
    language: str
    zone: str
    quiet_from: time | None
    quiet_until: time | None
    country: str
    role: Role
    party_id: int | None
    backup_id: int | None
    accounts: tuple[Identity, ...]

    @property
    def scope(self) -> Scope:
        """As whom they read, alone with the bot."""
        return Scope(self.network_id, self.role, self.party_id, self.official_id)


# Where somebody can be written to unasked.
_REACHABLE = (Platform.SLACK, Platform.TELEGRAM)


class Recipients:
    """The officials of networks, each read once for as long as this is used."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[int, int], Recipient | None] = {}
        self._stewards: dict[int, list[Recipient]] = {}
        self._editors: dict[int, list[Recipient]] = {}

    def of(self, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Recipient]:
        """These officials by network and official, without those who have no role there."""
        pairs = set(wanted)
        missing = pairs - self._known.keys()
        if missing:
            self._known |= dict.fromkeys(missing)
            officials = sorted({official for _network, official in missing})
            for each in self._read(_by_official(), officials=officials):
                self._known[each.network_id, each.official_id] = each
        return {pair: found for pair in pairs if (found := self._known[pair]) is not None}

    def get(self, network_id: int, official_id: int | None) -> Recipient | None:
        """One of them; None for nobody."""
        if official_id is None:
            return None
        pair = (network_id, official_id)
        if pair not in self._known:
            self.of([pair])
        return self._known[pair]

    def stewards(self, network_id: int) -> list[Recipient]:
        """The stewards of a network, those appointed first before the others."""
        if network_id not in self._stewards:
            found = self._read(_stewards(), network=network_id)
            self._stewards[network_id] = found
        return self._stewards[network_id]

    def editors(self, party_id: int) -> list[Recipient]:
        """Those who write for a party, those appointed first before the others."""
        if party_id not in self._editors:
            self._editors[party_id] = self._read(_editors(), party=party_id)
        return self._editors[party_id]

    def _read(self, query: Query, **values: Any) -> list[Recipient]:
        return _recipients(fetched(self._session, query, **values))


class AllRecipients(Recipients):
    """All officials of one network, read in one statement for whoever asks of very many."""

    def __init__(self, session: Session, network_id: int) -> None:
        super().__init__(session)
        everybody = self._read(_of_network(), network=network_id)
        self._known = {(network_id, each.official_id): each for each in everybody}
        self._stewards[network_id] = [each for each in everybody if each.role is Role.STEWARD]
        for each in everybody:
            if each.party_id is not None and each.role is not Role.VIEWER:
                self._editors.setdefault(each.party_id, []).append(each)

    def editors(self, party_id: int) -> list[Recipient]:
        """Those who write for a party of the network; for any other nobody."""
        return self._editors.get(party_id, [])


def _recipients(rows: Sequence[Any]) -> list[Recipient]:
    """In the order of the rows; there is one for each account."""
    found = []
    for _key, group in groupby(rows, key=itemgetter(0, 1)):
        own = list(group)
        first, preferred = own[0], own[0][11]
        accounts = [Identity(row[12], row[13], row[14]) for row in own if row[12] in _REACHABLE]
        accounts.sort(key=lambda account: account.platform != preferred)
        found.append(Recipient(*(*first[:11], tuple(accounts))))
    return found


@cache
def _by_official() -> Query:
    return _query().where(among(Official.id, "officials")).order_by(*_order())


@cache
def _of_network() -> Query:
    of_network = Appointment.network_id == bindparam("network")
    return _query().where(of_network).order_by(*_order())


@cache
def _stewards() -> Query:
    of_network = Appointment.network_id == bindparam("network")
    return _query().where(of_network, Appointment.role == Role.STEWARD).order_by(*_order())


@cache
def _editors() -> Query:
    writes = and_(Appointment.party_id == bindparam("party"), Appointment.role != Role.VIEWER)
    return _query().where(writes).order_by(*_order())


def _order() -> tuple[Any, ...]:
    since = Appointment.since.nulls_first()
    return since, Official.id, Appointment.network_id, ChatIdentity.id


def _first(*choices: Any) -> Any:
    """The first of these texts that says anything."""
    *said, last = choices
    return func.coalesce(*(func.nullif(each, "") for each in said), last)


def _query() -> Query:
    language = _first(Official.language, Network.language)
    zone = _first(Official.timezone, Party.timezone, Network.timezone)
    return (
        select(
            Official.id,
            Appointment.network_id,
            Official.name,
            language,
            zone,
            Official.quiet_from,
            Official.quiet_until,
            _first(Party.country, ""),
            Appointment.role,
            Party.id,
            Appointment.backup_id,
            Official.reached_on,
            ChatIdentity.platform,
            ChatIdentity.user,
            ChatIdentity.team,
        )
        .join(Appointment, Appointment.official_id == Official.id)
        .join(Network, Network.id == Appointment.network_id)
        .outerjoin(
            Party,
            and_(
                Party.id == Appointment.party_id,
                Party.left_on.is_(None),
                Party.removed_at.is_(None),
            ),
        )
        .outerjoin(
            ChatIdentity,
            and_(ChatIdentity.official_id == Official.id, ChatIdentity.closed_at.is_(None)),
        )
        .where(Official.removed_at.is_(None), Network.removed_at.is_(None))
    )
