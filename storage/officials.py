"""The officials of a network: who they are, what they may do, and their coming and going."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from bot.domain.access import Role, Scope
from bot.domain.identity import Platform
from bot.domain.names import fold
from storage.columns import Query
from storage.contact_access import visible
from storage.models import (
    AccessCode,
    Appointment,
    ChatIdentity,
    Contact,
    FollowUp,
    Official,
    Party,
)
from storage.views import PartyView


@dataclass(frozen=True, slots=True)
class OfficialView:
    """An official of the network; `is_reachable` is False once all their accounts are closed."""

    id: int
    name: str
    role: Role
    party: PartyView | None
    is_reachable: bool = True


@dataclass(frozen=True, slots=True)
class Reminded:
    """When and where somebody is reminded, None for the usual; and the name of who is if they do
    not react, empty for nobody."""

    quiet_from: time | None
    quiet_until: time | None
    reached_on: Platform | None
    backup: str


class LastSteward(Exception):
    """A network without a steward could never be changed again."""


class Officials:
    """Those who have a role in one network."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def listed(
        self, role: Role | None = None, limit: int = 20, offset: int = 0
    ) -> list[OfficialView]:
        """The officials by name, perhaps only those of one role."""
        query = self._query().order_by(Official.name, Official.id)
        if role is not None:
            query = query.where(Appointment.role == role)
        rows: Sequence[Any] = self._session.execute(query.limit(limit).offset(offset)).all()
        return [_view(row) for row in rows]

    def count(self, role: Role | None = None) -> int:
        """How many officials there are, perhaps only those of one role."""
        query = self._query().with_only_columns(func.count(Official.id))
        if role is not None:
            query = query.where(Appointment.role == role)
        return int(self._session.execute(query).scalar_one())

    def names_of_stewards(self) -> list[str]:
        """Whom to ask for what one may not do oneself; perhaps nobody."""
        return [official.name for official in self.listed(Role.STEWARD, limit=3)]

    def get(self, official_id: int) -> OfficialView | None:
        """The official of this id, or None."""
        row = self._session.execute(self._query().where(Official.id == official_id)).one_or_none()
        return None if row is None else _view(row)

    def named(self, text: str) -> list[OfficialView]:
        """Those with all these words in their names, whatever case and accents; those who are
        called exactly so go before the others."""
        wanted = fold(text)
        found = []
        for row in self._session.execute(self._query().order_by(Official.name, Official.id)):
            folded = fold(row[1])
            if all(word in folded for word in wanted.split()):
                found.append((folded != wanted, _view(row)))
        exact = [view for is_longer, view in found if not is_longer]
        return exact or [view for _is_longer, view in found]

    def appoint(self, official_id: int, role: Role, party_id: int | None) -> None:
        """Let an official have another role, or write for another party. LastSteward if it
        would leave the network without one, LookupError if they have no role here."""
        appointment = self._appointment(official_id)
        if role is not Role.STEWARD:
            self._refuse_for_last_steward(appointment)
        appointment.role, appointment.party_id = role, party_id
        self._session.flush()

    def contacts_kept_by(self, official_id: int) -> int:
        """How many contacts this official keeps up to date, of those that the speaker sees."""
        seen = visible(self._scope.sight, self._scope.network_id, self._scope.own_party)
        kept = select(func.count(Contact.id)).where(*self._kept(official_id), seen)
        return int(self._session.execute(kept).scalar_one())

    def dismiss(self, official_id: int, successor_id: int | None, now: datetime) -> int:
        """Take an official's role in the network away. What was theirs to look after and to do
        goes to the successor, who must have a role here, or else is their party's alone;
        invitations they gave are void. How many contacts were handed over, as far as the
        speaker sees them.

        LastSteward and LookupError as for `appoint`. The person stays on record where they
        did something, as long as they do not ask to be forgotten.
        """
        appointment = self._appointment(official_id)
        self._refuse_for_last_steward(appointment)
        if successor_id is not None:
            self._appointment(successor_id)
        handed = self.contacts_kept_by(official_id) if successor_id is not None else 0
        for contact in self._session.scalars(select(Contact).where(*self._kept(official_id))):
            contact.keeper_id = successor_id
        for follow_up in self._session.scalars(self._open_follow_ups(official_id)):
            follow_up.owner_id = successor_id
        for code in self._session.scalars(self._open_codes(official_id)):
            code.revoked_at = now
        official = self._session.get_one(Official, official_id)
        if official.network_id == self._scope.network_id:
            official.network_id = None
        self._session.delete(appointment)
        self._session.flush()
        return handed

    def backup_of(self, official_id: int) -> OfficialView | None:
        """Who is reminded in an official's place, if anybody with a role here is."""
        query = select(Appointment.backup_id).where(
            Appointment.network_id == self._scope.network_id,
            Appointment.official_id == official_id,
        )
        return self.get(self._session.execute(query).scalar() or 0)

    def reminded(self, official_id: int) -> Reminded | None:
        """What somebody chose about being reminded; None if nothing is on record of them."""
        backup = aliased(Official)
        query = (
            select(Official.quiet_from, Official.quiet_until, Official.reached_on, backup.name)
            .outerjoin(
                Appointment,
                and_(
                    Appointment.official_id == Official.id,
                    Appointment.network_id == self._scope.network_id,
                ),
            )
            .outerjoin(backup, backup.id == Appointment.backup_id)
            .where(Official.id == official_id)
        )
        row = self._session.execute(query).one_or_none()
        return None if row is None else Reminded(*(*row[:3], row[3] or ""))

    def set_backup(self, official_id: int, backup_id: int | None) -> None:
        """Who is to be reminded in an official's place. LookupError if they have no role here."""
        self._appointment(official_id).backup_id = backup_id
        self._session.flush()

    def _appointment(self, official_id: int) -> Appointment:
        found = self._session.get(
            Appointment, (self._scope.network_id, official_id), with_for_update=True
        )
        if found is None:
            raise LookupError(official_id)
        return found

    def _refuse_for_last_steward(self, appointment: Appointment) -> None:
        if appointment.role is not Role.STEWARD:
            return
        # All of them are locked: two stewards may take each other's role away at once.
        stewards = self._session.scalars(
            select(Appointment)
            .join(Official, Official.id == Appointment.official_id)
            .where(
                Appointment.network_id == self._scope.network_id,
                Appointment.role == Role.STEWARD,
                Official.removed_at.is_(None),
            )
            .with_for_update(of=Appointment)
        ).all()
        if len(stewards) <= 1:
            raise LastSteward

    def _kept(self, official_id: int) -> tuple[ColumnElement[bool], ...]:
        return (
            Contact.network_id == self._scope.network_id,
            Contact.keeper_id == official_id,
            Contact.removed_at.is_(None),
        )

    def _open_follow_ups(self, official_id: int) -> Query:
        return select(FollowUp).where(
            FollowUp.network_id == self._scope.network_id,
            FollowUp.owner_id == official_id,
            FollowUp.closed_at.is_(None),
            FollowUp.removed_at.is_(None),
        )

    def _open_codes(self, official_id: int) -> Query:
        return select(AccessCode).where(
            AccessCode.network_id == self._scope.network_id,
            AccessCode.official_id == official_id,
            AccessCode.used_at.is_(None),
            AccessCode.revoked_at.is_(None),
        )

    def _query(self) -> Query:
        accounts = select(ChatIdentity.id).where(ChatIdentity.official_id == Official.id)
        return (
            select(
                Official.id,
                Official.name,
                Appointment.role,
                Party.id,
                Party.name,
                Party.country,
                Party.subdivision,
                Party.kind,
                exists(accounts.where(ChatIdentity.closed_at.is_(None))) | ~exists(accounts),
            )
            .join(Appointment, Appointment.official_id == Official.id)
            .outerjoin(Party, and_(Party.id == Appointment.party_id, Party.removed_at.is_(None)))
            .where(Appointment.network_id == self._scope.network_id, Official.removed_at.is_(None))
        )


def _view(row: Any) -> OfficialView:
    party = PartyView(*row[3:8]) if row[3] is not None else None
    return OfficialView(*(*row[:3], party, bool(row[8])))
