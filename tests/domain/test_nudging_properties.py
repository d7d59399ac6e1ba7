"""For a simulated year: no reminder outside permitted hours, none missing, none twice."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.nudging import Promise, Rung, moments, plan
from bot.domain.recurrence import next_weekly
from bot.domain.vocabulary import Priority
from bot.domain.working_time import Hours
from tests.domain.offices import FRIDAY_SATURDAY, SATURDAY_SUNDAY, Offices
from tests.domain.promises import Sent, promised, pumped

ZONES = st.sampled_from(
    ["Europe/Kyiv", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo",
     "Asia/Amman", "Asia/Beirut", "Asia/Kathmandu", "Asia/Tokyo", "America/Santiago", "UTC"]
)  # fmt: skip
YEAR = st.dates(date(2026, 1, 10), date(2026, 12, 31))
FEW = st.sets(YEAR, max_size=25)
# Nobody's quiet hours end where clocks are put forward; that is seen to elsewhere.
QUIET = st.sampled_from(
    [(20, 8), (22, 6), (18, 10), (0, 7), (23, 12), (12, 14), (7, 19), (0, 0), (9, 17), (16, 9)]
)
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
CALENDARS = st.builds(lambda ua, jo, jp: Offices(UA=ua, JO=jo, JP=jp), FEW, FEW, FEW)
HOURS = st.builds(
    lambda zone, quiet, country, partners: Hours(
        zone, time(quiet[0]), time(quiet[1]), country, partners
    ),
    ZONES,
    QUIET,
    st.sampled_from(["UA", "JO", ""]),
    st.sampled_from([(), ("JP",), ("JP", "JO")]),
)
PROMISES = st.builds(
    lambda day, at, zone, days, minutes, priority: promised(
        day,
        at,
        zone,
        priority=priority,
        made_at=datetime.combine(day, time(), UTC) - timedelta(days=days, minutes=minutes),
    ),
    YEAR,
    st.none() | MINUTES,
    ZONES,
    st.integers(0, 20),
    st.integers(-60, 1440),
    st.sampled_from(Priority),
).filter(lambda promise: promise.made_at < promise.due_at)

UNTIMED = settings(deadline=None)


def is_permitted(moment: datetime, hours: Hours, calendar: Offices) -> bool:
    """As an office would say it, without the code under test."""
    local = moment.astimezone(ZoneInfo(hours.zone))
    start, end, at = hours.quiet_from, hours.quiet_until, local.time()
    is_quiet = (start <= at < end) if start < end else start != end and (at >= start or at < end)
    return not is_quiet and works(local.date(), hours, calendar)


def works(day: date, hours: Hours, calendar: Offices) -> bool:
    def is_away(day: date) -> bool:
        return any(day in calendar.holidays.get(each, ()) for each in hours.partners)

    def is_off(day: date) -> bool:
        weekend = FRIDAY_SATURDAY if hours.country == "JO" else SATURDAY_SUNDAY
        return day.weekday() in weekend or day in calendar.holidays.get(hours.country, ())

    if is_off(day):
        return False
    before = [day - timedelta(days=n) for n in range(1, 6)]
    return not is_away(day) or all(is_off(each) or is_away(each) for each in before)


def first_permitted(moment: datetime, hours: Hours, calendar: Offices) -> datetime:
    """The moment, or the first full quarter of an hour after it that is permitted."""
    while not is_permitted(moment, hours, calendar):
        moment = moment.replace(second=0) + timedelta(minutes=15 - moment.minute % 15)
    return moment


def mornings_after(day: date, counts: list[int], hours: Hours, calendar: Offices) -> list[datetime]:
    """When the morning begins so many working days after a day."""
    days = [day + timedelta(days=n) for n in range(1, 90)]
    working = [each for each in days if works(each, hours, calendar)]
    return [morning_of(working[count - 1], hours, calendar) for count in counts]


def morning_of(day: date, hours: Hours, calendar: Offices) -> datetime:
    nine = datetime.combine(day, time(9), ZoneInfo(hours.zone)).astimezone(UTC)
    return first_permitted(nine, hours, calendar)


def after_due(promise: Promise, hours: Hours, calendar: Offices) -> Sent:
    """What has to go out once it is due, as the rules say it."""
    zone = ZoneInfo(hours.zone)
    if promise.due_time is None:
        last = (promise.due_at - timedelta(seconds=1)).astimezone(zone).date()
        reminded = morning_of(min(promise.due_on, last), hours, calendar)
    else:
        reminded = first_permitted(promise.due_at, hours, calendar)
    day = reminded.astimezone(zone).date()
    if promise.priority is Priority.LOW:
        return [(Rung.OWNER, mornings_after(day, [7], hours, calendar)[0])]
    rungs = (Rung.OWNER, Rung.OWNER, Rung.BACKUP, Rung.STEWARD)
    return list(zip(rungs, mornings_after(day, [1, 3, 7, 14], hours, calendar), strict=True))


@UNTIMED
@given(promise=PROMISES, hours=HOURS, calendar=CALENDARS)
def test_none_goes_out_when_nobody_may_be_disturbed(
    promise: Promise, hours: Hours, calendar: Offices
) -> None:
    for _rung, moment in pumped(promise, hours, calendar):
        assert is_permitted(moment, hours, calendar)


@UNTIMED
@given(promise=PROMISES, hours=HOURS, calendar=CALENDARS)
def test_none_is_missing_once_it_is_due(promise: Promise, hours: Hours, calendar: Offices) -> None:
    sent = pumped(promise, hours, calendar)
    expected = after_due(promise, hours, calendar)
    assert sent[-len(expected) :] == expected


@UNTIMED
@given(promise=PROMISES, hours=HOURS, calendar=CALENDARS)
def test_somebody_is_told_in_time_if_there_is_time(
    promise: Promise, hours: Hours, calendar: Offices
) -> None:
    first = pumped(promise, hours, calendar)[0][1]
    notice = [
        morning_of(day, hours, calendar)
        for day in (promise.due_on - timedelta(days=n) for n in range(2, 15))
        if works(day, hours, calendar)
    ]
    had_time = promise.made_at < min(notice, default=promise.due_at)
    if had_time and promise.priority is not Priority.LOW:
        assert first < promise.due_at


@UNTIMED
@given(promise=PROMISES, hours=HOURS, calendar=CALENDARS)
def test_none_goes_out_twice(promise: Promise, hours: Hours, calendar: Offices) -> None:
    sent = pumped(promise, hours, calendar)
    at = [moment for _rung, moment in sent]
    order = [list(Rung).index(rung) for rung, _moment in sent]
    assert at == sorted(set(at))
    assert order == sorted(order)
    assert len(sent) <= 7
    assert all(moment >= promise.made_at for moment in at)


@UNTIMED
@given(promise=PROMISES, hours=HOURS, calendar=CALENDARS)
def test_what_was_shown_beforehand_is_what_goes_out(
    promise: Promise, hours: Hours, calendar: Offices
) -> None:
    shown = moments(promise, hours, calendar, promise.made_at - timedelta(seconds=1))
    assert pumped(promise, hours, calendar) == shown


@UNTIMED
@given(
    promise=PROMISES,
    hours=HOURS,
    calendar=CALENDARS,
    down_at=st.integers(-48, 24 * 40),
    lasting=st.integers(1, 12),
)
def test_what_is_missed_while_nothing_runs_goes_out_once_it_does(
    promise: Promise, hours: Hours, calendar: Offices, down_at: int, lasting: int
) -> None:
    down = promise.made_at + timedelta(hours=down_at)
    up = down + timedelta(hours=lasting)

    def seen(planned: datetime) -> datetime:
        return up if down <= planned < up else planned

    usual = pumped(promise, hours, calendar)
    expected = {first_permitted(seen(moment), hours, calendar): rung for rung, moment in usual}
    sent = pumped(promise, hours, calendar, seen)
    assert sent == [(expected[moment], moment) for moment in sorted(expected)]


@UNTIMED
@given(
    promise=PROMISES,
    hours=HOURS,
    calendar=CALENDARS,
    errors=st.lists(st.integers(-120, 120), min_size=1, max_size=20),
)
def test_a_clock_that_jumps_neither_loses_one_nor_sends_it_twice(
    promise: Promise, hours: Hours, calendar: Offices, errors: list[int]
) -> None:
    usual = pumped(promise, hours, calendar)
    last = usual[-1][1] + timedelta(days=3)
    sent = pumped_by(clock(promise.made_at, last, errors), promise, hours, calendar)
    after = len(after_due(promise, hours, calendar))
    assert [rung for rung, _at in sent[-after:]] == [rung for rung, _at in usual[-after:]]
    assert len(sent) <= len(usual)
    assert all(is_permitted(moment, hours, calendar) for _rung, moment in sent)


def clock(first: datetime, last: datetime, errors: list[int]) -> Iterator[datetime]:
    """What a clock shows every half hour that is put right, wrong again, every five hours."""
    for tick in range(int((last - first) / timedelta(minutes=30))):
        error = errors[tick // 10 % len(errors)] if tick else 0
        yield first + timedelta(minutes=30 * tick + error)


def pumped_by(clock: Iterable[datetime], promise: Promise, hours: Hours, calendar: Offices) -> Sent:
    """What goes out if the pump looks, whenever the clock is past what it planned."""
    sent: Sent = []
    step, counted_from, next_at = 0, None, promise.made_at
    for now in clock:
        if next_at is None or next_at > now:
            continue
        found = plan(promise, step, counted_from, now, hours, calendar)
        if found.due:
            sent.append((found.rung, now))
        step, counted_from, next_at = found.step, found.counted_from, found.next_at
    return sent


@UNTIMED
@given(
    zone=ZONES,
    weekday=st.integers(0, 6),
    at=MINUTES,
    jumps=st.lists(st.integers(-600, 600), min_size=1, max_size=10),
)
def test_a_weekly_one_comes_once_on_each_of_its_days(
    zone: str, weekday: int, at: time, jumps: list[int]
) -> None:
    planned = next_weekly(weekday, at, zone, datetime(2025, 12, 31, tzinfo=UTC))
    sent = []
    for number in range(52):
        sent.append(planned)
        # Whatever the clock says, what was sent is not planned again.
        clock = planned + timedelta(minutes=jumps[number % len(jumps)])
        planned = next_weekly(weekday, at, zone, max(planned, clock))
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in sent]
    assert all((later - day).days == 7 for day, later in pairwise(days))
    assert {day.weekday() for day in days} == {weekday}
