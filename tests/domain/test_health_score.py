"""The score of a partnership and the reasons for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.health import ReasonCode, assess
from bot.domain.rhythm import policy_for
from bot.domain.vocabulary import ExchangeKind, PartnershipType, Stage, State
from tests.domain.sister_cities import (
    BARE,
    IN_FORCE,
    KYOTO,
    LONG_AGO,
    PRAGUE,
    TODAY,
    ago,
    codes,
    day,
)


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
