"""An official is forgotten everywhere, and nothing that is another's goes with them."""

import pytest
from sqlalchemy import select

from bot.domain.access import Role
from bot.domain.identity import Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import (
    Appointment,
    AuditEntry,
    ButtonText,
    Contact,
    Exchange,
    FailedCode,
    Network,
    Official,
    SlackInstallation,
)
from storage.models.base import utc_now
from tests.conversation import Conversation
from tests.handlers.test_joining import code_in
from tests.handlers.test_privacy import on_record, whole

MARKO = ("Marko Antonenko", "UMARKO77", "antonenko", "Europe/Vienna")


def invited_marko(database: Database) -> Conversation:
    """Marko, let in by an invitation in his name, after an afternoon of work."""
    code = code_in(
        Conversation(database, "Sari").says("/network invite Odesa editor name=Marko Antonenko")
    )
    marko = Conversation.on_slack(database, "UMARKO77", name="m.antonenko")
    marko.says(f"/join {code}")
    marko.says("/settings timezone Europe/Vienna")
    marko.says("/contact add Marko Antonenko, Odesa, deputy, marko.antonenko@odesa.example")
    marko.says("/log Yokohama call Marko Antonenko talked of the port")
    Conversation(database, "Aiko").says("/log Odesa letter Thanked Mr Antonenko")
    return marko


def test_what_is_held_on_oneself_is_shown_with_accounts_roles_and_contact(
    network: Database,
) -> None:
    answer = invited_marko(network).says("/privacy show me")
    assert "What is held about you" in answer
    assert "Name: Marko Antonenko" in answer
    assert "Time zone: Europe/Vienna" in answer
    assert "Slack: T1:UMARKO77" in answer
    assert "Sister Cities Demo · editor · Odesa" in answer
    assert "marko.antonenko@odesa.example" in answer
    assert "2 exchanges" in answer
    assert "and 90 days after; or until you say /privacy forget" in answer


def test_a_forgotten_official_is_in_no_row_of_any_table(network: Database) -> None:
    marko = invited_marko(network)
    assert "Forget you for good?" in marko.says("/privacy forget")
    answer = marko.presses("Erase for good")
    assert "You are forgotten." in answer
    assert "2 texts were changed." in answer
    rows = whole(network).casefold()
    assert [trace for trace in MARKO if trace.casefold() in rows] == []


def test_who_was_forgotten_is_a_stranger_again(network: Database) -> None:
    marko = invited_marko(network)
    marko.says("/privacy forget --yes")
    assert "I do not know you yet" in marko.says("/partner status Yokohama")
    assert "I hold nothing about you." in marko.says("/privacy show me")


def test_the_history_of_the_cities_stays(network: Database) -> None:
    marko = invited_marko(network)
    marko.says("/privacy forget --yes")
    answer = Conversation(network, "Aiko").says("/partner timeline Odesa")
    assert "[name erased] talked of the port" in answer
    assert "Thanked Mr [name erased]" in answer


def test_the_trail_says_what_was_done_when_but_not_by_whom(network: Database) -> None:
    marko = invited_marko(network)
    with network.reading() as session:
        before = session.execute(
            select(AuditEntry.id, AuditEntry.at, AuditEntry.entity).order_by(AuditEntry.id)
        ).all()
    marko.says("/privacy forget --yes")
    with network.reading() as session:
        after = session.execute(
            select(AuditEntry.id, AuditEntry.at, AuditEntry.entity, AuditEntry.actor).order_by(
                AuditEntry.id
            )
        ).all()
    assert [row[:3] for row in after][: len(before)] == [tuple(row) for row in before]
    assert "slack:T1:UMARKO77" not in {row[3] for row in after}
    assert "[name erased]" in {row[3] for row in after}


def test_the_erasure_itself_is_on_the_trail_under_a_name(network: Database) -> None:
    petro = on_record(network)
    petro.says("/privacy forget Oksana Kovalenko --yes")
    with network.reading() as session:
        last = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))
        entry = last.scalar_one()
    assert (entry.action, entry.entity, entry.actor) == ("delete", "contact", "console:Petro")
    assert (entry.before, entry.after) == (None, None)


def test_what_was_erased_cannot_be_undone(network: Database) -> None:
    petro = on_record(network)
    petro.says("/contact add Olha Shevchuk, Odesa, olha@odesa.example")
    petro.says("/privacy forget Olha Shevchuk --yes")
    assert "olha@odesa.example" not in petro.says("/undo")
    assert "olha@odesa.example" not in whole(network)


def test_the_only_steward_is_told_which_network_needs_another(network: Database) -> None:
    with network.writing(Actor("fixture")) as session:
        harbours = Network(slug="harbours", name="Harbour Cities")
        session.add(harbours)
        session.flush()
        for name in ("Sari", "Vera"):
            other = session.execute(select(Official).where(Official.name == name)).scalar_one()
            session.add(
                Appointment(network_id=harbours.id, official_id=other.id, role=Role.STEWARD)
            )
    answer = Conversation(network, "Sari").says("/privacy forget --yes")
    assert "You are the only steward of Sister Cities Demo." in answer
    assert "Sari" in whole(network)


