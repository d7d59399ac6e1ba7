"""Dates as exact as their source: a day, a month, a year, or a span between two days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")


class Precision(StrEnum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which perhaps only the year or the month is known.

    `start` is the first day it can mean, and is what it is sorted and counted by.
    """

    start: date
    precision: Precision = Precision.DAY

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """`1965`, `2007-11` or `2020-11-07`. ValueError for anything else or no such day."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        start = date(year or 0, month or 1, day or 1)
        if day:
            return cls(start, Precision.DAY)
        return cls(start, Precision.MONTH if month else Precision.YEAR)

    @property
    def end(self) -> date:
        """The last day it can mean."""
        if self.precision is Precision.YEAR:
            return self.start.replace(month=12, day=31)
        if self.precision is Precision.MONTH:
            last = calendar.monthrange(self.start.year, self.start.month)[1]
            return self.start.replace(day=last)
        return self.start

    def __str__(self) -> str:
        """The form that `parse` reads back."""
        width = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[self.precision]
        return self.start.isoformat()[:width]
