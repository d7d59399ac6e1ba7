"""An editor proposes; the other city's editor or a steward agrees, and only then it counts."""

from datetime import date

from storage.audit import Actor
from storage.engine import Database
from storage.models import Party
from tests.conversation import Conversation
from tests.handlers.test_joining import code_in

ACTOR = Actor("test")


def kept_by_dresden(database: Database) -> None:
    """A contact that Dresden tells only its partners of."""
    lena = Conversation(database, "Lena")
    lena.says("/contact add Uwe Brandt, protocol officer, Dresden visibility=partnership")


def proposed(database: Database) -> Conversation:
    kept_by_dresden(database)
    aiko = Conversation(database, "Aiko")
    answer = aiko.says("/partner add Dresden type=mou")
    assert "It is a proposal until it is confirmed for Dresden" in answer
    return aiko


def test_a_proposal_opens_nothing(network: Database) -> None:
    aiko = proposed(network)
    assert "Uwe" not in aiko.says("/contact find Brandt")
    assert "[Confirm]" not in aiko.says("/partner status Yokohama Dresden")


def test_the_other_city_s_editor_agrees(network: Database) -> None:
    aiko = proposed(network)
    lena = Conversation(network, "Lena")
    assert "It is a proposal" in lena.says("/partner status Yokohama")
    assert "is confirmed." in lena.presses("Confirm")
    assert "It is a proposal" not in aiko.says("/partner status Yokohama Dresden")
    assert "Uwe" in aiko.says("/contact find Brandt")


def test_nobody_agrees_for_another_city(network: Database) -> None:
    aiko = proposed(network)
    answer = aiko.says("/partner confirm Yokohama Dresden")
    assert "Only editors of Dresden and stewards of the network can do that." in answer


def test_a_steward_agrees_for_all(network: Database) -> None:
    aiko = proposed(network)
    Conversation(network, "Sari").says("/partner confirm Yokohama Dresden")
    assert "Uwe" in aiko.says("/contact find Brandt")


def test_what_a_steward_records_is_agreed(network: Database) -> None:
    kept_by_dresden(network)
    sari = Conversation(network, "Sari")
    assert "proposal" not in sari.says("/partner add Yokohama, Dresden type=mou")
    assert "Uwe" in Conversation(network, "Aiko").says("/contact find Brandt")
    assert "agreed on all sides" in sari.says("/partner confirm Yokohama Dresden")


def test_a_city_that_comes_in_by_it_has_nobody_to_ask(network: Database) -> None:
    aiko = Conversation(network, "Aiko")
    assert "proposal" not in aiko.says("/partner add Genoa type=mou")
    assert "Undo" in aiko.says("/contact add Luca Riva, protocol officer, Genoa")


def test_a_city_that_left_is_asked_when_it_comes_back(network: Database) -> None:
    kept_by_dresden(network)
    with network.writing(ACTOR) as session:
        party = session.query(Party).filter_by(name="Dresden").one()
        party.left_on = date(2026, 1, 1)
    aiko = Conversation(network, "Aiko")
    assert "It is a proposal" in aiko.says("/partner add Dresden type=mou")
    assert "Uwe" not in aiko.says("/contact find Brandt")


def test_a_guest_of_the_workspace_binds_nothing(network: Database) -> None:
    code = code_in(Conversation(network, "Sari").says("/network invite steward"))
    guest = Conversation.on_slack(network, "U1", "T9")
    guest.says(f"/join {code}")
    guest.venue = Conversation.on_slack(network, "U1", "T1", channel="C1").venue
    guest.stranger = True
    assert "You are a guest here." in guest.says("/network bind workspace --yes")
