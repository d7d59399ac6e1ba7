"""Whether something may be told to a person now: it still holds, at an hour that is theirs, and
not too often."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.deliveries import DeliveryKind
from bot.domain.nudging import CAP_PER_DAY, COOLDOWN
from bot.domain.vocabulary import Priority
from bot.domain.working_time import Calendar, next_permitted
from storage.dispatching import Waiting
from storage.follow_up_views import FollowUpView
from storage.recipients import Recipient
from storage.whom import hours_of

# So long after its time of day something is told as if it was that time.
_AT_ITS_TIME = timedelta(hours=1)


@dataclass(slots=True)
class Sifted:
    """What is to be told now; what has become pointless, by the reason; what has to wait."""

    now: list[Waiting] = field(default_factory=list)
    pointless: dict[int, str] = field(default_factory=dict)
    later: dict[int, datetime] = field(default_factory=dict)


def sifted(
    waiting: Iterable[Waiting],
    reader: Recipient,
    follow_ups: Mapping[int, FollowUpView],
    told: Sequence[datetime],
    calendar: Calendar,
    now: datetime,
) -> Sifted:
    """What waits for one person, looked at once more. `told` are the last messages they got."""
    found = Sifted()
    rested_at = _rested_at(told, reader.zone, now)
    for each in waiting:
        view = follow_ups.get(each.follow_up_id or 0)
        reason = _pointless(each, view, reader, now)
        earliest = now if _presses(each, view, now) else max(now, rested_at)
        at = next_permitted(earliest, hours_of(reader, reader.zone, _countries(view)), calendar)
        if reason:
            found.pointless[each.id] = reason
        elif at > now:
            found.later[each.id] = at
        else:
            found.now.append(each)
    return _each_once(found)


def _each_once(found: Sifted) -> Sifted:
    """Of what had to wait so long that it is due again, one is enough: the latest, unless an
    earlier one has perhaps arrived."""
    kept: dict[int, Waiting] = {}
    for each in found.now:
        if each.follow_up_id is not None:
            before = kept.get(each.follow_up_id)
            kept[each.follow_up_id] = before if before and before.is_repeated else each
    spare = [
        each
        for each in found.now
        if each.follow_up_id is not None and kept[each.follow_up_id] is not each
    ]
    found.pointless |= {each.id: "told_together" for each in spare}
    found.now = [each for each in found.now if each.id not in found.pointless]
    return found


def _presses(waiting: Waiting, view: FollowUpView | None, now: datetime) -> bool:
    """Whether it is told however lately something else was: who said a time of day wants to hear
    of it then, and not when half a day is over."""
    if waiting.kind is not DeliveryKind.NUDGE or view is None:
        return waiting.kind is not DeliveryKind.NUDGE
    is_at_its_time = view.due_time is not None and view.due_at <= now < view.due_at + _AT_ITS_TIME
    return view.priority is Priority.HIGH or is_at_its_time


def _pointless(
    waiting: Waiting, view: FollowUpView | None, reader: Recipient, now: datetime
) -> str:
    """Why there is nothing to tell any more; empty if there is."""
    if waiting.kind is not DeliveryKind.NUDGE or waiting.follow_up_id is None:
        return ""
    if view is None or not view.is_open:
        return "closed"
    if view.snoozed_until is not None and view.snoozed_until > now:
        return "snoozed"
    was_theirs = not waiting.matter.get("stands_in", True)
    if was_theirs and view.owner_id != reader.official_id:
        return "reassigned"
    return ""


def _rested_at(told: Sequence[datetime], zone: str, now: datetime) -> datetime:
    """From when on one more message is not too much."""
    if not told:
        return now
    local = now.astimezone(ZoneInfo(zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    today = [each for each in told if each >= midnight]
    rested_at = told[-1] + COOLDOWN
    if len(today) >= CAP_PER_DAY:
        rested_at = max(rested_at, midnight + timedelta(days=1))
    return rested_at


def _countries(view: FollowUpView | None) -> tuple[str, ...]:
    return tuple({party.country for party in view.parties if party.country}) if view else ()
