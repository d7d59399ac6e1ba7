"""Who is told what of the trail, as a chat."""

import pytest
from sqlalchemy import select, update

from bot.domain.vocabulary import Visibility
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    Appointment,
    Contact,
    Exchange,
    Network,
    Official,
    Party,
)
from tests.conversation import Conversation
from tests.handlers.changing import KOVAL, confided, in_public, of_harbours


def test_the_editor_of_a_city_sees_what_others_changed_of_it(network: Database) -> None:
    Conversation(network, "Sari").says("/city alias Odesa Hadjibey")
    said = Conversation(network, "Petro").says("/audit party Odesa")
    assert "· Sari · terminal\n• Name Hadjibey · Odesa — added" in said


@pytest.mark.parametrize("name", ["Aiko", "Lena"])
def test_another_city_s_editor_is_told_who_may_see_its_changes(
    network: Database, name: str
) -> None:
    said = Conversation(network, name).says("/audit party Odesa")
    assert said == "⚠️ Only editors of Odesa and stewards of the network can do that. Ask Sari."


@pytest.mark.parametrize("command", ["/audit party Odesa", "/audit network", "/audit export"])
def test_a_viewer_sees_only_their_own_changes(network: Database, command: str) -> None:
    Conversation(network, "Petro").says("/city alias Odesa Hadjibey")
    said = Conversation(network, "Vera").says(command)
    assert "Hadjibey" not in said
    assert "Sari" in said


@pytest.mark.parametrize("command", ["/audit network", "/audit export"])
def test_only_stewards_see_the_whole_network(network: Database, command: str) -> None:
    said = Conversation(network, "Petro").says(command)
    assert "Only stewards" in said


@pytest.mark.parametrize(
    "command",
    ["/audit mine", "/audit party Odesa", "/audit network", "/audit export"],
)
def test_the_trail_is_told_in_private_only(network: Database, command: str) -> None:
    sari = in_public(Conversation(network, "Sari"))
    sari.says("/city alias Odesa Hadjibey")
    assert sari.says(command) == "⚠️ Others read along here. Please ask me that in private."


def test_another_network_s_trail_is_not_seen(other_network: Database) -> None:
    Conversation(other_network, "Petro").says("/city alias Odesa Hadjibey")
    marco = of_harbours(other_network)
    marco.says("/city alias Odesa Portus")
    theirs = marco.says("/audit network") + marco.says("/audit party Odesa")
    ours = "".join(
        Conversation(other_network, "Sari").says(each)
        for each in ("/audit network", "/audit party Odesa", "/audit network page=2")
    )
    assert "Portus" in theirs
    assert "Hadjibey" not in theirs
    assert "Hadjibey" in ours
    assert "Portus" not in ours
    assert "Marco" not in ours


def test_an_official_of_another_network_has_no_name_here(other_network: Database) -> None:
    with other_network.reading() as session:
        marco = session.scalars(select(Official.id).where(Official.name == "Marco")).one()
    with other_network.writing(Actor("slack:T2:U2", 1, marco)) as session:
        session.get_one(Network, 1).name = "Sister Cities"
    said = Conversation(other_network, "Sari").says("/audit network")
    assert "an official of another network · Slack" in said
    assert "Marco" not in said


def test_what_another_city_keeps_to_itself_is_not_told(network: Database) -> None:
    confided(network, "Yokohama", "A confidential call")
    before = Conversation(network, "Petro").says("/audit party Odesa")
    assert "confidential" not in before
    assert "confidential" in Conversation(network, "Aiko").says("/audit party Yokohama")
    assert "confidential" in Conversation(network, "Sari").says("/audit party Odesa")


def test_what_is_hidden_is_not_counted(network: Database) -> None:
    petro = Conversation(network, "Petro")
    before = petro.says("/audit party Odesa")
    confided(network, "Yokohama", "A confidential call")
    assert petro.says("/audit party Odesa") == before


def test_what_was_kept_once_is_not_told_when_the_rest_is_shared(network: Database) -> None:
    confided(network, "Yokohama", "A confidential call")
    with network.writing(Actor("slack:T1:U7", 1)) as session:
        shared = session.scalars(
            select(Exchange).where(Exchange.visibility == Visibility.PARTY)
        ).one()
        shared.visibility, shared.summary = Visibility.NETWORK, "A call"
    assert "confidential" not in Conversation(network, "Petro").says("/audit party Odesa")


def test_who_may_not_see_a_contact_any_more_is_told_only_that_they_changed_one(
    network: Database,
) -> None:
    petro = Conversation(network, "Petro")
    petro.says(KOVAL)
    Conversation(network, "Sari").says("/contact edit Olena Koval visibility=party")
    Conversation(network, "Sari").says("/network appoint Petro viewer")
    with network.writing(Actor("fixture")) as session:
        session.execute(update(Appointment).values(party_id=None))
    said = petro.says("/audit mine")
    assert "• Contact — added\n• Address — added" in said
    assert "Koval" not in said
    assert "olena" not in said


def test_the_number_of_a_deleted_name_may_be_another_city_s(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/city alias Odesa Hadjibey")
    petro.says("/undo")
    Conversation(network, "Sari").says("/city add Kharkiv")
    said = petro.says("/audit party Odesa")
    assert "Kharkiv" not in said
    assert "by /undo\n• Name Hadjibey · Odesa — deleted" in said


def test_a_contact_that_moved_away_is_the_new_city_s(network: Database) -> None:
    Conversation(network, "Petro").says(KOVAL)
    with network.writing(Actor("slack:T1:U7", 1)) as session:
        contact = session.scalars(select(Contact)).one()
        yokohama = session.scalars(select(Party).where(Party.name == "Yokohama")).one()
        contact.party_id = yokohama.id
    assert "Koval" not in Conversation(network, "Petro").says("/audit party Odesa")
    assert "Koval" in Conversation(network, "Aiko").says("/audit party Yokohama")
