"""When somebody may be reminded, and when not."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.working_time import Hours, next_permitted, permitted, working_day_from, works_on
from tests.domain.offices import Offices

KYIV = Hours("Europe/Kyiv", country="UA")
AMMAN = Hours("Asia/Amman", country="JO")
NOBODY_AWAY = Offices()
NOON = time(12)


def local(hours: Hours, day: int, at: time = NOON, month: int = 11) -> datetime:
    return datetime.combine(date(2026, month, day), at, ZoneInfo(hours.zone))


def after(moment: datetime, hours: Hours, calendar: Offices = NOBODY_AWAY) -> str:
    found = next_permitted(moment, hours, calendar).astimezone(ZoneInfo(hours.zone))
    return f"{found:%a %d %H:%M}"


def test_by_day_in_the_week_one_may_be_reminded() -> None:
    moment = local(KYIV, 20)
    assert next_permitted(moment, KYIV, NOBODY_AWAY) == moment


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (time(7, 59), "Wed 18 08:00"),
        (time(8), "Wed 18 08:00"),
        (time(19, 59), "Wed 18 19:59"),
        (time(20), "Thu 19 08:00"),
        (time(3), "Wed 18 08:00"),
    ],
)
def test_at_night_it_waits_for_the_morning(at: time, expected: str) -> None:
    assert after(local(KYIV, 18, at), KYIV) == expected


def test_the_weekend_waits_for_monday() -> None:
    assert after(local(KYIV, 21), KYIV) == "Mon 23 08:00"
    assert after(local(KYIV, 20, time(21)), KYIV) == "Mon 23 08:00"


def test_where_friday_and_saturday_are_free_sunday_is_not() -> None:
    assert after(local(AMMAN, 20), AMMAN) == "Sun 22 08:00"
    assert permitted(local(AMMAN, 22), AMMAN, NOBODY_AWAY)


def test_ones_own_holiday_is_free() -> None:
    calendar = Offices(UA={date(2026, 11, 18)})
    assert after(local(KYIV, 18), KYIV, calendar) == "Thu 19 08:00"


def test_a_holiday_of_the_partners_is_waited_for() -> None:
    hours = Hours("Europe/Kyiv", country="UA", partners=("JP",))
    calendar = Offices(JP={date(2026, 11, 18)})
    assert after(local(hours, 18), hours, calendar) == "Thu 19 08:00"


def test_the_weekend_of_the_partners_is_not() -> None:
    hours = Hours("Europe/Kyiv", country="UA", partners=("JO",))
    assert permitted(local(hours, 20), hours, NOBODY_AWAY)


def test_holidays_of_partners_that_do_not_end_hold_up_for_five_days() -> None:
    hours = Hours("Europe/Kyiv", country="UA", partners=("CN",))
    calendar = Offices(CN={date(2026, 11, day) for day in range(16, 28)})
    assert after(local(hours, 16), hours, calendar) == "Thu 19 08:00"


def test_quiet_hours_may_lie_within_the_day() -> None:
    hours = Hours("Europe/Kyiv", time(12), time(14), "UA")
    assert after(local(hours, 18, time(12, 30)), hours) == "Wed 18 14:00"
    assert after(local(hours, 18, time(0, 30)), hours) == "Wed 18 00:30"


def test_who_turned_quiet_hours_off_may_be_reminded_at_night() -> None:
    hours = Hours("Europe/Kyiv", time(0), time(0), "UA")
    assert after(local(hours, 18, time(3)), hours) == "Wed 18 03:00"
    assert after(local(hours, 21, time(3)), hours) == "Mon 23 00:00"


def test_a_calendar_without_working_days_does_not_hold_up_for_ever() -> None:
    calendar = Offices(UA={date(2026, 1, 1) + timedelta(days=n) for n in range(400)})
    assert works_on(date(2026, 11, 18), KYIV, calendar)


def test_working_days_are_counted_without_those_that_are_free() -> None:
    calendar = Offices(UA={date(2026, 11, 24)})
    assert working_day_from(date(2026, 11, 20), 2, KYIV, calendar) == date(2026, 11, 25)
    assert working_day_from(date(2026, 11, 25), -2, KYIV, calendar) == date(2026, 11, 20)


ZONES = st.sampled_from(
    ["Europe/Kyiv", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut",
     "America/Nuuk", "Asia/Kathmandu", "UTC"]
)  # fmt: skip
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60)


@given(
    hours=st.builds(
        Hours,
        ZONES,
        MINUTES,
        MINUTES,
        st.sampled_from(["UA", "JO", ""]),
        st.sampled_from([(), ("JP",), ("JP", "CN")]),
    ),
    ua=DAYS,
    jp=DAYS,
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001  drawn as UTC
)
def test_the_next_permitted_moment_is_permitted_and_none_between_was(
    hours: Hours, ua: set[date], jp: set[date], moment: datetime
) -> None:
    calendar, moment = Offices(UA=ua, JP=jp), moment.replace(tzinfo=UTC)
    found = next_permitted(moment, hours, calendar)
    assert found >= moment
    assert permitted(found, hours, calendar)
    assert next_permitted(found, hours, calendar) == found
    between = (moment + timedelta(hours=hour) for hour in range(24 * 60))
    # Where the clocks skip the time at which quiet hours end, it may be an hour later.
    latest = found - timedelta(hours=1)
    for each in between:
        if each >= latest:
            break
        assert not permitted(each, hours, calendar)
