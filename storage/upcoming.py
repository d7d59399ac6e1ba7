"""What is going to be told to people, and what waits to be told already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.domain.access import NOWHERE, Role, Scope
from bot.domain.deliveries import DeliveryKind, ScheduleKind
from bot.domain.nudging import Rung
from storage import follow_up_statements as statements
from storage import lanes, promises
from storage.columns import Query
from storage.follow_up_views import FollowUpView, views_of
from storage.models import Appointment, Delivery, FollowUp, Schedule
from storage.models.deliveries import IS_OPEN
from storage.prepared import fetched
from storage.promises import PromiseFacts
from storage.recipients import AllRecipients, Recipient
from storage.whom import whom


@dataclass(frozen=True, slots=True)
class Queued:
    """A delivery for a person that has not gone out yet."""

    kind: DeliveryKind
    follow_up_id: int | None
    matter: Mapping[str, Any]
    official_id: int
    next_at: datetime


class Upcoming:
    """Reminders to come, of what the speaker may see."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope

    @cached_property
    def recipients(self) -> AllRecipients:
        """The officials of the network."""
        return AllRecipients(self._session, self._scope.network_id)

    def own(self, until: datetime, limit: int) -> list[tuple[FollowUpView, PromiseFacts]]:
        """The follow-ups of which the speaker may be reminded until then, the next first."""
        query = self._scheduled(until)
        if self._scope.role is not Role.STEWARD:
            own = statements.of_whose(None, has_party=self._scope.party_id is not None)
            as_backup = select(Appointment.official_id).where(
                Appointment.network_id == self._scope.network_id,
                Appointment.backup_id == self._scope.official_id,
            )
            query = query.where(or_(own, FollowUp.owner_id.in_(as_backup)))
        return self._read(query.limit(limit))

    def of_city(
        self, city_id: int, until: datetime, limit: int
    ) -> list[tuple[FollowUpView, PromiseFacts]]:
        """Those of a city and its partnerships."""
        query = self._scheduled(until).where(statements.of_city(shared=False))
        return self._read(query.limit(limit), city=city_id)

    def all(self, until: datetime, limit: int) -> list[tuple[FollowUpView, PromiseFacts]]:
        """Those of the whole network."""
        return self._read(self._scheduled(until).limit(limit))

    def queued(self, limit: int, official_id: int | None = None) -> list[Queued]:
        """What waits to be told to an official, or to anybody; the next first."""
        query = select(
            Delivery.kind,
            Delivery.follow_up_id,
            Delivery.matter,
            Delivery.official_id,
            Delivery.next_at,
        ).where(
            Delivery.network_id == self._scope.network_id,
            IS_OPEN,
            Delivery.official_id.is_not(None),
        )
        if official_id is not None:
            query = query.where(Delivery.lane == lanes.of_person(official_id))
        rows: Sequence[Any] = self._session.execute(
            query.order_by(Delivery.next_at, Delivery.id).limit(limit)
        ).all()
        return [Queued(*row) for row in rows]

    def open_views(self, follow_up_ids: Iterable[int]) -> dict[int, FollowUpView]:
        """Those of these follow-ups that are still open and that the speaker may see, by id."""
        query = statements.opened(self._scope.sight).where(FollowUp.id.in_(sorted(follow_up_ids)))
        rows = fetched(self._session, query, **self._bound())
        return {each.id: each for each in views_of(self._session, rows)}

    def owner(self, facts: PromiseFacts) -> Recipient | None:
        """Who promised it; None if that is nobody in particular."""
        return self.recipients.get(facts.network_id, facts.owner_id)

    def hearer(self, facts: PromiseFacts, rung: Rung) -> Recipient | None:
        """Who would be reminded on a rung, as things stand."""
        return whom(facts, rung, self.recipients)

    def _scheduled(self, until: datetime) -> Query:
        scheduled = and_(
            Schedule.kind == ScheduleKind.FOLLOW_UP, Schedule.subject_id == FollowUp.id
        )
        return (
            statements.opened(self._scope.sight)
            .join(Schedule, scheduled)
            .where(Schedule.next_at <= until)
            .order_by(Schedule.next_at, FollowUp.id)
        )

    def _read(self, query: Query, **values: Any) -> list[tuple[FollowUpView, PromiseFacts]]:
        party, official = self._scope.party_id or NOWHERE, self._scope.official_id or NOWHERE
        rows = fetched(
            self._session, query, **self._bound(), party=party, official=official, **values
        )
        views = views_of(self._session, rows)
        facts = promises.read(self._session, [each.id for each in views])
        return [(each, facts[each.id]) for each in views if each.id in facts]

    def _bound(self) -> dict[str, Any]:
        scope = self._scope
        return {
            "network": scope.network_id,
            "own_party": scope.own_party,
            "own_official": scope.own_official,
        }
