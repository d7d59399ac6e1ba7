"""Chat accounts and the people behind them: made known, linked, and let in by a code."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import CodePurpose, Scope
from bot.domain.identity import Identity
from storage.codes import Codes
from storage.models import AccessCode, Appointment, ChatIdentity, Network, Official, Party
from storage.speakers import Speakers, Standing

# As long as the column of an official's name.
LONGEST_NAME = 200


class Entry(StrEnum):
    """What came of a code."""

    JOINED = "joined"
    LINKED = "linked"
    NO_CODE = "no code"
    # The account has a role in that network already.
    MEMBER = "member"
    # The account is the same person's already.
    OWN = "own"
    # The account belongs to somebody else, who is an official.
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a code, with the network and the person it was about, where there are any."""

    entry: Entry
    network: str = ""
    official: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account of a person."""

    id: int
    identity: Identity


class Accounts:
    """All accounts, whichever networks their owners belong to."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def standings(self) -> list[Standing]:
        """What the one who speaks is in each of their networks, the longest first."""
        if self._scope.official_id is None:
            return []
        person = Speakers(self._session).known(self._scope.official_id)
        return list(person.standings) if person else []

    def listed(self) -> list[AccountView]:
        """The accounts of the one who speaks, the oldest first."""
        query = select(
            ChatIdentity.id, ChatIdentity.platform, ChatIdentity.user, ChatIdentity.team
        ).where(
            ChatIdentity.official_id == (self._scope.official_id or 0),
            ChatIdentity.closed_at.is_(None),
        )
        rows = self._session.execute(query.order_by(ChatIdentity.id))
        return [AccountView(row[0], Identity(row[1], row[2], row[3])) for row in rows]

    def owner_of(self, identity: Identity) -> int | None:
        """The number of the person whose open account this is, or None."""
        person = Speakers(self._session).person(identity)
        return person.official_id if person else None

    def unlink(self, account_id: int) -> None:
        """Let an account of the speaker's be nobody's. LookupError if it is not theirs."""
        account = self._session.get(ChatIdentity, account_id, with_for_update=True)
        if account is None or account.official_id != self._scope.official_id:
            raise LookupError(account_id)
        self._session.delete(account)
        self._session.flush()

    def own_record(self, identity: Identity, name: str) -> Official:
        """The record of the one who speaks, made when there is something to keep of them. It
        gives them no role anywhere. One who was removed, or whose account was closed, begins
        anew."""
        if self._scope.official_id is not None:
            return self._session.get_one(Official, self._scope.official_id)
        account = self._account(identity)
        is_open = account is not None and account.closed_at is None
        official = self._session.get(Official, account.official_id) if account else None
        if official is None or official.removed_at is not None or not is_open:
            official = Official(name=(name or str(identity))[:LONGEST_NAME])
            self._session.add(official)
            self._session.flush()
        self._give(identity, official.id)
        return official

    def enter(self, identity: Identity, name: str, code: str, now: datetime) -> Entered:
        """What a code does for the one who says it. TooManyTries after too many wrong ones."""
        taken = Codes(self._session).taken(code, identity, now, CodePurpose.JOIN, CodePurpose.LINK)
        if taken is None:
            return Entered(Entry.NO_CODE)
        if taken.purpose is CodePurpose.LINK:
            return self._link(taken, identity, now)
        return self._join(taken, identity, name, now)

    def _join(self, code: AccessCode, identity: Identity, name: str, now: datetime) -> Entered:
        network = self._session.get_one(Network, code.network_id)
        official = self.own_record(identity, code.name or name)
        if self._session.get(Appointment, (network.id, official.id)) is not None:
            return Entered(Entry.MEMBER, network.name, official.name)
        party = self._session.get(Party, code.party_id) if code.party_id else None
        self._session.add(
            Appointment(
                network_id=network.id,
                official_id=official.id,
                role=code.role,
                party_id=code.party_id,
                since=now,
            )
        )
        # Who was just let in speaks there, until they choose otherwise.
        official.network_id = network.id
        self._use(code, official.id, now)
        return Entered(Entry.JOINED, network.name, official.name, party.name if party else "")

    def _link(self, code: AccessCode, identity: Identity, now: datetime) -> Entered:
        owner = self._session.get_one(Official, code.official_id)
        if owner.removed_at is not None:
            return Entered(Entry.NO_CODE)
        account = self._account(identity)
        if account is not None and account.official_id == owner.id:
            return Entered(Entry.OWN, official=owner.name)
        is_open = account is not None and account.closed_at is None
        if account is not None and is_open and self._is_somebody(account.official_id):
            return Entered(Entry.TAKEN)
        if account is not None and is_open:
            # Nothing but a language was ever kept of them.
            self._session.get_one(Official, account.official_id).removed_at = now
        self._give(identity, owner.id)
        self._use(code, owner.id, now)
        return Entered(Entry.LINKED, official=owner.name)

    def _use(self, code: AccessCode, official_id: int, now: datetime) -> None:
        code.used_at = now
        code.used_by_id = official_id
        self._session.flush()

    def _is_somebody(self, official_id: int) -> bool:
        """Whether an official who is not removed has a role in any network."""
        query = (
            select(Appointment.official_id)
            .join(Official, Official.id == Appointment.official_id)
            .where(Official.id == official_id, Official.removed_at.is_(None))
        )
        return self._session.execute(query.limit(1)).first() is not None

    def _account(self, identity: Identity) -> ChatIdentity | None:
        return self._session.scalars(
            select(ChatIdentity)
            .where(
                ChatIdentity.platform == identity.platform,
                ChatIdentity.team == identity.team,
                ChatIdentity.user == identity.user,
            )
            .with_for_update()
        ).one_or_none()

    def _give(self, identity: Identity, official_id: int) -> None:
        """An account speaks for one person only; that of a closed one begins anew."""
        account = self._account(identity)
        if account is not None:
            account.official_id, account.closed_at = official_id, None
        else:
            self._session.add(
                ChatIdentity(
                    official_id=official_id,
                    platform=identity.platform,
                    team=identity.team,
                    user=identity.user,
                )
            )
        self._session.flush()
