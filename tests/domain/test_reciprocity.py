"""Who takes the initiative, in a partnership and over a network."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.history import History, PastExchange
from bot.domain.reciprocity import (
    Balance,
    balance_between,
    imbalance_to_mention,
    is_measurable,
    pooled_ratio,
)
from bot.domain.rhythm import Clock, policy_for
from bot.domain.vocabulary import ExchangeKind, PartnershipType

TODAY = date(2026, 6, 1)
CLOCK = Clock(TODAY)
SISTER_CITY = policy_for(PartnershipType.SISTER_CITY)
KYOTO, PRAGUE, BOSTON = 1, 2, 3
WEIGHT = st.floats(0, 1000)


def ago(days: int, kind: ExchangeKind, initiator: int | None = None) -> PastExchange:
    return PastExchange(kind, TODAY - timedelta(days=days), initiator)


def balance(*exchanges: PastExchange) -> Balance:
    return balance_between((KYOTO, PRAGUE), History.of(exchanges, CLOCK), SISTER_CITY)


def mentioned(*exchanges: PastExchange) -> Balance | None:
    history = History.of(exchanges, CLOCK)
    return imbalance_to_mention((KYOTO, PRAGUE), history, SISTER_CITY, CLOCK)


def test_a_side_is_credited_with_what_it_started() -> None:
    visit, call = ago(0, ExchangeKind.VISIT, KYOTO), ago(0, ExchangeKind.CALL, PRAGUE)
    assert balance(visit, call).given == {KYOTO: 4.0, PRAGUE: 2.0}


def test_what_a_side_gave_halves_in_four_rhythms() -> None:
    assert balance(ago(720, ExchangeKind.VISIT, KYOTO)).given[KYOTO] == 2.0


def test_shared_exchanges_count_half_for_each() -> None:
    assert balance(ago(0, ExchangeKind.EVENT)).given == {KYOTO: 2.0, PRAGUE: 2.0}


def test_what_a_third_party_started_is_shared() -> None:
    assert balance(ago(0, ExchangeKind.EVENT, BOSTON)).given == {KYOTO: 2.0, PRAGUE: 2.0}


def test_exchanges_to_come_are_not_given_yet() -> None:
    assert balance(ago(-1, ExchangeKind.VISIT, KYOTO)).total == 0


def test_the_ratio_is_twice_the_smaller_share() -> None:
    assert Balance({KYOTO: 6.0, PRAGUE: 2.0}).ratio == 0.5


def test_nothing_given_has_no_ratio() -> None:
    assert balance().ratio is None
    assert balance().signed(KYOTO) is None


def test_a_party_alone_has_no_ratio() -> None:
    assert Balance({KYOTO: 6.0}).ratio is None


def test_the_signed_balance_says_who_gives_more() -> None:
    uneven = Balance({KYOTO: 6.0, PRAGUE: 2.0})
    assert uneven.signed(KYOTO) == 0.5
    assert uneven.signed(PRAGUE) == -0.5


def test_three_parties_pool_their_pairs() -> None:
    # Pairs (4, 2), (4, 0), (2, 0): twice the smaller ones over all is 2·2 / 12.
    assert Balance({KYOTO: 4.0, PRAGUE: 2.0, BOSTON: 0.0}).ratio == pytest.approx(1 / 3)


def test_a_network_is_one_pooled_ratio_and_not_a_mean() -> None:
    even, one_sided = Balance({KYOTO: 3.0, PRAGUE: 3.0}), Balance({KYOTO: 2.0, BOSTON: 0.0})
    assert pooled_ratio([even, one_sided]) == 0.75


def test_partnerships_of_the_same_two_even_each_other_out() -> None:
    first, second = Balance({KYOTO: 4.0, PRAGUE: 0.0}), Balance({KYOTO: 0.0, PRAGUE: 4.0})
    assert pooled_ratio([first, second]) == 1.0


def test_a_network_without_exchanges_has_no_ratio() -> None:
    assert pooled_ratio([]) is None


@pytest.mark.parametrize(
    ("exchanges", "measurable"),
    [
        ([ago(1, ExchangeKind.LETTER), ago(2, ExchangeKind.VISIT)], False),
        ([ago(1, ExchangeKind.LETTER)] * 2 + [ago(720, ExchangeKind.VISIT)], True),
        ([ago(1, ExchangeKind.LETTER)] * 2 + [ago(721, ExchangeKind.VISIT)], False),
        ([ago(1, ExchangeKind.SIGNING)] * 3, False),
    ],
)
def test_reciprocity_needs_three_exchanges_and_recent_substance(
    exchanges: list[PastExchange], measurable: bool
) -> None:
    assert is_measurable(History.of(exchanges, CLOCK), SISTER_CITY, CLOCK) is measurable


def test_a_lopsided_balance_may_be_mentioned() -> None:
    visits = [ago(10, ExchangeKind.VISIT, KYOTO)] * 3
    found = mentioned(*visits)
    assert found is not None
    assert found.signed(KYOTO) == 1.0


def test_emergency_aid_is_no_imbalance_to_mention() -> None:
    calls = [ago(10, ExchangeKind.CALL, KYOTO), ago(10, ExchangeKind.CALL, PRAGUE)] * 2
    aid = [ago(5, ExchangeKind.AID, KYOTO)] * 5
    assert balance(*calls, *aid).is_lopsided
    assert mentioned(*calls, *aid) is None


@given(first=WEIGHT, second=WEIGHT)
def test_the_ratio_is_the_same_from_both_sides(first: float, second: float) -> None:
    here = Balance({KYOTO: first, PRAGUE: second})
    there = Balance({KYOTO: second, PRAGUE: first})
    assert here.ratio == there.ratio


@given(first=WEIGHT, second=st.floats(0.001, 1000))
def test_ratio_and_signed_balance_tell_of_the_same_gap(first: float, second: float) -> None:
    pair = Balance({KYOTO: first, PRAGUE: second})
    signed = pair.signed(KYOTO)
    assert signed is not None
    assert pair.ratio == pytest.approx(1 - abs(signed))
    assert pair.signed(PRAGUE) == -signed


@given(st.lists(st.floats(0.001, 1000), min_size=2, max_size=6))
def test_a_partnership_is_the_pool_of_its_own_pairs(weights: list[float]) -> None:
    many = Balance(dict(enumerate(weights)))
    assert many.ratio == pytest.approx(pooled_ratio([many]))


@given(st.lists(st.tuples(WEIGHT, WEIGHT), min_size=1, max_size=8))
def test_a_pooled_ratio_is_between_none_and_all(pairs: list[tuple[float, float]]) -> None:
    ratio = pooled_ratio(Balance({2 * i: a, 2 * i + 1: b}) for i, (a, b) in enumerate(pairs))
    assert ratio is None or 0 <= ratio <= 1
