import pytest

from storage.engine import Database
from tests.conversation import Conversation


@pytest.fixture
def talk(network: Database) -> Conversation:
    """Aiko of Yokohama, who has recorded Oksana in Odesa."""
    aiko = Conversation(network, "Aiko")
    aiko.says(
        "/contact add Oksana Kovalenko, Odesa, protocol officer, oksana@odesa.example,"
        " +380 48 123 45 67, uk alias=Оксана Коваленко note=Kind"
    )
    return aiko


def test_what_was_and_what_is_now_are_said(talk: Conversation) -> None:
    said = talk.says("/contact edit Oksana position=deputy mayor, term=2024- languages=uk, en")
    assert said.splitlines() == [
        "✅ Oksana Kovalenko, Odesa is changed.",
        "Position: protocol officer → deputy mayor",
        "Languages: Ukrainian → Ukrainian and English",
        "Term of office: — → since 2024",
        "[Undo] [Show]",
    ]


def test_a_new_address_takes_the_place_of_the_old_one(talk: Conversation) -> None:
    said = talk.says("/contact edit Oksana email=o.k@odesa.example")
    assert "e-mail: oksana@odesa.example → o.k@odesa.example" in said
    assert "0 contacts" not in talk.says("/contact find o.k@odesa.example")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("phone=", "phone: +380 48 123 45 67 → —"),
        ("position=", "Position: protocol officer → —"),
        ("alias=", "Also written: Оксана Коваленко → —"),
        ("languages=", "Languages: Ukrainian → —"),
        ("note=", "Note: Kind → —"),
    ],
)
def test_an_empty_fact_is_taken_away(talk: Conversation, fact: str, said: str) -> None:
    assert said in talk.says(f"/contact edit Oksana {fact}")


def test_the_preferred_way_can_be_chosen(talk: Conversation) -> None:
    said = talk.says("/contact edit Oksana prefer=phone")
    assert "Preferred medium: e-mail → phone" in said
    assert "phone (preferred): +380 48 123 45 67" in talk.says("/contact show Oksana")


def test_another_way_is_preferred_when_that_one_goes(talk: Conversation) -> None:
    talk.says("/contact edit Oksana email=")
    assert "phone (preferred)" in talk.says("/contact show Oksana")


def test_a_medium_that_is_not_there_cannot_be_preferred(talk: Conversation) -> None:
    assert "has no Telegram on record" in talk.says("/contact edit Oksana prefer=telegram")


def test_what_was_changed_is_found_by_its_new_words_only(talk: Conversation) -> None:
    talk.says("/contact edit Oksana name=Olena city=Yokohama alias=")
    assert "1 contact" in talk.says("/contact find Olena Yokohama")
    assert "nobody" in talk.says("/contact find Коваленко")


@pytest.mark.parametrize(
    "change", ["phone= email=new@odesa.example", "alias=", "name=Olena org=Port", "prefer=phone"]
)
def test_undo_puts_everything_back(talk: Conversation, change: str) -> None:
    before = talk.says("/contact show #1")
    talk.says(f"/contact edit #1 {change}")
    assert "✅ Undone" in talk.presses("Undo")
    assert talk.says("/contact show #1") == before


def test_undo_speaks_of_nothing_that_people_do_not_know(talk: Conversation) -> None:
    talk.says("/contact edit #1 position=deputy mayor")
    assert "kovalenko" not in talk.presses("Undo")


def test_without_a_change_it_says_how_to_make_one(talk: Conversation) -> None:
    said = talk.says("/contact edit Oksana")
    assert "Please say what to change in Oksana Kovalenko, Odesa" in said
    assert "/contact edit #1 position=deputy mayor" in said


def test_a_change_to_what_is_so_already_changes_nothing(talk: Conversation) -> None:
    said = talk.says("/contact edit Oksana position=protocol officer")
    assert said == "Oksana Kovalenko, Odesa is so already."


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("name= position=", "A contact needs a name or a position."),
        ("city=", "A contact needs a city or an organisation."),
        ("email=nonsense", "is no e-mail address"),
        ("visibility=party", "With that visibility you could not see the contact yourself."),
        ("visibility=", "Please say"),
        ("city=Leeds", "Contacts of Leeds are changed by its own editors"),
    ],
)
def test_a_wrong_change_is_refused_and_leaves_no_trace(
    talk: Conversation, change: str, problem: str
) -> None:
    before = talk.says("/contact show #1")
    assert problem in talk.says(f"/contact edit #1 {change}")
    assert talk.says("/contact show #1") == before
