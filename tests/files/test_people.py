import pytest

from bot.files.people import Person, people


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Mr. Ivan Petrenko / Mr. Oleh Bondar", ["Ivan Petrenko", "Oleh Bondar"]),
        ("Mr. A Smith and Ms. B Jones", ["A Smith", "B Jones"]),
        ("Dr. Anna Weiß; Frau Ute Groß", ["Anna Weiß", "Ute Groß"]),
        ("Hon. Juan dela Cruz, Jr.", ["Juan dela Cruz, Jr."]),
        ("H.E. Prof. Dr. Li Wei", ["Li Wei"]),
        ("Mr Smith", ["Smith"]),
        ("田中愛子様", ["田中愛子"]),
        ("Drew Miller", ["Drew Miller"]),
        ("Mira Sandberg", ["Mira Sandberg"]),
        ("пані Оксана Коваленко", ["Оксана Коваленко"]),
        ("Smith, John", ["Smith, John"]),
    ],
)
def test_people_are_told_apart_and_freed_of_their_titles(cell: str, names: list[str]) -> None:
    assert [person.name for person in people(cell)] == names


@pytest.mark.parametrize("cell", ["", "-", "N/A", "tbd", "Vacant"])
def test_nobody_is_a_nameless_person(cell: str) -> None:
    assert people(cell) == [Person("")]


@pytest.mark.parametrize(
    "cell", ["Mayor", "Bürgermeister", "International Relations Office", "国際課"]
)
def test_an_office_has_a_position_and_no_name(cell: str) -> None:
    assert people(cell) == [Person("", cell)]


def test_a_title_that_is_a_position_is_kept_as_one() -> None:
    assert people("Mayor John Smith") == [Person("John Smith", "Mayor")]
