"""Codes that are handed out: made at random, kept as digests, good once and for a while."""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.domain.access import CodePurpose, Role, Scope
from bot.domain.identity import Identity
from storage.errors import StorageError
from storage.models import AccessCode, FailedCode, Party
from storage.views import PartyView

# Letters and digits that nobody takes for another one: https://www.crockford.com/base32.html
# pragma: allowlist nextline secret  an alphabet
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OIL", "011")
# Twelve of them are 60 bits: at the rate that is let through nobody ever guesses one.
_GROUPS, _GROUP = 3, 4
LASTS: Mapping[CodePurpose, timedelta] = {
    CodePurpose.JOIN: timedelta(days=7),
    CodePurpose.LINK: timedelta(minutes=15),
    CodePurpose.SHARE: timedelta(days=14),
    CodePurpose.BRIDGE: timedelta(days=7),
}
# So many wrong codes within this time, and the door stays closed for the rest of it.
MOST_FAILURES, WITHIN = 5, timedelta(hours=1)


class TooManyTries(StorageError):
    """Somebody tried too many codes that are not good; even a good one must wait."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody has taken up yet."""

    id: int
    name: str
    role: Role
    party: PartyView | None
    expires_at: datetime


def fresh() -> str:
    """A new code, as people see it: `7H2K-9QXW-M4TD`."""
    drawn = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(drawn)


def digest(code: str) -> str:
    """What is kept of a code, however it was typed."""
    bare = re.sub(r"[\W_]", "", code.upper()).translate(_MEANT)
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()


class Codes:
    """All codes, whichever network made them; a code says itself what it opens."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def make(
        self,
        purpose: CodePurpose,
        scope: Scope,
        now: datetime,
        *,
        owner_id: int | None = None,
        **grant: Any,
    ) -> str:
        """A new code in the name of the one who asks for it, or of its owner. `grant` is what
        it opens: `name`, `role` and `party_id` of an official to be, a `partnership_id` or a
        `bridge_id`."""
        code = fresh()
        self._session.add(
            AccessCode(
                digest=digest(code),
                purpose=purpose,
                network_id=scope.network_id,
                official_id=owner_id or scope.official_id,
                made_at=now,
                expires_at=now + LASTS[purpose],
                **grant,
            )
        )
        self._session.flush()
        return code

    def taken(
        self, code: str, by: Identity, now: datetime, *purposes: CodePurpose
    ) -> AccessCode | None:
        """The record of a good code, locked until it is marked as used; None for one that is
        mistyped, used, revoked or too old, which all look the same from outside.

        The digest is looked up as a whole, so the time it takes tells nothing of a code that
        is nearly right. TooManyTries, even for a good code, after too many wrong ones.
        """
        if self._failures(by, now) >= MOST_FAILURES:
            raise TooManyTries
        found = self._session.execute(
            select(AccessCode).where(AccessCode.digest == digest(code)).with_for_update()
        ).scalar_one_or_none()
        if found is not None and found.purpose in purposes and _is_good(found, now):
            return found
        self._session.add(FailedCode(platform=by.platform, team=by.team, user=by.user, at=now))
        self._session.flush()
        return None

    def _failures(self, by: Identity, now: datetime) -> int:
        return self._session.execute(
            select(func.count(FailedCode.id)).where(
                FailedCode.platform == by.platform,
                FailedCode.team == by.team,
                FailedCode.user == by.user,
                FailedCode.at > now - WITHIN,
            )
        ).scalar_one()

    def invitations(self, network_id: int, now: datetime) -> list[Invitation]:
        """The network's invitations that are still good, the newest first."""
        rows: Sequence[Any] = self._session.execute(
            select(
                AccessCode.id,
                AccessCode.name,
                AccessCode.role,
                AccessCode.expires_at,
                Party.id,
                Party.name,
                Party.country,
                Party.subdivision,
                Party.kind,
            )
            .outerjoin(Party, Party.id == AccessCode.party_id)
            .where(
                AccessCode.network_id == network_id,
                AccessCode.purpose == CodePurpose.JOIN,
                AccessCode.used_at.is_(None),
                AccessCode.revoked_at.is_(None),
                AccessCode.expires_at > now,
            )
            .order_by(AccessCode.id.desc())
        ).all()
        return [
            Invitation(
                row[0], row[1], row[2], PartyView(*row[4:9]) if row[4] is not None else None, row[3]
            )
            for row in rows
        ]

    def revoke(self, code_id: int, network_id: int, now: datetime) -> bool:
        """Whether this code of the network was still good; now it is not."""
        found = self._session.get(AccessCode, code_id, with_for_update=True)
        if found is None or found.network_id != network_id or not _is_good(found, now):
            return False
        found.revoked_at = now
        self._session.flush()
        return True


def forget_failures(session: Session, now: datetime) -> None:
    """Forget wrong codes that count no more."""
    session.execute(delete(FailedCode).where(FailedCode.at < now - WITHIN))


def _is_good(code: AccessCode, now: datetime) -> bool:
    return code.used_at is None and code.revoked_at is None and now < code.expires_at
