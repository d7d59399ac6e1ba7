from datetime import UTC, datetime

import pytest

from storage.engine import Database
from tests.conversation import Conversation


@pytest.fixture
def talk(network: Database) -> Conversation:
    """Aiko of Yokohama, who has recorded Oksana in Odesa."""
    aiko = Conversation(network, "Aiko")
    aiko.says(
        "/contact add Oksana Kovalenko, Odesa, protocol officer, oksana@odesa.example,"
        " +380 48 123 45 67, uk alias=Оксана Коваленко"
    )
    return aiko


@pytest.mark.parametrize(
    "name", ["Oksana Kovalenko", "oksana", "KOVALENKO", "Оксана Коваленко", "#1", "Kovalenko Odesa"]
)
def test_a_card_is_shown_by_any_part_of_the_name(talk: Conversation, name: str) -> None:
    assert talk.says(f"/contact show {name}").splitlines() == [
        "Oksana Kovalenko",
        "Also written: Оксана Коваленко",
        "Position: protocol officer",
        "City: 🇺🇦 Odesa (Ukraine)",
        "Local time: Saturday, November 21, 2026, 11:00\u202fAM (Europe/Kyiv)",
        "e-mail (preferred): oksana@odesa.example",
        "phone: +380 48 123 45 67",
        "Languages: Ukrainian",
        "Visible to: network",
        "Kept up by: Aiko",
        "⚠️ Nobody has verified this contact yet.",
        "To change something: /contact edit #1 position=… email=…",
        "[Verify] [Remove] [Follow up]",
    ]


def test_a_viewer_sees_the_card_without_what_only_editors_can_do(
    talk: Conversation, network: Database
) -> None:
    said = Conversation(network, "Vera").says("/contact show Oksana")
    assert "oksana@odesa.example" in said
    assert "[Verify]" not in said
    assert "/contact edit" not in said


def test_a_name_that_several_bear_is_asked_back(talk: Conversation) -> None:
    talk.says("/contact add Oksana Bilyk, Yokohama, interpreter")
    said = talk.says("/contact show Oksana")
    assert said.startswith("❔ Which Oksana do you mean?")
    assert "Position: protocol officer" in talk.presses("Oksana Kovalenko, Odesa")


def test_the_whole_name_goes_before_a_part_of_another(talk: Conversation) -> None:
    talk.says("/contact add Oksana, Yokohama")
    assert "City: 🇯🇵 Yokohama (Japan)" in talk.says("/contact show Oksana")


def test_a_misspelt_name_is_asked_back(talk: Conversation) -> None:
    assert "❔ I know no contact “Oksnaa”." in talk.says("/contact show Oksnaa")
    assert "Position: protocol officer" in talk.presses("Oksana Kovalenko")


def test_an_unknown_name_says_how_to_record_it(talk: Conversation) -> None:
    said = talk.says("/contact show Zhuzha Xyqq")
    assert "To record one: /contact add Zhuzha Xyqq" in said


@pytest.mark.parametrize("number", ["#99", "#999999999999"])
def test_a_number_that_is_nobodys_is_said_so(talk: Conversation, number: str) -> None:
    assert "There is no such contact" in talk.says(f"/contact show {number}")


def test_verifying_notes_who_and_when(talk: Conversation) -> None:
    said = talk.says("/contact verify Oksana")
    assert said.startswith("✅ Oksana Kovalenko, Odesa is verified.")
    assert "Verified on Saturday, November 21, 2026 by Aiko." in said
    talk.presses("Undo")
    assert "Nobody has verified" in talk.says("/contact show Oksana")


def test_verifying_leads_to_the_next_that_waits(talk: Conversation) -> None:
    talk.says("/contact add Petro Bilyk, Odesa")
    said = talk.says("/contact verify Oksana")
    assert "[Next to verify: Petro Bilyk]" in said
    assert "Petro Bilyk" in talk.presses("Next to verify").splitlines()[0]
    assert "[Next to verify" not in talk.says("/contact verify Petro")


def test_a_contact_verified_over_a_year_ago_is_cautioned_about(talk: Conversation) -> None:
    talk.says("/contact verify Oksana")
    later = talk.at_moment(datetime(2028, 2, 1, 9, tzinfo=UTC))
    said = later.says("/contact show Oksana")
    assert "⚠️ Last verified on Saturday, November 21, 2026, 14 months ago" in said


def test_a_contact_whose_term_is_over_is_cautioned_about(talk: Conversation) -> None:
    talk.says("/contact edit Oksana term=2020-2024")
    said = talk.says("/contact show Oksana")
    assert "⚠️ The term of office ended on Tuesday, December 31, 2024." in said


def test_removing_asks_first(talk: Conversation) -> None:
    assert "❔ Remove Oksana Kovalenko, Odesa?" in talk.says("/contact remove Oksana")
    assert "Oksana Kovalenko" in talk.says("/contact find")


def test_a_removed_contact_is_out_of_sight_until_undone(talk: Conversation) -> None:
    before = talk.says("/contact show #1")
    talk.says("/contact remove Oksana")
    assert talk.presses("Remove").startswith("✅ Oksana Kovalenko, Odesa is removed.")
    undo = talk.answer
    assert "There is no such contact" in talk.says("/contact show #1")
    talk.answer = undo
    talk.presses("Undo")
    assert talk.says("/contact show #1") == before


def test_the_status_screen_leads_to_the_card(talk: Conversation) -> None:
    said = talk.says("/partner status Odesa")
    assert "Oksana Kovalenko — protocol officer, Odesa — oksana@odesa.example" in said
