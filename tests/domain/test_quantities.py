"""Quantities are found in sentences; years, dates, times and telephone numbers are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quantities import MOST, quantities_in

MONTHS = frozenset({"november", "листопада"})


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("10,000 masks", "10000", "masks"),
        ("10.000 Masken", "10000", "Masken"),
        ("10 000 масок для лікарень", "10000", "масок"),
        ("Delivered 40 purifiers to the port", "40", "purifiers"),
        ("12 mobile water purifiers, then tea", "12", "mobile water purifiers"),
        ("USD 20,000", "20000", "USD"),
        ("20,000 EUR for schools", "20000", "EUR"),
        ("€5,000 for schools", "5000", "€"),
        ("1,234.56 USD", "1234.56", "USD"),
        ("1.234,56 EUR", "1234.56", "EUR"),
        ("1.5 million masks", "1500000", "masks"),
        ("500 kg of rice", "500", "kg"),
        ("40kg rice", "40", "kg"),
        ("マスク10,000枚", "10000", "枚"),
        ("٣ masks", "3", "masks"),
        ("USD 2024", "2024", "USD"),
    ],
)
def test_an_amount_is_found_with_its_unit(text: str, amount: str, unit: str) -> None:
    (found,) = quantities_in(text, MONTHS)
    assert (found.number, found.unit) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    "text",
    [
        "they need 40 more",
        "in 2026 budget talks went on",
        "on 2026-11-18 call",
        "on 18.11.2026 call",
        "on 18 November",
        "18 листопада зустріч",
        "November 18 delegation",
        "11月18日",
        "at 9:00 Kyiv time",
        "9 am call",
        "+380 48 123 4567 call",
        "tel. 030 1234567 office",
        "a visit of 3 days",
        "COVID-19 masks",
        "the 2nd meeting",
        "5-10 people",
        "Phase 2 project",
        "100% support",
        "007 agents",
        "0 masks",
        "G20 mayors",
        "1,000,000,000,000,000,000 masks",
        "",
    ],
)
def test_other_numbers_are_no_quantities(text: str) -> None:
    assert quantities_in(text, MONTHS) == []


def test_several_are_found_in_their_order() -> None:
    found = quantities_in("12 students and 3 teachers in 2 schools")
    assert [(int(each.number), each.unit) for each in found] == [
        (12, "students"),
        (3, "teachers"),
        (2, "schools"),
    ]


@given(st.integers(min_value=2, max_value=1890))
def test_any_plain_number_before_a_noun_is_a_quantity(number: int) -> None:
    (found,) = quantities_in(f"We sent {number} books")
    assert (found.number, found.unit) == (number, "books")


@given(st.integers(min_value=1000, max_value=10**14))
def test_marks_between_thousands_change_nothing(number: int) -> None:
    (found,) = quantities_in(f"{number:,} books")
    assert found.number == number


@given(st.text(max_size=200) | st.from_regex(r"[\d.,  €kg]{0,40} ?\w{0,10}"))
def test_whatever_is_said_the_amounts_can_be_kept(text: str) -> None:
    found = quantities_in(text)
    assert len(found) <= MOST
    for amount in found:
        assert 0 < amount.number < Decimal(10) ** 15
        assert amount.number == round(amount.number, 3)
        assert amount.unit.strip() == amount.unit
        assert 0 < len(amount.unit) <= 100


def test_an_amount_of_money_after_a_counted_thing_is_found_as_well() -> None:
    found = quantities_in("10,000 masks and USD 20,000")

    assert [(str(each.number), each.unit) for each in found] == [
        ("10000", "masks"),
        ("20000", "USD"),
    ]
