"""The state that the record of exchanges gives a partnership."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.health import Facts, PastExchange, Pause, ReasonCode, assess
from bot.domain.history import History
from bot.domain.rhythm import Clock, policy_for
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage, State

TODAY = date(2026, 6, 1)
LONG_AGO = date(1996, 4, 15)
# A sister city: a rhythm of 180 days, a first review after 183, then every 730.
BARE = Facts(policy=policy_for(PartnershipType.SISTER_CITY), stage=Stage.IMPLEMENTATION)
IN_FORCE = replace(BARE, agreement_in_force=True)


def day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def ago(days: int, kind: ExchangeKind) -> PastExchange:
    return PastExchange(kind, day(days))


def state(facts: Facts, *exchanges: PastExchange) -> State:
    return assess(facts, exchanges, TODAY).state


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (180, State.ACTIVE),
        (181, State.COOLING),
        (360, State.COOLING),
        (361, State.DORMANT),
        (9000, State.DORMANT),
    ],
)
def test_the_state_follows_the_days_of_silence(days: int, expected: State) -> None:
    facts = replace(BARE, since=LONG_AGO)
    assert state(facts, ago(days, ExchangeKind.LETTER)) is expected


def test_it_is_new_before_its_first_review() -> None:
    assert state(replace(BARE, since=day(182))) is State.NEW
    assert state(replace(BARE, since=day(183))) is not State.NEW


def test_it_stays_new_until_the_first_review_agreed_on() -> None:
    assert state(replace(BARE, since=day(700), next_review_on=day(-20))) is State.NEW


def test_a_review_to_come_makes_no_old_partnership_new() -> None:
    assert state(replace(BARE, since=LONG_AGO, next_review_on=day(-20))) is State.DORMANT


def test_it_is_not_new_once_reviewed() -> None:
    assert state(replace(BARE, since=day(100), last_review_on=day(5))) is State.ACTIVE


def test_partners_who_begin_to_form_are_new() -> None:
    assert state(replace(BARE, stage=Stage.PLANNING)) is State.NEW


def test_partners_whose_forming_got_stuck_are_dormant() -> None:
    facts = replace(BARE, stage=Stage.CORRESPONDENCE)
    assert state(facts, ago(500, ExchangeKind.LETTER)) is State.DORMANT


def test_nothing_on_record_at_all_is_dormant() -> None:
    assert state(BARE) is State.DORMANT


def test_without_exchanges_silence_counts_from_the_beginning() -> None:
    assert state(replace(BARE, since=day(200))) is State.COOLING


@pytest.mark.parametrize(
    ("days", "expected"), [(1440, State.DORMANT), (1441, State.ZOMBIE_CANDIDATE)]
)
def test_eight_rhythms_without_substance_make_a_zombie_candidate(
    days: int, expected: State
) -> None:
    assert state(IN_FORCE, ago(days, ExchangeKind.VISIT)) is expected


def test_greetings_do_not_hide_a_zombie_candidate() -> None:
    exchanges = ago(1500, ExchangeKind.VISIT), ago(5, ExchangeKind.GREETING)
    assert state(IN_FORCE, *exchanges) is State.ZOMBIE_CANDIDATE


def test_an_agreement_that_was_only_ever_signed_is_a_zombie_candidate() -> None:
    assert state(IN_FORCE, ago(1500, ExchangeKind.SIGNING)) is State.ZOMBIE_CANDIDATE


def test_without_an_agreement_known_to_bind_there_is_no_zombie_candidate() -> None:
    assert state(BARE, ago(9000, ExchangeKind.VISIT)) is State.DORMANT


@pytest.mark.parametrize(
    ("days_ahead", "expected"), [(180, State.DORMANT), (181, State.ZOMBIE_CANDIDATE)]
)
def test_a_plan_within_a_rhythm_saves_from_being_a_zombie_candidate(
    days_ahead: int, expected: State
) -> None:
    visit = ago(1500, ExchangeKind.VISIT)
    assert state(IN_FORCE, visit, ago(-days_ahead, ExchangeKind.VISIT)) is expected
    assert state(replace(IN_FORCE, planned_on=day(-days_ahead)), visit) is expected


def test_a_plan_that_came_to_nothing_does_not_count() -> None:
    facts = replace(IN_FORCE, planned_on=day(1))
    assert state(facts, ago(1500, ExchangeKind.VISIT)) is State.ZOMBIE_CANDIDATE


def test_partners_who_meet_more_seldom_are_given_longer() -> None:
    # Five gaps of 270 days: 8 of them are 2160.
    visits = [ago(2160 + 270 * visit, ExchangeKind.VISIT) for visit in range(6)]
    assert state(IN_FORCE, *visits) is State.DORMANT


@pytest.mark.parametrize(
    ("gap", "visits", "rhythm"), [(270, 6, 270), (270, 4, 180), (7, 6, 180), (900, 6, 360)]
)
def test_the_own_rhythm_is_the_median_gap_within_bounds(
    gap: int, visits: int, rhythm: float
) -> None:
    history = History.of([ago(gap * n, ExchangeKind.VISIT) for n in range(visits)], Clock(TODAY))
    assert history.own_rhythm(180) == rhythm


def test_a_pause_is_a_state_of_its_own_with_its_end_and_reason() -> None:
    facts = replace(IN_FORCE, pause=Pause(day(3000), day(-30), "war"))
    health = assess(facts, [ago(3100, ExchangeKind.VISIT)], TODAY)
    paused = next(each for each in health.reasons if each.code is ReasonCode.PAUSED)
    assert health.state is State.PAUSED
    assert (paused.on, paused.note) == (day(-30), "war")


def test_silence_goes_on_where_it_was_when_a_pause_is_over() -> None:
    facts = replace(IN_FORCE, pause=Pause(day(3000), day(50)))
    assert state(facts, ago(3100, ExchangeKind.VISIT)) is State.ACTIVE


def test_only_the_last_five_gaps_tell_the_own_rhythm() -> None:
    # Of the last five gaps, newest first, three are of 200 days; all the others are of 350.
    days = [0, 200, 400, 600, 950, 1300, 1650, 2000, 2350]
    history = History.of([ago(each, ExchangeKind.VISIT) for each in days], Clock(TODAY))
    assert history.own_rhythm(180) == 200
