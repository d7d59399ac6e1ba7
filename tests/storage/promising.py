"""What is owed in an office, and what went out about it."""

from datetime import date, timedelta
from typing import Any

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.vocabulary import Closure, Visibility
from storage.models import Delivery, FollowUp, Network
from storage.records import Records
from tests.storage.office import NOW

TEXT = "Send the pump specification"


def promises(visibility: Visibility = Visibility.NETWORK, **values: Any) -> Any:
    """A change that makes a follow-up which is due tomorrow."""

    def change(_records: Records, session: Any) -> None:
        made = FollowUp(
            network_id=session.query(Network.id).order_by(Network.id).limit(1).scalar(),
            text=TEXT,
            due_on=date(2026, 11, 22),
            due_at=NOW + timedelta(days=1),
            visibility=visibility,
            **values,
        )
        session.add(made)

    return change


def closes(_records: Records, session: Any) -> None:
    """A change that closes the follow-up as done."""
    owed = session.query(FollowUp).one()
    owed.closed_at, owed.closure = NOW, Closure.DONE


def delivered(follow_up: FollowUp | None = None, **values: Any) -> Delivery:
    """A nudge for a follow-up that was sent just now."""
    number = follow_up.id if follow_up is not None else None
    known: dict[str, Any] = {
        "key": f"nudge:{number}:0",
        "network_id": follow_up.network_id if follow_up is not None else 1,
        "kind": DeliveryKind.NUDGE,
        "follow_up_id": number,
        "lane": "official:1",
        "state": DeliveryState.SENT,
        "next_at": NOW,
        "sent_at": NOW,
    }
    return Delivery(**{**known, **values})
