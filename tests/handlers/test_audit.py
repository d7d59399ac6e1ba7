"""Looking up what was changed, as a chat."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update

from bot.domain.identity import Identity, Platform, Venue
from bot.domain.traces import NAME_ERASED
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    Appointment,
    ChatIdentity,
    Network,
    Official,
)
from tests.conversation import TODAY, Conversation
from tests.handlers.changing import KOVAL, erased


def test_nothing_is_told_of_who_changed_nothing(network: Database) -> None:
    said = Conversation(network, "Vera").says("/audit mine")
    assert said == "What you changed\nNothing was changed yet."


def test_a_change_is_told_with_its_time_its_place_and_what_was_and_is(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/city edit Odesa website=omr.gov.ua languages=uk,en")
    assert petro.says("/audit mine") == (
        "What you changed\n"
        "1 change\n"
        "\n"
        "1. Saturday, November 21, 2026, 11:00\u202fAM (Europe/Kyiv) · terminal\n"
        "• City Odesa — Languages: nothing → Ukrainian and English"
        " · Website: nothing → “https://omr.gov.ua”\n"
        "[Undo 1]"
    )


def test_what_one_command_changed_is_one_change(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says(KOVAL)
    said = petro.says("/audit mine")
    assert "1 change\n" in said
    assert "• Contact Olena Koval — added — City: Odesa · Position: “Head of protocol”" in said
    assert "• Address olena@example.org · Olena Koval — added — Medium: e-mail" in said


def test_the_parts_that_changed_are_told_with_what_they_belong_to(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says(KOVAL)
    petro.says("/contact edit Olena Koval email=o2@example.org")
    said = petro.says("/audit party Odesa")
    assert "• Address · Olena Koval — Address: “olena@example.org” → “o2@example.org”" in said


def test_dates_and_words_are_told_as_people_write_them(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/log Yokohama visit Delegation of twelve 2026-03-04")
    said = petro.says("/audit party Odesa")
    assert "Kind: visit · Day: March 4, 2026 · Began with: Odesa · Visible to: network" in said


def test_the_trail_is_told_in_the_reader_s_language_and_zone(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/log Yokohama visit Delegation 2026-03-04")
    said = Conversation(network, "Aiko").in_language("de").says("/audit party Yokohama")
    assert "Samstag, 21. November 2026, 18:00 (Asia/Tokyo) · Petro" in said
    assert "4. März 2026" in said


def test_a_person_s_changes_from_all_their_accounts_are_theirs(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/city alias Odesa Hadjibey")
    with network.writing(Actor("fixture")) as session:
        number = session.scalars(select(Official.id).where(Official.name == "Petro")).one()
        session.add(ChatIdentity(official_id=number, platform="telegram", user="77"))
    petro.sender = Identity(Platform.TELEGRAM, "77")
    petro.venue = Venue(Platform.TELEGRAM, "77", private=True)
    petro.says("/city alias Odesa Porto")
    said = petro.says("/audit mine")
    assert "Telegram\n• Name Porto · Odesa — added" in said
    assert "terminal\n• Name Hadjibey · Odesa — added" in said


def test_another_s_changes_are_not_one_s_own(network: Database) -> None:
    Conversation(network, "Petro").says("/city alias Odesa Hadjibey")
    assert "Hadjibey" not in Conversation(network, "Aiko").says("/audit mine")


def test_what_was_erased_is_told_as_such(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says(KOVAL)
    erased(network, "contact")
    said = petro.says("/audit party Odesa")
    assert "— added · (erased)" in said
    assert "Head of protocol" not in said
    assert "Undo" not in said


def test_what_was_erased_of_parts_is_told_to_stewards(network: Database) -> None:
    Conversation(network, "Petro").says(KOVAL)
    erased(network, "contact_way")
    said = Conversation(network, "Sari").says("/audit network")
    assert "• Address — added · (erased)" in said
    assert "olena@example.org" not in said


def test_an_official_who_was_forgotten_is_a_former_one(network: Database) -> None:
    Conversation(network, "Petro").says("/city alias Odesa Hadjibey")
    with network.writing(Actor("test")) as session:
        petro = session.scalars(select(Official).where(Official.name == "Petro")).one()
        session.execute(delete(Appointment).where(Appointment.official_id == petro.id))
        petro.name, petro.removed_at = NAME_ERASED, TODAY
    said = Conversation(network, "Sari").says("/audit party Odesa")
    assert "· a former official · terminal\n• Name Hadjibey" in said


def test_an_official_has_the_name_that_they_have_now(network: Database) -> None:
    Conversation(network, "Petro").says("/city alias Odesa Hadjibey")
    with network.writing(Actor("test")) as session:
        session.execute(update(Official).where(Official.name == "Petro").values(name="Petro B."))
    assert "· Petro B. · terminal" in Conversation(network, "Sari").says("/audit network")


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        ("import", "an import"),
        ("retention", "retention"),
        ("cli", "the operator"),
        ("console:operator", "the operator · terminal"),
        ("slack:T1:U9", "somebody without a role · Slack"),
        ("telegram", "Telegram"),
        (NAME_ERASED, "a former official"),
    ],
)
def test_who_or_what_did_it_is_told_in_words(network: Database, actor: str, who: str) -> None:
    with network.writing(Actor(actor, 1)) as session:
        session.get_one(Network, 1).name = "Sister Cities"
    assert f" · {who}\n• Network " in Conversation(network, "Sari").says("/audit network")


def test_a_steward_sees_roles_invitations_and_settings(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/network appoint Vera editor city=Leeds")
    sari.says("/network invite Odesa editor name=Olga")
    said = sari.says("/audit network")
    assert "• Role · Vera — Role: viewer → editor · City: nothing → Leeds" in said
    assert "• Invitation Olga — added — Purpose: joining the network" in said


def test_a_steward_is_told_what_was_erased(network: Database) -> None:
    erased(network, "contact")
    said = Conversation(network, "Sari").says("/audit network")
    assert "Personal data erased on Saturday, November 21, 2026" in said
    assert "at the person's request: 3 records." in said
    assert "erased on" not in Conversation(network, "Petro").says("/audit party Odesa")


def test_a_moment_of_the_trail_is_the_moment_it_was_said(network: Database) -> None:
    petro = Conversation(network, "Petro").at_moment(datetime(2026, 11, 20, 22, 30, tzinfo=UTC))
    petro.says("/city alias Odesa Hadjibey")
    said = petro.says("/audit mine")
    assert "Saturday, November 21, 2026, 12:30" in said
