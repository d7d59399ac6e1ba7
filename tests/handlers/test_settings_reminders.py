"""`/settings quiet`, `reminders` and `backup`."""

from datetime import time

import pytest
from sqlalchemy import select

from bot.domain.identity import Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, ChatIdentity, Official
from tests.conversation import Conversation


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama."""
    return Conversation(network, "Aiko")


def official(network: Database, name: str) -> Official:
    with network.reading() as session:
        return session.scalars(select(Official).where(Official.name == name)).one()


def backup_of(network: Database, name: str) -> str:
    with network.reading() as session:
        query = (
            select(Appointment.backup_id)
            .join(Official, Official.id == Appointment.official_id)
            .where(Official.name == name)
        )
        backup = session.get(Official, session.execute(query).scalar() or 0)
        return backup.name if backup else ""


def test_quiet_hours_are_kept_and_taken_back(aiko: Conversation, network: Database) -> None:
    said = aiko.says("/settings quiet 21:00-07:30")
    assert "do not remind you from 9:00\u202fPM to 7:30\u202fAM (Asia/Tokyo)" in said
    kept = official(network, "Aiko")
    assert (kept.quiet_from, kept.quiet_until) == (time(21), time(7, 30))
    aiko.presses("Undo")
    assert official(network, "Aiko").quiet_from is None


def test_no_hour_need_be_quiet(aiko: Conversation, network: Database) -> None:
    assert "at any hour" in aiko.says("/settings quiet off")
    kept = official(network, "Aiko")
    assert kept.quiet_from == kept.quiet_until is not None


def test_the_hours_are_asked_for_and_one_press_answers(aiko: Conversation) -> None:
    assert "In which hours" in aiko.says("/settings quiet")
    assert "8:00\u202fPM to 8:00\u202fAM" in aiko.presses("20:00-08:00")


def test_hours_that_are_none_are_said(aiko: Conversation) -> None:
    assert "are no hours" in aiko.says("/settings quiet late")


def test_a_platform_is_preferred_and_a_missing_account_is_said(
    aiko: Conversation, network: Database
) -> None:
    said = aiko.says("/settings reminders telegram")
    assert "I remind you on Telegram." in said
    assert "I do not know you there yet" in said
    assert official(network, "Aiko").reached_on is Platform.TELEGRAM


def test_an_account_that_is_known_is_not_missed(network: Database) -> None:
    aiko_id = official(network, "Aiko").id
    with network.writing(Actor("fixture")) as session:
        session.add(ChatIdentity(official_id=aiko_id, platform=Platform.TELEGRAM, user="7"))
    aiko = Conversation.on_telegram(network, "7")
    assert "do not know you there" not in aiko.says("/settings reminders telegram")
    assert "[Slack] [Telegram]" in aiko.says("/settings reminders")


def test_a_backup_is_named_and_taken_back(aiko: Conversation, network: Database) -> None:
    said = aiko.says("/settings backup Sari")
    assert "Sari (steward) is reminded when you do not react." in said
    assert backup_of(network, "Aiko") == "Sari"
    aiko.presses("Undo")
    assert backup_of(network, "Aiko") == ""


def test_a_backup_may_be_nobody(aiko: Conversation, network: Database) -> None:
    aiko.says("/settings backup Sari")
    assert "Now it is Sari." in aiko.says("/settings backup")
    assert "nobody is reminded in your place" in aiko.presses("Nobody")
    assert backup_of(network, "Aiko") == ""


def test_nobody_stands_in_for_themselves(aiko: Conversation) -> None:
    assert "Nobody can stand in for themselves" in aiko.says("/settings backup Aiko")


def test_who_has_no_role_has_no_backup(network: Database) -> None:
    assert "no role in this network" in Conversation(network).says("/settings backup Sari")


def test_the_settings_show_when_and_where_one_is_reminded(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/settings quiet 19:00-07:30")
    petro.says("/settings backup Sari")
    shown = petro.says("/settings")
    assert "Quiet hours: 7:00 PM – 7:30 AM" in shown.replace("\u202f", " ")
    assert "Stands in for you: Sari" in shown
