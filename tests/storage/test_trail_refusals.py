"""Changes that cannot be taken back, as something has changed since or they are not known."""

from typing import Any

from sqlalchemy import update

from bot.domain.access import Role
from bot.domain.vocabulary import ErasureCause
from storage.audit import Actor
from storage.errors import Refusal
from storage.models import (
    AuditEntry,
    Contact,
    ContactWay,
    Erasure,
    Network,
    Party,
    PartyName,
)
from storage.records import Records
from tests.storage.office import NOW, Office, adds_cities, adds_contact, cooperates, edits_contact


def test_a_second_undo_is_told_that_it_is_done_already(office: Office) -> None:
    batch = office.does(adds_contact)
    office.undoes(batch)
    assert office.refusal(batch) is Refusal.ALREADY


def test_nothing_is_put_back_of_what_has_changed_since(office: Office) -> None:
    office.does(adds_contact)
    batch = office.does(edits_contact)
    office.does(lambda _records, session: setattr(session.query(Contact).one(), "position", "-"))
    assert office.refusal(batch) is Refusal.CHANGED
    assert office.all(Contact)[0].languages == ["uk"]


def test_a_city_that_takes_part_in_something_since_stays(office: Office) -> None:
    batch = office.does(adds_cities)
    office.does(cooperates)
    assert office.refusal(batch) is Refusal.CHANGED
    assert [each.removed_at for each in office.all(Party)] == [None, None]


def test_a_deleted_record_does_not_come_back_beside_its_successor(office: Office) -> None:
    office.does(adds_cities)
    party = next(each for each in office.all(Party) if each.name == "Odesa")

    def names(name: str) -> Any:
        return lambda records, _session: records.parties.add_name(party.id, name)

    def drops(_records: Records, session: Any) -> None:
        session.delete(session.query(PartyName).filter_by(name="Odessa").one())

    office.does(names("Odessa"))
    batch = office.does(drops)
    office.does(names("Одеса"))
    office.does(names("Odessa"))
    assert office.refusal(batch) is Refusal.CHANGED
    assert len(office.all(PartyName)) == 4


def test_a_change_of_another_network_is_unknown(office: Office) -> None:
    batch = office.does(adds_contact)
    with office.database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        office.network_id = other.id
    assert office.refusal(batch, role=Role.STEWARD) is Refusal.UNKNOWN


def test_nobody_knows_a_batch_that_never_was(office: Office) -> None:
    assert office.refusal("0" * 32) is Refusal.UNKNOWN


def erases(records: Records, session: Any, entity: str) -> None:
    erasure = Erasure(at=NOW, cause=ErasureCause.REQUEST, records=1)
    session.add(erasure)
    session.flush()
    session.execute(
        update(AuditEntry)
        .where(AuditEntry.entity == entity)
        .values(before=None, after=None, erasure_id=erasure.id)
    )


def test_what_was_erased_is_not_undone(office: Office) -> None:
    batch = office.does(adds_contact)
    office.does(lambda records, session: erases(records, session, "contact"))
    assert office.refusal(batch) is Refusal.ERASED
    assert office.refusal(batch, role=Role.STEWARD) is Refusal.ERASED
    assert office.all(Contact)[0].removed_at is None


def test_nothing_of_a_change_is_undone_of_which_a_part_was_erased(office: Office) -> None:
    batch = office.does(adds_contact)
    office.does(lambda records, session: erases(records, session, "contact_way"))
    assert office.refusal(batch) is Refusal.ERASED
    assert len(office.all(ContactWay)) == 1


def test_what_was_undone_and_then_erased_is_not_done_again(office: Office) -> None:
    batch = office.does(adds_contact)
    undoing, _done = office.undoes(batch)
    office.does(lambda records, session: erases(records, session, "contact"))
    assert office.refusal(undoing) is Refusal.ERASED
    assert office.all(Contact)[0].removed_at == NOW


def test_whose_change_it_was_is_asked_before_whether_it_was_erased(office: Office) -> None:
    batch = office.does(adds_contact)
    office.does(lambda records, session: erases(records, session, "contact"))
    assert office.refusal(batch, who="slack:T1:U2") is Refusal.NOT_OWN


def test_the_last_change_is_the_one_before_what_was_erased(office: Office) -> None:
    first = office.does(adds_cities)
    office.does(adds_contact)
    office.does(lambda records, session: erases(records, session, "contact"))
    assert office.last() == first
