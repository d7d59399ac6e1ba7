import pytest
from sqlalchemy import func, select

from bot.services.demo import SLUG, add_demo
from bot.services.imports.importing import RecordKind, planned, read
from bot.services.imports.report import Outcome
from storage.engine import Database
from storage.intake import Intake
from storage.models import (
    AuditEntry,
    Contact,
    Exchange,
    Network,
    Official,
    Partnership,
    Party,
    Quantity,
)
from tests.conversation import Conversation


@pytest.fixture
def demo(small_gazetteer: Database) -> Database:
    assert add_demo(small_gazetteer)
    return small_gazetteer


def _counts(database: Database) -> list[int]:
    kinds = (Network, Party, Partnership, Exchange, Contact, Official)
    with database.reading() as session:
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds]


def test_it_is_added_once(demo: Database) -> None:
    before = _counts(demo)
    assert not add_demo(demo)
    assert _counts(demo) == before


def test_it_holds_the_partnerships_and_people_of_its_files(demo: Database) -> None:
    networks, parties, partnerships, exchanges, contacts, officials = _counts(demo)
    assert networks == 1
    assert (parties, partnerships, exchanges, contacts, officials) == (48, 31, 63, 16, 5)


def test_all_of_it_is_on_the_network_s_own_trail(demo: Database) -> None:
    with demo.reading() as session:
        nowhere = select(AuditEntry.entity).where(AuditEntry.network_id.is_(None)).distinct()
        assert set(session.scalars(nowhere)) <= {"network", "official"}
    assert "Exchange" in Conversation(demo).says("/audit party Odesa")


def test_something_is_owed_and_some_of_it_is_late(demo: Database) -> None:
    listed = Conversation(demo).says("/follow list")
    assert listed.startswith("5 open follow-ups")
    assert "Send the list of schools" in Conversation(demo).says("/partner status Odesa")


def test_it_is_marked_as_a_demo(demo: Database) -> None:
    with demo.reading() as session:
        assert session.scalars(select(Network.is_demo).where(Network.slug == SLUG)).all() == [True]


@pytest.mark.parametrize("spelling", ["Одеса", "オデッサ", "オデーサ", "odessa", "敖德萨"])
def test_every_spelling_of_odesa_gives_the_same_screen(demo: Database, spelling: str) -> None:
    conversation = Conversation(demo)
    screen = conversation.says("/partner status Odesa")
    assert "1965" in screen
    assert conversation.says(f"/partner status {spelling}") == screen


def test_the_screen_of_odesa_shows_the_memorandum(demo: Database) -> None:
    assert "Memorandum of Cooperation" in Conversation(demo).says("/partner status Odesa")


def test_odessa_in_texas_is_no_member(demo: Database) -> None:
    with demo.reading() as session:
        members = session.execute(select(Party.name, Party.country)).all()
    assert ("Odesa", "UA") in [tuple(row) for row in members]
    assert not [row for row in members if row.name.startswith("Odes") and row.country == "US"]


def test_quantities_are_read_from_the_facts(demo: Database) -> None:
    with demo.reading() as session:
        amounts = {int(amount) for amount in session.scalars(select(Quantity.amount))}
    assert {10_000, 12_000, 30_000, 2_000, 70_000} <= amounts


def test_everybody_in_it_says_that_they_are_invented(demo: Database) -> None:
    with demo.reading() as session:
        people = session.execute(select(Contact.source, Contact.note)).all()
    assert people
    assert all("invented" in source and "invented" in note for source, note in people)


def test_no_address_in_it_is_anybodys(demo: Database) -> None:
    with demo.reading() as session:
        from storage.models import ContactWay

        addresses = session.scalars(select(ContactWay.address)).all()
    mails = [address for address in addresses if "@" in address and "." in address]
    assert mails
    assert all(address.endswith(".example") for address in mails)


@pytest.mark.parametrize("name", ["partnerships", "facts", "contacts"])
def test_its_files_leave_no_line_out(demo: Database, name: str) -> None:
    from bot.domain.access import Role, Scope
    from bot.services.demo import network

    kind = RecordKind.EXCHANGES if name == "facts" else RecordKind(name)
    raw = (network._HERE / f"{name}.csv").read_bytes()
    with demo.reading() as session:
        network_id = session.scalars(select(Network.id)).one()
        intake = Intake(session, Scope(network_id, Role.STEWARD))
        report, _ = planned(intake, kind, read(kind, raw), lambda done, total: None)
    assert report.unknown == ()
    assert report.count(Outcome.SKIP) == len(report.lines)
