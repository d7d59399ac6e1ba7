"""What comes again, and when it does."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import Every, Unit, next_weekly

TODAY = date(2026, 11, 21)
ZONES = ("Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Tokyo",
         "America/Nuuk", "Pacific/Apia")  # fmt: skip


@pytest.mark.parametrize("text", ["2 week", "1 day", "18 month", "10 year"])
def test_it_is_kept_as_it_is_read(text: str) -> None:
    assert str(Every.parse(text)) == text


def test_several_may_be_written_as_several() -> None:
    assert Every.parse("2 weeks") == Every(2, Unit.WEEK)


@pytest.mark.parametrize("text", ["", "0 week", "week", "-1 day", "2 fortnights", "99999 day"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        Every.parse(text)


def test_the_last_of_a_long_month_comes_back_after_a_short_one() -> None:
    every, first = Every(1, Unit.MONTH), date(2026, 1, 31)
    days = [every.occurrence(first, n).isoformat() for n in (1, 2, 3)]
    assert days == ["2026-02-28", "2026-03-31", "2026-04-30"]


def test_a_day_in_a_leap_year_is_the_28th_in_others() -> None:
    every, first = Every(1, Unit.YEAR), date(2024, 2, 29)
    assert every.occurrence(first, 2) == date(2026, 2, 28)
    assert every.occurrence(first, 4) == date(2028, 2, 29)


def test_what_was_missed_is_not_caught_up() -> None:
    assert Every(1, Unit.WEEK).next_after(date(2025, 1, 1), TODAY) == date(2026, 11, 25)


def test_one_that_falls_on_today_is_not_later() -> None:
    assert Every(1, Unit.WEEK).next_after(date(2026, 11, 14), TODAY) == date(2026, 11, 28)


def test_what_is_done_before_it_is_first_due_comes_again_after_that() -> None:
    assert Every(1, Unit.MONTH).next_after(date(2026, 12, 1), TODAY) == date(2027, 1, 1)


@given(
    every=st.builds(Every, st.integers(1, 40), st.sampled_from(Unit)),
    first=st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    today=st.dates(date(1990, 1, 1), date(2040, 1, 1)),
)
def test_the_next_is_the_first_that_is_later(every: Every, first: date, today: date) -> None:
    days = (every.occurrence(first, n) for n in count(1))
    assert every.next_after(first, today) == next(day for day in days if day > today)


@given(
    weekday=st.integers(0, 6),
    at=st.times().map(lambda at: at.replace(microsecond=0)),
    zone=st.sampled_from(ZONES),
)
def test_for_a_year_it_is_once_on_each_such_day(weekday: int, at: time, zone: str) -> None:
    moment = datetime(2025, 12, 31, 12, tzinfo=UTC)
    moments = []
    while moment < datetime(2027, 1, 7, tzinfo=UTC):
        moment = next_weekly(weekday, at, zone, moment)
        moments.append(moment.astimezone(ZoneInfo(zone)))
    # Only where the clocks skip that time it is later, perhaps past midnight.
    days = [(local - timedelta(hours=1)).date() for local in moments]
    usual = [local.date() for local in moments]
    weeks = {(day - timedelta(days=weekday)).isocalendar()[:2] for day in usual}
    assert len(weeks) == len(moments) == len(set(usual))
    assert all(
        local.weekday() == weekday or day.weekday() == weekday
        for local, day in zip(moments, days, strict=True)
    )
    assert all((later - day).days in (6, 7, 8) for day, later in pairwise(usual))


def test_a_doubled_hour_has_it_once() -> None:
    first = next_weekly(6, time(3, 30), "Europe/Kyiv", datetime(2026, 10, 24, tzinfo=UTC))
    second = next_weekly(6, time(3, 30), "Europe/Kyiv", first)
    assert (first.isoformat(), second.isoformat()) == (
        "2026-10-25T00:30:00+00:00",
        "2026-11-01T01:30:00+00:00",
    )


def test_a_skipped_hour_has_it_an_hour_later() -> None:
    found = next_weekly(6, time(3, 30), "Europe/Kyiv", datetime(2026, 3, 28, tzinfo=UTC))
    assert found.astimezone(ZoneInfo("Europe/Kyiv")).time() == time(4, 30)


def test_the_moment_itself_is_not_the_next() -> None:
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert next_weekly(0, time(9), "UTC", moment) == moment + timedelta(days=7)
