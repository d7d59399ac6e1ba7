"""What is due of follow-ups and digests, and when to look at each of them again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.nudging import Plan, plan
from bot.domain.recurrence import next_weekly
from bot.domain.working_time import Calendar
from storage import lanes
from storage.digest_places import DigestPlace
from storage.promises import PromiseFacts
from storage.recipients import Recipient, Recipients
from storage.schedules import Due, Moved
from storage.whom import hours_of, whom

NO_ACCOUNT = "no_account"
# A digest that is later than this is not news any more; the next one tells of the time as well.
_STALE_DAYS = 3
_A_MOMENT = timedelta(seconds=1)


@dataclass(slots=True)
class Planned:
    """What is to be queued, and how the schedules go on."""

    rows: list[Mapping[str, Any]] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)


def plan_follow_ups(
    dues: Iterable[Due],
    promises: Mapping[int, PromiseFacts],
    recipients: Recipients,
    calendar: Calendar,
    now: datetime,
) -> Planned:
    """A reminder for each follow-up whose time has come. What is closed has none any more."""
    planned = Planned()
    for due in dues:
        facts = promises.get(due.subject_id)
        if facts is None:
            planned.moved.append(_at_rest(due))
            continue
        owner = recipients.get(facts.network_id, facts.owner_id)
        hours = hours_of(owner, facts.timezone, facts.countries)
        step = plan(facts.promise, due.step, due.counted_from, now, hours, calendar)
        if step.due:
            reader = whom(facts, step.rung, recipients)
            planned.rows.append(_nudge(due, facts, step, owner, reader, now))
        planned.moved.append(
            Moved(
                due.kind,
                due.subject_id,
                step.next_at,
                step.step,
                due.sequence + step.due,
                step.counted_from,
            )
        )
    return planned


def plan_digests(dues: Iterable[Due], places: Mapping[int, DigestPlace], now: datetime) -> Planned:
    """A digest for each place whose hour has come; of several that were missed, one."""
    planned = Planned()
    for due in dues:
        place = places.get(due.subject_id)
        if place is None:
            planned.moved.append(_at_rest(due))
            continue
        following = next_weekly(place.weekday, place.time_of_day, place.timezone, now)
        if due.counted_from is not None and _has_come(due.counted_from, place, now):
            planned.rows.append(_digest(due, place, due.counted_from, now))
        planned.moved.append(Moved(due.kind, due.subject_id, following, 0, due.sequence, following))
    return planned


def _has_come(moment: datetime, place: DigestPlace, now: datetime) -> bool:
    """Whether a digest that was planned for then is to go out now: unless the subscription has
    been changed to another hour since."""
    local = moment.astimezone(ZoneInfo(place.timezone))
    return (
        moment <= now
        and (now - moment).days < _STALE_DAYS
        and local.weekday() == place.weekday
        and moment == next_weekly(place.weekday, place.time_of_day, place.timezone, _before(moment))
    )


def _before(moment: datetime) -> datetime:
    return moment.replace(microsecond=0) - _A_MOMENT


def _nudge(
    due: Due,
    facts: PromiseFacts,
    step: Plan,
    owner: Recipient | None,
    reader: Recipient | None,
    now: datetime,
) -> Mapping[str, Any]:
    row: dict[str, Any] = {
        "key": f"nudge:{facts.id}:{due.sequence}",
        "network_id": facts.network_id,
        "kind": DeliveryKind.NUDGE,
        "follow_up_id": facts.id,
        "matter": {"rung": step.rung.value, "stands_in": reader != owner},
        "official_id": reader.official_id if reader else facts.owner_id,
        "lane": lanes.of_person(reader.official_id) if reader else "",
        "next_at": now,
    }
    if reader is None:
        row |= {"state": DeliveryState.DEAD, "reason": NO_ACCOUNT}
    return row


def _digest(due: Due, place: DigestPlace, moment: datetime, now: datetime) -> Mapping[str, Any]:
    day = moment.astimezone(ZoneInfo(place.timezone)).date()
    return {
        "key": f"digest:{place.id}:{day}",
        "network_id": due.network_id,
        "kind": DeliveryKind.DIGEST,
        "digest_id": place.id,
        # What every part of it tells of ends here, and what the next one tells of begins.
        "matter": {"until": moment.isoformat()},
        "platform": place.platform,
        "team": place.team,
        "channel": place.channel,
        "topic": place.topic,
        "lane": lanes.of_place(place.platform, place.team, place.channel),
        "next_at": now,
    }


def _at_rest(due: Due) -> Moved:
    return Moved(due.kind, due.subject_id, None, due.step, due.sequence, due.counted_from)
