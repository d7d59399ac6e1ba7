"""Numbers of a translation are those of its source, however its language writes them."""

import pytest

from bot.domain.numerals import numbers_apart, same_numbers


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("10,000 masks", "10.000 Masken"),
        ("10 000 масок", "10,000 masks"),
        ("1,234.56", "1.234,56"),
        ("1,00,000 rupees", "100,000 Rupien"),
        ("٣ كتب", "3 books"),
        ("0.5", "0,5"),
        ("5万人", "50,000 people"),
        ("3億円", "300 million yen"),
        ("1.5 million", "1,5 Mio. Menschen"),
        ("1,5 млн", "1.5 million"),
        ("1.5 million", "1,5 εκατομμύρια"),
        ("18 November 2026", "18 листопада 2026"),
        ("11月18日", "November 18"),
        ("18 November", "11月18日"),
        ("on 2026-11-18", "am 18.11.2026"),
        ("09:30", "9:30"),
        ("5 and 6", "6 and 5"),
        ("no numbers", "keine Zahlen"),
    ],
)
def test_the_same_numbers(source: str, translation: str) -> None:
    assert same_numbers(source, translation)
    assert same_numbers(translation, source)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("5 masks", "6 Masken"),
        ("5 masks", "Masken"),
        ("masks", "5 Masken"),
        ("5 and 5", "5"),
        ("1.5 t", "15 t"),
        ("-5 °C", "5 °C"),
        ("1.5 million", "1,5 Milliarden"),
        ("5万人", "5,000 people"),
        ("18 November", "18 October"),
        ("11月18日", "October 18"),
        ("0.500", "500"),
    ],
)
def test_other_numbers(source: str, translation: str) -> None:
    assert not same_numbers(source, translation)
    assert not same_numbers(translation, source)


@pytest.mark.parametrize(
    ("source", "translation", "apart"),
    [
        ("12 friends", "13 друзів", (["12"], ["13"])),
        ("12 and 12", "12", (["12"], [])),
        ("12", "12 und 3,5 Mio.", ([], ["3,5 mio"])),
        ("10 000 of 5", "10.000 von 6", (["5"], ["6"])),
        ("11月12日", "12 November, 3 Uhr", ([], ["3"])),
        ("21 November", "21 October", ([], [])),
    ],
)
def test_what_differs_is_named_as_it_is_written(
    source: str, translation: str, apart: tuple[list[str], list[str]]
) -> None:
    assert numbers_apart(source, translation) == apart
