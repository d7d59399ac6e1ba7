"""Who may take a change back."""

from typing import Any

import pytest

from bot.domain.access import CodePurpose, Role, Scope
from bot.domain.identity import Identity, Platform
from storage.audit import Actor
from storage.errors import Refusal, UndoRefused
from storage.models import AccessCode, Appointment, Contact, Official
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


def speaking(office: Office, official_id: int, role: Role) -> Any:
    """A transaction's records in the name of an official."""
    actor = Actor("slack:T1:U1", office.network_id, official_id)
    return actor, Scope(office.network_id, role, None, official_id)


def official(office: Office, name: str, role: Role) -> int:
    """An official of the network, by the number of their record."""
    appointed: list[int] = []

    def appoints(_records: Records, session: Any) -> None:
        someone = Official(name=name)
        session.add(someone)
        session.flush()
        session.add(Appointment(network_id=office.network_id, official_id=someone.id, role=role))
        appointed.append(someone.id)

    office.does(appoints, who="fixture")
    return appointed[0]


def does_as(office: Office, official_id: int, role: Role, change: Any) -> str:
    """The batch of a change that an official makes."""
    actor, scope = speaking(office, official_id, role)
    with office.database.writing(actor) as session:
        change(Records(session, scope), session)
    return str(actor.batch)


def refused_to(office: Office, official_id: int, role: Role, batch: str) -> Refusal | None:
    """Why an official may not undo a batch; None if they could, and did."""
    actor, scope = speaking(office, official_id, role)
    try:
        with office.database.writing(actor) as session:
            Records(session, scope).trail.undo(batch, NOW)
    except UndoRefused as refused:
        return refused.refusal
    return None


def sets(column: str, value: object, official_id: int) -> Any:
    return lambda _records, session: setattr(session.get(Official, official_id), column, value)


def test_who_may_only_read_can_undo_what_they_set_for_themselves(office: Office) -> None:
    vera = official(office, "Vera", Role.VIEWER)
    batch = does_as(office, vera, Role.VIEWER, sets("language", "uk", vera))
    assert refused_to(office, vera, Role.VIEWER, batch) is None
    assert office.all(Official)[0].language == ""


def test_who_may_only_read_cannot_undo_what_they_once_set_for_another(office: Office) -> None:
    vera, petro = (official(office, name, Role.VIEWER) for name in ("Vera", "Petro"))
    batch = does_as(office, vera, Role.STEWARD, sets("language", "uk", petro))
    assert refused_to(office, vera, Role.VIEWER, batch) is Refusal.NOT_OWN


def test_a_name_is_no_preference_that_a_viewer_puts_back(office: Office) -> None:
    vera = official(office, "Vera", Role.VIEWER)
    batch = does_as(office, vera, Role.STEWARD, sets("name", "Sari", vera))
    assert refused_to(office, vera, Role.VIEWER, batch) is Refusal.NOT_OWN


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_a_steward_who_gave_their_role_up_does_not_undo_it(office: Office, role: Role) -> None:
    official(office, "Oksana", Role.STEWARD)
    sari = official(office, "Sari", Role.STEWARD)
    batch = does_as(
        office, sari, Role.STEWARD, lambda records, _: records.officials.appoint(sari, role, None)
    )
    assert refused_to(office, sari, role, batch) is Refusal.NOT_OWN


def test_who_left_does_not_undo_leaving(office: Office) -> None:
    official(office, "Oksana", Role.STEWARD)
    petro = official(office, "Petro", Role.EDITOR)
    batch = does_as(
        office, petro, Role.EDITOR, lambda records, _: records.officials.dismiss(petro, None, NOW)
    )
    assert refused_to(office, petro, Role.VIEWER, batch) is Refusal.NOT_OWN
    assert len(office.all(Appointment)) == 1


def test_who_got_another_office_does_not_undo_what_they_did_in_the_last(office: Office) -> None:
    petro = official(office, "Petro", Role.EDITOR)
    batch = does_as(office, petro, Role.EDITOR, adds_contact)
    does_as(
        office,
        petro,
        Role.STEWARD,
        lambda records, _: records.officials.appoint(petro, Role.VIEWER, None),
    )
    assert refused_to(office, petro, Role.EDITOR, batch) is Refusal.NOT_OWN


def test_undoing_never_leaves_a_network_without_a_steward(office: Office) -> None:
    sari = official(office, "Sari", Role.STEWARD)
    petro = official(office, "Petro", Role.EDITOR)
    batch = does_as(
        office,
        sari,
        Role.STEWARD,
        lambda records, _: records.officials.appoint(petro, Role.STEWARD, None),
    )
    does_as(
        office, sari, Role.STEWARD, lambda records, _: records.officials.dismiss(sari, None, NOW)
    )
    assert refused_to(office, petro, Role.STEWARD, batch) is Refusal.LAST_STEWARD
    assert office.all(Appointment)[0].role is Role.STEWARD


def test_a_code_that_was_used_is_not_good_again(office: Office) -> None:
    codes: list[str] = []

    def invites(records: Records, _session: Any) -> None:
        scope = Scope(office.network_id, Role.STEWARD)
        codes.append(records.codes.make(CodePurpose.JOIN, scope, NOW, role=Role.VIEWER))

    office.does(invites, role=Role.STEWARD)
    olga = Identity(Platform.SLACK, "U9", "T1")
    joining = office.does(
        lambda records, _: records.accounts.enter(olga, "Olga", codes[0], NOW), who=str(olga)
    )
    assert office.refusal(joining, who=str(olga), role=Role.VIEWER) is Refusal.NOT_OWN
    office.undoes(joining, role=Role.STEWARD)
    assert office.all(Appointment) == []
    assert office.all(AccessCode)[0].used_at is not None


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


def set_backup(official_id: int, backup_id: int) -> Any:
    def change(records: Records, session: Any) -> None:
        post = session.query(Appointment).filter_by(official_id=official_id).one()
        post.backup_id = backup_id

    return change


def test_who_may_only_read_takes_back_who_is_reminded_in_their_place(office: Office) -> None:
    vera, petro = (official(office, name, Role.VIEWER) for name in ("Vera", "Petro"))
    batch = does_as(office, vera, Role.VIEWER, set_backup(vera, petro))
    assert refused_to(office, vera, Role.VIEWER, batch) is None
    assert {each.backup_id for each in office.all(Appointment)} == {None}


def test_nobody_takes_back_who_is_reminded_in_another_s_place(office: Office) -> None:
    vera, petro = (official(office, name, Role.VIEWER) for name in ("Vera", "Petro"))
    batch = does_as(office, vera, Role.STEWARD, set_backup(petro, vera))
    assert refused_to(office, vera, Role.VIEWER, batch) is Refusal.NOT_OWN


def test_another_backup_is_no_other_office(office: Office) -> None:
    vera, petro = (official(office, name, Role.EDITOR) for name in ("Vera", "Petro"))
    batch = does_as(office, petro, Role.EDITOR, adds_contact)
    does_as(office, petro, Role.EDITOR, set_backup(petro, vera))
    assert refused_to(office, petro, Role.EDITOR, batch) is None
