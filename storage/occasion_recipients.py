"""Who hears of what comes up: one person for each party, or else one of the secretariat."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform
from storage.models import Appointment, ChatIdentity, Official, Party

# Where somebody can be written to unasked.
_REACHABLE = (Platform.SLACK, Platform.TELEGRAM)


@dataclass(frozen=True, slots=True)
class Hearers:
    """Whom to tell, of those who can be told anything. `steward` is the longest appointed."""

    reachable: frozenset[int] = frozenset()
    of_party: Mapping[int, int] = field(default_factory=dict)
    steward: int | None = None

    def of_partnership(self, party_ids: Iterable[int]) -> tuple[int, ...]:
        """One official of each party that has one, each of them once; else one steward, and
        nobody if there is none."""
        found = [self.of_party[each] for each in party_ids if each in self.of_party]
        return tuple(dict.fromkeys(found)) or self._secretariat

    def of_contact(self, keeper_id: int | None, party_id: int | None) -> tuple[int, ...]:
        """The keeper, or else an official of the party, or else one steward."""
        if keeper_id in self.reachable:
            return (keeper_id,) if keeper_id is not None else ()
        official = self.of_party.get(party_id or 0)
        return self._secretariat if official is None else (official,)

    @property
    def _secretariat(self) -> tuple[int, ...]:
        return () if self.steward is None else (self.steward,)


class OccasionRecipients:
    """The officials of a network who are told what comes up."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def hearers(self) -> Hearers:
        """Whom to tell of each party: its first appointed editor, if they can be written to;
        else their backup; else another editor. One statement."""
        rows = self._rows()
        reachable = frozenset(row.official_id for row in rows if row.reachable)
        stewards = [row.official_id for row in rows if row.role is Role.STEWARD and row.reachable]
        editors: dict[int, list[Any]] = {}
        for row in rows:
            if row.party_id is not None and row.role.covers(Role.EDITOR):
                editors.setdefault(row.party_id, []).append(row)
        chosen = {party_id: _first(own, reachable) for party_id, own in editors.items()}
        of_party = {party_id: each for party_id, each in chosen.items() if each is not None}
        return Hearers(reachable, of_party, next(iter(stewards), None))

    def _rows(self) -> Sequence[Any]:
        here = and_(
            Party.id == Appointment.party_id, Party.left_on.is_(None), Party.removed_at.is_(None)
        )
        query = (
            select(
                Appointment.official_id,
                Appointment.role,
                Appointment.backup_id,
                Party.id.label("party_id"),
                _has_account(Official.id).label("reachable"),
            )
            .join(Official, Official.id == Appointment.official_id)
            .outerjoin(Party, here)
            .where(Appointment.network_id == self._scope.network_id, Official.removed_at.is_(None))
            .order_by(Appointment.since.nulls_first(), Appointment.official_id)
        )
        return self._session.execute(query).all()


def can_be_told(network_id: int, official_id: Any) -> ColumnElement[bool]:
    """Whether this official has a role in the network and can be written to."""
    return exists(
        select(Appointment.official_id)
        .join(Official, Official.id == Appointment.official_id)
        .where(
            Appointment.network_id == network_id,
            Appointment.official_id == official_id,
            Official.removed_at.is_(None),
            _has_account(Official.id),
        )
    )


def _first(editors: Sequence[Any], reachable: frozenset[int]) -> int | None:
    """Of a party's editors in the order of their appointment, the one to be told."""
    first, *others = editors
    wanted = (first.official_id, first.backup_id, *(each.official_id for each in others))
    return next((each for each in wanted if each in reachable), None)


def _has_account(official_id: Any) -> ColumnElement[bool]:
    return exists(
        select(ChatIdentity.id).where(
            ChatIdentity.official_id == official_id,
            ChatIdentity.closed_at.is_(None),
            ChatIdentity.platform.in_(_REACHABLE),
        )
    )
