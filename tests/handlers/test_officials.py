"""Roles are given and taken by stewards, what was someone's is handed over, one steward stays."""

from datetime import UTC, datetime

from storage import departures
from storage.engine import Database
from storage.models import Contact, Official
from tests.conversation import Conversation
from tests.handlers.test_joining import code_in, invited

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def kept_by(database: Database, contact: str) -> str | None:
    with database.reading() as session:
        row = (
            session.query(Official.name)
            .join(Contact, Contact.keeper_id == Official.id)
            .filter(Contact.name == contact)
            .one_or_none()
        )
    return row[0] if row else None


def test_officials_are_listed_with_role_and_city(network: Database) -> None:
    answer = Conversation(network, "Vera").says("/network officials")
    assert "5 officials" in answer
    assert "Petro — editor · 🇺🇦 Odesa (Ukraine)" in answer


def test_a_steward_gives_another_role(network: Database) -> None:
    sari = Conversation(network, "Sari")
    assert "From now on: Vera (editor, Leeds)." in sari.says(
        "/network appoint Vera editor city=Leeds"
    )
    assert "Undo" in Conversation(network, "Vera").says("/log Hangzhou call Planning")


def test_an_editor_keeps_their_city_with_a_new_role(network: Database) -> None:
    answer = Conversation(network, "Sari").says("/network appoint petro steward")
    assert "Petro (steward, Odesa)" in answer


def test_an_editor_cannot_claim_another_city(network: Database) -> None:
    answer = Conversation(network, "Petro").says("/network appoint Petro editor city=Yokohama")
    assert "Only stewards of the network can do that." in answer
    assert "Ask Sari." in answer


def test_a_misspelt_official_is_offered(network: Database) -> None:
    sari = Conversation(network, "Sari")
    assert "no official called “Petor”" in sari.says("/network appoint Petor viewer")
    assert "From now on: Petro (viewer, Odesa)." in sari.presses("Petro")


def test_the_only_steward_cannot_be_demoted_or_removed(network: Database) -> None:
    sari = Conversation(network, "Sari")
    assert "Sari is the only steward." in sari.says("/network appoint Sari viewer")
    assert "Sari is the only steward." in sari.says("/network remove Sari --yes")
    assert "Sari is the only steward." in sari.says("/network leave --yes")


def test_one_of_two_stewards_can_go(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/network appoint Vera steward")
    assert "You have left Sister Cities Demo." in sari.says("/network leave --yes")


def test_who_is_removed_is_a_stranger_from_then_on(network: Database) -> None:
    petro = Conversation.on_telegram(network, "7", name="Petro Melnyk")
    petro.says(f"/join {invited(network)}")
    sari = Conversation(network, "Sari")
    sari.says("/network remove Petro Melnyk")
    assert "has no role in this network any more" in sari.presses("Remove")
    assert "I do not know you yet" in petro.says("/partner list")


def test_what_they_kept_is_handed_over(network: Database) -> None:
    Conversation(network, "Petro").says("/contact add Oksana Koval, head of protocol, Odesa")
    assert kept_by(network, "Oksana Koval") == "Petro"
    sari = Conversation(network, "Sari")
    assert "1 contact is theirs to keep up to date" in sari.says("/network remove Petro")
    answer = sari.presses("Hand over to Sari")
    assert "Sari now keeps 1 contact of theirs." in answer
    assert kept_by(network, "Oksana Koval") == "Sari"


def test_the_card_of_a_contact_says_who_keeps_it_up(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/contact add Oksana Koval, head of protocol, Odesa")
    assert "Kept up by: Petro" in petro.says("/contact show Oksana Koval")


def test_letting_go_can_be_undone_as_a_whole(network: Database) -> None:
    Conversation(network, "Petro").says("/contact add Oksana Koval, head of protocol, Odesa")
    sari = Conversation(network, "Sari")
    sari.says("/network remove Petro --yes to=Sari")
    sari.presses("Undo")
    assert kept_by(network, "Oksana Koval") == "Petro"
    assert "Petro — editor" in sari.says("/network officials")


def test_invitations_of_one_who_goes_are_void(network: Database) -> None:
    Conversation(network, "Sari").says("/network appoint Vera steward")
    code = code_in(Conversation(network, "Vera").says("/network invite viewer"))
    Conversation(network, "Sari").says("/network remove Vera --yes")
    assert "not good" in Conversation.on_telegram(network, "7").says(f"/join {code}")


def test_nobody_succeeds_themselves(network: Database) -> None:
    answer = Conversation(network, "Sari").says("/network remove Petro to=Petro")
    assert "Nobody can succeed themselves." in answer


def test_a_closed_account_opens_no_door_and_stewards_see_it(network: Database) -> None:
    petro = Conversation.on_slack(network, "U7", name="Petro Melnyk")
    petro.says(f"/join {invited(network)}")
    departures.deactivated(network, petro.sender, NOW)
    assert "I do not know you yet" in petro.says("/partner list")
    answer = Conversation(network, "Sari").says("/network officials")
    assert "Their account was closed: name a successor." in answer


def test_an_account_that_is_opened_again_is_no_official_s(network: Database) -> None:
    petro = Conversation.on_slack(network, "U7", name="Petro Melnyk")
    petro.says(f"/join {invited(network)}")
    departures.deactivated(network, petro.sender, NOW)
    assert "Welcome" in petro.says(f"/join {invited(network, 'network invite viewer')}")
    assert "Role: viewer" in petro.says("/settings")


def test_who_has_another_account_is_still_there(network: Database) -> None:
    petro = Conversation.on_slack(network, "U7", name="Petro Melnyk")
    petro.says(f"/join {invited(network)}")
    on_telegram = Conversation.on_telegram(network, "7")
    on_telegram.says(f"/join {code_in(petro.says('/settings link'))}")
    departures.deactivated(network, petro.sender, NOW)
    assert "account was closed" not in on_telegram.says("/network officials")
