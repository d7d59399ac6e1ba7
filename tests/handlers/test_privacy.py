"""People are shown what is held on them, get it as a file, and are forgotten."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.reply import File
from storage.engine import Database
from storage.models.base import Base
from tests.conversation import Conversation
from tests.handlers.conftest import found_network
from tests.templates import Templates

OKSANA = (
    "contact add Oksana Kovalenko, Odesa, protocol officer, oksana@odesa.example,"
    " +380 48 123 45 67, uk alias=Оксана Коваленко note=Prefers mornings source=her card"
)
TRACES = ("Kovalenko", "Коваленко", "oksana@odesa.example", "123 45 67", "mornings", "her card")


def whole(database: Database) -> str:
    """Every row of every table as text."""
    database_texts = []
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in ("place", "place_name"):
                rows = session.execute(table.select()).all()
                database_texts += [repr(tuple(map(str, row))) for row in rows]
    return "\n".join(database_texts)


def files(database: Database) -> bytes:
    """What a reader of the disk finds of an SQLite database."""
    path = str(database.url.database)
    paths = (Path(path), Path(f"{path}-wal"))
    return b"".join(each.read_bytes() for each in paths if each.exists())


@pytest.fixture
def embedded(templates: Templates) -> Iterator[Database]:
    """The network on SQLite, whose files can be read."""
    with templates.copy("sqlite", found_network) as found:
        yield found


def on_record(network: Database) -> Conversation:
    """Petro, an editor of Odesa, after he recorded Oksana and wrote of her here and there."""
    petro = Conversation(network, "Petro")
    petro.says(OKSANA)
    petro.says("/contact edit Oksana Kovalenko position=head of protocol")
    petro.says("/log Yokohama call Spoke with Oksana Kovalenko about the harbour")
    petro.says("/log Yokohama meeting Ms Kovalenko led the meeting (oksana@odesa.example)")
    petro.says("/contact add Ivan Bondar, Odesa, assistant note=Ask Oksana Kovalenko first")
    return petro


def test_a_contact_is_shown_with_purpose_basis_and_time(network: Database) -> None:
    answer = on_record(network).says("/privacy show Oksana Kovalenko")
    assert "What is held about Oksana Kovalenko, Odesa" in answer
    assert "oksana@odesa.example and +380 48 123 45 67" in answer
    assert "Kept on the basis of: not recorded" in answer
    assert "Named in" in answer
    assert "2 exchanges and 1 other contact" in answer
    assert "erased 90 days after" in answer


def test_the_file_has_everything(network: Database) -> None:
    petro = on_record(network)
    petro.says("/privacy export Oksana Kovalenko")
    assert petro.answer is not None
    file = petro.answer.reply.parts[0]
    assert isinstance(file, File)
    held = json.loads(file.content)
    assert held["contacts"][0]["ways"][0]["address"] == "oksana@odesa.example"
    assert held["contacts"][0]["other_names"][0]["name"] == "Оксана Коваленко"
    assert {each["record"] for each in held["texts"]} == {"exchange", "contact"}
    assert any(each["entity"] == "contact_way" for each in held["changes_about"])


def test_forgetting_a_contact_asks_first_and_says_what_stays(network: Database) -> None:
    petro = on_record(network)
    answer = petro.says("/privacy forget Oksana Kovalenko")
    assert "Erase Oksana Kovalenko, Odesa for good?" in answer
    assert "The contact Oksana Kovalenko, Odesa, with all names and addresses" in answer
    assert "they are the history of the cities" in answer
    assert "This cannot be undone." in answer
    assert "Kovalenko" in whole(network)


def test_a_forgotten_contact_is_in_no_row_of_any_table(network: Database) -> None:
    petro = on_record(network)
    petro.says("/privacy forget Oksana Kovalenko")
    answer = petro.presses("Erase for good")
    assert "It is erased." in answer
    assert "3 texts were changed." in answer
    rows = whole(network)
    assert [trace for trace in TRACES if trace in rows] == []
    assert "Spoke with [name erased] about the harbour" in rows


def test_a_forgotten_contact_is_in_no_byte_of_the_files(
    embedded: Database,
) -> None:
    petro = on_record(embedded)
    petro.says("/privacy forget Oksana Kovalenko --yes")
    held = files(embedded)
    for trace in TRACES:
        assert trace.encode() not in held
        assert json.dumps(trace).strip('"').encode() not in held
    assert b"about the harbour" in held


def test_what_an_editor_may_not_see_is_neither_shown_nor_counted(network: Database) -> None:
    petro = on_record(network)
    petro.says("/log Yokohama call Oksana Kovalenko confided in us visibility=party")
    petro.says("/contact add Olha Bilyk, Odesa, oksana@odesa.example visibility=party anyway=yes")
    petro.says("/contact add Oksana Kovalenko, Odesa visibility=party note=Between us anyway=yes")
    petro.says("/contact remove #4 --yes")
    aiko = Conversation(network, "Aiko")
    shown = aiko.says("/privacy show #1")
    assert "2 exchanges and 1 other contact" in shown
    assert "Between us" not in shown
    assert "Addresses that other contacts have" not in aiko.says("/privacy forget #1")
    aiko.says("/privacy export #1")
    assert aiko.answer is not None
    file = aiko.answer.reply.parts[0]
    assert isinstance(file, File)
    assert "confided" not in file.content.decode()
    assert "Between us" not in file.content.decode()
    assert "3 texts were changed." in aiko.says("/privacy forget #1 --yes")
    rows = whole(network)
    assert "[name erased] confided in us" in rows
    assert "Between us" not in rows
