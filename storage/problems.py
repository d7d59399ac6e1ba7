"""What did not go out as it should: deliveries that need somebody, and places that were lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.orm import Session

from bot.domain.access import Scope
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform
from storage import lanes
from storage.columns import Query
from storage.models import Channel, Delivery, Official
from storage.place_titles import title_of


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A delivery that needs somebody. It was for an `official` or a `channel`, of which name and
    `title` are empty if they are not known. `is_dead`: nothing came of it; otherwise it arrived
    perhaps twice. `at` is when it was last tried."""

    id: int
    kind: DeliveryKind
    follow_up_id: int | None
    reason: str
    is_dead: bool
    official: str
    platform: Platform | None
    channel: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LostPlace:
    """A bound place that the bot was taken out of."""

    platform: Platform
    channel: str
    title: str
    lost_at: datetime


class Problems:
    """The deliveries of one network that need somebody; for its stewards alone."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    def count(self, repeated_since: datetime) -> int:
        """How many there are: dead ones, and those since a moment that arrived perhaps twice."""
        query = select(func.count(Delivery.id)).where(self._needs_somebody(repeated_since))
        return int(self._session.execute(query).scalar_one())

    def listed(self, repeated_since: datetime, limit: int, offset: int = 0) -> list[ProblemView]:
        """The latest first."""
        query = (
            self._query()
            .where(self._needs_somebody(repeated_since))
            .order_by(Delivery.id.desc())
            .limit(limit)
            .offset(offset)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [_view(row) for row in rows]

    def get(self, delivery_id: int) -> ProblemView | None:
        """One of the network's deliveries, whatever became of it; None if there is none such."""
        query = self._query().where(Delivery.id == delivery_id)
        row = self._session.execute(query).one_or_none()
        return None if row is None else _view(row)

    def lost_places(self, limit: int = 10) -> list[LostPlace]:
        """The bound places that the bot is out of, the last lost first."""
        query = (
            select(Channel.platform, Channel.channel, title_of(Channel), Channel.lost_at)
            .where(Channel.network_id == self._scope.network_id, Channel.lost_at.is_not(None))
            .order_by(Channel.lost_at.desc(), Channel.id)
            .limit(limit)
        )
        rows: Sequence[Any] = self._session.execute(query).all()
        return [LostPlace(*row) for row in rows]

    def send_again(self, now: datetime, delivery_id: int | None = None) -> int:
        """Let a dead delivery, or every one, be tried anew; how many. What has become pointless
        meanwhile is then let go. What was for nobody goes to the one who asks."""
        query = select(Delivery).where(
            Delivery.network_id == self._scope.network_id, Delivery.state == DeliveryState.DEAD
        )
        if delivery_id is not None:
            query = query.where(Delivery.id == delivery_id)
        dead = self._session.scalars(query.order_by(Delivery.id).with_for_update()).all()
        sent = [each for each in dead if self._find_way(each)]
        for delivery in sent:
            delivery.state, delivery.next_at, delivery.reason = DeliveryState.PENDING, now, ""
            delivery.attempts = delivery.looks = 0
            delivery.asked_at = delivery.bundle_id = None
        self._session.flush()
        lanes.wake(self._session, {each.lane: now for each in sent})
        return len(sent)

    def _find_way(self, delivery: Delivery) -> bool:
        """Whether there is anybody it can go to."""
        if not delivery.lane:
            delivery.official_id = delivery.official_id or self._scope.official_id
            if delivery.official_id is not None:
                delivery.lane = lanes.of_person(delivery.official_id)
        return bool(delivery.lane)

    def _needs_somebody(self, repeated_since: datetime) -> ColumnElement[bool]:
        is_repeated = and_(Delivery.is_repeated, Delivery.sent_at >= repeated_since)
        return and_(
            Delivery.network_id == self._scope.network_id,
            # In the very words of the index, without which SQLite does not use it.
            text("(delivery.state = 'dead' OR delivery.is_repeated)"),
            or_(Delivery.state == DeliveryState.DEAD, is_repeated),
        )

    def _query(self) -> Query:
        return (
            select(
                Delivery.id,
                Delivery.kind,
                Delivery.follow_up_id,
                Delivery.reason,
                Delivery.state,
                Official.name,
                Delivery.platform,
                Delivery.channel,
                title_of(Delivery),
                Delivery.sent_at,
                Delivery.next_at,
            )
            .outerjoin(Official, Official.id == Delivery.official_id)
            .where(Delivery.network_id == self._scope.network_id)
        )


def _view(row: Any) -> ProblemView:
    is_dead = row.state is DeliveryState.DEAD
    at = row.sent_at or row.next_at
    return ProblemView(*(*row[:4], is_dead, row[5] or "", *row[6:9], at))
