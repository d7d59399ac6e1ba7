"""The score of a partnership and the reasons for it."""

import math
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health import Facts, Part, PastExchange, Pause, ReasonCode, assess
from bot.domain.rhythm import policy_for
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage, State
from bot.domain.weights import SUBSTANTIVE_KINDS

TODAY = date(2026, 6, 1)
KYOTO, PRAGUE = 1, 2
# A sister city: a rhythm of 180 days, a first review after 183, then every 730.
BARE = Facts(
    policy=policy_for(PartnershipType.SISTER_CITY),
    stage=Stage.IMPLEMENTATION,
    parties=(KYOTO, PRAGUE),
)
IN_FORCE = replace(BARE, agreement_in_force=True)
LONG_AGO = date(1996, 4, 15)


def day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def ago(days: int, kind: ExchangeKind, initiator: int | None = None) -> PastExchange:
    return PastExchange(kind, day(days), initiator)


def part(name: Part, facts: Facts, *exchanges: PastExchange) -> float | None:
    return assess(facts, exchanges, TODAY).parts[name]


def state(facts: Facts, *exchanges: PastExchange) -> State:
    return assess(facts, exchanges, TODAY).state


def codes(facts: Facts, *exchanges: PastExchange) -> list[ReasonCode]:
    return [reason.code for reason in assess(facts, exchanges, TODAY).reasons]


# Recency


@pytest.mark.parametrize(("days", "value"), [(0, 1.0), (180, 1.0), (360, 0.5), (540, 0.25)])
def test_recency_halves_with_every_rhythm_missed(days: int, value: float) -> None:
    assert part(Part.RECENCY, BARE, ago(days, ExchangeKind.LETTER)) == value


def test_recency_is_unknown_without_an_exchange() -> None:
    assert part(Part.RECENCY, BARE) is None


def test_exchanges_to_come_are_no_recent_activity() -> None:
    assert part(Part.RECENCY, BARE, ago(-7, ExchangeKind.VISIT)) is None


# Substance


def test_substance_is_measured_against_weight_three_in_every_rhythm() -> None:
    # A visit a half-life ago leaves 2, a call today 2: 4 of 6 / ln 2 = 8.656.
    visit, call = ago(360, ExchangeKind.VISIT), ago(0, ExchangeKind.CALL)
    assert part(Part.SUBSTANCE, BARE, visit, call) == pytest.approx(4 * math.log(2) / 6)


def test_substance_is_full_at_most() -> None:
    assert part(Part.SUBSTANCE, BARE, *[ago(0, ExchangeKind.AID)] * 2) == 1.0


def test_courtesy_and_ceremony_have_no_substance() -> None:
    signing, letter = ago(3, ExchangeKind.SIGNING), ago(2, ExchangeKind.LETTER)
    assert part(Part.SUBSTANCE, BARE, signing, letter) == 0.0


def test_substance_is_unknown_without_an_exchange() -> None:
    assert part(Part.SUBSTANCE, BARE) is None


# Reciprocity


def test_reciprocity_weighs_what_each_side_started() -> None:
    visits = [ago(10, ExchangeKind.VISIT, KYOTO)] * 3 + [ago(10, ExchangeKind.VISIT, PRAGUE)]
    assert part(Part.RECIPROCITY, BARE, *visits) == pytest.approx(0.5)


def test_reciprocity_is_unknown_of_two_exchanges() -> None:
    assert part(Part.RECIPROCITY, BARE, *[ago(10, ExchangeKind.VISIT, KYOTO)] * 2) is None


def test_the_side_that_gives_most_is_named() -> None:
    visits = [ago(10, ExchangeKind.VISIT, PRAGUE)] * 3 + [ago(10, ExchangeKind.VISIT, KYOTO)]
    reasons = assess(BARE, visits, TODAY).reasons
    one_sided = next(each for each in reasons if each.code is ReasonCode.ONE_SIDED)
    assert (one_sided.party, one_sided.share) == (PRAGUE, pytest.approx(0.75))


def test_what_aid_made_one_sided_is_told_apart() -> None:
    calls = [ago(9, ExchangeKind.CALL, KYOTO), ago(9, ExchangeKind.CALL, PRAGUE)] * 2
    found = codes(BARE, *calls, *[ago(5, ExchangeKind.AID, KYOTO)] * 5)
    assert ReasonCode.ONE_SIDED_BY_AID in found
    assert ReasonCode.ONE_SIDED not in found


# Delivery


def test_delivery_is_the_share_done() -> None:
    assert part(Part.DELIVERY, replace(BARE, deliverables_due=4, deliverables_done=3)) == 0.75


@pytest.mark.parametrize(("due", "done"), [(None, None), (0, 0), (4, None)])
def test_delivery_is_unknown_when_nothing_was_due(due: int | None, done: int | None) -> None:
    facts = replace(BARE, deliverables_due=due, deliverables_done=done)
    assert part(Part.DELIVERY, facts) is None


