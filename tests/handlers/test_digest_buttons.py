"""The buttons under a digest lead to all that it counts, whoever presses them."""

from datetime import date

import pytest

from bot.domain.vocabulary import ExchangeKind, Visibility
from storage.engine import Database
from tests.conversation import Conversation
from tests.handlers.digesting import changed, logged, owed


@pytest.fixture
def late(network: Database) -> Database:
    """Seven things are late: four of Odesa's or owed to it, and three of others."""
    for number in range(4):
        owed(network, "Odesa", "Yokohama", f"Thing {number}", f"2026-11-{10 + number}")
    for number in range(3):
        owed(network, "Leeds", "Hangzhou", f"Other {number}", f"2026-11-{10 + number}")
    owed(network, "Leeds", "Hangzhou", "Ahead", "2026-11-24")
    return network


def test_all_that_is_overdue_is_that_of_all(late: Database) -> None:
    petro = Conversation(late, "Petro")
    assert "and 3 more" in petro.says("/digest preview")
    answer = petro.presses("All that is overdue")
    assert answer.startswith("7 follow-ups are late in the whole network\n")
    assert "Other 0" in answer
    assert "Ahead" not in answer + petro.presses("Next")


def test_who_presses_it_sees_no_more_than_they_may(late: Database) -> None:
    for visibility in (Visibility.PARTNERSHIP, Visibility.PARTY):
        owed(late, "Leeds", "Hangzhou", "Kept", "2026-11-10", visibility)
    petro = Conversation(late, "Petro")
    petro.says("/digest preview")
    assert petro.presses("All that is overdue").startswith("7 follow-ups are late")
    assert Conversation(late, "Sari").says("/follow list overdue all").startswith("9 ")


def test_of_a_city_it_is_all_that_touches_the_city(late: Database) -> None:
    for number in range(4):
        owed(late, "Hangzhou", "Gifu", f"To Gifu {number}", f"2026-11-{10 + number}")
    petro = Conversation(late, "Petro")
    petro.says("/digest preview about=Hangzhou")
    answer = petro.presses("All that is overdue")
    assert answer.startswith("7 follow-ups are late: Hangzhou\n")
    assert "Thing" not in answer + petro.presses("Next")


def test_what_a_city_has_not_agreed_to_yet_touches_it_too(network: Database) -> None:
    Conversation(network, "Petro").says("/partner add Odesa Gifu")
    for number in range(6):
        owed(network, "Odesa", "Gifu", f"Thing {number}", f"2026-11-{10 + number}")
    aiko = Conversation(network, "Aiko")
    aiko.says("/digest preview about=Gifu")
    assert aiko.presses("All that is overdue").startswith("6 follow-ups are late: Gifu\n")


def test_of_a_partnership_it_is_all_that_is_late_there(late: Database) -> None:
    for number in range(3):
        owed(late, "Hangzhou", "Leeds", f"Back {number}", f"2026-11-{10 + number}")
    petro = Conversation(late, "Petro")
    petro.says("/digest preview about=Leeds,Hangzhou")
    answer = petro.presses("All that is overdue")
    assert answer.startswith("6 follow-ups are late: Leeds")
    assert "Ahead" not in answer


def test_the_words_can_be_typed(late: Database) -> None:
    petro = Conversation(late, "Petro")
    assert petro.says("/follow list overdue all").startswith("7 follow-ups are late")
    assert petro.says("/follow list overdue Leeds").startswith("3 follow-ups are late: Leeds")
    assert petro.says("/follow list overdue").startswith("4 follow-ups are late\n")
    assert "I know no" in petro.says("/follow list overdue everything")


def test_the_quiet_are_all_there_whatever_they_are_called(network: Database) -> None:
    agreement = {"agreement_signed": date(1988, 5, 1), "agreement_title": "Twinning"}
    number = changed(network, "Leeds", "Hangzhou", **agreement)
    logged(network, "Leeds", "Hangzhou", ExchangeKind.LETTER, "A greeting", "2025-01-05")
    petro = Conversation(network, "Petro")
    assert "[6 quiet partnerships]" in petro.says("/digest preview")
    answer = petro.presses("6 quiet partnerships")
    assert answer.startswith("6 partnerships\n")
    assert petro.answer is not None
    assert f"partner status ~{number}" in [each.says for each in petro.answer.reply.buttons]
