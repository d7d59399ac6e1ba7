"""Taking back what was said, as a chat."""

from sqlalchemy import update

from bot.domain.vocabulary import ErasureCause
from handlers.record_words import PARTS, WHOLES
from storage.audit import Actor, tables
from storage.engine import Database
from storage.models import AuditEntry, Erasure
from tests.conversation import TODAY, Conversation
from tests.handlers.changing import in_public


def test_every_audited_record_can_be_named_when_it_is_put_back() -> None:
    assert set(tables()) <= set(WHOLES) | set(PARTS)


def test_the_last_change_is_taken_back_and_told(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city add Kharkiv")
    said = sari.says("/undo")
    assert "Undone" in said
    assert "City Kharkiv — is no longer there" in said
    assert "Kharkiv is not in Sister Cities Demo" in sari.says("/city show Kharkiv")


def test_the_button_takes_back_just_that_change(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city add Kharkiv")
    first = sari.answer
    sari.says("/city add Lviv")
    sari.answer = first
    assert "Kharkiv" in sari.presses("Undo")
    assert "Lviv" in sari.says("/network members")


def test_a_changed_value_is_told_as_it_is_and_as_it_was(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/city edit Odesa website=omr.gov.ua")
    said = petro.says("/undo")
    assert "City Odesa — “https://omr.gov.ua” → nothing" in said


def test_a_second_press_says_that_it_was_undone_already(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city add Kharkiv")
    first = sari.answer
    sari.presses("Undo")
    sari.answer = first
    assert "undone already" in sari.presses("Undo")


def test_what_was_undone_can_be_done_again(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city add Kharkiv")
    sari.says("/undo")
    assert "City Kharkiv — is back" in sari.presses("Redo")
    assert "Kharkiv" in sari.says("/network members Ukraine")


def test_undo_after_undo_steps_further_back(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/city add Kharkiv")
    sari.says("/city add Lviv")
    assert "Lviv" in sari.says("/undo")
    assert "Kharkiv" in sari.says("/undo")
    assert "nothing of yours" in sari.says("/undo")


def test_another_s_change_is_left_with_the_name_of_who_can_undo_it(network: Database) -> None:
    aiko, petro = Conversation(network, "Aiko"), Conversation(network, "Petro")
    aiko.says("/city alias Yokohama Hama")
    petro.answer = aiko.answer
    said = petro.presses("Undo")
    assert "only your own changes" in said
    assert "Sari" in said
    assert "Hama" in petro.says("/city show Yokohama")


def test_a_steward_undoes_anybody_s_change(network: Database) -> None:
    aiko, sari = Conversation(network, "Aiko"), Conversation(network, "Sari")
    aiko.says("/city alias Yokohama Hama")
    sari.answer = aiko.answer
    assert "Name Hama — is no longer there" in sari.presses("Undo")


def test_what_has_changed_since_is_left_as_it_is(network: Database) -> None:
    petro, sari = Conversation(network, "Petro"), Conversation(network, "Sari")
    petro.says("/city edit Odesa website=omr.gov.ua")
    sari.says("/city edit Odesa website=odesa.example")
    assert "changed or built upon since" in petro.presses("Undo")
    assert "odesa.example" in petro.says("/city show Odesa")


def test_an_unknown_key_is_answered_with_a_sentence(network: Database) -> None:
    assert "no such change" in Conversation(network, "Sari").says("/undo 123")


def test_in_public_a_confided_contact_is_put_back_without_its_name(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/contact add Odesa Olena Koval, olena@example.org visibility=party")
    said = in_public(petro).says("/undo")
    assert said == "✅ Undone\n• Contact — is no longer there\n[Redo]"


def test_in_public_what_was_confided_is_put_back_without_its_values(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/contact add Odesa Olena Koval, olena@example.org visibility=party")
    petro.says("/contact edit Olena Koval position=Mayor email=o2@example.org")
    said = in_public(petro).says("/undo")
    assert "Contact — is as it was" in said
    assert "Mayor" not in said
    assert "example.org" not in said


def test_in_public_nothing_is_told_of_what_is_confided_again(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/contact add Odesa Olena Koval, olena@example.org visibility=party")
    petro.says("/contact edit Olena Koval visibility=network")
    assert "Koval" not in in_public(petro).says("/undo")


def test_in_public_what_all_may_see_is_put_back_by_name(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/contact add Odesa Olena Koval, olena@example.org")
    assert "Contact Olena Koval — is no longer there" in in_public(petro).says("/undo")


def test_in_private_a_confided_contact_is_put_back_by_name(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/contact add Odesa Olena Koval, olena@example.org visibility=party")
    assert "Contact Olena Koval — is no longer there" in petro.says("/undo")


def test_what_was_erased_is_not_undone_and_the_answer_says_so(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/contact add Odesa Olena Koval, olena@example.org")
    added = petro.answer
    with network.writing(Actor("test")) as session:
        erasure = Erasure(at=TODAY, cause=ErasureCause.REQUEST, records=1)
        session.add(erasure)
        session.flush()
        session.execute(
            update(AuditEntry)
            .where(AuditEntry.entity == "contact")
            .values(before=None, after=None, erasure_id=erasure.id)
        )
    petro.answer = added
    assert "erased for good, so it cannot be undone" in petro.presses("Undo")


def test_a_steward_who_made_themselves_a_viewer_stays_one(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says("/network appoint Petro steward")
    sari.says("/network appoint Sari viewer")
    assert "only your own changes. Petro can undo this one" in sari.presses("Undo")
    assert "Only stewards" in sari.says("/audit network")


def test_the_last_steward_is_not_undone(network: Database) -> None:
    sari, petro = Conversation(network, "Sari"), Conversation(network, "Petro")
    sari.says("/network appoint Petro steward")
    appointed = sari.answer
    sari.says("/network leave --yes")
    petro.answer = appointed
    assert "without a steward" in petro.presses("Undo")