# Governance


def test_governance_is_the_mean_of_what_is_known() -> None:
    # Contacts one of two, agreement in force, language agreed but no channel, no KPIs.
    facts = replace(
        IN_FORCE,
        nodal_verified_on={KYOTO: day(365), PRAGUE: day(366)},
        language_agreed=True,
        channel_agreed=False,
        kpis_agreed=False,
    )
    assert part(Part.GOVERNANCE, facts) == pytest.approx((0.5 + 1 + 0.5 + 0) / 4)


def test_a_side_without_a_verified_contact_is_named() -> None:
    facts = replace(BARE, nodal_verified_on={KYOTO: day(1), PRAGUE: None})
    reason = assess(facts, (), TODAY).reasons[0]
    assert (reason.code, reason.party) == (ReasonCode.CONTACT_UNVERIFIED, PRAGUE)


def test_a_side_whose_contact_is_not_known_of_is_left_out() -> None:
    assert part(Part.GOVERNANCE, replace(BARE, nodal_verified_on={KYOTO: day(1)})) == 1.0


def test_an_overdue_review_gives_its_day() -> None:
    facts = replace(BARE, last_review_on=day(740))
    reason = assess(facts, (), TODAY).reasons[0]
    assert (reason.code, reason.days, reason.on) == (ReasonCode.REVIEW_OVERDUE, 10, day(10))


def test_a_review_is_not_overdue_on_its_day() -> None:
    assert part(Part.GOVERNANCE, replace(BARE, next_review_on=TODAY)) == 1.0


def test_a_partnership_never_reviewed_is_told_so() -> None:
    assert codes(replace(BARE, since=LONG_AGO))[0] is ReasonCode.NEVER_REVIEWED


def test_an_agreement_that_ran_out_is_not_in_force() -> None:
    facts = replace(IN_FORCE, agreement_until=day(1))
    reason = assess(facts, (), TODAY).reasons[0]
    assert (reason.code, reason.on) == (ReasonCode.AGREEMENT_NOT_IN_FORCE, day(1))


def test_an_agreement_holds_on_its_last_day() -> None:
    assert part(Part.GOVERNANCE, replace(IN_FORCE, agreement_until=TODAY)) == 1.0


def test_partners_who_are_forming_need_no_agreement_yet() -> None:
    facts = replace(BARE, stage=Stage.RESEARCH, agreement_in_force=False)
    assert part(Part.GOVERNANCE, facts) is None


# The score and its reasons


def test_the_score_is_the_weighted_mean_of_what_is_known() -> None:
    # Recency ½ of .30, substance 0 of .25, delivery ¾ of .15: .2625 of .70.
    facts = replace(BARE, deliverables_due=4, deliverables_done=3)
    health = assess(facts, [ago(360, ExchangeKind.LETTER)], TODAY)
    assert health.score == 38
    assert health.known == pytest.approx(0.70)


def test_nothing_known_is_no_score() -> None:
    health = assess(BARE, (), TODAY)
    assert health.score is None
    assert health.known == 0
    assert [reason.code for reason in health.reasons] == [ReasonCode.NO_RECORDED_ACTIVITY]


def test_all_known_and_well_is_a_hundred() -> None:
    facts = replace(
        IN_FORCE,
        since=LONG_AGO,
        last_review_on=day(30),
        nodal_verified_on={KYOTO: day(5), PRAGUE: day(5)},
        language_agreed=True,
        channel_agreed=True,
        kpis_agreed=True,
        deliverables_due=2,
        deliverables_done=2,
    )
    health = assess(facts, [ago(0, ExchangeKind.PROJECT_STEP)] * 3, TODAY)
    assert (health.score, health.known) == (100, 1.0)
    assert [reason.code for reason in health.reasons] == [ReasonCode.IN_RHYTHM]


def test_what_costs_most_is_said_first() -> None:
    # Silence costs ⅞ of .30, little substance less than all of .25, the KPIs all of .15.
    found = codes(replace(BARE, kpis_agreed=False), ago(720, ExchangeKind.VISIT))
    assert found == [
        ReasonCode.SILENT,
        ReasonCode.LITTLE_SUBSTANCE,
        ReasonCode.KPIS_NOT_AGREED,
    ]


def test_silence_is_given_in_days_and_by_its_last_day() -> None:
    silent = assess(BARE, [ago(400, ExchangeKind.LETTER)], TODAY).reasons[1]
    assert (silent.code, silent.days, silent.on) == (ReasonCode.SILENT, 400, day(400))


def test_the_end_of_an_agreement_is_told_within_its_notice() -> None:
    facts = replace(
        IN_FORCE, policy=policy_for(PartnershipType.MOU), agreement_until=TODAY + timedelta(days=80)
    )
    ends = assess(facts, (), TODAY).reasons[-1]
    assert (ends.code, ends.days) == (ReasonCode.AGREEMENT_ENDS, 80)


