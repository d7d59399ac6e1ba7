"""The moment that a local day and time mean, also where the clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.due import Shift, end_of, instant, moment_of

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_a_time_is_meant_as_it_is_there() -> None:
    found = instant(date(2026, 7, 1), time(15), "Europe/Kyiv")
    assert found.moment == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert found.shift is Shift.NONE


def test_a_skipped_time_is_later_by_what_the_clocks_skip() -> None:
    found = instant(SPRING, time(3, 30), "Europe/Kyiv")
    assert found.shift is Shift.SKIPPED
    # Half past four, there.
    assert found.moment == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_of_a_doubled_time_the_first_is_meant() -> None:
    found = instant(AUTUMN, time(3, 30), "Europe/Kyiv")
    assert found.shift is Shift.DOUBLED
    assert found.moment == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "shift"),
    [
        (time(1, 59), Shift.NONE),
        (time(2), Shift.SKIPPED),
        (time(2, 29), Shift.SKIPPED),
        (time(2, 30), Shift.NONE),
    ],
)
def test_clocks_may_change_by_half_an_hour(at: time, shift: Shift) -> None:
    assert instant(date(2026, 10, 4), at, "Australia/Lord_Howe").shift is shift


def test_a_day_that_was_skipped_is_the_one_after() -> None:
    found = instant(date(2011, 12, 30), time(9), "Pacific/Apia")
    assert found.shift is Shift.SKIPPED
    assert found.moment == moment_of(date(2011, 12, 31), time(9), "Pacific/Apia")


def test_a_day_ends_when_the_next_begins() -> None:
    assert end_of(date(2026, 7, 1), "Asia/Tokyo") == datetime(2026, 7, 1, 15, tzinfo=UTC)


def test_a_day_ends_later_where_the_next_has_no_midnight() -> None:
    # Cairo puts its clocks forward at midnight.
    assert end_of(date(2026, 4, 23), "Africa/Cairo") == datetime(2026, 4, 23, 22, tzinfo=UTC)


@given(
    day=st.dates(date(2020, 1, 1), date(2037, 1, 1)),
    at=st.times(),
    zone=st.sampled_from(["Europe/Kyiv", "Australia/Lord_Howe", "Africa/Cairo", "America/Nuuk"]),
)
def test_only_a_skipped_time_is_shown_otherwise(day: date, at: time, zone: str) -> None:
    found = instant(day, at, zone)
    shown = found.moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert (shown == datetime.combine(day, at)) is (found.shift is not Shift.SKIPPED)
    assert shown >= datetime.combine(day, at)
