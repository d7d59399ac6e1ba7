"""Promises, the people who made them, and a pump that asks what is to be done about them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from bot.domain.due import end_of, moment_of
from bot.domain.nudging import Promise, Rung, plan
from bot.domain.vocabulary import Priority
from bot.domain.working_time import Hours
from tests.domain.offices import Offices

# A Monday and the Friday after it; nobody's holiday.
MADE_AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)
KYIV = Hours("Europe/Kyiv", country="UA")
NOBODY_AWAY = Offices()
Sent = list[tuple[Rung, datetime]]


def promised(
    due_on: date = FRIDAY,
    due_time: time | None = None,
    zone: str = KYIV.zone,
    *,
    snoozed_until: datetime | None = None,
    priority: Priority = Priority.NORMAL,
    is_open: bool = True,
    made_at: datetime = MADE_AT,
) -> Promise:
    """Something due by the end of that day, or at that time."""
    due_at = end_of(due_on, zone) if due_time is None else moment_of(due_on, due_time, zone)
    return Promise(due_on, due_time, zone, due_at, snoozed_until, priority, is_open, made_at)


def pumped(
    promise: Promise,
    hours: Hours = KYIV,
    calendar: Offices = NOBODY_AWAY,
    seen: Callable[[datetime], datetime] = lambda planned: planned,
    since: datetime | None = None,
) -> Sent:
    """What goes out until there is nothing more to come. `seen` is when the pump looks at what it
    planned for a moment."""
    sent: Sent = []
    step, counted_from, now = 0, None, since or promise.made_at
    for _look in range(100):
        found = plan(promise, step, counted_from, now, hours, calendar)
        if found.due:
            sent.append((found.rung, now))
        step, counted_from = found.step, found.counted_from
        if found.next_at is None:
            return sent
        now = seen(found.next_at)
    raise AssertionError("it never comes to an end")
