"""On what basis a contact is kept, and who is to be verified."""

from datetime import timedelta

import pytest

from storage.engine import Database
from tests.conversation import TODAY, Conversation


@pytest.fixture
def petro(network: Database) -> Conversation:
    """An editor of Odesa."""
    return Conversation(network, "Petro")


def test_a_contact_without_a_basis_is_recorded_with_a_hint(petro: Conversation) -> None:
    answer = petro.says("/contact add Oksana Kovalenko, Odesa")
    assert "On what basis is this kept? For example: /contact edit #1 basis=public_task" in answer


def test_the_basis_is_on_the_card(petro: Conversation) -> None:
    petro.says("/contact add Oksana Kovalenko, Odesa basis=public task source=city's web site")
    answer = petro.says("/contact show Oksana")
    assert "Source: city's web site" in answer
    assert "Kept on the basis of: public task" in answer


def test_consent_asks_where_it_was_given(petro: Conversation) -> None:
    petro.says("/contact add Oksana Kovalenko, Odesa")
    answer = petro.says("/contact edit Oksana basis=consent")
    assert "Kept on the basis of: — → consent" in answer
    assert "Where and when was consent given? /contact edit #1 source=…" in answer
    answer = petro.says("/contact edit Oksana source=e-mail of May 3, 2026")
    assert "Where and when" not in answer


def test_an_office_needs_no_basis(petro: Conversation) -> None:
    assert "On what basis" not in petro.says("/contact add position=Protocol Office city=Odesa")


def test_an_unknown_basis_is_asked_back(petro: Conversation) -> None:
    answer = petro.says("/contact add Oksana Kovalenko, Odesa basis=because")
    assert "“because” is none of these: consent, contract, public task, or" in answer


def test_contacts_to_verify_are_listed_with_a_button_each(petro: Conversation) -> None:
    petro.says("/contact add Oksana Kovalenko, Odesa")
    petro.says("/contact add Ivan Bondar, Odesa")
    petro.says("/contact verify Oksana")
    answer = petro.says("/contact unverified")
    assert "1 contact to verify" in answer
    assert "Ivan Bondar, Odesa — ⚠️ to be verified" in answer
    assert "Ivan Bondar, Odesa is verified." in petro.presses("Verify Ivan Bondar")
    assert "Every contact was verified within a year." in petro.says("/contact unverified Odesa")


def test_after_a_year_a_contact_is_to_be_verified_again(petro: Conversation) -> None:
    petro.says("/contact add Oksana Kovalenko, Odesa")
    petro.says("/contact verify Oksana")
    assert "⚠️" not in petro.says("/contact find")
    petro.at_moment(TODAY + timedelta(days=366))
    assert "⚠️ to be verified" in petro.says("/contact find")
    assert "1 contact of Odesa to verify" in petro.says("/contact unverified Odesa")


def test_those_who_may_not_verify_see_no_button(network: Database, petro: Conversation) -> None:
    petro.says("/contact add Oksana Kovalenko, Odesa")
    answer = Conversation(network, "Vera").says("/contact unverified")
    assert "Oksana Kovalenko, Odesa" in answer
    assert "[Verify" not in answer


def test_what_is_hidden_is_neither_listed_nor_counted(
    network: Database, petro: Conversation
) -> None:
    petro.says("/contact add Oksana Kovalenko, Odesa visibility=party")
    answer = Conversation(network, "Lena").says("/contact unverified Odesa")
    assert answer.startswith("Every contact was verified within a year.")
