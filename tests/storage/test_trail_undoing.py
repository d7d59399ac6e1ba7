"""Taking changes back, on records such as commands make."""

from typing import Any

from storage.errors import Refusal
from storage.models import (
    Contact,
    ContactName,
    ContactWay,
    Exchange,
    Partnership,
    PartnershipParty,
    Party,
    PartyName,
    Quantity,
)
from storage.records import Records
from storage.undoing import Undoing
from tests.storage.office import (
    NOW,
    Office,
    adds_cities,
    adds_contact,
    cooperates,
    edits_contact,
    renames,
)


def deletes_ways(_records: Records, session: Any) -> None:
    for way in session.query(ContactWay):
        session.delete(way)


def test_a_change_is_put_back_with_every_value_it_had(office: Office) -> None:
    office.does(adds_contact)
    (before,) = office.all(Contact)
    office.undoes(office.does(edits_contact))
    (after,) = office.all(Contact)
    assert (after.position, after.languages, after.verified_on) == (
        before.position,
        before.languages,
        before.verified_on,
    )


def test_what_is_put_back_is_told_with_both_values(office: Office) -> None:
    office.does(adds_contact)
    _batch, (told,) = office.undoes(office.does(renames("Olha Koval")))
    assert (told.outcome, told.entity, told.name) == (Undoing.CHANGED, "contact", "Olena Koval")
    assert told.values == (("name", "Olena Koval", "Olha Koval"),)


def test_what_was_made_goes_with_its_parts(office: Office) -> None:
    office.undoes(office.does(adds_contact))
    (contact,) = office.all(Contact)
    assert contact.removed_at == NOW
    assert office.all(ContactName) == office.all(ContactWay) == []


def test_what_was_deleted_comes_back_under_its_number(office: Office) -> None:
    office.does(adds_contact)
    (before,) = office.all(ContactWay)
    office.undoes(office.does(deletes_ways))
    (after,) = office.all(ContactWay)
    assert (after.id, after.address) == (before.id, before.address)


def test_records_with_keys_of_two_parts_go_and_come_back(office: Office) -> None:
    office.does(adds_cities)
    undoing, _told = office.undoes(office.does(cooperates))
    assert office.all(PartnershipParty) == []
    office.undoes(undoing)
    assert len(office.all(PartnershipParty)) == 2


def test_amounts_survive_being_read_back_from_the_database(office: Office) -> None:
    office.does(adds_cities)
    undoing, _told = office.undoes(office.does(cooperates))
    assert office.all(Quantity) == []
    office.undoes(undoing)
    (quantity,) = office.all(Quantity)
    assert quantity.amount == 10000
    assert office.all(Exchange)[0].removed_at is None
    assert office.all(Partnership)[0].removed_at is None


def test_undoing_can_be_undone_and_done_again(office: Office) -> None:
    batch = office.does(adds_contact)
    redo, _told = office.undoes(batch)
    again, _told = office.undoes(redo)
    assert office.all(Contact)[0].removed_at is None
    assert len(office.all(ContactWay)) == 1
    office.undoes(batch)
    assert office.refusal(again) is Refusal.ALREADY
    assert office.all(ContactWay) == []


def test_several_changes_of_one_record_are_undone_as_one(office: Office) -> None:
    def adds_and_edits(records: Records, session: Any) -> None:
        adds_contact(records, session)
        renames("Olha")(records, session)
        session.flush()
        edits_contact(records, session)

    batch = office.does(adds_and_edits)
    office.undoes(batch)
    assert office.all(Contact)[0].removed_at == NOW
    assert office.refusal(batch) is Refusal.ALREADY


def test_a_city_can_go_once_what_it_took_part_in_is_undone(office: Office) -> None:
    batch = office.does(adds_cities)
    office.undoes(office.does(cooperates))
    office.undoes(batch)
    assert all(each.removed_at for each in office.all(Party))
    assert office.all(PartyName) == []
