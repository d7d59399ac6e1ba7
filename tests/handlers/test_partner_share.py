"""A partnership is open to two networks only when the stewards of both agree."""

from storage.engine import Database
from tests.conversation import Conversation
from tests.handlers.test_joining import code_in


def shared(database: Database) -> tuple[Conversation, Conversation]:
    """The stewards of both networks, after Yokohama – Odesa was shared with the harbours."""
    sari, marco = Conversation(database, "Sari"), Conversation(database, "Marco", "harbours")
    code = code_in(sari.says("/partner share Yokohama Odesa"))
    assert "shares Yokohama 🇯🇵 – Odesa 🇺🇦 with you." in marco.says(f"/partner accept {code}")
    return sari, marco


def test_the_other_network_sees_how_it_stands(other_network: Database) -> None:
    _sari, marco = shared(other_network)
    assert "with Sister Cities Demo" in marco.says("/partner shared")
    card = marco.presses("Yokohama")
    assert "Type: sister city" in card
    assert "Mobile water purifiers" in card


def test_nothing_is_shared_before_both_agreed(other_network: Database) -> None:
    Conversation(other_network, "Sari").says("/partner share Yokohama Odesa")
    marco = Conversation(other_network, "Marco", "harbours")
    assert "No partnership is shared" in marco.says("/partner shared")


def test_a_number_that_is_not_shared_looks_like_one_that_is_not_there(
    other_network: Database,
) -> None:
    _sari, marco = shared(other_network)
    assert marco.says("/partner shared ~2") == marco.says("/partner shared ~999")


def test_contacts_notes_and_narrower_exchanges_stay_at_home(other_network: Database) -> None:
    sari, marco = shared(other_network)
    sari.says("/contact add Oksana Koval, head of protocol, Odesa")
    sari.says("/partner edit Yokohama Odesa note=Handle with care")
    petro = Conversation(other_network, "Petro")
    petro.says("/log Yokohama call Talk among us visibility=partnership")
    petro.says('/log Yokohama call Talk for all with="Oksana Koval"')
    marco.says("/partner shared")
    card = marco.presses("Yokohama")
    assert "Talk for all" in card
    for secret in ("Talk among us", "Handle with care", "Oksana", "Koval"):
        assert secret not in card


def test_the_other_network_can_change_nothing(other_network: Database) -> None:
    _sari, marco = shared(other_network)
    answer = marco.says("/log ~1 call Planning")
    assert "There is no such partnership any more." in answer


def test_either_side_ends_it(other_network: Database) -> None:
    sari, marco = shared(other_network)
    marco.says("/partner shared ~1")
    assert "It is not shared any more." in marco.presses("End the sharing")
    assert "No partnership is shared" in sari.says("/partner shared")
    sari, marco = shared(other_network)
    sari.says("/partner unshare ~1")
    assert "not shared with your network" in marco.says("/partner shared ~1")


def test_only_stewards_agree(other_network: Database) -> None:
    petro = Conversation(other_network, "Petro")
    assert "Only stewards" in petro.says("/partner share Yokohama")
    code = code_in(Conversation(other_network, "Sari").says("/partner share Yokohama Odesa"))
    assert "Only stewards" in petro.says(f"/partner accept {code}")


def test_a_network_does_not_accept_its_own(other_network: Database) -> None:
    sari = Conversation(other_network, "Sari")
    code = code_in(sari.says("/partner share Yokohama Odesa"))
    assert "This code is not good" in sari.says(f"/partner accept {code}")


def test_an_invitation_is_no_agreement(other_network: Database) -> None:
    code = code_in(Conversation(other_network, "Sari").says("/network invite steward"))
    marco = Conversation(other_network, "Marco", "harbours")
    assert "This code is not good" in marco.says(f"/partner accept {code}")


def test_what_is_archived_is_shared_no_more(other_network: Database) -> None:
    sari, marco = shared(other_network)
    sari.says("/partner archive Yokohama Odesa --yes")
    assert "No partnership is shared" in marco.says("/partner shared")
