"""What is held on an official through what they promised, and what was sent to them unasked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.audit import freeze
from storage.models import Appointment, Delivery, FollowUp, Network, Official

Row = dict[str, Any]

_FOLLOW_UP = (
    "text", "due_on", "due_time", "timezone", "snoozed_until", "every", "awaited", "priority",
    "created_at", "closed_at", "closure",
)  # fmt: skip
_DELIVERY = ("kind", "state", "platform", "reason", "created_at", "sent_at")


class PromisesReading:
    """Reads it for the official themselves: what they own they may see, wherever it is kept."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def held(self, official_id: int | None) -> Row:
        """Under `backup_for` in whose place they are reminded, under `follow_ups` those that
        are theirs, under `deliveries` what was queued for them; the oldest first. Empty lists
        for nobody."""
        if official_id is None:
            return {"backup_for": [], "follow_ups": [], "deliveries": []}
        return {
            "backup_for": self._backup_for(official_id),
            "follow_ups": self._follow_ups(official_id),
            "deliveries": self._deliveries(official_id),
        }

    def _backup_for(self, official_id: int) -> list[Row]:
        query = (
            select(Network.name, Official.name)
            .join(Appointment, Appointment.network_id == Network.id)
            .join(Official, Official.id == Appointment.official_id)
            .where(Appointment.backup_id == official_id)
            .order_by(Network.id, Official.id)
        )
        return self._rows(query, ("network", "name"))

    def _follow_ups(self, official_id: int) -> list[Row]:
        columns = [getattr(FollowUp, name) for name in _FOLLOW_UP]
        query = (
            select(Network.name, *columns)
            .join(Network, Network.id == FollowUp.network_id)
            .where(FollowUp.owner_id == official_id, FollowUp.removed_at.is_(None))
            .order_by(FollowUp.id)
        )
        return self._rows(query, ("network", *_FOLLOW_UP))

    def _deliveries(self, official_id: int) -> list[Row]:
        columns = [getattr(Delivery, name) for name in _DELIVERY]
        query = (
            select(Network.name, *columns)
            .join(Network, Network.id == Delivery.network_id)
            .where(Delivery.official_id == official_id)
            .order_by(Delivery.id)
        )
        return self._rows(query, ("network", *_DELIVERY))

    def _rows(self, query: Any, names: Sequence[str]) -> list[Row]:
        rows = self._session.execute(query).all()
        return [dict(zip(names, map(freeze, row), strict=True)) for row in rows]
