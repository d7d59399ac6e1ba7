"""Which of a city's names readers of a language are shown."""

import pytest

from bot.domain.certain_names import is_certain
from bot.domain.scripts import form_for, is_read_in, script_of_language

ODESA = [("Odesa", ""), ("Одеса", "uk"), ("オデーサ", ""), ("Одесса", "ru")]


@pytest.mark.parametrize(
    ("language", "said", "shown"),
    [
        ("uk", "Odesa", "Одеса"),
        ("ru", "Одеса", "Одесса"),
        ("ja", "Odesa", "オデーサ"),
        ("en", "Одеса", "Odesa"),
        ("de", "Odesa", "Odesa"),
        ("bg", "Одеса", "Одеса"),
        ("ar", "Odesa", "Odesa"),
    ],
)
def test_the_recorded_form_is_shown_or_it_stays(language: str, said: str, shown: str) -> None:
    assert form_for(language, said, ODESA) == shown


def test_of_several_recorded_forms_the_one_that_was_said_stays() -> None:
    assert form_for("de", "Lemberg", [("Lviv", ""), ("Lwiw", "de"), ("Lemberg", "de")]) == "Lemberg"


def test_another_region_will_do_and_another_script_will_not() -> None:
    names = [("Porto", "pt-PT"), ("橫濱", "zh-Hant")]
    assert form_for("pt-BR", "Oporto", names) == "Porto"
    assert form_for("zh-Latn", "Yokohama", names) == "Yokohama"


@pytest.mark.parametrize(
    ("language", "script"),
    [("uk", "Cyrl"), ("sr-Latn", "Latn"), ("zh-Hant", "Hani"), ("ja", "Jpan"), ("tl", "Latn")],
)
def test_a_language_is_read_in_its_script(language: str, script: str) -> None:
    assert script_of_language(language) == script


def test_what_has_no_letters_anybody_can_read() -> None:
    assert is_read_in("2027", "ja")


@pytest.mark.parametrize(
    ("said", "text", "language", "is_name"),
    [
        ("Nice", "Nice to meet you!", "en", False),
        ("Nice", "We met in Nice.", "en", True),
        ("Nice", "Hello! Nice weather", "en", False),
        ("Essen", "Das Essen war gut", "de", False),
        ("Essen", "We met in Essen", "en", True),
        ("odesa", "about odesa", "en", False),
        ("Odesa", "Odesa wrote", "en", True),
        ("横浜", "横浜から", "ja", True),
    ],
)
def test_a_word_that_is_a_name_as_well_is_told_by_its_place(
    said: str, text: str, language: str, is_name: bool
) -> None:
    assert is_certain(said, text, language) is is_name
