"""Policies of the types, reviews and notices, and the clock that a pause stops."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rhythm import Clock, Pause, Policy, notice_reached, policy_for, review_due
from bot.domain.vocabulary import PartnershipType

TODAY = date(2026, 6, 1)
MOU = policy_for(PartnershipType.MOU)
DAYS = st.dates(date(1950, 1, 1), date(2080, 1, 1))


@pytest.mark.parametrize(
    ("partnership_type", "rhythm", "first_review", "review_every"),
    [
        (PartnershipType.SISTER_CITY, 180, 183, 730),
        (PartnershipType.FRIENDSHIP, 180, 183, 365),
        (PartnershipType.MOU, 90, 183, 365),
        (PartnershipType.GRANT_PROJECT, 30, 90, 90),
        (PartnershipType.COALITION, 180, 365, 365),
    ],
)
def test_each_type_has_its_rhythm_and_reviews(
    partnership_type: PartnershipType, rhythm: int, first_review: int, review_every: int
) -> None:
    policy = policy_for(partnership_type)
    assert policy.rhythm_days == rhythm
    assert policy.first_review_days == first_review
    assert policy.review_every_days == review_every


def test_a_rhythm_is_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="0"):
        Policy(0, 1, 1)


def test_the_first_review_is_counted_from_the_beginning() -> None:
    assert review_due(MOU, since=date(2026, 1, 1)) == date(2026, 7, 3)


def test_later_reviews_are_counted_from_the_last_one() -> None:
    assert review_due(MOU, date(1990, 1, 1), last_review_on=date(2026, 1, 1)) == date(2027, 1, 1)


def test_a_day_agreed_on_goes_before_the_policy() -> None:
    agreed = date(2026, 9, 9)
    assert review_due(MOU, date(1990, 1, 1), date(2026, 1, 1), agreed) == agreed


def test_a_day_agreed_on_is_spent_once_a_review_was_held_after_it() -> None:
    due = review_due(MOU, None, last_review_on=date(2026, 1, 1), agreed_on=date(2025, 12, 1))
    assert due == date(2027, 1, 1)


def test_no_review_is_due_where_nothing_tells_when() -> None:
    assert review_due(MOU, since=None) is None


@pytest.mark.parametrize(
    ("days_left", "notice"),
    [(181, None), (180, 180), (91, 180), (90, 90), (30, 30), (0, 30), (-1, None)],
)
def test_the_latest_notice_already_begun_is_given(days_left: int, notice: int | None) -> None:
    assert notice_reached(MOU, TODAY + timedelta(days=days_left), TODAY) == notice


def test_an_open_ended_type_gives_no_notice() -> None:
    assert notice_reached(policy_for(PartnershipType.SISTER_CITY), TODAY, TODAY) is None


def test_the_clock_counts_days() -> None:
    assert Clock(TODAY).days_since(date(2026, 5, 1)) == 31


def test_the_clock_leaves_out_the_days_of_a_pause() -> None:
    pause = Pause(since=date(2026, 5, 10), until=date(2026, 5, 20))
    assert Clock(TODAY, pause).days_since(date(2026, 5, 1)) == 21


def test_the_clock_stands_still_until_the_day_the_pause_is_over() -> None:
    pause = Pause(since=date(2026, 5, 10), until=TODAY)
    assert Clock(TODAY - timedelta(days=1), pause).stands_still
    assert not Clock(TODAY, pause).stands_still


def test_a_pause_to_come_does_not_stop_the_clock_yet() -> None:
    pause = Pause(since=TODAY + timedelta(days=1), until=TODAY + timedelta(days=9))
    assert not Clock(TODAY, pause).stands_still
    assert Clock(TODAY, pause).days_since(TODAY - timedelta(days=5)) == 5


@given(today=DAYS, day=DAYS, since=DAYS, until=DAYS)
def test_a_pause_never_adds_days(today: date, day: date, since: date, until: date) -> None:
    paused = Clock(today, Pause(since, until)).days_since(day)
    assert 0 <= paused <= Clock(today).days_since(day)


@given(today=DAYS, earlier=DAYS, later=DAYS, since=DAYS, until=DAYS)
def test_an_earlier_day_is_never_nearer(
    today: date, earlier: date, later: date, since: date, until: date
) -> None:
    clock = Clock(today, Pause(since, until))
    first, second = sorted((earlier, later))
    assert clock.days_since(first) >= clock.days_since(second)
