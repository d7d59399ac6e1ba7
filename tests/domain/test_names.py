"""Spellings of one name meet; different names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import fold, script_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("São  Paulo", "sao paulo"),
        ("Đà Nẵng", "Da Nang"),
        ("L'viv", "Lviv"),
        ("İzmir", "izmir"),
        ("ODESA", "Odesa"),
        ("オデッサ", "オデツサ"),
        ("ｵﾃﾞｯｻ", "オデッサ"),
        ("Mt. Hagen", "mt hagen"),
        ("Frankfurt (Oder)", "frankfurt oder"),
        ("Straße", "strasse"),
        ("Королёв", "Королев"),
        ("أوديسا", "اوديسا"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ガ", "カ"), ("Київ", "Киів"), ("दिल्ली", "दलल"), ("岐阜", "岐阜市"), ("กรุงเทพ", "กรงเทพ")],
)
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_punctuation_alone_folds_to_nothing() -> None:
    assert fold(" -/… ") == ""


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Odesa", "Latn"),
        ("Одеса", "Cyrl"),
        ("オデッサ", "Jpan"),
        ("横浜市の皆さん", "Jpan"),
        ("岐阜", "Hani"),
        ("서울", "Kore"),
        ("دبي", "Arab"),
        ("123", ""),
    ],
)
def test_the_script_of_a_name_is_that_of_its_letters(name: str, script: str) -> None:
    assert script_of(name) == script
