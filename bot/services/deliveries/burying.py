"""What cannot be delivered as things stand: kept on a list, and told to a steward once."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.deliveries import DeliveryKind, DeliveryState
from storage import dispatching, lanes, outbox
from storage.desk import Desk
from storage.dispatching import Waiting


def bury(desk: Desk, deliveries: Sequence[Waiting], reason: str) -> None:
    """Put deliveries on the list of what somebody has to see to."""
    dispatching.bury(desk.session, [each.id for each in deliveries], reason)
    tell_stewards(desk, deliveries, reason)


def tell_stewards(desk: Desk, deliveries: Sequence[Waiting], reason: str) -> None:
    """Queue word of it for the stewards of its network: once a day for each lane and reason, so
    that a place nobody can write to does not fill theirs."""
    rows = [row for each in deliveries for row in _notices(desk, each, reason)]
    outbox.queue(desk.session, rows, desk.now)


def _notices(desk: Desk, delivery: Waiting, reason: str) -> list[Mapping[str, Any]]:
    if delivery.kind is DeliveryKind.NOTICE:
        return []
    return [
        {
            "key": f"notice:{delivery.lane}:{reason}:{desk.now:%Y-%m-%d}:{steward.official_id}",
            "network_id": delivery.network_id,
            "kind": DeliveryKind.NOTICE,
            "matter": {"problem": reason, "delivery": delivery.id},
            "official_id": steward.official_id,
            "lane": lanes.of_person(steward.official_id),
            "next_at": desk.now,
            "state": DeliveryState.PENDING,
        }
        for steward in desk.recipients.stewards(delivery.network_id)
        # They would be told of themselves where they cannot be reached.
        if steward.accounts and steward.official_id != delivery.official_id
    ]
