"""`/partner list`: narrowed by words in any order, paged, one's own city first."""

import pytest

from storage.engine import Database
from tests.conversation import Conversation


def test_each_line_says_what_where_and_since_when(network: Database) -> None:
    said = Conversation(network, "Sari").says("/partner list")
    assert said.startswith("6 partnerships")
    assert (
        "• 5. 🟠 Leeds 🇬🇧 – Hangzhou 🇨🇳 — sister city · dormant · since 1988 · last exchange: 2020"
    ) in said
    assert "[Status of 1]" in said


def test_an_official_sees_their_own_city_first_and_all_on_request(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    assert aiko.says("/partner list").startswith("1 partnership\nNarrowed to: Yokohama")
    assert aiko.presses("All of the network").startswith("6 partnerships")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("friendship", 2),
        ("sister city Germany", 0),
        ("de", 1),
        ("Germany memorandum of understanding", 1),
        ("dormant Leeds", 1),
        ("implementation", 6),
        ("active", 0),
        ("Hangzhou", 5),
        ("杭州 Gifu", 1),
    ],
)
def test_filters_are_understood_in_any_order(network: Database, filters: str, count: int) -> None:
    steward = Conversation(network, "Sari")
    steward.says(f"/partner list {filters}")
    assert steward.answer is not None
    statuses = [
        button
        for button in steward.answer.reply.buttons
        if button.says.startswith("partner status")
    ]
    assert len(statuses) == min(count, 5)


def test_a_word_that_is_no_filter_is_named(network: Database) -> None:
    said = Conversation(network, "Sari").says("/partner list xyzzyplugh")
    assert "I do not know how to narrow the list by “xyzzyplugh”" in said


def test_pages_turn_and_the_last_one_is_shown_for_any_beyond(network: Database) -> None:
    steward = Conversation(network, "Sari")
    for city in ("Gifu", "Dresden", "Oulu", "Lugano", "Yokohama", "Odesa"):
        steward.says(f"/partner add Leeds, {city}")
    assert "Page 1 of 2" in steward.says("/partner list")
    assert "Page 2 of 2" in steward.presses("Next ▶")
    assert "• 11." in steward.says("/partner list page=99")
    assert "Page 1 of 2" in steward.presses("◀ Previous")


def test_a_state_is_counted_from_the_exchanges(network: Database) -> None:
    steward = Conversation(network, "Sari")
    steward.says("/log Odesa visit The mayor came")
    said = steward.says("/partner list active")
    assert said.startswith("1 partnership\nNarrowed to: active\n• 1. 🟢 Yokohama")
