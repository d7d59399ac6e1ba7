"""Weekends and public holidays around the world."""

from datetime import date

import pytest

from bot.chat.calendars import PublicHolidays

CALENDAR = PublicHolidays()


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("DE", date(2026, 10, 3), "German Unity Day"),
        ("JP", date(2026, 11, 3), "Culture Day"),
        ("us", date(2026, 7, 4), "Independence Day"),
        ("DE", date(2026, 10, 2), ""),
    ],
)
def test_a_public_holiday_is_told_in_english(country: str, day: date, name: str) -> None:
    assert CALENDAR.holiday(country, day) == name


@pytest.mark.parametrize(
    ("country", "weekdays"),
    [("DE", {5, 6}), ("JO", {4, 5}), ("IL", {4, 5}), ("IR", {4}), ("AE", {5, 6}), ("", {5, 6})],
)
def test_each_country_has_its_weekend(country: str, weekdays: set[int]) -> None:
    week = [date(2026, 6, day) for day in range(1, 8)]
    assert {day.weekday() for day in week if CALENDAR.is_weekend(country, day)} == weekdays


def test_a_weekend_can_have_been_another_before() -> None:
    assert CALENDAR.is_weekend("AE", date(2021, 6, 4))


@pytest.mark.parametrize("country", ["", "XX", "Atlantis"])
def test_a_country_that_is_not_known_has_no_holidays(country: str) -> None:
    assert CALENDAR.holiday(country, date(2026, 12, 25)) == ""


def test_an_office_is_closed_at_weekends_and_on_holidays() -> None:
    days = [date(2026, 10, day) for day in (2, 3, 4, 5)]
    assert [CALENDAR.closed("DE", day) for day in days] == [False, True, True, False]
    assert CALENDAR.closed("JP", date(2026, 11, 3))
