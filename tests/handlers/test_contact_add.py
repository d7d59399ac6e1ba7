import pytest

from storage.engine import Database
from tests.conversation import Conversation

LINE = (
    "/contact add Oksana Kovalenko, Odesa, protocol officer, oksana@odesa.example,"
    " +380 48 123 45 67, uk"
)


def test_one_natural_line_is_recorded_and_echoed_in_full(network: Database) -> None:
    said = Conversation(network, "Aiko").says(LINE)
    assert said.splitlines()[0] == "✅ Oksana Kovalenko, Odesa is recorded."
    assert "Position: protocol officer" in said
    assert "e-mail (preferred): oksana@odesa.example" in said
    assert "phone: +380 48 123 45 67" in said
    assert "Languages: Ukrainian" in said
    assert "[Undo]" in said


@pytest.mark.parametrize(
    "line",
    [
        "/contact add +380 48 123 45 67; Ukrainian; Одеса; Oksana Kovalenko; protocol officer;"
        " oksana@odesa.example",
        "/contact add Oksana Kovalenko Odesa, protocol officer, tel. +380 48 123 45 67, uk,"
        " <oksana@odesa.example>",
        "/contact add Oksana Kovalenko <oksana@odesa.example>\nprotocol officer\nОдеса\n"
        "Phone: +380 48 123 45 67\nUkrainian",
        '/contact add name="Oksana Kovalenko" city=Odesa position=protocol officer, languages=uk'
        " phone=+380 48 123 45 67 email=oksana@odesa.example",
        "/contact add protocol officer, Oksana Kovalenko, oksana@odesa.example"
        " +380 48 123 45 67, オデッサ, ukrainian",
    ],
)
def test_the_parts_are_known_by_their_shape(network: Database, line: str) -> None:
    talk = Conversation(network, "Aiko")
    assert "✅ Oksana Kovalenko, Odesa is recorded." in talk.says(line)
    card = talk.says("/contact show #1")
    for fact in (
        "Position: protocol officer",
        "oksana@odesa.example",
        "+380 48 123 45 67",
        "Languages: Ukrainian",
    ):
        assert fact in card


def test_facts_can_be_given_by_name(network: Database) -> None:
    said = Conversation(network, "Aiko").says(
        "/contact add Оксана Коваленко, Odesa, nodal alias=Oksana Kovalenko / オクサナ"
        " org=Odesa City Council, languages=uk, en term=2024-2028 telegram=@oksana_k"
        " visibility=partnership source=Visit, 2023 note=Prefers mornings, never calls"
    )
    assert "Also written: Oksana Kovalenko and オクサナ" in said
    assert "Function: nodal person" in said
    assert "Organisation: Odesa City Council" in said
    assert "Languages: Ukrainian and English" in said
    assert "Term of office: 2024 – 2028" in said
    assert "Telegram (preferred): @oksana_k" in said
    assert "Visible to: partnership" in said
    assert "Source: Visit, 2023" in said
    assert "Prefers mornings, never calls" in said


def test_an_office_needs_no_name(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/contact add position=Protocol Office city=Odesa")
    assert "✅ Protocol Office, Odesa is recorded." in said


def test_a_contact_at_an_organisation_is_in_its_city(network: Database) -> None:
    talk = Conversation(network, "Sari")
    talk.says("/contact add Oksana Kovalenko, Odesa, org=Odesa Port")
    assert "✅ Petro Bilyk, Odesa is recorded." in talk.says(
        "/contact add Petro Bilyk, org=odesa port"
    )


@pytest.mark.parametrize("wrong", ["foo@bar", "oksana@", "12345", "email=oksana", "phone=soon"])
def test_an_address_that_is_none_is_refused_and_nothing_is_recorded(
    network: Database, wrong: str
) -> None:
    talk = Conversation(network, "Aiko")
    assert "It should look like" in talk.says(f"/contact add Oksana Kovalenko, Odesa, {wrong}")
    assert talk.says("/contact find").startswith("0 contacts")


def test_without_a_name_or_position_it_says_what_is_missing(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/contact add")
    assert "Please say a name or a position" in said
    assert "For example: /contact add" in said


def test_without_a_city_it_asks_and_offers_the_cities_one_writes_for(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    said = talk.says("/contact add Oksana Kovalenko")
    assert said.splitlines()[-1] == "[Yokohama] [Odesa]"
    assert "✅ Oksana Kovalenko, Odesa is recorded." in talk.presses("Odesa")


def test_a_misspelt_city_is_asked_back(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    assert "Which city do you mean?" in talk.says("/contact add Oksana Kovalenko, Odesaa")
    assert "✅ Oksana Kovalenko, Odesa is recorded." in talk.presses("Odesa")


def test_a_part_that_can_be_anything_is_asked_back(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    line = "/contact add Oksana Kovalenko, Odesa, protocol officer, Port Authority"
    assert "What is “Port Authority”?" in talk.says(line)
    assert "Organisation: Port Authority" in talk.presses("Organisation")


def test_the_same_name_in_the_same_city_is_asked_back(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    talk.says(LINE)
    said = talk.says("/contact add OKSANA KOVALENKO, Odesa")
    assert said.startswith("❔ There is Oksana Kovalenko, Odesa already.")
    assert "[Show Oksana Kovalenko] [Add anyway]" in said
    assert "✅ OKSANA KOVALENKO, Odesa is recorded." in talk.presses("Add anyway")


def test_the_same_address_in_another_spelling_is_asked_back(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    talk.says(LINE)
    assert "There is Oksana Kovalenko, Odesa already." in talk.says(
        "/contact add O. K., Odesa, +380(48)123-45-67"
    )


def test_a_namesake_in_another_city_is_not_asked_back(network: Database) -> None:
    talk = Conversation(network, "Sari")
    talk.says(LINE)
    assert "✅" in talk.says("/contact add Oksana Kovalenko, Leeds")


def test_text_longer_than_the_record_is_refused(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    said = talk.says(f"/contact add {'a' * 201} B, Odesa")
    assert "longer than 200 characters" in said


def test_adding_can_be_undone(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    talk.says(LINE)
    assert "✅ Undone" in talk.presses("Undo")
    assert talk.says("/contact find").startswith("0 contacts")


@pytest.mark.parametrize("term", ["2028-2024", "soon", "2024", "2024-13-01..2025"])
def test_a_term_that_is_none_is_refused(network: Database, term: str) -> None:
    said = Conversation(network, "Aiko").says(f"/contact add Oksana, Odesa, term={term}")
    assert "is no term of office" in said


def test_markup_and_formats_stay_words(network: Database) -> None:
    talk = Conversation(network, "Aiko")
    talk.says("/contact add <!channel> {name} %s *b*, Odesa")
    assert talk.says("/contact show #1").splitlines()[0] == "<!channel> {name} %s *b*"
