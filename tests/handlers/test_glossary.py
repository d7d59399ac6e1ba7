"""The network's terms, agreed on and looked up in a chat."""

import pytest

from bot.chat.reply import File
from bot.domain.access import Role, Scope
from bot.domain.translating import Pair
from bot.services import housekeeping
from storage.audit import Actor
from storage.engine import Database
from storage.models import GlossaryTerm
from storage.records import Records
from tests.conversation import TODAY, Conversation

ADD = '/translate glossary add "Stadtrat" = "city council" (de-en)'


@pytest.fixture
def sari(network: Database) -> Conversation:
    """The steward."""
    return Conversation(network, "Sari")


@pytest.mark.parametrize(
    "said",
    [
        ADD,
        "/translate glossary add Stadtrat = city council (German - English)",
        "/translate glossary add „Stadtrat“ → “city council” (de → en)",
        "/translate glossary add «Stadtrat»=«city council» (німецька-англійська)",
        '@attache translate glossary add "Stadtrat" = "city council" de-en',
    ],
)
def test_a_term_is_added_as_people_write_it(sari: Conversation, said: str) -> None:
    sari.language = "uk" if "німецька" in said else "en"
    sari.says(said.replace("@attache ", ""))
    sari.language = "en"
    assert "• “Stadtrat” → “city council” — German to English" in sari.says(
        "/translate glossary list"
    )


def test_a_term_is_added_and_taken_back(sari: Conversation) -> None:
    answer = sari.says(ADD)
    assert "“Stadtrat” is now “city council” in translations from German to English." in answer
    sari.presses("Undo")
    assert "0 terms in the glossary" in sari.says("/translate glossary list")


def test_the_other_direction_is_one_press_away(sari: Conversation) -> None:
    sari.says(ADD)
    answer = sari.presses("Also English to German")
    assert "“city council” is now “Stadtrat” in translations from English to German." in answer
    assert "Also" not in answer


def test_another_rendering_says_what_was_before(sari: Conversation) -> None:
    sari.says(ADD)
    answer = sari.says(ADD.replace("city council", "town council"))
    assert "Before: “city council”" in answer
    sari.presses("Undo")
    assert "“Stadtrat” is “city council” already, German to English." in sari.says(ADD)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("add", "Please say: “TERM” = “TRANSLATION” (FROM-TO)"),
        ("add Stadtrat", "Please say what it is in the other language as well"),
        ("add Stadtrat = city council", "Please say from which language to which"),
        ("add Stadtrat = city council (de-xx)", "“de-xx” are no two languages."),
        ("add Stadtrat = city council (de-de)", "Both are German; name two languages."),
        ('add "…" = "city council" (de-en)', "A term needs a letter or a digit."),
        (f'add "{"x" * 201}" = "y" (de-en)', "That is longer than 200 characters"),
        ("keep", "Please say: TERM"),
        ("keep 👍", "A term needs a letter or a digit."),
        ("remove Nothing", "There is no such term in the glossary."),
        ("remove #99", "There is no such term in the glossary."),
        ("export docx", "“docx” is none of these: csv, json, tbx, or tmx."),
    ],
)
def test_a_slip_is_told_and_does_no_harm(sari: Conversation, said: str, answered: str) -> None:
    assert answered in sari.says(f"/translate glossary {said}")
    assert "0 terms in the glossary" in sari.says("/translate glossary list")


def test_a_name_is_kept(sari: Conversation) -> None:
    answer = sari.says("/translate glossary keep “Hafenfest 2027”")
    assert "“Hafenfest 2027” now stays as it is in every translation." in answer
    assert "stays as it is already" in sari.says("/translate glossary keep Hafenfest 2027")
    assert "• “Hafenfest 2027” — stays as it is" in sari.says("/translate glossary list hafen")


def test_a_term_is_removed_and_brought_back(sari: Conversation) -> None:
    sari.says(ADD)
    assert "“Stadtrat” is no longer in the glossary." in sari.says(
        "/translate glossary remove stadtrat"
    )
    assert "Term Stadtrat — is back" in sari.presses("Undo")
    assert "1 term in the glossary" in sari.says("/translate glossary list")


