"""A party that two networks shared becomes one record in each, with all that refers to it."""

from typing import Any

import pytest
from sqlalchemy import text

from storage.engine import Database
from storage.schema import migrate

# Two networks; both know Odesa (1), only the second knows Genoa (2); Gifu (3) was taken back.
ROWS = (
    "INSERT INTO network (id, slug, name, language, timezone, is_demo, created_at) VALUES"
    " (1, 'one', 'One', 'en', 'UTC', false, '2026-01-01'),"
    " (2, 'two', 'Two', 'en', 'UTC', false, '2026-01-01')",
    "INSERT INTO party (id, kind, name, country, subdivision, place_id, timezone, languages,"
    " website, created_at, removed_at) VALUES"
    " (1, 'city', 'Odesa', 'UA', '', 698740, '', '[]', '', '2026-01-01', NULL),"
    " (2, 'city', 'Genoa', 'IT', '', 3176219, '', '[]', '', '2026-01-01', NULL),"
    " (3, 'city', 'Gifu', 'JP', '', 1863641, '', '[]', '', '2026-01-01', '2026-01-02')",
    "INSERT INTO membership (network_id, party_id, left_on) VALUES"
    " (1, 1, NULL), (2, 1, '2026-02-01'), (2, 2, NULL)",
    "INSERT INTO party_name (id, party_id, network_id, name, language, folded, mirrored) VALUES"
    " (1, 1, NULL, 'Odesa', '', 'odesa', 'asedo'),"
    " (2, 1, 1, 'Pearl', '', 'pearl', 'lraep'),"
    " (3, 1, 2, 'Harbour', '', 'harbour', 'ruobrah'),"
    " (4, 2, NULL, 'Genoa', '', 'genoa', 'aoneg')",
    "INSERT INTO official (id, name, language, timezone, created_at) VALUES"
    " (1, 'Petro', '', '', '2026-01-01')",
    "INSERT INTO appointment (network_id, official_id, role, party_id) VALUES"
    " (1, 1, 'editor', 1), (2, 1, 'editor', 1)",
    "INSERT INTO contact (id, network_id, party_id, name, position, languages, visibility, source,"
    " note, findable, created_at) VALUES"
    " (1, 1, 1, 'Oksana', '', '[]', 'network', '', '', '', '2026-01-01'),"
    " (2, 2, 1, 'Olena', '', '[]', 'network', '', '', '', '2026-01-01')",
    "INSERT INTO partnership (id, network_id, type, stage, title, agreement_title, language,"
    " paused_reason, note, source, archived_reason, created_at) VALUES"
    " (1, 2, 'mou', 'signing', '', '', '', '', '', '', '', '2026-01-01')",
    "INSERT INTO partnership_party (partnership_id, party_id, position) VALUES"
    " (1, 1, 0), (1, 2, 1)",
    "INSERT INTO exchange (id, network_id, partnership_id, kind, initiator_id, summary, language,"
    " visibility, source, created_at) VALUES"
    " (1, 2, 1, 'call', 1, 'Talk', '', 'network', '', '2026-01-01')",
    "INSERT INTO audit_entry (id, batch, at, network_id, actor, action, entity, entity_id) VALUES"
    " (1, 'b', '2026-01-01', 2, 'import', 'create', 'party', '3')",
)


@pytest.fixture
def parted(untouched: Database) -> Database:
    """A database of before, brought to the present."""
    migrate(untouched, "0001")
    with untouched.engine.begin() as connection:
        for statement in ROWS:
            connection.execute(text(statement))
        if connection.dialect.name == "postgresql":
            # The rows above came with numbers of their own.
            connection.execute(text("SELECT setval('party_id_seq', 3)"))
            connection.execute(text("SELECT setval('party_name_id_seq', 4)"))
    migrate(untouched)
    return untouched


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text(query))]


def test_each_network_has_its_own_record_and_names(parted: Database) -> None:
    found = rows(
        parted,
        "SELECT party.network_id, party.name, party_name.name FROM party"
        " JOIN party_name ON party_name.party_id = party.id"
        " WHERE party_name.network_id = party.network_id ORDER BY 1, 2, 3",
    )
    assert found == [
        (1, "Odesa", "Odesa"),
        (1, "Odesa", "Pearl"),
        (2, "Genoa", "Genoa"),
        (2, "Odesa", "Harbour"),
        (2, "Odesa", "Odesa"),
    ]
    assert rows(parted, "SELECT count(*) FROM party_name") == [(5,)]


@pytest.mark.parametrize(
    ("table", "column", "expected"),
    [
        ("appointment", "party_id", 2),
        ("contact", "party_id", 2),
        ("exchange", "initiator_id", 1),
    ],
)
def test_what_a_network_says_is_of_its_own_record(
    parted: Database, table: str, column: str, expected: int
) -> None:
    query = (
        f"SELECT {table}.network_id = party.network_id FROM {table}"
        f" JOIN party ON party.id = {table}.{column}"
    )
    assert [bool(row[0]) for row in rows(parted, query)] == [True] * expected


def test_seats_go_along_with_their_partnership(parted: Database) -> None:
    query = (
        "SELECT party.name, party.network_id FROM partnership_party"
        " JOIN party ON party.id = partnership_party.party_id ORDER BY position"
    )
    assert rows(parted, query) == [("Odesa", 2), ("Genoa", 2)]


def test_when_a_party_left_stays_with_the_network_it_left(parted: Database) -> None:
    query = "SELECT network_id, left_on IS NULL FROM party WHERE name = 'Odesa' ORDER BY 1"
    assert [(row[0], bool(row[1])) for row in rows(parted, query)] == [(1, True), (2, False)]


def test_a_party_that_was_taken_back_belongs_where_that_was_done(parted: Database) -> None:
    assert rows(parted, "SELECT network_id FROM party WHERE name = 'Gifu'") == [(2,)]
