"""Contacts to verify: asked of each keeper once a month, all together."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from storage.audit import Actor
from storage.engine import Database
from storage.models import Contact
from tests.conversation import Conversation
from tests.handlers.occurring import coming, due, give_accounts, heard, number_of, said

FIRST = date(2027, 12, 1)


@pytest.fixture
def kept(network: Database) -> None:
    """Three contacts of Odesa that Petro keeps, and one of Leeds that nobody keeps; all were
    verified on 21 November 2026."""
    give_accounts(network, "Sari", "Aiko", "Petro")
    petro = Conversation(network, "Petro")
    for name in ("Olena Koval", "Ivan Bondar", "Daria Melnyk"):
        petro.says(f"/contact add Odesa {name}, Head of protocol")
        petro.says(f"/contact verify {name}")
    steward = Conversation(network, "Sari")
    steward.says("/contact add Leeds Joan Smith, Adviser")
    steward.says("/contact verify Joan Smith")
    _keep(network, "Joan Smith", None)


def _keep(database: Database, name: str, keeper: str | None) -> None:
    with database.writing(Actor("fixture")) as session:
        contact = session.scalars(select(Contact).where(Contact.name == name)).one()
        contact.keeper_id = number_of(database, keeper) if keeper else None


def test_each_keeper_is_asked_on_the_first_of_the_month(network: Database, kept: None) -> None:
    petro = number_of(network, "Petro")
    assert coming(network, FIRST, "contacts") == {
        "Petro": [f"2027-12:keeper:{petro}"],
        "Sari": ["2027-12:network"],
    }


def test_nobody_is_asked_on_other_days(network: Database, kept: None) -> None:
    assert coming(network, date(2027, 12, 15), "contacts") == {}


def test_what_was_verified_within_a_year_is_left_alone(network: Database, kept: None) -> None:
    assert coming(network, date(2027, 11, 1), "contacts") == {}


def test_all_of_them_are_one_message_with_a_button_each(network: Database, kept: None) -> None:
    assert heard(network, "Petro", FIRST, source="contacts") == [
        "• 3 contacts to verify — Olena Koval (Odesa), Ivan Bondar (Odesa), and Daria Melnyk"
        " (Odesa) — Nobody verified them for a year. Is everything still right?\n"
        "[Verify Olena Koval] [Verify Ivan Bondar] [Verify Daria Melnyk]"
    ]


def test_what_was_verified_meanwhile_is_left_out(network: Database, kept: None) -> None:
    queued = due(network, FIRST, "contacts")
    Conversation(network, "Petro").at_moment(_noon(FIRST)).says("/contact verify Ivan Bondar")
    told = [said(network, each, FIRST) or "" for each in queued]
    assert not any("Ivan" in each for each in told)
    assert any("2 contacts to verify" in each for each in told)


def test_once_all_are_verified_nothing_is_said(network: Database, kept: None) -> None:
    queued = due(network, FIRST, "contacts")
    petro = Conversation(network, "Petro").at_moment(_noon(FIRST))
    for name in ("Olena Koval", "Ivan Bondar", "Daria Melnyk"):
        petro.says(f"/contact verify {name}")
    told = [said(network, each, FIRST) for each in queued]
    assert len([each for each in told if each is None]) == 1


def test_the_party_is_asked_where_the_keeper_cannot_be_told(network: Database, kept: None) -> None:
    _keep(network, "Olena Koval", "Vera")
    found = coming(network, FIRST, "contacts")
    assert len(found["Petro"]) == 2
    assert "Vera" not in found


def test_many_contacts_are_counted_and_some_named(network: Database, kept: None) -> None:
    petro = Conversation(network, "Petro")
    for number in range(6):
        petro.says(f"/contact add Odesa Person {number}, Adviser")
    told = heard(network, "Petro", FIRST, source="contacts")[0]
    assert "9 contacts to verify" in told
    assert "and 4 more" in told
    assert "[All of them]" in told


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
