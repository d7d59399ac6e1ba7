"""Taking changes back, on records such as commands make."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.access import Role, Scope
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ContactFunction, ExchangeKind, PartnershipType, Stage
from storage.audit import Actor
from storage.engine import Database
from storage.errors import Refusal, UndoRefused
from storage.models import (
    Contact,
    ContactName,
    ContactWay,
    Exchange,
    Membership,
    Network,
    Official,
    Partnership,
    PartnershipParty,
    Party,
    PartyName,
    Quantity,
)
from storage.records import Records
from storage.undoing import PutBack, Undoing

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Office:
    """A network in which several people change things, each in transactions of their own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.writing(Actor("fixture")) as session:
            home = Network(slug="home", name="Home")
            session.add(home)
            session.flush()
            self.network_id = home.id

    def does(self, change: Any, who: str = "slack:T1:U1", role: Role = Role.EDITOR) -> str:
        """The batch of a change, which gets the records and the session."""
        actor = Actor(who, self.network_id)
        with self.database.writing(actor) as session:
            change(Records(session, Scope(self.network_id, role)), session)
        return actor.batch

    def undoes(
        self, batch: str, who: str = "slack:T1:U1", role: Role = Role.EDITOR
    ) -> tuple[str, list[PutBack]]:
        """The batch of the undoing, and what was put back."""
        with self.database.writing(Actor(who, self.network_id)) as session:
            trail = Records(session, Scope(self.network_id, role)).trail
            done = trail.undo(batch, NOW)
            return trail.batch, done

    def refusal(self, batch: str, who: str = "slack:T1:U1", role: Role = Role.EDITOR) -> Refusal:
        """Why a batch is not undone."""
        with pytest.raises(UndoRefused) as caught:
            self.undoes(batch, who, role)
        return caught.value.refusal

    def last(self, who: str = "slack:T1:U1") -> str | None:
        with self.database.writing(Actor(who, self.network_id)) as session:
            return Records(session, Scope(self.network_id, Role.EDITOR)).trail.last()

    def all(self, kind: type[Any]) -> list[Any]:
        with self.database.reading() as session:
            return list(session.query(kind).order_by(*kind.__table__.primary_key.columns))


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def _adds_contact(records: Records, session: Any) -> None:
    contact = Contact(
        network_id=records.networks.record().id,
        name="Olena Koval",
        function=ContactFunction.NODAL,
        languages=["uk", "en"],
        verified_on=date(2026, 11, 1),
    )
    session.add(contact)
    session.flush()
    session.add(ContactName(contact_id=contact.id, name="Олена Коваль", language="uk"))
    session.add(ContactWay(contact_id=contact.id, medium="email", address="o@example.org"))


def _edits_contact(_records: Records, session: Any) -> None:
    contact = session.query(Contact).one()
    contact.position = "Head of protocol"
    contact.languages = ["uk"]
    contact.verified_on = None


def _deletes_ways(_records: Records, session: Any) -> None:
    for way in session.query(ContactWay):
        session.delete(way)


def _adds_cities(records: Records, _session: Any) -> None:
    records.parties.add("Odesa", "UA")
    records.parties.add("Yokohama", "JP")


def _cooperates(records: Records, _session: Any) -> None:
    both = records.parties.listed(2)
    made = records.partnerships.add(both, PartnershipType.SISTER_CITY, Stage.IMPLEMENTATION)
    records.exchanges.add(
        made.id,
        ExchangeKind.AID,
        "Masks",
        PartialDate.parse("2020-03"),
        both[0].id,
        quantities=[(Decimal(10000), "masks")],
    )


def _renames(name: str) -> Any:
    def change(_records: Records, session: Any) -> None:
        session.query(Contact).one().name = name

    return change


def test_a_change_is_put_back_with_every_value_it_had(office: Office) -> None:
    office.does(_adds_contact)
    (before,) = office.all(Contact)
    office.undoes(office.does(_edits_contact))
    (after,) = office.all(Contact)
    assert (after.position, after.languages, after.verified_on) == (
        before.position,
        before.languages,
        before.verified_on,
    )


def test_what_is_put_back_is_told_with_both_values(office: Office) -> None:
    office.does(_adds_contact)
    _batch, (told,) = office.undoes(office.does(_renames("Olha Koval")))
    assert (told.outcome, told.entity, told.name) == (Undoing.CHANGED, "contact", "Olena Koval")
    assert told.values == (("name", "Olena Koval", "Olha Koval"),)


def test_what_was_made_goes_with_its_parts(office: Office) -> None:
    office.undoes(office.does(_adds_contact))
    (contact,) = office.all(Contact)
    assert contact.removed_at == NOW
    assert office.all(ContactName) == office.all(ContactWay) == []


def test_what_was_deleted_comes_back_under_its_number(office: Office) -> None:
    office.does(_adds_contact)
    (before,) = office.all(ContactWay)
    office.undoes(office.does(_deletes_ways))
    (after,) = office.all(ContactWay)
    assert (after.id, after.address) == (before.id, before.address)


def test_records_with_keys_of_two_parts_go_and_come_back(office: Office) -> None:
    office.does(_adds_cities)
    undoing, _told = office.undoes(office.does(_cooperates))
    assert office.all(PartnershipParty) == []
    office.undoes(undoing)
    assert len(office.all(PartnershipParty)) == 2


def test_amounts_survive_being_read_back_from_the_database(office: Office) -> None:
    office.does(_adds_cities)
    undoing, _told = office.undoes(office.does(_cooperates))
    assert office.all(Quantity) == []
    office.undoes(undoing)
    (quantity,) = office.all(Quantity)
    assert quantity.amount == 10000
    assert office.all(Exchange)[0].removed_at is None
    assert office.all(Partnership)[0].removed_at is None


