"""Help, as an official reads it on a phone."""

from storage.engine import Database
from tests.conversation import Conversation

ON_A_PHONE = 25


def test_the_overview_fits_a_phone(network: Database) -> None:
    said = Conversation(network, "Sari").says("/help")
    assert len(said.splitlines()) <= ON_A_PHONE
    assert "• /city — show · alias · edit · add" in said
    assert "/partner status Odesa" in said


def test_only_what_the_role_may_do_is_in_the_overview(network: Database) -> None:
    said = Conversation(network, "Vera").says("/help")
    assert "/city show" in said
    assert "alias" not in said


def test_a_subject_is_shown_with_usage_and_examples(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/help city")
    assert "/city alias CITY NAME — A further name" in said
    assert "/city edit Odesa languages=uk,en" in said
    assert "/city add" not in said


def test_a_subject_is_one_press_away(network: Database) -> None:
    vera = Conversation(network, "Vera")
    vera.says("/help")
    assert "/network members [TEXT]" in vera.presses("/network")
    assert "What I can do" in vera.presses("All commands")


def test_a_command_is_shown_with_all_it_takes(network: Database) -> None:
    said = Conversation(network, "Sari").says("/help /city edit")
    assert "languages=…, website=…, timezone=…, and name=…" in said
    assert "For example" in said


def test_a_command_of_another_role_says_whose_it_is(network: Database) -> None:
    said = Conversation(network, "Vera").says("/help city add")
    assert "Only stewards" in said
    assert "A new member of the network" in said
    assert "Sari" in said


def test_a_misspelt_command_is_guessed(network: Database) -> None:
    vera = Conversation(network, "Vera")
    assert "Did you mean" in vera.says("/help netwrk")
    assert "/network show" in vera.presses("/network")


def test_something_else_leads_to_all_commands(network: Database) -> None:
    vera = Conversation(network, "Vera")
    assert "I do not know the command “quux”" in vera.says("/help quux")
    assert "What I can do" in vera.presses("All commands")
