"""Dates as people write them; what is no date is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.dates import Day, OneDay, understood
from bot.chat.errors import Mistake
from bot.domain.partial_dates import PartialDate
from tests.chat.calls import call_of, words_of


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2026-11-18", "2026-11-18"),
        ("2026/11/18", "2026-11-18"),
        ("18.11.2026", "2026-11-18"),
        ("18.11.26", "2026-11-18"),
        ("11/18/2026", "2026-11-18"),
        ("5/4/2026", "2026-04-05"),
        ("1965", "1965"),
        ("2007-11", "2007-11"),
        ("November 2007", "2007-11"),
        ("yesterday", "2026-11-20"),
        ("last Friday", "2026-11-20"),
        ("next Friday", "2026-11-27"),
        ("18 November 2026", "2026-11-18"),
        ("18 November", "2026-11-18"),
        ("three weeks ago", "2026-10-31"),
    ],
)
def test_a_date_is_understood_as_exactly_as_it_is_said(typed: str, date: str) -> None:
    assert str(understood(typed, call_of())) == date


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "31.02.2026", "2026-13", "0000", "13/13/2026", "soon", "", "x" * 100]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert understood(typed, call_of()) is None


def test_a_day_that_does_not_exist_is_named() -> None:
    with pytest.raises(Mistake, match="There is no day"):
        Day("day").read(words_of("31.02.2026"), call_of())


def test_today_is_the_speakers_own_day() -> None:
    assert str(understood("today", call_of(zone="Asia/Tokyo"))) == "2026-11-22"


def test_a_day_ahead_is_the_next_of_its_name() -> None:
    day = Day("day", ahead=True).read(words_of("1 March"), call_of())
    assert str(day) == "2027-03-01"


def test_a_month_is_no_exact_day() -> None:
    with pytest.raises(Mistake, match="exact day"):
        OneDay("day").read(words_of("2027-02"), call_of())


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("talk 2026-11-18", 1),
        ("talk 2026-02-30", 1),
        ("talk on 18 November 2026", 3),
        ("talk yesterday", 1),
        ("talk last Friday", 2),
        ("talk by Friday", 0),
        ("talk May", 0),
        ("talk 2026", 0),
        ("plans for May 2027", 0),
        ("the season 2020-21", 0),
        ("version 1.2.3", 0),
        ("call me now", 0),
        ("2026-11-18", 0),
    ],
)
def test_only_what_is_surely_a_date_ends_a_summary(line: str, count: int) -> None:
    found = Day("day").ends(words_of(line), call_of())
    assert (found in (3, 4)) if count == 3 else found == count


@given(st.text(max_size=70) | st.from_regex(r"[\d./-]{1,12}", fullmatch=True))
def test_what_is_understood_can_be_kept(text: str) -> None:
    found = understood(text, call_of())
    assert found is None or PartialDate.parse(str(found)) == found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2026年11月3日", "2026-11-03"), ("2026年11月", "2026-11"), ("2026년 11월 3일", "2026-11-03")],
)
def test_the_signs_for_year_month_and_day_make_a_date(typed: str, meant: str) -> None:
    assert str(understood(typed, call_of())) == meant


def test_an_apostrophe_may_be_a_typographic_one() -> None:
    assert str(understood("aujourd’hui", call_of(language="fr"))) == "2026-11-21"
