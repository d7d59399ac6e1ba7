"""The network at a glance and its members, as a chat."""

from bot.domain.identity import Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Channel
from tests.conversation import Conversation


def test_the_network_is_shown_with_how_much_it_remembers(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/network show")
    assert said.startswith("Sister Cities Demo")
    assert "Members: 8" in said
    assert "Partnerships: 6" in said
    assert "Exchanges: 7" in said
    assert "Officials: 5" in said
    assert "Stewards: Sari" in said
    assert "Your role: editor, Yokohama" in said


def test_bound_channels_are_shown_and_lost_ones_are_not(network: Database) -> None:
    at = Conversation(network).at
    slack = {"network_id": 1, "platform": Platform.SLACK, "team": "T1"}
    with network.writing(Actor("fixture")) as session:
        session.add(Channel(**slack, channel="C1", title="#liaison", languages=["en", "uk"]))
        session.add(Channel(**slack, channel="C2", title="#gone", lost_at=at))
        session.add(Channel(**slack, channel="C0123ABC"))
        session.add(Channel(**slack))
    said = Conversation(network).says("/network show")
    assert "Slack: #liaison — in English and Ukrainian" in said
    assert "Slack: a channel\n" in said
    assert "C0123ABC" not in said
    assert "Slack: the whole workspace" in said
    assert "#gone" not in said


def test_members_are_listed_by_name(network: Database) -> None:
    said = Conversation(network, "Vera").says("/network members")
    assert "8 members of Sister Cities Demo" in said
    assert said.index("Dresden") < said.index("Gifu") < said.index("Yokohama")


def test_members_are_found_by_part_of_a_name_in_any_script(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city alias Odesa オデーサ")
    said = sari.says("/network members オデ")
    assert "1 member for “オデ”" in said
    assert "Odesa" in said


def test_members_are_found_by_their_country(network: Database) -> None:
    said = Conversation(network, "Vera").says("/network members Japan")
    assert "Gifu" in said
    assert "Yokohama" in said
    assert "Odesa" not in said


def test_nobody_found_leads_back_to_all(network: Database) -> None:
    vera = Conversation(network, "Vera")
    assert "0 members for “100%”" in vera.says("/network members 100%")
    assert "8 members" in vera.presses("All members")


def test_a_long_list_is_turned_page_by_page_in_place(network: Database) -> None:
    sari = Conversation(network, "Sari")
    for name in ("Kharkiv", "Lviv", "Kyiv"):
        sari.says(f"/city add {name}")
    first = sari.says("/network members")
    assert "Page 1 of 2" in first
    assert "Yokohama" not in first
    second = sari.presses("Next")
    assert "Yokohama" in second
    assert sari.answer is not None
    assert sari.answer.reply.replaces
    assert "Dresden" in sari.presses("Previous")


def test_a_page_behind_the_last_is_the_last(network: Database) -> None:
    assert "Yokohama" in Conversation(network).says("/network members page=7")


def test_another_network_s_members_are_not_listed(other_network: Database) -> None:
    assert "Genoa" not in Conversation(other_network, "Sari").says("/network members")
    assert "2 members of Harbour Cities" in Conversation(other_network, "Marco", "harbours").says(
        "/network members"
    )
