"""The moment that a day and a time of the clock mean in a time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

# Kept for good, because the library forgets a zone that it was not asked for lately.
zone_of = cache(ZoneInfo)


class Shift(StrEnum):
    """What a change of the clocks does to a time of the day on which they change."""

    NONE = "none"
    SKIPPED = "skipped"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment in UTC, and what the change of the clocks did to the time it was named by."""

    moment: datetime
    shift: Shift = Shift.NONE


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC, of a local time: of one that comes twice the first, and of one that is
    skipped as much later as the clocks are put forward."""
    return datetime.combine(day, at.replace(fold=0), zone_of(zone)).astimezone(UTC)


def instant(day: date, at: time, zone: str) -> Instant:
    """The moment of a local time as `moment_of` tells it, and what happened to that time."""
    local = datetime.combine(day, at.replace(fold=0), zone_of(zone))
    moment = moment_of(day, at, zone)
    if local.utcoffset() == local.replace(fold=1).utcoffset():
        return Instant(moment)
    returned = moment.astimezone(zone_of(zone)).replace(tzinfo=None)
    is_skipped = returned != local.replace(tzinfo=None)
    return Instant(moment, Shift.SKIPPED if is_skipped else Shift.DOUBLED)


def end_of(day: date, zone: str) -> datetime:
    """The moment, in UTC, at which this day is over there."""
    return moment_of(day + timedelta(days=1), time(0), zone)
