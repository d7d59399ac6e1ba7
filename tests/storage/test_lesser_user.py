"""The program serves as a database user who may not touch the trail, set up as the page on
security says."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, ProgrammingError

from bot.chat.calendars import PublicHolidays
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.services.deliveries.clerk import Clerk
from bot.services.housekeeping import tidy
from storage import outbox
from storage.audit import Actor
from storage.engine import Database
from storage.models import AuditEntry, Contact, Delivery, FollowUp
from storage.schema import migrate
from tests.conversation import TODAY, Conversation
from tests.handlers.conftest import found_network
from tests.postgres import PostgresServer

PAGE = (Path(__file__).parents[2] / "docs" / "security.md").read_text()
OWNER, SERVING = "attache_owner", "attache_serving"
ADDING = "/contact add Oksana Kovalenko, Odesa, protocol officer, oksana@odesa.example, uk"


def _carried_out(url: str, block: str) -> None:
    """Every statement of one of the page's blocks, one after another."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in re.sub(r"--.*", "", block).split(";"):
            if statement.strip():
                connection.execute(statement.encode())


def _as(user: str, server: PostgresServer) -> str:
    return server.url("attache").replace("postgres@", f"{user}@")


@pytest.fixture(scope="module")
def prepared(postgres: PostgresServer) -> Iterator[PostgresServer]:
    """A server with the database of the page, made and filled by its owner."""
    founding, granting = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)[:2]
    _carried_out(postgres.url(), founding)
    owner = Database(_as(OWNER, postgres))
    migrate(owner)
    found_network(owner)
    owner.close()
    _carried_out(_as(OWNER, postgres), granting)
    yield postgres
    postgres.drop("attache")
    _carried_out(postgres.url(), f"DROP ROLE {OWNER}; DROP ROLE {SERVING}")


@pytest.fixture
def serving(prepared: PostgresServer) -> Iterator[Database]:
    """That database as the program that serves sees it."""
    database = Database(_as(SERVING, prepared))
    yield database
    database.close()


def _trail(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        columns = (AuditEntry.id, AuditEntry.at, AuditEntry.actor, AuditEntry.action)
        return [tuple(row) for row in session.execute(select(*columns).order_by(AuditEntry.id))]


def test_an_official_s_day_goes_well(serving: Database) -> None:
    steward, petro = Conversation(serving, "Sari"), Conversation(serving, "Petro")

    assert "is recorded" in petro.says(ADDING)
    assert "Undone" in petro.says("/undo")
    petro.says(ADDING)
    assert "Oksana Kovalenko" in petro.says("/audit mine")
    assert "Spoke with" in petro.says("/log Yokohama call Spoke with Oksana Kovalenko yesterday")
    assert "is invited" in steward.says("/network invite Odesa editor name=Ivan Bondar")


def test_a_person_is_forgotten(serving: Database) -> None:
    petro = Conversation(serving, "Petro")
    petro.says("/contact add Maria Shevchenko, Odesa, interpreter, maria@odesa.example, uk")
    petro.says("/privacy forget Maria Shevchenko")

    assert "It is erased." in petro.presses("Erase for good")

    with serving.reading() as session:
        told = [*session.scalars(select(Contact.name)), *session.scalars(select(AuditEntry.after))]
    assert "Shevchenko" not in str(told)


def test_what_must_be_kept_in_order_is(serving: Database) -> None:
    petro = Conversation(serving, "Petro")
    petro.says("/contact add Ivan Bondar, Odesa, assistant, ivan@odesa.example, uk")
    petro.says("/contact remove Ivan Bondar --yes")

    tidy(serving, TODAY + timedelta(days=91))

    with serving.reading() as session:
        assert "Ivan Bondar" not in set(session.scalars(select(Contact.name)))


def test_what_is_promised_is_told_and_then_forgotten(serving: Database) -> None:
    petro = Conversation(serving, "Petro")
    assert "Follow-up: send the list" in petro.says('/follow add Yokohama "send the list"')
    clerk = Clerk(serving, {}, PublicHolidays(), 30)

    assert clerk.pump()
    with serving.writing(Actor("test")) as session:
        owed = session.scalars(select(FollowUp)).one()
        row = {"key": f"nudge:{owed.id}:0", "follow_up_id": owed.id, "state": DeliveryState.SENT}
        rest = {"network_id": 1, "kind": DeliveryKind.NUDGE, "lane": "official:1", "next_at": TODAY}
        outbox.queue(session, [row | rest], TODAY)
    tidy(serving, TODAY + timedelta(days=91))

    with serving.reading() as session:
        assert list(session.scalars(select(Delivery.key))) == []


def test_rows_that_stay_in_the_files_are_told_of(
    serving: Database, caplog: pytest.LogCaptureFixture
) -> None:
    assert not serving.overwrite_erased(["contact"])
    assert "still in the files" in caplog.text


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_entry SET at = now()",
        "UPDATE audit_entry SET official_id = 1, erasure_id = 1",
        "DELETE FROM erasure",
        "UPDATE erasure SET at = now()",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_entry_stays ON audit_entry",
        "CREATE OR REPLACE FUNCTION audit_entry_refusal() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN OLD; END $$",
        "SET session_replication_role = replica",
        "DROP TABLE audit_entry",
        "CREATE TABLE of_ones_own (id integer)",
        "SET ROLE attache_owner",
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM place",
    ],
)
def test_the_user_who_serves_may_not(serving: Database, statement: str) -> None:
    before = _trail(serving)
    with (
        pytest.raises((ProgrammingError, DBAPIError), match="InsufficientPrivilege"),
        serving.writing(Actor("test")) as session,
    ):
        session.connection().exec_driver_sql(statement)
    assert _trail(serving) == before