def test_of_several_terms_the_one_that_is_meant_is_removed(sari: Conversation) -> None:
    sari.says(ADD)
    sari.says(ADD.replace("city council", "conseil").replace("-en", "-fr"))
    assert "“Stadtrat” is in it several times. Which one?" in sari.says(
        "/translate glossary remove Stadtrat"
    )
    sari.presses("German to French")
    assert "German to English" in sari.says("/translate glossary list")


def test_the_list_has_pages(network: Database, sari: Conversation) -> None:
    with network.writing(Actor("fixture")) as session:
        session.add_all(
            GlossaryTerm(network_id=1, term=f"Wort {n:02}", folded=f"wort {n:02}", is_kept=True)
            for n in range(23)
        )
    assert "Page 1 of 3" in sari.says("/translate glossary list")
    assert "Wort 10" in sari.presses("Next")
    assert "1 term for “22”" in sari.says("/translate glossary list 22")
    sari.says("/translate glossary list nothing")
    assert "23 terms" in sari.presses("All terms")


@pytest.mark.parametrize("form", ["csv", "json", "tbx", "tmx"])
def test_the_glossary_comes_as_a_file(sari: Conversation, form: str) -> None:
    sari.says(ADD)
    sari.says("/translate glossary keep Hafenfest")
    sari.says(f"/translate glossary export {form}")
    assert sari.answer is not None
    (file,) = sari.answer.reply.parts
    assert isinstance(file, File)
    assert file.name == f"glossary-demo-2026-11-21.{form}"
    text = file.content.decode("utf-8-sig")
    assert "Stadtrat" in text
    assert "Hafenfest" in text


@pytest.mark.parametrize("name", ["Petro", "Vera"])
def test_the_glossary_is_the_stewards_and_everybodys_to_read(network: Database, name: str) -> None:
    Conversation(network, "Sari").says(ADD)
    reader = Conversation(network, name)
    for said in (ADD, "/translate glossary keep X1", "/translate glossary remove Stadtrat"):
        assert "Only stewards of the network can do that." in reader.says(said)
    assert "1 term in the glossary" in reader.says("/translate glossary list")
    assert "1 term in" in reader.says("/translate glossary export")


def test_the_trail_tells_of_terms(sari: Conversation) -> None:
    sari.says(ADD)
    sari.says(ADD.replace("city council", "town council"))
    told = sari.says("/audit network")
    assert "Term Stadtrat — In translation: “city council” → “town council”" in told
    assert "From: German · In translation: “city council” · To: English" in told


def test_another_network_has_terms_of_its_own(other_network: Database) -> None:
    Conversation(other_network, "Sari").says(ADD)
    marco = Conversation(other_network, "Marco", "harbours")
    assert "0 terms in the glossary" in marco.says("/translate glossary list")
    assert "no such term" in marco.says("/translate glossary remove #1")
    assert "is now “council”" in marco.says(ADD.replace("city council", "council"))


def test_a_person_who_is_forgotten_is_in_no_term(network: Database, sari: Conversation) -> None:
    sari.says("/contact add Oksana Kovalenko, Odesa, harbour master")
    sari.says("/translate glossary keep Oksana Kovalenko")
    sari.says("/translate glossary keep Hafenfest")
    with network.writing(Actor("fixture", 1)) as session:
        memory = Records(session, Scope(1, Role.STEWARD)).memory
        memory.remember("Hi", Pair("en", "uk"), "deepl", "Привіт, Оксано", TODAY)
        memory.correct("Ask Oksana Kovalenko", Pair("en", "uk"), "Спитай")
    sari.says("/privacy forget Oksana Kovalenko")
    sari.presses("Erase")
    housekeeping.tidy(network, TODAY)
    with network.engine.connect() as connection:
        for table, left in (("glossary_term", 1), ("correction", 0), ("translation_memory", 0)):
            count = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar()
            assert (table, count) == (table, left)
