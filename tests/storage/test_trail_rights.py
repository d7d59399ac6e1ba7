"""Who may take a change back."""

from bot.domain.access import Role, Scope
from storage.audit import Actor
from storage.errors import Refusal
from storage.models import Contact, Official
from storage.records import Records
from tests.storage.office import NOW, Office, adds_contact


def test_another_person_s_change_is_not_undone(office: Office) -> None:
    batch = office.does(adds_contact)
    assert office.refusal(batch, who="slack:T1:U2") is Refusal.NOT_OWN
    assert office.all(Contact)[0].removed_at is None


def test_a_steward_undoes_anybody_s_change(office: Office) -> None:
    batch = office.does(adds_contact)
    office.undoes(batch, who="slack:T1:U2", role=Role.STEWARD)
    assert office.all(Contact)[0].removed_at == NOW


def test_who_may_only_read_by_now_cannot_undo_what_they_once_wrote(office: Office) -> None:
    batch = office.does(adds_contact)
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
        adds_contact(records, session)
    with office.database.writing(Actor("telegram:7", office.network_id, aiko.id)) as session:
        trail = Records(session, Scope(office.network_id, Role.EDITOR, None, aiko.id)).trail
        assert trail.last() == actor.batch
        assert trail.undo(actor.batch, NOW)
