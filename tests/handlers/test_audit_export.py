"""The trail as a table, as a chat."""

import csv
import io

import pytest

from bot.chat.reply import File
from handlers import audit_export
from storage.audit import Actor
from storage.engine import Database
from storage.models import Network
from tests.conversation import Conversation
from tests.handlers.changing import KOVAL, confided, erased, of_harbours


def exported(who: Conversation, command: str) -> list[dict[str, str]]:
    """The rows of the file that the command gives."""
    who.says(command)
    assert who.answer is not None
    (file,) = [part for part in who.answer.reply.parts if isinstance(part, File)]
    assert file.media_type == "text/csv"
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))


def test_each_changed_column_is_a_line(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/city edit Odesa website=omr.gov.ua languages=uk,en")
    rows = exported(petro, "/audit export party Odesa")[-2:]
    assert [(row["What"], row["Before"], row["After"]) for row in rows] == [
        ("Languages", "", "Ukrainian and English"),
        ("Website", "", "https://omr.gov.ua"),
    ]
    assert rows[0]["When"] == "2026-11-21 11:00:00+02:00"
    assert rows[0]["Who"] == "Petro"
    assert rows[0]["From where"] == "terminal"
    assert (rows[0]["Kind of record"], rows[0]["Record"]) == ("City", "Odesa")
    assert rows[0]["Change"] == rows[1]["Change"]


def test_the_answer_says_how_many_changes_there_are(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/city alias Odesa Hadjibey")
    said = petro.says("/audit export party Odesa")
    assert said.startswith("✅ 2 changes in audit-Odesa-2026-11-21.csv")


def test_days_and_numbers_are_such_that_a_spreadsheet_sorts_them(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/log Yokohama aid Masks 10000 masks date=2020-03-04")
    rows = {row["What"]: row["After"] for row in exported(petro, "/audit export party Odesa")}
    assert rows["Day"] == "2020-03-04"
    assert rows["Population"].isdecimal()


def test_no_cell_is_a_formula(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/partner edit Yokohama note==HYPERLINK(1)")
    row = next(row for row in exported(petro, "/audit export party Odesa") if row["What"] == "Note")
    assert row["After"] == "'=HYPERLINK(1)"


def test_a_table_is_in_the_reader_s_language(network: Database) -> None:
    petro = Conversation(network, "Petro").in_language("de")
    petro.says("/city edit Odesa languages=uk")
    assert exported(petro, "/audit export party Odesa")[-1].get("What") != "Languages"
    assert "Ukrainisch" in exported(petro, "/audit export party Odesa")[-1].values()


def test_a_steward_exports_the_whole_network_and_no_other(other_network: Database) -> None:
    Conversation(other_network, "Petro").says(KOVAL)
    of_harbours(other_network).says("/city alias Odesa Portus")
    ours = exported(Conversation(other_network, "Sari"), "/audit export")
    theirs = exported(of_harbours(other_network), "/audit export")
    assert any("Koval" in row["Record"] for row in ours)
    assert not any("Portus" in row["Record"] for row in ours)
    assert any("Portus" in row["Record"] for row in theirs)
    assert not any("Koval" in row["Record"] for row in theirs)


def test_what_another_city_keeps_to_itself_is_not_exported(network: Database) -> None:
    confided(network, "Yokohama", "A confidential call")
    rows = exported(Conversation(network, "Petro"), "/audit export party Odesa")
    assert not any("confidential" in value for row in rows for value in row.values())


def test_what_was_erased_is_exported_as_such(network: Database) -> None:
    Conversation(network, "Petro").says(KOVAL)
    erased(network, "contact_way")
    row = exported(Conversation(network, "Sari"), "/audit export")[-1]
    assert (row["Kind of record"], row["What"]) == ("Address", "(erased)")


def test_an_editor_is_told_what_they_can_export(network: Database) -> None:
    said = Conversation(network, "Petro").says("/audit export")
    assert "Only stewards can export everything. You can: /audit export party Odesa" in said


def test_another_city_s_changes_are_not_exported(network: Database) -> None:
    said = Conversation(network, "Aiko").says("/audit export party Odesa")
    assert "Only editors of Odesa and stewards of the network can do that. Ask Sari." in said


def test_a_party_must_be_named(network: Database) -> None:
    said = Conversation(network, "Sari").says("/audit export party")
    assert "/audit export party Odesa" in said


def test_of_a_long_trail_the_latest_is_exported(
    network: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_export, "MOST_ENTRIES", 2)
    for name in ("One", "Two", "Three"):
        with network.writing(Actor("test", 1)) as session:
            session.get_one(Network, 1).name = name
    sari = Conversation(network, "Sari")
    assert [row["After"] for row in exported(sari, "/audit export")] == ["Two", "Three"]
    assert "Only the latest 2 entries are in it." in sari.says("/audit export")
