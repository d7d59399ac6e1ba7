"""Somewhere on Earth where people may be reminded right now, whenever the harness runs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

# Weekends differ: in one of these it is a working day on any day of the week.
_COUNTRIES = ("UA", "BD", "IR", "BN", "JP", "EG")
_HOUR = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is ten in the morning of a working day."""

    zone: str
    country: str
    today: date


def somewhere(now: datetime | None = None) -> Place:
    """Such a place. LookupError if the whole world is on holiday."""
    now = now or datetime.now(UTC)
    for shift in _shifts(now):
        zone = f"Etc/GMT{-shift:+d}"
        today = now.astimezone(ZoneInfo(zone)).date()
        for country in _COUNTRIES:
            if _is_worked(country, today):
                return Place(zone, country, today)
    raise LookupError(f"nobody works on {now}")


def _shifts(now: datetime) -> list[int]:
    """Hours east of Greenwich where it is about ten; two where the date line lies between."""
    found = _HOUR - now.hour
    return [each for each in (found, found + 24, found - 24) if -12 <= each <= 14]


def _is_worked(country: str, day: date) -> bool:
    known = _holidays(country, day.year)
    return day not in known and day.weekday() not in known.weekend


@cache
def _holidays(country: str, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=year)


def yesterday(place: Place) -> datetime:
    """A moment before all that is promised for today."""
    return datetime.combine(place.today, datetime.min.time(), UTC) - timedelta(days=2)
