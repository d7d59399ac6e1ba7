"""`/partner status`: one screen, in any script, with what is known and no more."""

import pytest

from storage.engine import Database
from tests.conversation import Conversation


@pytest.mark.parametrize("name", ["Odesa", "odessa", "Одеса", "オデッサ", "Odesa Yokohama"])
def test_any_spelling_gives_the_same_screen(network: Database, name: str) -> None:
    steward = Conversation(network, "Sari")
    said = steward.says(f"/partner status {name}")
    assert said.startswith("Yokohama 🇯🇵 – Odesa 🇺🇦\nType: sister city\n")


def test_a_slip_offers_what_was_meant(network: Database) -> None:
    steward = Conversation(network, "Sari")
    assert "[🇺🇦 Odesa (Ukraine)]" in steward.says("/partner status Odesaa")
    assert "Yokohama 🇯🇵 – Odesa 🇺🇦" in steward.presses("Odesa")


def test_a_date_is_no_more_exact_than_its_record(network: Database) -> None:
    said = Conversation(network, "Sari").says("/partner status Odesa")
    assert "No recorded activity since 2023 (3 years)" in said
    assert "January" not in said


def test_an_agreement_without_a_title_shows_its_terms_alone(network: Database) -> None:
    steward = Conversation(network, "Sari")
    steward.says("/partner edit Odesa signed=1965 until=2027-06-30")
    said = steward.says("/partner status Odesa")
    assert "Agreement: signed 1965, until June 30, 2027\n" in said
    assert "Next milestone: June 30, 2027 · end of the agreement" in said


def test_an_official_of_one_side_is_told_whom_to_write_to_on_the_other(network: Database) -> None:
    assert "Nobody is recorded for Odesa yet." in Conversation(network, "Aiko").says(
        "/partner status Yokohama"
    )


def test_others_are_told_of_both_sides(network: Database) -> None:
    assert "Nobody is recorded for Yokohama or Odesa yet." in Conversation(network, "Sari").says(
        "/partner status Odesa"
    )


def test_a_city_with_several_partnerships_is_asked_back(network: Database) -> None:
    steward = Conversation(network, "Sari")
    assert "Hangzhou has several partnerships. Which one?" in steward.says(
        "/partner status Hangzhou"
    )
    assert steward.presses("Leeds").startswith("Leeds 🇬🇧 – Hangzhou 🇨🇳")


def test_a_pair_without_a_partnership_says_how_to_record_one(network: Database) -> None:
    said = Conversation(network, "Sari").says("/partner status Leeds Gifu")
    assert "/partner add Leeds, Gifu" in said
