"""Counting days and years to and from a date, without falling off either end of the calendar."""

from datetime import date, timedelta


def days_before(day: date, count: int) -> date:
    """The day so many days earlier; the first there is, if there is none."""
    return date.fromordinal(max(1, day.toordinal() - count))


def anniversary(day: date, year: int) -> date:
    """The day's anniversary in a year; of 29 February the day before where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def days_after(day: date, count: int) -> date:
    """The day so many days later; the last there is, if there is none."""
    left = (date.max - day).days
    return day + timedelta(days=min(count, left))
