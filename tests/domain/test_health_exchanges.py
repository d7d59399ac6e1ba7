"""What the exchanges of a partnership and its deliverables add to its score."""

import math
from dataclasses import replace

import pytest

from bot.domain.health import Part, Pause, ReasonCode, assess
from bot.domain.vocabulary import ExchangeKind
from tests.domain.sister_cities import BARE, KYOTO, PRAGUE, TODAY, ago, codes, day, part

# Recency


@pytest.mark.parametrize(("days", "value"), [(0, 1.0), (180, 1.0), (360, 0.5), (540, 0.25)])
def test_recency_halves_with_every_rhythm_missed(days: int, value: float) -> None:
    assert part(Part.RECENCY, BARE, ago(days, ExchangeKind.LETTER)) == value


def test_recency_is_unknown_without_an_exchange() -> None:
    assert part(Part.RECENCY, BARE) is None


def test_exchanges_to_come_are_no_recent_activity() -> None:
    assert part(Part.RECENCY, BARE, ago(-7, ExchangeKind.VISIT)) is None


def test_a_pause_stops_the_clock_of_recency() -> None:
    facts = replace(BARE, pause=Pause(day(3000), day(-30)))
    assert part(Part.RECENCY, facts, ago(3100, ExchangeKind.VISIT)) == 1.0


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