def test_an_address_that_others_share_stays_with_them(network: Database) -> None:
    petro = on_record(network)
    petro.says("/contact add Hanna Bilyk, Odesa, office@odesa.example, hanna@odesa.example")
    petro.says("/contact add Protocol Office, Odesa, office@odesa.example anyway=yes")
    answer = petro.says("/privacy forget Hanna Bilyk")
    assert "Addresses that other contacts have as well: office@odesa.example" in answer
    petro.presses("Erase for good")
    rows = whole(network)
    assert "office@odesa.example" in rows
    assert "hanna@odesa.example" not in rows


def test_a_merged_record_of_the_same_person_goes_too(network: Database) -> None:
    petro = on_record(network)
    petro.says("/contact add O. Kovalenko, Odesa, ok@odesa.example")
    petro.says("/contact merge O. Kovalenko into Oksana Kovalenko --yes")
    petro.says("/privacy forget Oksana Kovalenko --yes")
    assert "ok@odesa.example" not in whole(network)


def test_buttons_installations_and_wrong_codes_keep_nothing(network: Database) -> None:
    marko = invited_marko(network)
    with network.writing(Actor("fixture")) as session:
        session.add(ButtonText(key="k", text="log call Marko Antonenko", made_at=utc_now()))
        session.add(ButtonText(key="l", text="log call Odesa", made_at=utc_now()))
        session.add(FailedCode(platform=Platform.SLACK, team="T1", user="UMARKO77", at=utc_now()))
        session.add(
            SlackInstallation(
                client_id="c",
                team_id="T1",
                installed_by="UMARKO77",
                sealed_token="sealed",
                installed_at=utc_now(),
            )
        )
    marko.says("/privacy forget --yes")
    rows = whole(network)
    assert "UMARKO77" not in rows
    assert "log call Odesa" in rows


def test_an_editor_erases_no_contact_that_they_may_not_write(network: Database) -> None:
    on_record(network)
    lena = Conversation(network, "Lena")
    answer = lena.says("/privacy forget Oksana Kovalenko --yes")
    assert "Contacts of Odesa are changed by its own editors" in answer
    assert "Kovalenko" in whole(network)


@pytest.mark.parametrize("said", ["show me", "export", "forget", "show Marko Antonenko"])
def test_nothing_is_told_where_others_read_along(network: Database, said: str) -> None:
    invited_marko(network)
    marko = Conversation.on_slack(network, "UMARKO77", channel="C1")
    answer = marko.says(f"/privacy {said}")
    assert "Antonenko" not in answer
    assert "in private" in answer


def test_texts_of_another_network_are_not_searched(other_network: Database) -> None:
    on_record(other_network)
    marco = Conversation(other_network, "Marco", network="harbours")
    marco.says("/contact add Oksana Kovalenko, Genoa, oksana@genoa.example")
    Conversation(other_network, "Petro").says("/privacy forget Oksana Kovalenko --yes")
    assert "oksana@genoa.example" in marco.says("/contact show Oksana Kovalenko")


def test_a_contact_s_number_is_never_given_to_another(network: Database) -> None:
    petro = on_record(network)
    petro.says("/contact add Olha Shevchuk, Odesa, olha@odesa.example")
    with network.reading() as session:
        last = max(session.scalars(select(Contact.id)))
    petro.says("/privacy forget Olha Shevchuk --yes")
    petro.says("/contact add Danylo Hrytsenko, Odesa")
    with network.reading() as session:
        named = session.execute(select(Contact.id).where(Contact.name == "Danylo Hrytsenko"))
        assert named.scalar_one() > last


def test_an_exchange_keeps_its_day_and_kind(network: Database) -> None:
    petro = on_record(network)
    petro.says("/privacy forget Oksana Kovalenko --yes")
    with network.reading() as session:
        query = select(Exchange.kind, Exchange.happened_on).where(
            Exchange.summary == "Spoke with [name erased] about the harbour"
        )
        kind, day = session.execute(query).one()
    assert (str(kind), str(day)) == ("call", "2026-11-21")


def test_it_reaches_every_network_that_they_are_in(other_network: Database) -> None:
    marko = invited_marko(other_network)
    marco = Conversation(other_network, "Marco", network="harbours")
    code = code_in(marco.says("/network invite Odesa editor name=Marko Antonenko"))
    assert "Harbour Cities" in marko.says(f"/join {code}")
    marco.says("/contact add Marko Antonenko, Odesa, port captain, ma@harbours.example")
    shown = marko.says("/privacy show me")
    assert "Sister Cities Demo · editor · Odesa" in shown
    assert "ma@harbours.example" in shown
    marko.says("/privacy forget --yes")
    rows = whole(other_network)
    assert [each for each in ("Antonenko", "ma@harbours") if each in rows] == []
    assert "Personal data erased on" in marco.says("/audit network")
