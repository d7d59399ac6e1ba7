"""What each kind of exchange counts, and how it fades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.vocabulary import ExchangeKind
from bot.domain.weights import decayed, is_substantive, weight_of


@pytest.mark.parametrize("kind", ExchangeKind)
def test_every_kind_has_a_weight(kind: ExchangeKind) -> None:
    assert 1 <= weight_of(kind) <= 6


@pytest.mark.parametrize(
    ("weight", "kinds"),
    [
        (1, {ExchangeKind.LETTER, ExchangeKind.GREETING, ExchangeKind.MESSAGE}),
        (2, {ExchangeKind.CALL, ExchangeKind.ONLINE_MEETING, ExchangeKind.MEETING}),
        (
            4,
            {ExchangeKind.VISIT, ExchangeKind.EVENT, ExchangeKind.TRAINING, ExchangeKind.SIGNING},
        ),
        (6, {ExchangeKind.PROJECT_STEP, ExchangeKind.AID, ExchangeKind.DONATION}),
    ],
)
def test_kinds_weigh_by_what_they_take(weight: int, kinds: set[ExchangeKind]) -> None:
    assert {kind for kind in ExchangeKind if weight_of(kind) == weight} == kinds


def test_courtesy_and_ceremony_are_not_substantive() -> None:
    assert {kind for kind in ExchangeKind if not is_substantive(kind)} == {
        ExchangeKind.LETTER,
        ExchangeKind.GREETING,
        ExchangeKind.MESSAGE,
        ExchangeKind.SIGNING,
    }


def test_half_is_left_after_a_half_life() -> None:
    assert decayed(6, 360, 360) == 3.0


def test_a_quarter_is_left_after_two_half_lives() -> None:
    assert decayed(6, 720, 360) == 1.5


@given(age=st.integers(0, 40_000), half_life=st.integers(1, 4_000))
def test_a_weight_only_ever_fades(age: int, half_life: int) -> None:
    assert 0 <= decayed(4, age + 1, half_life) <= decayed(4, age, half_life) <= 4
