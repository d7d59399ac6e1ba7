"""Names are resolved to members and places, or asked back."""

import pytest

from storage.engine import Database
from tests.conversation import Conversation


@pytest.mark.parametrize(
    "pair",
    [
        "Leeds Hangzhou",
        "Leeds, Hangzhou",
        "leeds and hangzhou",
        "Leeds – Hangzhou",
        "Leeds - Hangzhou",
        "Leeds with 杭州",
        "Leeds/Hangzhou",
        "Leeds & Hangzhou",
        '"Leeds" "Hangzhou"',
    ],
)
def test_two_cities_are_told_apart_however_they_are_parted(network: Database, pair: str) -> None:
    said = Conversation(network, "Sari").says(f"/partner status {pair}")
    assert said.startswith("Leeds 🇬🇧 – Hangzhou 🇨🇳")


def test_one_unknown_name_of_two_is_asked_back_alone(network: Database) -> None:
    sari = Conversation(network, "Sari")
    assert "I know no Hangzhu here" in sari.says("/partner status Leeds, Hangzhu")
    assert sari.presses("Hangzhou").startswith("Leeds 🇬🇧 – Hangzhou 🇨🇳")


def test_a_place_that_is_no_member_says_how_it_becomes_one(network: Database) -> None:
    assert "/partner add Marseille" in Conversation(network, "Sari").says(
        "/partner status Marseille"
    )


@pytest.mark.parametrize("name", ["#999999", "~999999", "~", "#", "!!!", "😀", "~１２３４"])
def test_what_names_nothing_is_a_mistake(network: Database, name: str) -> None:
    sari = Conversation(network, "Sari")
    assert sari.says(f"/partner status {name}").startswith(("⚠️", "❔"))


def test_no_other_networks_partnership_is_found(other_network: Database) -> None:
    marco = Conversation(other_network, "Marco", network="harbours")
    assert "No partnership of Odesa is recorded in Harbour Cities" in marco.says(
        "/partner status Odesa"
    )
    assert "no such partnership" in marco.says("/partner status ~1")
