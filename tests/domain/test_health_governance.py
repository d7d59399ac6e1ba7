"""What contacts, reviews and agreements add to the score of a partnership."""

from dataclasses import replace

import pytest

from bot.domain.health import Part, Pause, ReasonCode, assess
from bot.domain.vocabulary import Stage
from tests.domain.sister_cities import (
    BARE,
    IN_FORCE,
    KYOTO,
    LONG_AGO,
    PRAGUE,
    TODAY,
    codes,
    day,
    part,
)


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


def test_a_review_is_not_overdue_during_a_pause() -> None:
    facts = replace(BARE, next_review_on=day(10), pause=Pause(day(20), day(-20)))
    assert part(Part.GOVERNANCE, facts) == 1.0


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
