"""Changes that cannot be taken back, as something has changed since or they are not known."""

from typing import Any

from bot.domain.access import Role
from storage.audit import Actor
from storage.errors import Refusal
from storage.models import Contact, Membership, Network, Party, PartyName
from storage.records import Records
from tests.storage.office import Office, adds_cities, adds_contact, cooperates, edits_contact


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
    assert len(office.all(Membership)) == 2


def test_a_city_that_another_network_took_in_since_stays(office: Office) -> None:
    batch = office.does(adds_cities)
    with office.database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        city = session.query(Party).first()
        assert city is not None
        session.add(Membership(network_id=other.id, party_id=city.id))
    assert office.refusal(batch) is Refusal.CHANGED


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
