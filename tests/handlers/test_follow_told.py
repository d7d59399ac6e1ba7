"""A message that is tracked is due when it says so."""

from datetime import datetime

import pytest

from bot.chat.message import Quoted
from storage.engine import Database
from tests.conversation import TODAY, Conversation
from tests.handlers.test_follow_add import known_as

ASKED = "Please send us the list by Thursday"
DUE, USUAL = "Due: Thursday, November 26, 2026\n", "Due: Saturday, November 28, 2026\n"


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama."""
    return Conversation(network, "Aiko")


def quoted(text: str = ASKED, at: datetime | None = TODAY) -> Quoted:
    return Quoted(text, None, "100", at=at)


@pytest.mark.parametrize("line", ["/follow add", "/follow", '/follow add Odesa "Send the list"'])
def test_it_is_due_when_the_message_says(aiko: Conversation, line: str) -> None:
    said = aiko.says(line, quoted=quoted())
    assert DUE in said
    assert "Nobody said when" not in said


def test_a_date_with_the_command_goes_before_that(aiko: Conversation) -> None:
    assert "Due: Tuesday, December 1, 2026\n" in aiko.says(
        "/follow add by 2026-12-01", quoted=quoted()
    )


def test_a_message_that_says_no_day_is_due_in_a_week(aiko: Conversation) -> None:
    said = aiko.says("/follow add", quoted=quoted("Please send us the list"))
    assert USUAL in said
    assert "Nobody said when" in said


def test_what_is_over_refuses_nothing(aiko: Conversation) -> None:
    said = aiko.says("/follow add", quoted=quoted("Please send us the list by 2026-11-20"))
    assert USUAL in said


def test_what_is_over_for_whoever_is_to_do_it_refuses_nothing(
    aiko: Conversation, network: Database
) -> None:
    # In Kyiv it is still the 21st, where Aiko is to do it the 22nd has begun.
    night = TODAY.replace(hour=16)
    sari = Conversation(network, "Sari").at_moment(night)
    author = known_as(network, "Aiko", "7")
    message = Quoted("I will send the list by 2026-11-21", author, "100", at=TODAY)
    said = sari.says("/follow add", quoted=message)
    assert "Owner: Aiko (Yokohama)\n" in said
    assert USUAL in said


def test_it_is_understood_as_of_when_it_was_written(aiko: Conversation) -> None:
    long_ago = TODAY.replace(day=16)
    message = quoted("Please send us the list by Saturday", at=long_ago)
    assert "Due: Saturday, November 21, 2026\n" in aiko.says("/follow add", quoted=message)


def test_it_is_understood_in_the_speaker_s_language(aiko: Conversation) -> None:
    aiko.says("/settings language German")
    message = quoted("Bitte schicken Sie uns die Liste bis Donnerstag.")
    assert "26. November 2026" in aiko.says("/follow add", quoted=message)


def test_a_button_that_asks_back_knows_the_day(aiko: Conversation) -> None:
    aiko.says("/follow", quoted=quoted("Please send us the list by Thursday 15:00"))
    assert "on record already" in aiko.says(
        "/follow", quoted=quoted("Please send us the list by Thursday 15:00")
    )
    assert "Due: Thursday, November 26, 2026, 3:00" in aiko.presses("Add it again anyway")
