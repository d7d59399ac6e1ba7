"""Nobody rewrites the audit trail, not even with the program's own way into the database."""

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from bot.domain.access import Role, Scope
from bot.domain.vocabulary import ErasureCause
from storage.audit import Actor
from storage.engine import Database
from storage.models import AuditEntry, Erasure, Official
from storage.records import Records
from tests.storage.office import NOW, Office, adds_contact

FIXED = {
    "batch": "another",
    "at": NOW.replace(year=2020),
    "network_id": None,
    "official_id": None,
    "action": "delete",
    "entity": "party",
    "entity_id": "99",
}


@pytest.fixture
def trail(office: Office) -> Database:
    """A database whose trail tells of a contact that an official added."""
    with office.database.writing(Actor("fixture", office.network_id)) as session:
        aiko = Official(name="Aiko")
        session.add(aiko)
        session.flush()
        number = aiko.id
    actor = Actor("slack:T1:U1", office.network_id, number)
    with office.database.writing(actor) as session:
        adds_contact(Records(session, Scope(office.network_id, Role.EDITOR)), session)
    return office.database


def entries(database: Database) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def told(database: Database) -> list[tuple[object, ...]]:
    names = [*FIXED, "actor", "before", "after"]
    return [tuple(getattr(each, name) for name in names) for each in entries(database)]


def erasure(session: Session) -> int:
    made = insert(Erasure).values(at=NOW, cause=ErasureCause.REQUEST, records=1)
    return int(session.execute(made.returning(Erasure.id)).scalar_one())


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET actor = 'somebody else'",
        "UPDATE audit_entry SET after = NULL",
        "UPDATE audit_entry SET entity_id = '1' WHERE entity = 'contact'",
    ],
)
def test_an_entry_is_neither_changed_nor_deleted(trail: Database, statement: str) -> None:
    before = told(trail)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        trail.writing(Actor("test")) as session,
    ):
        session.execute(text(statement))
    assert told(trail) == before


def test_the_trail_is_not_emptied(postgres_database: Database) -> None:
    office = Office(postgres_database)
    office.does(adds_contact)
    before = told(postgres_database)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        postgres_database.writing(Actor("test")) as session,
    ):
        session.execute(text("TRUNCATE audit_entry CASCADE"))
    assert told(postgres_database) == before


def test_an_erasure_takes_the_values_and_the_account_out(trail: Database) -> None:
    last = entries(trail)[-1].id
    with trail.writing(Actor("test")) as session:
        session.execute(
            update(AuditEntry)
            .where(AuditEntry.id == last)
            .values(before=None, after=None, actor="erased", erasure_id=erasure(session))
        )
    entry = entries(trail)[-1]
    assert (entry.before, entry.after, entry.actor) == (None, None, "erased")


@pytest.mark.parametrize("column", list(FIXED))
def test_an_erasure_cannot_change_who_did_what_and_when(trail: Database, column: str) -> None:
    before = told(trail)
    with trail.writing(Actor("test")) as session:
        number = erasure(session)
    change = update(AuditEntry).where(AuditEntry.entity == "contact")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        trail.writing(Actor("test")) as session,
    ):
        session.execute(change.values(**{column: FIXED[column]}, erasure_id=number))
    assert told(trail) == before


def test_what_was_erased_is_not_written_again_without_an_erasure(trail: Database) -> None:
    with trail.writing(Actor("test")) as session:
        session.execute(update(AuditEntry).values(after=None, erasure_id=erasure(session)))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        trail.writing(Actor("test")) as session,
    ):
        session.execute(update(AuditEntry).values(after={"name": "?"}, erasure_id=None))
