"""What was translated is remembered; people's words win, and what is old is forgotten."""

from datetime import timedelta

import pytest

from bot.domain.access import Role, Scope
from bot.domain.translating import Pair, Register
from storage.audit import Actor
from storage.engine import Database
from storage.models import Correction, Network, Official, TranslationMemory
from storage.records import Records
from storage.translation_memory import KEPT_DAYS, Remembered, forget_old
from tests.storage.office import NOW, Office

DE_EN = Pair("de", "en")
TEXT = "Der Stadtrat tagt."
BOTH = ("apertium", "deepl")


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def remember(office: Office, engine: str, translation: str, **given: object) -> None:
    def change(records: Records, _session: object) -> None:
        records.memory.remember(TEXT, DE_EN, engine, translation, NOW, **given)

    office.does(change)


def recall(office: Office, engines: tuple[str, ...] = BOTH, **given: object) -> Remembered | None:
    with office.database.reading() as session:
        records = Records(session, Scope(office.network_id, Role.VIEWER))
        return records.memory.recall(TEXT, DE_EN, engines, **given)


def correct(office: Office, translation: str) -> str:
    return office.does(lambda records, _session: records.memory.correct(TEXT, DE_EN, translation))


def test_what_the_first_of_the_engines_made_of_it_is_remembered(office: Office) -> None:
    assert recall(office) is None
    remember(office, "deepl", "The council meets.")
    assert recall(office) == Remembered("The council meets.", "deepl")
    remember(office, "apertium", "The city council sits.")
    assert recall(office) == Remembered("The city council sits.", "apertium")
    assert recall(office, ("deepl",)) == Remembered("The council meets.", "deepl")
    assert recall(office, ("google",)) is None


def test_a_newer_translation_takes_the_place_of_the_older(office: Office) -> None:
    remember(office, "deepl", "one")
    remember(office, "deepl", "two")
    found = recall(office)
    assert found is not None
    assert found.translation == "two"


def test_another_version_of_the_glossary_or_another_register_is_not_found(office: Office) -> None:
    remember(office, "deepl", "The council meets.", version="1")
    assert recall(office, version="1") is not None
    assert recall(office, version="2") is None
    assert recall(office) is None
    assert recall(office, version="1", register=Register.FORMAL) is None


def test_the_same_text_is_the_same_however_it_is_composed(office: Office) -> None:
    def change(records: Records, _session: object) -> None:
        records.memory.remember("Bu\u0308ro", DE_EN, "deepl", "office", NOW)
        assert records.memory.recall("B\u00fcro ", DE_EN, BOTH) is not None
        assert records.memory.recall("B\u00fcro", Pair("de", "fr"), BOTH) is None
        assert records.memory.recall("cut \ud83d", DE_EN, BOTH) is None

    office.does(change)


def test_a_correction_wins_whatever_else_changes(office: Office) -> None:
    remember(office, "deepl", "The council meets.")
    correct(office, "The city council is in session.")
    for found in (
        recall(office),
        recall(office, (), version="9"),
        recall(office, register=Register.FORMAL),
    ):
        assert found is not None
        assert found.is_corrected
        assert found.translation == "The city council is in session."


def test_who_corrected_it_is_known(office: Office) -> None:
    with office.database.writing(Actor("slack:T1:U1", office.network_id)) as session:
        olha = Official(name="Olha")
        session.add(olha)
        session.flush()
        scope = Scope(office.network_id, Role.EDITOR, official_id=olha.id)
        Records(session, scope).memory.correct(TEXT, DE_EN, "better")
        number = olha.id
    found = recall(office)
    assert found is not None
    assert found.corrected_by_id == number


def test_a_correction_can_be_corrected_taken_back_and_withdrawn(office: Office) -> None:
    remember(office, "deepl", "machine")
    correct(office, "first")
    batch = correct(office, "second")
    office.undoes(batch)
    found = recall(office)
    assert found is not None
    assert found.translation == "first"
    office.does(lambda records, _session: records.memory.withdraw(TEXT, DE_EN))
    assert recall(office) == Remembered("machine", "deepl")


def test_another_network_remembers_nothing_of_it(office: Office) -> None:
    remember(office, "deepl", "machine")
    correct(office, "ours")
    with office.database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        memory = Records(session, Scope(other.id, Role.STEWARD)).memory
        assert memory.recall(TEXT, DE_EN, BOTH) is None
        memory.correct(TEXT, DE_EN, "theirs")
    found = recall(office)
    assert found is not None
    assert found.translation == "ours"


def test_the_text_itself_is_not_kept_of_what_engines_made(office: Office) -> None:
    remember(office, "deepl", "The council meets.")
    with office.database.reading() as session:
        row = session.query(TranslationMemory).one()
        assert "Stadtrat" not in str(vars(row))


def test_what_is_old_is_forgotten_and_corrections_are_not(office: Office) -> None:
    remember(office, "deepl", "machine")
    correct(office, "person")
    with office.database.writing(Actor("housekeeping")) as session:
        assert forget_old(session, NOW + timedelta(days=KEPT_DAYS - 1)) == 0
        assert forget_old(session, NOW + timedelta(days=KEPT_DAYS + 1)) == 1
        assert session.query(TranslationMemory).count() == 0
        assert session.query(Correction).count() == 1
