"""What the trail tells of follow-ups and digests, as a chat."""

from datetime import time
from typing import Any

from sqlalchemy import select, update

from bot.domain.vocabulary import Closure, Priority, Visibility
from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, Digest, FollowUp, Official, Party
from tests.conversation import TODAY, Conversation
from tests.handlers.changing import promised


def changed(database: Database, number: int, by: str = "slack:T1:U7", **values: Any) -> None:
    """The follow-up of this number has these values now."""
    with database.writing(Actor(by, 1)) as session:
        record = session.get_one(FollowUp, number)
        for name, value in values.items():
            setattr(record, name, value)


def test_a_promise_is_told_with_who_owes_it_and_when(network: Database) -> None:
    promised(network, "Send the pump list", "Petro", every="2 week", priority=Priority.HIGH)
    said = Conversation(network, "Petro").says("/audit party Odesa")
    assert "• Follow-up Send the pump list — added" in said
    assert "Partnership: Yokohama – Odesa" in said
    assert "Owner: Petro" in said
    assert "City: Odesa" in said
    assert "Due on: November 22, 2026" in said


def test_how_often_it_comes_again_is_told_in_words(network: Database) -> None:
    number = promised(network, "Send the pump list")
    changed(network, number, every="2 week")
    said = Conversation(network, "Petro").says("/audit party Odesa")
    assert "Comes again: nothing → every 2 weeks" in said


def test_closing_is_told_in_words(network: Database) -> None:
    number = promised(network, "Send the pump list")
    changed(network, number, closed_at=TODAY, closure=Closure.DONE)
    said = Conversation(network, "Petro").says("/audit party Odesa")
    assert "• Follow-up Send the pump list — Closed on: nothing → " in said
    assert "Closed as: nothing → done" in said


def test_what_another_city_keeps_to_itself_is_not_told(network: Database) -> None:
    with network.reading() as session:
        yokohama = session.scalars(
            select(Party.id).where(Party.network_id == 1, Party.name == "Yokohama")
        ).one()
    promised(network, "A quiet word", party_id=yokohama, visibility=Visibility.PARTY)
    assert "quiet word" not in Conversation(network, "Petro").says("/audit party Odesa")
    assert "quiet word" in Conversation(network, "Aiko").says("/audit party Yokohama")
    assert "quiet word" in Conversation(network, "Sari").says("/audit party Odesa")


def test_who_may_not_see_it_any_more_is_told_only_that_they_changed_one(
    network: Database,
) -> None:
    number = promised(network, "A quiet word", by="console:Vera")
    changed(network, number, visibility=Visibility.PARTY)
    said = Conversation(network, "Vera").says("/audit mine")
    assert "• Follow-up — added" in said
    assert "quiet word" not in said


def test_the_one_who_owes_it_is_told_wherever_it_is_kept(network: Database) -> None:
    promised(network, "A quiet word", "Vera", by="console:Vera", visibility=Visibility.PARTY)
    assert "A quiet word" in Conversation(network, "Vera").says("/audit mine")


def test_a_digest_is_told_with_its_day_and_place(network: Database) -> None:
    with network.writing(Actor("slack:T1:U7", 1)) as session:
        session.add(
            Digest(
                network_id=1,
                platform="slack",
                team="T1",
                channel="C1",
                title="#sister-cities",
                weekday=0,
                time_of_day=time(9),
                timezone="Asia/Jakarta",
                languages=["uk"],
            )
        )
    said = Conversation(network, "Sari").says("/audit network")
    assert "• Weekly digest #sister-cities — added" in said
    assert "Day of the week: Monday · Time of day: 09:00" in said
    assert "Asia/Jakarta" in said


def test_who_is_reminded_where_and_in_whose_place_is_told(network: Database) -> None:
    with network.writing(Actor("slack:T1:U7", 1)) as session:
        numbers = {row[0]: row[1] for row in session.execute(select(Official.name, Official.id))}
        post = session.get_one(Appointment, (1, numbers["Petro"]))
        post.backup_id = numbers["Aiko"]
        session.get_one(Official, numbers["Petro"]).reached_on = "telegram"
    said = Conversation(network, "Sari").says("/audit network")
    assert "• Role · Petro — Reminded in their place: nothing → Aiko" in said
    assert "• Settings Petro — Reminded on: nothing → Telegram" in said


def test_a_name_that_was_taken_out_is_not_told(network: Database) -> None:
    promised(network, "Send the pump list", "Petro")
    with network.writing(Actor("test")) as session:
        session.execute(update(FollowUp.__table__).values(text="Send it to [name erased]"))
    said = Conversation(network, "Sari").says("/audit party Odesa")
    assert "• Follow-up Send it to [name erased] — added" in said
