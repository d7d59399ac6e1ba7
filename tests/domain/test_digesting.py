"""What is chosen for a digest, and in which order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.digesting import (
    HEAD_LINES,
    Section,
    Silence,
    Window,
    anniversary,
    began_on,
    foremost,
    is_near,
    is_quick,
    shares,
    silence,
    urgency_of_silence,
)
from bot.domain.facts import Facts
from bot.domain.history import PastExchange
from bot.domain.partial_dates import PartialDate
from bot.domain.rhythm import Pause, policy_for
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage, State

TODAY = date(2026, 11, 23)
LAST = date(2026, 11, 16)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
WINDOW = Window(NOW - timedelta(days=7), NOW, LAST, TODAY)
COUNTS = st.dictionaries(st.sampled_from(Section), st.integers(1, 500), max_size=8)


@given(COUNTS)
def test_every_part_with_something_to_tell_gets_a_line(counts: dict[Section, int]) -> None:
    given_lines = shares(counts)
    assert set(given_lines) == set(counts)
    assert all(1 <= given_lines[section] <= count for section, count in counts.items())


@given(COUNTS)
def test_the_head_stays_short(counts: dict[Section, int]) -> None:
    # A last line that takes the place of the remark that there is one more costs nothing.
    remarks = sum(shares(counts)[section] < count for section, count in counts.items())
    assert sum(shares(counts).values()) + remarks <= HEAD_LINES + len(counts)


@given(COUNTS)
def test_a_single_line_is_never_left_over(counts: dict[Section, int]) -> None:
    assert all(count - shares(counts)[section] != 1 for section, count in counts.items())


def test_what_presses_gets_more_lines_than_what_is_good_to_know() -> None:
    given_lines = shares(dict.fromkeys(Section, 50))
    assert given_lines[Section.SLIPPED] > given_lines[Section.ANNIVERSARIES]


def exchange(day: str, logged_at: datetime) -> bool:
    return WINDOW.is_news(PartialDate.parse(day), logged_at)


def test_an_exchange_of_the_week_is_news() -> None:
    assert exchange("2026-11-18", NOW - timedelta(days=2))


def test_one_logged_after_the_digest_waits_for_the_next() -> None:
    assert not exchange("2026-11-23", NOW)
    following = Window(NOW, NOW + timedelta(days=7), TODAY, TODAY + timedelta(days=7))
    assert following.is_news(PartialDate(TODAY), NOW)


def test_one_logged_long_ago_is_news_once_its_day_has_come() -> None:
    long_ago = NOW - timedelta(days=60)
    assert exchange("2026-11-17", long_ago)
    assert exchange("2026-11-23", long_ago)
    assert not exchange("2026-11-16", long_ago)
    assert not exchange("2026-11-24", long_ago)


def test_history_that_is_put_on_record_is_no_news() -> None:
    assert not exchange("1998-05-02", NOW - timedelta(days=1))
    assert not exchange("2025", NOW - timedelta(days=1))
    assert exchange("2026-11", NOW - timedelta(days=1))


def test_only_a_plan_for_a_certain_day_is_near() -> None:
    assert is_near(PartialDate.parse("2026-11-24"), TODAY)
    assert is_near(PartialDate.parse("2026-11-29"), TODAY)
    assert not is_near(PartialDate.parse("2026-11-30"), TODAY)
    assert not is_near(PartialDate.parse("2026-11-23"), TODAY)
    assert not is_near(PartialDate.parse("2026-12"), TODAY)


def silent(days: int, kind: ExchangeKind = ExchangeKind.CALL, **facts: object) -> Silence | None:
    known = Facts(
        policy=policy_for(PartnershipType.SISTER_CITY),
        stage=Stage.IMPLEMENTATION,
        since=date(1965, 1, 1),
        **facts,  # type: ignore[arg-type]
    )
    past = [PastExchange(kind, TODAY - timedelta(days=days))]
    return silence(known, past, TODAY, LAST)


def test_who_is_within_their_rhythm_is_not_quiet() -> None:
    assert silent(180) is None


def test_silence_is_new_when_it_began_since_the_last_digest() -> None:
    assert silent(181) == Silence(State.COOLING, 181, is_new=True)
    assert silent(187) == Silence(State.COOLING, 187, is_new=True)
    assert silent(188) == Silence(State.COOLING, 188, is_new=False)


def test_to_go_dormant_is_new_again() -> None:
    assert silent(361) == Silence(State.DORMANT, 361, is_new=True)
    assert silent(500) == Silence(State.DORMANT, 500, is_new=False)


def test_a_letter_breaks_the_silence_of_what_may_be_a_zombie() -> None:
    assert silent(20, ExchangeKind.LETTER, agreement_in_force=True) is None


def test_the_paused_and_the_ended_are_left_alone() -> None:
    assert silent(400, pause=Pause(date(2026, 3, 1), date(2027, 3, 1))) is None
    assert silent(400, archived=True) is None


def test_who_has_something_planned_is_seen_to() -> None:
    facts = Facts(policy=policy_for(PartnershipType.MOU), stage=Stage.IMPLEMENTATION)
    last = PastExchange(ExchangeKind.CALL, TODAY - timedelta(days=120))
    planned = PastExchange(ExchangeKind.VISIT, TODAY + timedelta(days=20))
    assert silence(facts, [last], TODAY, LAST) is not None
    assert silence(facts, [last, planned], TODAY, LAST) is None


def test_without_any_date_the_silence_has_no_length_and_comes_last() -> None:
    facts = Facts(policy=policy_for(PartnershipType.MOU), stage=Stage.IMPLEMENTATION)
    unknown = silence(facts, [], TODAY, LAST)
    assert unknown == Silence(State.DORMANT, None, is_new=False)
    others = [Silence(State.DORMANT, 4000, is_new=False), Silence(State.COOLING, 185, is_new=True)]
    ordered = sorted([unknown, *others], key=urgency_of_silence)
    assert [each.days for each in ordered] == [185, 4000, None]


@pytest.mark.parametrize(
    ("began", "years"),
    [
        (date(1986, 11, 23), 40),
        (date(1986, 11, 29), 40),
        (date(1986, 11, 30), None),
        (date(1986, 11, 22), None),
        (date(2026, 11, 25), None),
    ],
)
def test_an_anniversary_falls_on_one_of_seven_days(began: date, years: int | None) -> None:
    found = anniversary(began, TODAY)
    assert (found.years if found else None) == years


def test_an_anniversary_may_fall_into_the_new_year() -> None:
    found = anniversary(date(2016, 1, 2), date(2026, 12, 28))
    assert found is not None
    assert (found.on, found.years, found.is_round) == (date(2027, 1, 2), 11, False)


def test_the_29th_of_february_is_remembered_every_year() -> None:
    in_common_year = anniversary(date(1996, 2, 29), date(2027, 2, 25))
    in_leap_year = anniversary(date(1996, 2, 29), date(2028, 2, 25))
    assert in_common_year is not None
    assert in_common_year.on == date(2027, 2, 28)
    assert in_leap_year is not None
    assert in_leap_year.on == date(2028, 2, 29)


def test_a_beginning_is_known_to_the_day_or_not_remembered() -> None:
    day, year = PartialDate.parse("1979-02-21"), PartialDate.parse("1979")
    assert began_on(day, None) == date(1979, 2, 21)
    assert began_on(year, None) is None
    assert began_on(year, day) == date(1979, 2, 21)
    assert began_on(None, day) == date(1979, 2, 21)
    assert began_on(year, PartialDate.parse("2018-11-26")) is None


def test_whoever_did_most_is_thanked_if_it_is_worth_it() -> None:
    assert foremost({1: 3, 2: 2}) == [1]
    assert foremost({1: 1}) == []
    assert foremost({1: 3, 2: 3}) == []
    assert foremost({}) == []


def test_an_answer_within_two_days_is_quick() -> None:
    assert is_quick(NOW - timedelta(days=2), NOW)
    assert not is_quick(NOW - timedelta(days=2, seconds=1), NOW)
