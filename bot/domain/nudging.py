"""When a reminder of something promised is due, and to whom it goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from bot.domain.due import moment_of, zone_of
from bot.domain.vocabulary import Priority
from bot.domain.working_time import (
    Calendar,
    Hours,
    next_permitted,
    permitted,
    working_day_from,
)

# Between two messages with reminders to one person, unless it presses, and how many of them a
# person gets on one local day at most.
COOLDOWN = timedelta(hours=4)
CAP_PER_DAY = 3

_MORNING_AT, _AFTERNOON_AT = time(9), time(16)
# A reminder in advance that comes later than this is none.
_LEAST_NOTICE = timedelta(hours=1)
_MOMENT = timedelta(microseconds=1)
# Very many promises fall on few days, for people with the same hours.
_MOST_MORNINGS = 16_384


class Rung(StrEnum):
    """Who is reminded, from the one who promised it up to those who look after the network."""

    OWNER = "owner"
    BACKUP = "backup"
    STEWARD = "steward"


@dataclass(frozen=True, slots=True)
class Promise:
    """Something owed. With no `due_time` it is due by the end of `due_on`, which is `due_at`."""

    due_on: date
    due_time: time | None
    timezone: str
    due_at: datetime
    snoozed_until: datetime | None
    priority: Priority
    is_open: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """Whether a reminder is to go out now, and how it goes on.

    `rung` is who gets the one that is due, or else the next. `step`, `next_at` and `counted_from`
    are to be kept and given back at `next_at`; None means that there is nothing to come.
    """

    due: bool
    rung: Rung
    step: int
    next_at: datetime | None
    counted_from: datetime


# The steps of every promise, though hardly any has them all. A step has the same number whatever
# the promise, so that its priority can change between two of them.
#   when a rest ends · the working day before · the morning of the day · when it is due, or the
#   afternoon if it was promised too late for the morning · so many working days after
_WAKE, _EVE, _MORNING, _DUE, _FIRST_AFTER = range(5)
_DAYS_AFTER = {_FIRST_AFTER: 1, 5: 3, 6: 7, 7: 14}
_BEFORE = dict.fromkeys((_WAKE, _EVE, _MORNING, _DUE), Rung.OWNER)
_USUAL = {**_BEFORE, _FIRST_AFTER: Rung.OWNER, 5: Rung.OWNER, 6: Rung.BACKUP, 7: Rung.STEWARD}
_RUNGS: Mapping[Priority, Mapping[int, Rung]] = MappingProxyType(
    {Priority.LOW: {**_BEFORE, 6: Rung.OWNER}, Priority.NORMAL: _USUAL, Priority.HIGH: _USUAL}
)
_END = 8


def plan(
    promise: Promise,
    step: int,
    counted_from: datetime | None,
    now: datetime,
    hours: Hours,
    calendar: Calendar,
) -> Plan:
    """What is to be done at `now`, if `step` is the next to be sent of those `counted_from` a
    moment; from the first if that was another moment than now holds.

    Of several steps that were missed the latest goes out, alone and within permitted hours.
    """
    base = promise.snoozed_until or promise.due_at
    if not promise.is_open:
        return Plan(False, Rung.OWNER, step, None, counted_from or base)
    ladder = _Ladder(promise, hours, calendar)
    if counted_from != base:
        step = ladder.first_step(promise.made_at if counted_from is None else now)
    missed: Rung | None = None
    for number, rung, moment in ladder.steps(step):
        if moment <= now:
            missed = rung
        elif missed is None:
            return Plan(False, rung, number, moment, base)
        else:
            return _catch_up(missed, Plan(True, missed, number, moment, base), step, now, ladder)
    last = Plan(missed is not None, missed or Rung.OWNER, _END, None, base)
    return last if missed is None else _catch_up(missed, last, step, now, ladder)


def _catch_up(missed: Rung, sent: Plan, step: int, now: datetime, ladder: "_Ladder") -> Plan:
    """The plan to send now, or to wait where nothing may be sent at this hour."""
    if permitted(now, ladder.hours, ladder.calendar):
        return sent
    later = next_permitted(now, ladder.hours, ladder.calendar)
    return Plan(False, missed, step, later, sent.counted_from)


def moments(
    promise: Promise, hours: Hours, calendar: Calendar, since: datetime
) -> list[tuple[Rung, datetime]]:
    """The reminders after `since`, the next one first, if nothing changes until then."""
    if not promise.is_open:
        return []
    ladder = _Ladder(promise, hours, calendar)
    # Of two at the same moment only the later is sent.
    found = {at: rung for _step, rung, at in ladder.steps(ladder.first_step(promise.made_at))}
    return [(found[at], at) for at in sorted(found) if at > since]


class _Ladder:
    """The moments of a promise's reminders, each worked out when it is asked for."""

    __slots__ = ("calendar", "hours", "morning", "promise", "woken")

    def __init__(self, promise: Promise, hours: Hours, calendar: Calendar) -> None:
        self.promise = promise
        self.hours = hours
        self.calendar = calendar
        until = promise.snoozed_until
        self.woken = None if until is None else next_permitted(until, hours, calendar)
        # Far to the west of where it is owed, the day may be over before its morning.
        last = self._day_of(promise.due_at - _MOMENT)
        is_dated = promise.due_time is None
        self.morning = self._morning_of(min(promise.due_on, last) if is_dated else last)

    def steps(self, first: int) -> Iterator[tuple[int, Rung, datetime]]:
        """The steps that this promise has from `first` on, with the moment of each."""
        for step, rung in _RUNGS[self.promise.priority].items():
            # The afternoon is only for what was promised too late for the morning.
            if step < first or (step == _DUE != first and self.promise.due_time is None):
                continue
            moment = self._at(step)
            if moment is not None:
                yield step, rung, moment

    def first_step(self, since: datetime) -> int:
        """Where to begin with what was promised, or put off, at `since`."""
        if self.woken is not None:
            return _WAKE
        for step in (_EVE, _MORNING, _DUE):
            moment = self._at(step)
            if moment is not None and moment > since:
                return step
        return _FIRST_AFTER if self.promise.due_time is None else _DUE

    def _at(self, step: int) -> datetime | None:
        """When this step is due; None if this promise has no such step."""
        if step == _WAKE:
            return self.woken
        if step >= _FIRST_AFTER:
            return self._morning_of(self._day_reminded(), _DAYS_AFTER[step])
        moment = self._eve() if step == _EVE else self._on_the_day(step)
        if moment is not None and self.woken is not None and moment <= self.woken:
            return None
        return moment

    def _is_in_time(self) -> bool:
        """Whether the morning of the day itself is early enough to remind of it."""
        return self.morning <= self.promise.due_at - _LEAST_NOTICE

    def _eve(self) -> datetime | None:
        """The working day before, for what presses or cannot be told in time on the day."""
        priority = self.promise.priority
        if priority is Priority.LOW or (priority is Priority.NORMAL and self._is_in_time()):
            return None
        return self._morning_of(self._day_of(min(self.morning, self.promise.due_at)), -1)

    def _on_the_day(self, step: int) -> datetime | None:
        if self.promise.due_time is None:
            return self.morning if step == _MORNING else self._afternoon()
        if step == _DUE:
            return self._when_due()
        is_low = self.promise.priority is Priority.LOW
        return None if is_low or not self._is_in_time() else self.morning

    def _when_due(self) -> datetime:
        return next_permitted(self.promise.due_at, self.hours, self.calendar)

    def _afternoon(self) -> datetime:
        moment = moment_of(self._day_of(self.morning), _AFTERNOON_AT, self.hours.zone)
        return next_permitted(moment, self.hours, self.calendar)

    def _day_reminded(self) -> date:
        """The day from which those after are counted: that of the reminder when it is due."""
        first = self.morning if self.promise.due_time is None else self._when_due()
        return self._day_of(first if self.woken is None else max(first, self.woken))

    def _day_of(self, moment: datetime) -> date:
        return moment.astimezone(zone_of(self.hours.zone)).date()

    def _morning_of(self, day: date, steps: int = 0) -> datetime:
        return _morning_of(day, steps, self.hours, self.calendar)


@lru_cache(_MOST_MORNINGS)
def _morning_of(day: date, steps: int, hours: Hours, calendar: Calendar) -> datetime:
    """When the morning's reminders go out, so many working days from this day."""
    working = working_day_from(day, steps, hours, calendar)
    return next_permitted(moment_of(working, _MORNING_AT, hours.zone), hours, calendar)
