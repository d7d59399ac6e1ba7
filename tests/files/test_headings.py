import pytest

from bot.files import headings
from bot.files.contact_headings import ALIASES


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("City", "city"), ("Municipality", "city"), ("Stadt", "city"), ("ville", "city"),
        ("Ciudad", "city"), ("МІСТО", "city"), ("都市名", "city"), ("Municipalty", "city"),
        ("E-Mail Address", "email"), ("メール", "email"), ("Telefone", "phone"),
        ("Bürgermeister", "mayor"), ("Title/Role", ""), ("Посада", "position"),
        ("Phone Number (office)", "phone"), ("Languages", "languages"), ("Shoe size", ""),
    ],
)  # fmt: skip
def test_headings_are_understood_in_other_words_and_languages(heading: str, field: str) -> None:
    assert headings.understood([heading], ALIASES).get(heading, "") == field


def test_no_field_is_given_twice() -> None:
    found = headings.understood(["Email", "E-mail"], ALIASES)
    assert found == {"Email": "email"}


def test_the_headings_of_a_list_of_pairs_tell_the_parties_apart() -> None:
    found = headings.of_parties(["a_name", "a_cc", "b_name", "b_geonameid", "b_lat", "note"])
    assert found == {
        "a_name": (0, "city"),
        "a_cc": (0, "country"),
        "b_name": (1, "city"),
        "b_geonameid": (1, "geonameid"),
        "b_lat": (1, "latitude"),
    }


@pytest.mark.parametrize(
    "pair",
    [("city_a", "city_b"), ("City 1", "City 2"), ("City", "Sister City"), ("місто", "partner")],
)
def test_two_cities_are_told_apart_however_they_are_headed(pair: tuple[str, str]) -> None:
    assert headings.of_parties(pair) == {pair[0]: (0, "city"), pair[1]: (1, "city")}
