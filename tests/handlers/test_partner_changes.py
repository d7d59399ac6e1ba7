"""Adding, changing, archiving and restoring partnerships."""

import pytest

from storage.engine import Database
from tests.conversation import Conversation


@pytest.fixture
def sari(network: Database) -> Conversation:
    """The steward."""
    return Conversation(network, "Sari")


def test_what_was_understood_is_echoed_in_full(sari: Conversation) -> None:
    said = sari.says(
        "/partner add Leeds, Oulu, Cape Town type=sister city since=1999-05"
        " agreement=Charter of Friends until=31 December 2030 language=Finnish"
    )
    assert said == (
        "✅ Recorded the partnership Leeds 🇬🇧 – Oulu 🇫🇮 – Cape Town 🇿🇦\n"
        "Type: sister city\n"
        "Stage: implementation\n"
        "Since: May 1999\n"
        "Agreement: Charter of Friends\n"
        "Agreement until: Tuesday, December 31, 2030\n"
        "Agreed language: Finnish\n"
        "[Undo] [Status]"
    )


def test_a_name_of_several_places_is_asked_back(sari: Conversation) -> None:
    said = sari.says("/partner add Leeds, Portland")
    assert "Which Portland do you mean?" in said
    assert sari.answer is not None
    oregon = sari.answer.reply.buttons[0]
    assert "Leeds 🇬🇧 – Portland 🇺🇸" in sari.says(oregon.says, pressed=True)


def test_odessa_in_texas_and_odesa_are_both_offered(sari: Conversation) -> None:
    said = sari.says("/partner add Leeds, Odessa")
    assert "[🇺🇦 Odesa (Ukraine)] [🇺🇸 Odessa (TX, United States)]" in said


def test_an_editor_adds_for_their_own_city(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    assert "Yokohama 🇯🇵 – Marseille 🇫🇷" in aiko.says("/partner add Marseille type=mou")


def test_an_editor_adds_nothing_for_others(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    said = aiko.says("/partner add Leeds, Marseille")
    assert "Only editors of Leeds and stewards of the network can do that. Ask Sari." in said
    assert "Marseille" not in aiko.says("/partner list all")


def test_the_same_partnership_twice_points_to_the_first(sari: Conversation) -> None:
    said = sari.says("/partner add Odesa Yokohama type=twin town")
    assert "are partners already (sister city)" in said
    assert sari.presses("Status").startswith("Yokohama 🇯🇵 – Odesa 🇺🇦")


def test_a_place_on_no_map_can_be_added_as_new(sari: Conversation) -> None:
    said = sari.says("/partner add Leeds, Qwxyzzyq")
    assert "/city add Qwxyzzyq" in said
    assert "[Add it as new]" in said


def test_one_city_alone_is_no_partnership(sari: Conversation) -> None:
    assert "at least two parties" in sari.says("/partner add Leeds")


def test_adding_can_be_undone(sari: Conversation) -> None:
    sari.says("/partner add Leeds, Oulu")
    sari.presses("Undo")
    assert "No partnership of Leeds and Oulu" in sari.says("/partner status Leeds Oulu")


def test_a_change_shows_before_and_after_and_can_be_undone(sari: Conversation) -> None:
    said = sari.says("/partner edit Odesa stage=evaluation note=Ask about the port since=")
    assert "Stage: implementation → evaluation\n" in said
    assert "Note: none → Ask about the port\n" in said
    assert "Since: 1965 → none\n" in said
    sari.presses("Undo")
    assert "Since: 1965\n" in sari.says("/partner status Odesa")


def test_a_pause_has_a_reason_and_an_end(sari: Conversation) -> None:
    sari.says('/partner edit Odesa paused=2026-12-31 reason="Blackouts {x} %s"')
    said = sari.says("/partner status Odesa")
    assert "⏸️" in said
    assert "paused" in said
    assert "end of the pause" in said
    sari.says("/partner edit Odesa paused=")
    assert "⏸️" not in sari.says("/partner status Odesa")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ("since=2026-02-30", "There is no day “2026-02-30”"),
        ("type=marriage", "“marriage” is none of these"),
        ("until=2030", "Please give the exact day, like 2030-12-31."),
        ("reason=war", "A reason belongs to a pause."),
        ("language=Klingonish", "I know no language called"),
        ("type=", "Please say type after type=."),
        ("", "What shall I change of"),
    ],
)
def test_what_cannot_be_changed_is_said_and_nothing_is(
    sari: Conversation, facts: str, sentence: str
) -> None:
    before = sari.says("/partner status Odesa")
    assert sentence in sari.says(f"/partner edit Odesa {facts}")
    assert sari.says("/partner status Odesa") == before


def test_archiving_asks_first_and_can_be_restored(sari: Conversation) -> None:
    assert "Archive Hangzhou 🇨🇳 – Lugano 🇨🇭?" in sari.says("/partner archive Lugano It ended")
    assert "6 partnerships" in sari.says("/partner list")
    sari.says("/partner archive Lugano It ended")
    assert "Archived the partnership" in sari.presses("Archive")
    assert "5 partnerships" in sari.says("/partner list")
    assert "is archived" in sari.says("/partner status Lugano")
    assert "Archived on November 21, 2026: It ended" in sari.presses("Status")
    assert "Restored" in sari.presses("Restore")
    assert "6 partnerships" in sari.says("/partner list")


def test_nothing_is_logged_for_an_archived_partnership(sari: Conversation) -> None:
    sari.says("/partner archive Lugano --yes")
    status = sari.says("/partner status Lugano")
    assert "[Status]" in status
    sari.presses("Status")
    assert sari.answer is not None
    number = sari.answer.reply.buttons[0].says.rpartition("~")[2]
    assert "Restore it first" in sari.says(f"/log ~{number} call Hello")


def test_the_timeline_is_by_year_with_the_undated_at_the_end(sari: Conversation) -> None:
    said = sari.says("/partner timeline Odesa")
    assert said.index("\n2023\n") < said.index("\n2022\n") < said.index("\n2011\n")
    assert "• 2023 · visit · Odesa — Delegation led by the mayor" in said


def test_a_long_timeline_is_paged(sari: Conversation) -> None:
    for number in range(12):
        sari.says(f"/log Odesa call Talk {number} 2026-10-{number + 1:02}")
    assert "Talk 11" in sari.says("/partner timeline Odesa")
    assert "Talk 0" in sari.presses("Next ▶")


def test_partners_are_not_recorded_a_second_time_by_accident(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    assert "are partners already (sister city)" in aiko.says("/partner add Odesa")
    assert "Recorded the partnership" in aiko.says("/partner add Odesa type=mou")


def test_a_country_is_no_city(network: Database) -> None:
    said = Conversation(network, "Sari").says("/partner add Leeds, Ukraine")
    assert "Recorded" not in said


def test_a_fact_that_is_not_kept_is_named(network: Database) -> None:
    said = Conversation(network, "Sari").says("/partner edit Odesa colour=red")
    assert said.startswith("⚠️ I keep no colour= here. There are: type=")


def test_a_year_of_two_figures_is_not_in_the_far_future(network: Database) -> None:
    said = Conversation(network, "Sari").says("/partner edit Odesa since=13.11.65")
    assert "November 13, 1965" in said
