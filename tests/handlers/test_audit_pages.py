"""The trail page by page, with what can be taken back, as a chat."""

import pytest

from bot.chat.reply import Heading
from storage.engine import Database
from tests.conversation import Conversation
from tests.handlers.changing import changes
from tests.handlers.test_statement_counts import counted


def test_the_pages_turn_in_place(network: Database) -> None:
    changes(network, 12)
    sari = Conversation(network, "Sari")
    first = sari.says("/audit party Odesa")
    assert "13 changes" in first
    assert "Page 1 of 3" in first
    second = sari.presses("Next")
    assert sari.answer is not None
    assert sari.answer.reply.replaces
    headings = [part for part in sari.answer.reply.parts if isinstance(part, Heading)]
    assert len(headings) == 5
    assert "\n6. " in second
    assert "Population: 6 → 7" in second
    assert "Undo" not in second


def test_of_a_change_of_thousands_the_first_records_are_told(network: Database) -> None:
    said = Conversation(network, "Sari").says("/audit network")
    assert "· the program\n• City Yokohama — added" in said
    assert "more" in said


@pytest.mark.parametrize("command", ["/audit mine", "/audit party Odesa", "/audit network"])
def test_five_hundred_changes_cost_no_statement_more_than_five(
    network: Database, command: str
) -> None:
    who = Conversation(network, "Sari" if "network" in command else "Petro")
    changes(network, 5)
    who.says(command)
    with counted(network) as few:
        who.says(command)
    changes(network, 500)
    with counted(network) as many:
        said = who.says(command)
    assert "50" in said
    assert len(many) == len(few)


def test_the_latest_changes_can_be_taken_back(network: Database) -> None:
    petro = Conversation(network, "Petro")
    for name in ("Eins", "Zwei", "Drei", "Vier"):
        petro.says(f"/city alias Odesa {name}")
    said = petro.says("/audit mine")
    assert "[Undo 1] [Undo 2] [Undo 3]" in said
    assert "Undo 4" not in said
    assert "Name Drei — is no longer there" in petro.presses("Undo 2")


def test_what_cannot_be_taken_back_has_no_button(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city edit Odesa website=omr.gov.ua")
    petro = Conversation(network, "Petro")
    assert "Undo" not in petro.says("/audit party Odesa")
    petro.says("/city edit Odesa website=odesa.example")
    assert "[Undo 1]" in petro.says("/audit party Odesa")
    assert "Undo 2" not in sari.says("/audit party Odesa")
