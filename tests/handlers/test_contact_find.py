import pytest

from storage.engine import Database
from tests.conversation import Conversation

PEOPLE = (
    "Oksana Kovalenko, Odesa, protocol officer, oksana@odesa.example, uk alias=Оксана Коваленко",
    "田中愛子, Yokohama, interpreter, ja, uk org=Yokohama International Office",
    "Hans Müller, Dresden, nodal, de, en org=Technische Universität Dresden",
    "Li Wei, Hangzhou, mayor, zh alias=李伟",
    "position=Protocol Office city=Leeds email=protocol@leeds.example languages=en",
)


@pytest.fixture
def talk(network: Database) -> Conversation:
    """Sari, the steward, in a network with five contacts."""
    sari = Conversation(network, "Sari")
    for person in PEOPLE:
        assert "✅" in sari.says(f"/contact add {person}")
    return sari


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Oksana", "Oksana Kovalenko"),
        ("Коваленко", "Oksana Kovalenko"),
        ("protocol Odesa", "Oksana Kovalenko"),
        ("Одеса", "Oksana Kovalenko"),
        ("オデッサ", "Oksana Kovalenko"),
        ("Cyrillic", "Oksana Kovalenko"),
        ("OKSANA@odesa.example", "Oksana Kovalenko"),
        ("愛子", "田中愛子"),
        ("Japanese interpreter", "田中愛子"),
        ("interpreter Ukrainian", "田中愛子"),
        ("ja", "田中愛子"),
        ("international office", "田中愛子"),
        ("technische universitat", "Hans Müller"),
        ("muller", "Hans Müller"),
        ("nodal person", "Hans Müller"),
        ("German Dresden", "Hans Müller"),
        ("mayor", "Li Wei"),
        ("李伟", "Li Wei"),
        ("protocol English", "Protocol Office"),
        ("Leeds", "Protocol Office"),
    ],
)
def test_a_contact_is_found_by_anything_known_of_it(
    talk: Conversation, wanted: str, name: str
) -> None:
    said = talk.says(f"/contact find {wanted}")
    assert said.startswith(f"1 contact for “{wanted}”")
    assert f"• {name}" in said


@pytest.mark.parametrize("wanted", ["Oksna", "Kovalneko", "protokol Odesaa", "Mueller"])
def test_misspelling_is_forgiven_and_said(talk: Conversation, wanted: str) -> None:
    said = talk.says(f"/contact find {wanted}")
    assert "Nothing is spelt exactly so; these come near." in said
    assert "Oksana Kovalenko" in said or "Hans Müller" in said


def test_languages_and_scripts_are_known_in_the_clients_own_language(talk: Conversation) -> None:
    german = talk.in_language("de")
    assert "1 Kontakt" in german.says("/contact find kyrillisch")
    assert "Li Wei" in german.says("/contact find Chinesisch")


def test_a_whole_word_comes_before_a_part_of_one(talk: Conversation) -> None:
    talk.says("/contact add Olga Protocolova, Odesa")
    lines = talk.says("/contact find protocol").splitlines()
    assert [line.startswith("• Olga") for line in lines if line.startswith("•")][-1]


def test_who_fits_in_part_is_offered_when_nobody_fits(talk: Conversation) -> None:
    said = talk.says("/contact find mayor Leeds")
    assert said.startswith("I found nobody for “mayor Leeds”.")
    assert "These fit in part:" in said
    assert "[Protocol Office]" in said


def test_nothing_like_it_gives_a_hint(talk: Conversation) -> None:
    said = talk.says("/contact find zzzzqq")
    assert "Try fewer words, or record someone" in said
    assert said.splitlines()[-1] == "[All contacts]"


def test_marks_alone_are_no_search(talk: Conversation) -> None:
    assert "⚠️ Please say a name" in talk.says("/contact find ??? 🙂")


def test_without_words_all_are_listed_by_city(talk: Conversation) -> None:
    lines = talk.says("/contact find").splitlines()
    cities = [line.split(" — ")[0].rsplit(", ", 1)[1] for line in lines if line.startswith("•")]
    assert cities == sorted(cities)
    assert len(cities) == 5


def test_each_one_found_can_be_shown(talk: Conversation) -> None:
    talk.says("/contact find Коваленко")
    assert "Also written: Оксана Коваленко" in talk.presses("Oksana Kovalenko")


def test_pages_turn_with_and_without_words(talk: Conversation) -> None:
    for number in range(8):
        talk.says(f"/contact add Vasyl {'abcdefgh'[number]}, Odesa")
    assert "Page 1 of 3" in talk.says("/contact find")
    assert "Page 2 of 3" in talk.presses("Next")
    assert "Page 1 of 2" in talk.says("/contact find Vasyl")
    last = talk.presses("Next")
    assert "Page 2 of 2" in last
    assert "• Vasyl g, Odesa" in last
    assert "[◀ Previous]" in last


def test_a_page_beyond_the_last_is_the_last(talk: Conversation) -> None:
    assert "5 contacts" in talk.says("/contact find page=99")


def test_a_removed_contact_is_not_found(talk: Conversation) -> None:
    talk.says("/contact remove Oksana --yes")
    assert "nobody" in talk.says("/contact find Коваленко")
