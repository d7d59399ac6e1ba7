"""Partnerships that a second network may look at, since the stewards of both agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.access import CodePurpose, Role, Scope
from bot.domain.identity import Identity
from storage.codes import Codes
from storage.columns import Query
from storage.models import Network, Partnership, PartnershipShare


@dataclass(frozen=True, slots=True)
class Share:
    """A partnership that is shared, and the network on the other side of the agreement."""

    partnership_id: int
    network_id: int
    network: str


class Shares:
    """What one network shares, and what is shared with it."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def given(self) -> list[Share]:
        """The network's own partnerships that others may look at, the latest first."""
        query = _shares(PartnershipShare.network_id).where(
            Partnership.network_id == self._scope.network_id
        )
        return self._read(query)

    def received(self) -> list[Share]:
        """The partnerships of others that this network may look at, the latest first."""
        query = _shares(Partnership.network_id).where(
            PartnershipShare.network_id == self._scope.network_id
        )
        return self._read(query)

    def accept(self, code: str, by: Identity, now: datetime) -> Share | None:
        """What a code of another network's steward opens to this one; None for a code that is
        no good, or this network's own. TooManyTries as for any code."""
        taken = Codes(self._session).taken(code, by, now, CodePurpose.SHARE)
        if taken is None or taken.network_id == self._scope.network_id:
            return None
        partnership = self._session.get_one(Partnership, taken.partnership_id)
        if partnership.removed_at is not None:
            return None
        agreed = self._record(partnership.id, self._scope.network_id)
        if agreed is None:
            agreed = PartnershipShare(
                partnership_id=partnership.id, network_id=self._scope.network_id
            )
            self._session.add(agreed)
        agreed.agreed_at, agreed.ended_at = now, None
        taken.used_at, taken.used_by_id = now, self._scope.official_id
        self._session.flush()
        home = self._session.get_one(Network, partnership.network_id)
        return Share(partnership.id, home.id, home.name)

    def end(self, partnership_id: int, now: datetime) -> int:
        """End the sharing of a partnership, from whichever side; how many agreements that were."""
        ended = 0
        for share in (*self.given(), *self.received()):
            if share.partnership_id != partnership_id:
                continue
            for network_id in (share.network_id, self._scope.network_id):
                agreed = self._record(partnership_id, network_id)
                if agreed is not None and agreed.ended_at is None:
                    agreed.ended_at = now
                    ended += 1
        self._session.flush()
        return ended

    def guest_scope(self, partnership_id: int) -> Scope | None:
        """As whom a member of this network may look at a partnership that is shared with it:
        somebody who sees what all of the other network see, and may do nothing. None if it is
        not shared."""
        found = next(
            (each for each in self.received() if each.partnership_id == partnership_id), None
        )
        return None if found is None else Scope(found.network_id, Role.VIEWER, in_public=True)

    def _record(self, partnership_id: int, network_id: int) -> PartnershipShare | None:
        return self._session.execute(
            select(PartnershipShare)
            .where(
                PartnershipShare.partnership_id == partnership_id,
                PartnershipShare.network_id == network_id,
            )
            .with_for_update()
        ).scalar_one_or_none()

    def _read(self, query: Query) -> list[Share]:
        rows: Sequence[Any] = self._session.execute(query).all()
        return [Share(*row) for row in rows]


def _shares(other_side: Any) -> Query:
    """What is shared now, with the network that stands on the other side."""
    return (
        select(Partnership.id, Network.id, Network.name)
        .join(PartnershipShare, PartnershipShare.partnership_id == Partnership.id)
        .join(Network, Network.id == other_side)
        .where(
            PartnershipShare.ended_at.is_(None),
            Partnership.removed_at.is_(None),
            Network.removed_at.is_(None),
        )
        .order_by(PartnershipShare.agreed_at.desc(), Partnership.id)
    )
