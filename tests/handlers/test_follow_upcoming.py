"""`/follow upcoming`: what people are going to be told, before they are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.deliveries import DeliveryKind
from storage.audit import Actor
from storage.engine import Database
from storage.models import Delivery, Official
from tests.conversation import TODAY, Conversation
from tests.handlers.occurring import changed, give_accounts, logged, number_of
from tests.handlers.test_statement_counts import counted

# A Monday.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def accounts(network: Database) -> None:
    give_accounts(network, "Sari", "Aiko", "Petro")


def asks(database: Database, name: str, what: str = "/follow upcoming", at: datetime = NOW) -> str:
    """What they are answered, without the narrow spaces of times."""
    said = Conversation(database, name).at_moment(at).says(what)
    return said.replace("\u202f", " ")


def promises(database: Database, name: str, line: str) -> None:
    person = Conversation(database, name).at_moment(TODAY)
    assert "✅" in person.says(line)


def test_nothing_to_come_is_said_so(network: Database, accounts: None) -> None:
    assert asks(network, "Aiko") == (
        "There are no reminders for you until December 7, 2026.\n[Your follow-ups]"
    )


def test_each_reminder_is_told_in_the_readers_own_time(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-12-01')
    told = asks(network, "Aiko")
    assert told.startswith("Your reminders until December 7, 2026\n")
    assert (
        "• Tuesday, December 1, 2026, 9:00 AM (Asia/Tokyo) — Send the pump data —"
        " Yokohama 🇯🇵 – Odesa 🇺🇦 · #1\n" in told
    )


def test_what_follows_if_nobody_reacts_is_told_as_well(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-12-01')
    told = asks(network, "Aiko")
    assert told.count("Send the pump data") == 3
    assert "Wednesday, December 2, 2026, 9:00 AM" in told
    assert "Friday, December 4, 2026, 9:00 AM" in told


def test_who_is_asked_next_sees_it_coming(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-11-24')
    told = asks(network, "Sari")
    assert "if Aiko does not react" in told


def test_others_are_not_reminded_of_it(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-12-01')
    assert "Send the pump data" not in asks(network, "Petro")


def test_what_is_done_is_left_out(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-12-01')
    promises(network, "Aiko", "/follow done #1")
    assert "There are no reminders for you" in asks(network, "Aiko")


def test_about_a_city_everybody_is_named(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-12-01')
    told = asks(network, "Petro", "/follow upcoming Odesa")
    assert told.startswith("Reminders about Odesa until December 7, 2026\n")
    assert "· for Aiko — Send the pump data" in told


def test_what_a_city_keeps_to_itself_stays_there(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Ask the mayor" by 2026-12-01 visibility=party')
    assert "Ask the mayor" in asks(network, "Aiko")
    for name in ("Petro", "Vera"):
        assert "Ask the mayor" not in asks(network, name, "/follow upcoming Odesa")
        assert "Ask the mayor" not in asks(network, name, "/follow upcoming Yokohama")


def test_occasions_are_told_to_those_who_will_hear_of_them(
    network: Database, accounts: None
) -> None:
    changed(network, "Yokohama", "Odesa", next_review_on=date(2026, 12, 2))
    told = asks(network, "Petro")
    assert "• Wednesday, December 2, 2026, 8:00 AM (Europe/Kyiv) — Yokohama" in told
    assert "Its first review is due: December 2, 2026." in told


def test_a_secretariat_sees_what_concerns_cities_without_anybody(
    network: Database, accounts: None
) -> None:
    changed(network, "Hangzhou", "Gifu", next_review_on=date(2026, 12, 2))
    assert "Hangzhou 🇨🇳 – Gifu 🇯🇵 · Its first review is due" in asks(network, "Sari")
    assert "Gifu" not in asks(network, "Aiko")


def test_a_silence_to_come_is_foreseen(network: Database, accounts: None) -> None:
    number = changed(network, "Yokohama", "Odesa", last_review_on=date(2026, 1, 1))
    logged(network, number, "2026-06-04")
    assert "Wednesday, December 2, 2026" in asks(network, "Aiko")


def test_a_meeting_planned_before_it_prevents_it(network: Database, accounts: None) -> None:
    number = changed(network, "Yokohama", "Odesa", last_review_on=date(2026, 1, 1))
    logged(network, number, "2026-06-04")
    logged(network, number, "2026-11-30")
    assert "There are no reminders for you" in asks(network, "Aiko")


def _queued(database: Database, name: str, matter: dict[str, Any], **facts: Any) -> None:
    with database.writing(Actor("fixture")) as session:
        official = number_of(database, name)
        session.add(
            Delivery(
                key=f"nudge:{matter}:{facts}",
                network_id=1,
                kind=DeliveryKind.NUDGE,
                official_id=official,
                matter=matter,
                lane=f"official:{official}",
                next_at=NOW + timedelta(hours=1),
                **facts,
            )
        )


def test_what_is_on_its_way_is_told_too(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-12-01')
    _queued(network, "Aiko", {"rung": "owner"}, follow_up_id=1)
    assert "7:00 PM (Asia/Tokyo) — Send the pump data — on its way · #1" in asks(network, "Aiko")


def test_an_occasion_on_its_way_is_told_too(network: Database, accounts: None) -> None:
    number = changed(network, "Yokohama", "Odesa", next_review_on=date(2026, 11, 23))
    matter = {
        "source": "review",
        "key": f"{number}:2026-11-23",
        "on": "2026-11-23",
        "partnership": number,
    }
    _queued(network, "Petro", matter)
    assert "Its first review is due: November 23, 2026. — on its way" in asks(network, "Petro")


def test_stewards_see_all_of_it(network: Database, accounts: None) -> None:
    promises(network, "Aiko", '/follow add Odesa "Send the pump data" by 2026-12-01')
    changed(network, "Yokohama", "Odesa", next_review_on=date(2026, 12, 2))
    told = asks(network, "Sari", "/follow upcoming all")
    assert told.startswith("All reminders until December 7, 2026\n")
    assert "for Aiko — Send the pump data" in told
    assert "for Petro — Yokohama" in told


@pytest.mark.parametrize("name", ["Aiko", "Vera"])
def test_nobody_else_sees_all_of_it(network: Database, accounts: None, name: str) -> None:
    assert "Only stewards of the network can see all reminders." in asks(
        network, name, "/follow upcoming all"
    )


@pytest.mark.parametrize("what", ["/follow upcoming", "/follow upcoming all"])
def test_ones_own_is_shown_in_private_alone(network: Database, accounts: None, what: str) -> None:
    sari = Conversation(network, "Sari").at_moment(NOW)
    sari.venue = replace(sari.venue, private=False)
    assert "Others read along here." in sari.says(what)


def test_many_are_paged(network: Database, accounts: None) -> None:
    for number in range(12):
        promises(network, "Aiko", f'/follow add Odesa "Task {number}" by 2026-12-07')
    aiko = Conversation(network, "Aiko").at_moment(NOW)
    assert "Page 1 of 2" in aiko.says("/follow upcoming")
    assert "Page 2 of 2" in aiko.presses("Next ▶")


def test_quiet_hours_of_ones_own_are_kept(network: Database, accounts: None) -> None:
    changed(network, "Yokohama", "Odesa", next_review_on=date(2026, 12, 2))
    with network.writing(Actor("fixture")) as session:
        petro = session.get_one(Official, number_of(network, "Petro"))
        petro.timezone = "Europe/Lisbon"
    assert "December 2, 2026, 8:00 AM (Europe/Lisbon)" in asks(network, "Petro")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Aiko", "/follow upcoming"),
        ("Sari", "/follow upcoming"),
        ("Sari", "/follow upcoming all"),
        ("Petro", "/follow upcoming Odesa"),
    ],
)
def test_many_reminders_cost_as_many_statements_as_one(
    network: Database, accounts: None, name: str, what: str
) -> None:
    promises(network, "Aiko", '/follow add Odesa "Task" by 2026-12-01')
    _queued(network, name, {"rung": "owner"}, follow_up_id=1)
    with counted(network) as few:
        asks(network, name, what)
    for number in range(2, 9):
        promises(network, "Petro", f'/follow add Yokohama "Task {number}" by 2026-12-01')
        _queued(network, name, {"rung": "owner"}, follow_up_id=number)
    with counted(network) as many:
        asks(network, name, what)
    assert len(many) == len(few)
