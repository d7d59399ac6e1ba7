"""What people promised and what was sent to them: shown, handed out, and forgotten."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.chat.reply import File
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.identity import Platform
from bot.domain.vocabulary import Closure, Visibility
from bot.services import retention
from storage import lanes
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, Delivery, FollowUp, Lane, Official
from tests.conversation import TODAY, Conversation
from tests.handlers.changing import promised
from tests.handlers.test_privacy import on_record, whole
from tests.handlers.test_privacy_forgetting import invited_marko

MARKO = "Marko Antonenko"


def number_of(database: Database, name: str) -> int:
    with database.reading() as session:
        return session.scalars(select(Official.id).where(Official.name == name)).one()


def put(database: Database, *rows: Any) -> None:
    with database.writing(Actor("fixture")) as session:
        session.add_all(rows)


def delivery(official_id: int, key: str, state: DeliveryState, **values: Any) -> Delivery:
    """A nudge of the network for somebody."""
    known: dict[str, Any] = {
        "network_id": 1,
        "kind": DeliveryKind.NUDGE,
        "lane": lanes.of_person(official_id),
        "next_at": TODAY,
        "sent_at": TODAY if state is DeliveryState.SENT else None,
    }
    return Delivery(key=key, official_id=official_id, state=state, **{**known, **values})


def records(database: Database, kind: type[Any]) -> list[Any]:
    with database.reading() as session:
        return list(session.scalars(select(kind).order_by(*kind.__table__.primary_key.columns)))


def test_one_s_follow_ups_and_reminders_are_shown(network: Database) -> None:
    promised(network, "Send the pump list", "Petro")
    promised(network, "Call the port", "Petro", closed_at=TODAY, closure=Closure.DONE)
    promised(network, "Write to Odesa", "Aiko")
    petro = number_of(network, "Petro")
    put(
        network,
        *(delivery(petro, f"k{each}", DeliveryState.SENT) for each in range(2)),
        delivery(petro, "k2", DeliveryState.PENDING),
    )
    said = Conversation(network, "Petro").says("/privacy show me")
    assert "• Send the pump list — due Sunday, November 22, 2026" in said
    assert "• Call the port — done" in said
    assert "Write to Odesa" not in said
    assert "Reminders: 2 since Saturday, November 21, 2026" in said


def test_one_s_platform_and_whom_one_stands_in_for_are_shown(network: Database) -> None:
    petro = number_of(network, "Petro")
    with network.writing(Actor("fixture")) as session:
        session.get_one(Official, petro).reached_on = Platform.TELEGRAM
        session.get_one(Appointment, (1, number_of(network, "Aiko"))).backup_id = petro
    said = Conversation(network, "Petro").says("/privacy show me")
    assert "Reminded on: Telegram" in said
    assert "Reminded in the place of" in said
    assert "Aiko · Sister Cities Demo" in said


def test_the_file_has_each_of_them(network: Database) -> None:
    promised(network, "Send the pump list", "Petro")
    put(network, delivery(number_of(network, "Petro"), "k", DeliveryState.DEAD, reason="blocked"))
    petro = Conversation(network, "Petro")
    petro.says("/privacy export")
    assert petro.answer is not None
    file = petro.answer.reply.parts[0]
    assert isinstance(file, File)
    held = json.loads(file.content)
    assert held["follow_ups"][0]["text"] == "Send the pump list"
    assert held["follow_ups"][0]["due_on"] == "2026-11-22"
    assert (held["deliveries"][0]["state"], held["deliveries"][0]["reason"]) == ("dead", "blocked")


def test_what_is_owed_is_told_before_it_is_let_go(network: Database) -> None:
    promised(network, "Send the pump list", "Petro")
    said = Conversation(network, "Petro").says("/privacy forget")
    assert "Follow-ups of theirs: the open ones are then nobody's in particular" in said


def test_what_a_forgotten_official_owed_is_nobody_s_now(network: Database) -> None:
    marko = invited_marko(network)
    promised(network, "Send it to Marko Antonenko", MARKO)
    promised(network, "Call the port", MARKO, closed_at=TODAY, closure=Closure.DONE)
    owner = number_of(network, MARKO)
    marko.says("/privacy forget --yes")
    still_owed, done = records(network, FollowUp)
    assert (still_owed.owner_id, still_owed.text) == (None, "Send it to [name erased]")
    assert done.owner_id == owner


def test_nobody_is_reminded_through_a_forgotten_official(network: Database) -> None:
    marko = invited_marko(network)
    with network.writing(Actor("fixture")) as session:
        official = session.get_one(Official, number_of(network, MARKO))
        official.reached_on = Platform.SLACK
        session.get_one(Appointment, (1, number_of(network, "Petro"))).backup_id = official.id
    marko.says("/privacy forget --yes")
    assert {each.backup_id for each in records(network, Appointment)} == {None}
    assert {each.reached_on for each in records(network, Official)} == {None}


def test_what_was_to_go_to_a_forgotten_official_does_not(network: Database) -> None:
    marko = invited_marko(network)
    number = number_of(network, MARKO)
    over = (DeliveryState.DEAD, DeliveryState.SENT)
    states = (DeliveryState.PENDING, DeliveryState.UNCERTAIN, *over)
    put(network, *(delivery(number, str(each), each, channel="UMARKO77") for each in states))
    marko.says("/privacy forget --yes")
    found = records(network, Delivery)
    assert [each.state for each in found] == ["cancelled", "cancelled", "cancelled", "sent"]
    assert found[0].reason == "forgotten"
    assert {each.channel for each in found} == {""}


def test_an_account_is_in_no_lane_and_no_origin_any_more(network: Database) -> None:
    marko = invited_marko(network)
    own = lanes.of_place(Platform.SLACK, "T1", "UMARKO77")
    put(network, Lane(key=own, free_at=TODAY))
    put(network, delivery(number_of(network, MARKO), "k", DeliveryState.PENDING, lane=own))
    place = {"origin_platform": Platform.SLACK, "origin_team": "T1", "origin_message": "1.2"}
    promised(network, "Call the port", **place, origin_channel="UMARKO77")
    marko.says("/privacy forget --yes")
    assert "umarko77" not in whole(network).casefold()
    (owed,) = records(network, FollowUp)
    assert (owed.origin_platform, owed.origin_message) == (None, "")


def test_a_contact_s_name_is_taken_out_of_what_is_owed(network: Database) -> None:
    promised(network, "Ask Oksana Kovalenko for the list", "Aiko")
    petro = on_record(network)
    assert "1 follow-up" in petro.says("/privacy show Oksana Kovalenko")
    petro.says("/privacy forget Oksana Kovalenko --yes")
    (owed,) = records(network, FollowUp)
    assert owed.text == "Ask [name erased] for the list"


def test_what_others_keep_to_themselves_is_not_counted(network: Database) -> None:
    promised(network, "Ask Oksana Kovalenko", "Lena", party_id=1, visibility=Visibility.PARTY)
    assert "1 follow-up" not in on_record(network).says("/privacy show Oksana Kovalenko")


@pytest.fixture
def taken_back(network: Database) -> Database:
    """The network after a follow-up was undone."""
    promised(network, "Send the pump list", "Petro", removed_at=TODAY)
    promised(network, "Call the port", "Petro", closed_at=TODAY, closure=Closure.DROPPED)
    return network


def test_a_removed_follow_up_is_erased_when_its_time_is_over(taken_back: Database) -> None:
    retention.carry_out(taken_back, TODAY + timedelta(days=89))
    assert "pump list" in whole(taken_back)
    assert retention.carry_out(taken_back, TODAY + timedelta(days=91)) == 1
    assert "pump list" not in whole(taken_back)
    assert [each.text for each in records(taken_back, FollowUp)] == ["", "Call the port"]
    assert retention.carry_out(taken_back, TODAY + timedelta(days=92)) == 0


def test_a_steward_is_told_of_it_before(taken_back: Database) -> None:
    sari = Conversation(taken_back, "Sari").at_moment(TODAY + timedelta(days=91))
    assert "1 removed follow-up" in sari.says("/network retention")


def test_a_steward_is_told_of_it_after(taken_back: Database) -> None:
    retention.carry_out(taken_back, TODAY + timedelta(days=91))
    said = Conversation(taken_back, "Sari").says("/audit network")
    assert "• Follow-up — deleted · (erased)" in said
    assert "pump list" not in said
