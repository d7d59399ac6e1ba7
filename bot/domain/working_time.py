"""When somebody may be reminded: not at night, at weekends, or on the holidays of either side."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from typing import Protocol

from bot.domain.due import zone_of

# So many days off before one end the wait. Partners in many countries would else hardly leave a
# day to work on; and whatever a calendar says, no office is closed for longer than a month.
_LONGEST_FOR_PARTNERS = 5
_LONGEST = 31
_DAY = timedelta(days=1)
# Two years of some ninety pairs of countries.
_MOST_DAYS = 65_536
_MIDNIGHT = time(0)


class Calendar(Protocol):
    """What days are off in a country, by its ISO 3166 code; "" where it is not known.

    One calendar never changes its answers: they are remembered.
    """

    def __hash__(self) -> int:
        """It is told from other calendars by what it is."""
        ...

    def is_weekend(self, country: str, day: date) -> bool:
        """Whether people there do not work on this day of the week."""
        ...

    def holiday(self, country: str, day: date) -> str:
        """The public holiday of that day by its English name; "" if there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody may be reminded.

    `quiet_from` and `quiet_until` may have midnight between them; alike, no hour is quiet.
    Weekend and holidays count in their own `country`, holidays alone in those of `partners`.
    """

    zone: str
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    country: str = ""
    partners: tuple[str, ...] = ()


def permitted(moment: datetime, hours: Hours, calendar: Calendar) -> bool:
    """Whether they may be reminded at this moment."""
    local = moment.astimezone(zone_of(hours.zone))
    return not _is_quiet(local.time(), hours) and works_on(local.date(), hours, calendar)


def next_permitted(moment: datetime, hours: Hours, calendar: Calendar) -> datetime:
    """The moment itself if they may be reminded then, or else when the next permitted hours
    begin; in UTC."""
    if permitted(moment, hours, calendar):
        return moment.astimezone(UTC)
    zone = zone_of(hours.zone)
    today = moment.astimezone(zone).date()
    for days in count():
        day = today + timedelta(days=days)
        if not works_on(day, hours, calendar):
            continue
        for start in _starts(hours):
            found = datetime.combine(day, start, zone).astimezone(UTC)
            if found > moment and permitted(found, hours, calendar):
                return found
    raise AssertionError("the days do not end")


def works_on(day: date, hours: Hours, calendar: Calendar) -> bool:
    """Whether this is one of their working days. The holidays of partners count for five days at
    a stretch, weekends included."""
    return _works_on(day, hours.country, hours.partners, calendar)


def working_day_from(day: date, steps: int, hours: Hours, calendar: Calendar) -> date:
    """So many of their working days after this day, or before it if `steps` is negative."""
    one = _DAY if steps > 0 else -_DAY
    left = abs(steps)
    while left:
        day += one
        left -= works_on(day, hours, calendar)
    return day


@lru_cache(_MOST_DAYS)
def _works_on(day: date, country: str, partners: tuple[str, ...], calendar: Calendar) -> bool:
    is_off = _is_off(day, country, calendar)
    if not is_off and not _is_off_for(partners, day, calendar):
        return True
    longest = _LONGEST if is_off else _LONGEST_FOR_PARTNERS
    return all(
        _is_off(before, country, calendar) or _is_off_for(partners, before, calendar)
        for before in (day - _DAY * days for days in range(1, longest + 1))
    )


def _is_off(day: date, country: str, calendar: Calendar) -> bool:
    return calendar.is_weekend(country, day) or bool(calendar.holiday(country, day))


def _is_off_for(partners: tuple[str, ...], day: date, calendar: Calendar) -> bool:
    return any(calendar.holiday(country, day) for country in partners)


def _is_quiet(at: time, hours: Hours) -> bool:
    start, end = hours.quiet_from, hours.quiet_until
    return start <= at < end if start <= end else at >= start or at < end


def _starts(hours: Hours) -> list[time]:
    """Where permitted hours begin within a day, in either of two hours of the same name."""
    is_across_midnight = hours.quiet_from > hours.quiet_until
    starts = [hours.quiet_until] if is_across_midnight else [_MIDNIGHT, hours.quiet_until]
    return [start.replace(fold=fold) for start in starts for fold in (0, 1)]
