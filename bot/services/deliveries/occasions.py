"""Once a day for each network: what comes up by itself is queued for those who should know."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.access import Role, Scope
from bot.domain.deliveries import DeliveryKind
from bot.domain.due import instant
from handlers.occasions import Addressed, due_today
from storage import lanes, outbox, schedules
from storage.desk import Desk, looking, working
from storage.engine import Database
from storage.schedules import Due, Moved

# The day's look comes before anybody's working hours.
_AT = time(5)
# If whoever took it on is gone by then, somebody else begins anew. Nothing is queued twice by it.
TAKEN_FOR = timedelta(minutes=15)


def queue_occasions(database: Database, due: Due) -> None:
    """Look through a network and queue what comes up. Looking takes its time in a large one, so
    nobody's writing waits for it; what is queued and when to look again is one transaction."""
    with looking(database) as desk:
        zone = schedules.zone_of_network(desk.session, due.network_id)
        found = [] if zone is None else _found(desk, due.network_id, zone)
    with working(database) as desk:
        rows = [_row(each, due.network_id, desk.now) for each in found]
        outbox.queue(desk.session, rows, desk.now)
        next_at = None if zone is None else _next_morning(desk.now, zone)
        schedules.move(desk.session, [Moved(due.kind, due.subject_id, next_at)])


def _found(desk: Desk, network_id: int, zone: str) -> list[Addressed]:
    records = desk.records(Scope(network_id, Role.STEWARD))
    return due_today(records, desk.now.astimezone(ZoneInfo(zone)).date())


def _row(addressed: Addressed, network_id: int, now: datetime) -> Mapping[str, Any]:
    return {
        "key": f"{network_id}:{addressed.key}",
        "network_id": network_id,
        "kind": DeliveryKind.NUDGE,
        "matter": addressed.occasion.matter,
        "official_id": addressed.official_id,
        "lane": lanes.of_person(addressed.official_id),
        "next_at": now,
    }


def _next_morning(now: datetime, zone: str) -> datetime:
    today = now.astimezone(ZoneInfo(zone)).date()
    return instant(today + timedelta(days=1), _AT, zone).moment
