from bot.domain.vocabulary import ContactFunction, ContactMedium
from bot.files.contact_lines import ContactLine, read_contacts
from bot.files.lines import Reading


def one(text: str) -> ContactLine:
    (found,) = read_contacts(text).found
    return found


def test_two_people_in_a_cell_are_two_contacts_with_their_own_addresses() -> None:
    reading = read_contacts(
        "City,Name,Position,Email\nOdesa,Mr. A Smith / Ms. B Jones,Head / Deputy,a@x.org; b@x.org\n"
    )
    assert [(each.name, each.position, each.ways) for each in reading.found] == [
        ("A Smith", "Head", ((ContactMedium.EMAIL, "a@x.org"),)),
        ("B Jones", "Deputy", ((ContactMedium.EMAIL, "b@x.org"),)),
    ]


def test_a_missing_mayor_is_an_office() -> None:
    found = one("City;Mayor;E-mail\nLeeds;;mayor@leeds.example\n")
    assert (found.name, found.position) == ("", "Mayor")
    assert found.function is ContactFunction.MAYOR


def test_a_line_with_a_mayor_and_a_contact_has_both() -> None:
    reading = read_contacts("City,Mayor,Contact person,Email\nLeeds,Jo Hill,Ann Lee,ann@x.org\n")
    assert [(each.name, each.position, len(each.ways)) for each in reading.found] == [
        ("Ann Lee", "", 1),
        ("Jo Hill", "Mayor", 0),
    ]


def test_several_addresses_in_a_cell_are_found_among_words() -> None:
    found = one(
        "City,Name,Phone,Email\nGifu,Sato,Tel: +81 58 214 0000 / 058-214-0001,<a@g.jp> b@g.jp\n"
    )
    assert [address for _medium, address in found.ways] == [
        "a@g.jp",
        "b@g.jp",
        "+81 58 214 0000",
        "058-214-0001",
    ]


def test_languages_are_read_as_words_of_any_language() -> None:
    assert one("City,Name,Languages\nOdesa,Ivan,Ukrainian / англійська; 日本語\n").languages == (
        "uk",
        "en",
        "ja",
    )


def test_a_country_is_read_in_any_language() -> None:
    found = one("Stadt;Land;Name\nGifu;Japan;Sato\n")
    assert found.party is not None
    assert found.party.country == "JP"


def test_a_bad_line_says_what_is_wrong_and_loses_no_other() -> None:
    reading = read_contacts("City,Name,Email\nOdesa,Ivan,nowhere\nLviv,Olha,o@l.ua\n,Nobody,\n")
    assert [each.name for each in reading.found] == ["Olha"]
    assert [each.line for each in reading.errors] == [2, 4]


def test_columns_that_mean_nothing_here_are_named() -> None:
    assert read_contacts("City,Name,Zodiac\nOdesa,Ivan,Leo\n").unknown == ("Zodiac",)


def test_cells_under_no_heading_are_told_of() -> None:
    reading: Reading[ContactLine] = read_contacts("City,Name\nOdesa,Ivan,more\n")
    assert [each.line for each in reading.remarks] == [2]


def test_a_function_that_is_what_stands_on_the_card_is_the_position() -> None:
    found = one("Stadt;Name;Funktion\nOdesa;Ivan Bondar;Bürgermeister\n")
    assert found.position == "Bürgermeister"
    assert found.function is ContactFunction.MAYOR


def test_beside_a_position_a_function_has_to_be_a_known_word() -> None:
    reading = read_contacts("City,Name,Position,Function\nOdesa,Ivan Bondar,Clerk,Boss\n")
    assert not reading.found
    assert len(reading.errors) == 1