@pytest.mark.parametrize("ended", [{"archived": True}, {"stage": Stage.ENDED}])
def test_what_has_ended_is_not_scored(ended: dict[str, object]) -> None:
    health = assess(replace(IN_FORCE, **ended), [ago(900, ExchangeKind.VISIT)], TODAY)
    assert (health.state, health.score, health.reasons) == (State.ENDED, None, ())


# Pauses


def test_a_pause_stops_the_clock_of_recency() -> None:
    facts = replace(BARE, pause=Pause(day(3000), day(-30)))
    assert part(Part.RECENCY, facts, ago(3100, ExchangeKind.VISIT)) == 1.0


def test_a_review_is_not_overdue_during_a_pause() -> None:
    facts = replace(BARE, next_review_on=day(10), pause=Pause(day(20), day(-20)))
    assert part(Part.GOVERNANCE, facts) == 1.0


# Whatever is on record

ANSWERS = st.sampled_from([None, True, False])
DATES = st.none() | st.dates(date(1960, 1, 1), date(2040, 1, 1))
EXCHANGES = st.lists(
    st.builds(
        PastExchange,
        st.sampled_from(ExchangeKind),
        st.dates(date(2000, 1, 1), date(2028, 1, 1)),
        st.sampled_from([None, KYOTO, PRAGUE, 99]),
    ),
    max_size=12,
)
PAUSES = st.builds(
    Pause, st.dates(date(2015, 1, 1), TODAY), st.dates(date(2015, 1, 1), date(2028, 1, 1))
)
FACTS = st.builds(
    Facts,
    policy=st.sampled_from(PartnershipType).map(policy_for),
    stage=st.sampled_from(Stage),
    parties=st.sampled_from([(), (KYOTO,), (KYOTO, PRAGUE), (KYOTO, PRAGUE, 3)]),
    since=DATES,
    agreement_in_force=ANSWERS,
    agreement_until=DATES,
    last_review_on=DATES,
    next_review_on=DATES,
    nodal_verified_on=st.dictionaries(st.sampled_from([KYOTO, PRAGUE]), DATES),
    language_agreed=ANSWERS,
    channel_agreed=ANSWERS,
    kpis_agreed=ANSWERS,
    deliverables_due=st.none() | st.integers(0, 5),
    deliverables_done=st.none() | st.integers(0, 5),
    planned_on=DATES,
    pause=st.none() | PAUSES,
    archived=st.booleans(),
)


@given(facts=FACTS, exchanges=EXCHANGES)
def test_a_score_is_between_0_and_100_and_none_only_if_nothing_is_known(
    facts: Facts, exchanges: list[PastExchange]
) -> None:
    health = assess(facts, exchanges, TODAY)
    assert (health.score is None) == (health.known == 0)
    assert health.score is None or 0 <= health.score <= 100
    assert 0 <= health.known <= 1
    assert all(value is None or 0 <= value <= 1 for value in health.parts.values())


@given(facts=FACTS, exchanges=EXCHANGES)
def test_the_reasons_add_up_to_what_is_missing(facts: Facts, exchanges: list[PastExchange]) -> None:
    health = assess(facts, exchanges, TODAY)
    pulls = [reason.pull for reason in health.reasons]
    assert pulls == sorted(pulls, reverse=True)
    if health.score is not None:
        assert sum(pulls) == pytest.approx(100 - health.score, abs=0.501)


@given(facts=FACTS, exchanges=EXCHANGES)
def test_what_has_not_ended_always_has_a_reason(
    facts: Facts, exchanges: list[PastExchange]
) -> None:
    health = assess(facts, exchanges, TODAY)
    assert bool(health.reasons) is (health.state is not State.ENDED)


@given(
    facts=FACTS.filter(lambda facts: not facts.has_ended),
    exchanges=EXCHANGES,
    kind=st.sampled_from(sorted(SUBSTANTIVE_KINDS)),
)
def test_a_fresh_substantive_exchange_never_lowers_recency_or_substance(
    facts: Facts, exchanges: list[PastExchange], kind: ExchangeKind
) -> None:
    before = assess(facts, exchanges, TODAY).parts
    after = assess(facts, [*exchanges, PastExchange(kind, TODAY)], TODAY).parts
    for name in (Part.RECENCY, Part.SUBSTANCE):
        assert (after[name] or 0.0) >= (before[name] or 0.0)
    assert after[Part.RECENCY] == 1.0


@given(facts=FACTS, exchanges=EXCHANGES, order=st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter_to_the_state(
    facts: Facts, exchanges: list[PastExchange], order: Random
) -> None:
    shuffled = list(exchanges)
    order.shuffle(shuffled)
    assert state(facts, *shuffled) is state(facts, *exchanges)
