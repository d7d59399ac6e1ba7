"""What comes again: every so many days, weeks, months or years, or each week at its time."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.due import moment_of, zone_of

_SHAPE = re.compile(r"([1-9]\d{0,3}) ?(day|week|month|year)s?")


class Unit(StrEnum):
    """What is counted."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Every:
    """A time between two of the same."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Every":
        """`2 week`, also `2 weeks`. ValueError for anything else."""
        match = _SHAPE.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), Unit(match[2]))

    def __str__(self) -> str:
        """The form that `parse` reads back."""
        return f"{self.count} {self.unit}"

    def occurrence(self, first: date, n: int) -> date:
        """The day after n such times, counted from the first so that the 31st, after a shorter
        month, is the 31st again."""
        steps = self.count * n
        if self.unit in (Unit.DAY, Unit.WEEK):
            return first + timedelta(days=steps * (7 if self.unit is Unit.WEEK else 1))
        months = first.year * 12 + first.month - 1 + steps * (12 if self.unit is Unit.YEAR else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(first.day, monthrange(year, month)[1]))

    def next_after(self, first: date, today: date) -> date:
        """The first day on which it comes again that is later than `today`; never the first
        itself."""
        # No day in these is ever counted twice, and few are counted at all.
        n = max(1, (today - first).days // (self.count * _LONGEST_DAYS[self.unit]))
        while (day := self.occurrence(first, n)) <= today:
            n += 1
        return day


# More than any such time has, so that what is reckoned with them is never too late.
_LONGEST_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}


def next_weekly(weekday: int, at: time, zone: str, after: datetime) -> datetime:
    """The next time, in UTC, that it is `at` on this day of the week there (0 is Monday), strictly
    after `after`: once a week, even if the clocks show the time twice that day, or not at all."""
    today = after.astimezone(zone_of(zone)).date()
    # A skipped time may be past midnight once it is moved, so the day before counts as well.
    days = (today + timedelta(days=number) for number in range(-1, 8))
    moments = (moment_of(day, at, zone) for day in days if day.weekday() == weekday)
    return next(moment for moment in moments if moment > after)