def test_undoing_can_be_undone_and_done_again(office: Office) -> None:
    batch = office.does(_adds_contact)
    redo, _told = office.undoes(batch)
    again, _told = office.undoes(redo)
    assert office.all(Contact)[0].removed_at is None
    assert len(office.all(ContactWay)) == 1
    office.undoes(batch)
    assert office.refusal(again) is Refusal.ALREADY
    assert office.all(ContactWay) == []


def test_a_second_undo_is_told_that_it_is_done_already(office: Office) -> None:
    batch = office.does(_adds_contact)
    office.undoes(batch)
    assert office.refusal(batch) is Refusal.ALREADY


def test_nothing_is_put_back_of_what_has_changed_since(office: Office) -> None:
    office.does(_adds_contact)
    batch = office.does(_edits_contact)
    office.does(lambda _records, session: setattr(session.query(Contact).one(), "position", "-"))
    assert office.refusal(batch) is Refusal.CHANGED
    assert office.all(Contact)[0].languages == ["uk"]


def test_a_city_that_takes_part_in_something_since_stays(office: Office) -> None:
    batch = office.does(_adds_cities)
    office.does(_cooperates)
    assert office.refusal(batch) is Refusal.CHANGED
    assert len(office.all(Membership)) == 2


def test_a_city_that_another_network_took_in_since_stays(office: Office) -> None:
    batch = office.does(_adds_cities)
    with office.database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        city = session.query(Party).first()
        assert city is not None
        session.add(Membership(network_id=other.id, party_id=city.id))
    assert office.refusal(batch) is Refusal.CHANGED


def test_a_city_can_go_once_what_it_took_part_in_is_undone(office: Office) -> None:
    batch = office.does(_adds_cities)
    office.undoes(office.does(_cooperates))
    office.undoes(batch)
    assert office.all(Membership) == office.all(PartyName) == []


def test_a_deleted_record_does_not_come_back_beside_its_successor(office: Office) -> None:
    office.does(_adds_cities)
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


def test_several_changes_of_one_record_are_undone_as_one(office: Office) -> None:
    def adds_and_edits(records: Records, session: Any) -> None:
        _adds_contact(records, session)
        _renames("Olha")(records, session)
        session.flush()
        _edits_contact(records, session)

    batch = office.does(adds_and_edits)
    office.undoes(batch)
    assert office.all(Contact)[0].removed_at == NOW
    assert office.refusal(batch) is Refusal.ALREADY


def test_another_person_s_change_is_not_undone(office: Office) -> None:
    batch = office.does(_adds_contact)
    assert office.refusal(batch, who="slack:T1:U2") is Refusal.NOT_OWN
    assert office.all(Contact)[0].removed_at is None


def test_a_steward_undoes_anybody_s_change(office: Office) -> None:
    batch = office.does(_adds_contact)
    office.undoes(batch, who="slack:T1:U2", role=Role.STEWARD)
    assert office.all(Contact)[0].removed_at == NOW


def test_who_may_only_read_by_now_cannot_undo_what_they_once_wrote(office: Office) -> None:
    batch = office.does(_adds_contact)
    assert office.refusal(batch, role=Role.VIEWER) is Refusal.NOT_OWN


def test_who_may_only_read_can_undo_what_they_set_for_themselves(office: Office) -> None:
    office.does(lambda _records, session: session.add(Official(name="Vera")))
    batch = office.does(
        lambda _records, session: setattr(session.query(Official).one(), "language", "uk")
    )
    office.undoes(batch, role=Role.VIEWER)
    assert office.all(Official)[0].language == ""


def test_the_same_person_undoes_from_another_account(office: Office) -> None:
    office.does(lambda _records, session: session.add(Official(name="Aiko")))
    (aiko,) = office.all(Official)
    actor = Actor("slack:T1:U1", office.network_id, aiko.id)
    with office.database.writing(actor) as session:
        records = Records(session, Scope(office.network_id, Role.EDITOR, None, aiko.id))
        _adds_contact(records, session)
    with office.database.writing(Actor("telegram:7", office.network_id, aiko.id)) as session:
        trail = Records(session, Scope(office.network_id, Role.EDITOR, None, aiko.id)).trail
        assert trail.last() == actor.batch
        assert trail.undo(actor.batch, NOW)


def test_a_change_of_another_network_is_unknown(office: Office) -> None:
    batch = office.does(_adds_contact)
    with office.database.writing(Actor("fixture")) as session:
        other = Network(slug="other", name="Other")
        session.add(other)
        session.flush()
        office.network_id = other.id
    assert office.refusal(batch, role=Role.STEWARD) is Refusal.UNKNOWN


def test_nobody_knows_a_batch_that_never_was(office: Office) -> None:
    assert office.refusal("0" * 32) is Refusal.UNKNOWN


def test_the_last_change_is_the_speaker_s_own_that_still_stands(office: Office) -> None:
    first = office.does(_adds_contact)
    second = office.does(_edits_contact)
    office.does(_adds_cities, who="slack:T1:U2")
    assert office.last() == second
    office.undoes(second)
    assert office.last() == first
    office.undoes(first)
    assert office.last() is None


def test_a_change_done_again_is_the_last_one_again(office: Office) -> None:
    first = office.does(_adds_contact)
    redo, _told = office.undoes(first)
    office.undoes(redo)
    assert office.last() == first


def test_who_changed_nothing_has_no_last_change(office: Office) -> None:
    assert office.last() is None
