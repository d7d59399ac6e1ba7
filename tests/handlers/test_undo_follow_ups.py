"""Taking back what was done with follow-ups, digests and reminders, as a chat."""

from sqlalchemy import select

from storage.audit import Actor
from storage.engine import Database
from storage.models import Appointment, Channel, ChatIdentity, Digest, FollowUp, Official
from tests.conversation import Conversation

ADDING = '/follow add Yokohama Odesa "send the pump list" by 2026-11-24 @Petro'


def follow_ups(database: Database) -> list[tuple[str, bool, bool]]:
    """The text of each, whether it is open and whether it is there."""
    with database.reading() as session:
        rows = session.scalars(select(FollowUp).order_by(FollowUp.id))
        return [(each.text, each.closed_at is None, each.removed_at is None) for each in rows]


def test_one_that_was_added_by_mistake_is_gone(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says(ADDING)
    said = petro.presses("Undo")
    assert "Follow-up send the pump list — is no longer there" in said
    assert follow_ups(network) == [("send the pump list", True, False)]


def test_one_that_is_not_done_after_all_is_open_again(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says(ADDING)
    petro.says("/follow done #1")
    said = petro.presses("Undo")
    assert "Follow-up send the pump list — is open again" in said
    assert follow_ups(network) == [("send the pump list", True, True)]
    assert "is closed again" in petro.presses("Redo")


def test_what_would_have_come_next_goes_with_it(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says(f"{ADDING} every=week")
    petro.says("/follow done #1")
    petro.presses("Undo")
    assert [(is_open, is_there) for _text, is_open, is_there in follow_ups(network)] == [
        (True, True),
        (True, False),
    ]


def test_what_is_next_goes_with_the_exchange_that_it_was_logged_with(network: Database) -> None:
    petro = Conversation(network, "Petro")
    petro.says("/log Yokohama call Spoke of the pumps next: send the pump list by 2026-11-24")
    assert len(follow_ups(network)) == 1
    petro.presses("Undo")
    assert [is_there for _text, _is_open, is_there in follow_ups(network)] == [False]


def test_a_viewer_takes_back_that_their_own_is_done(network: Database) -> None:
    Conversation(network, "Sari").says(ADDING.replace("@Petro", "@Vera"))
    vera = Conversation(network, "Vera")
    vera.says("/follow done #1")
    assert "is open again" in vera.presses("Undo")


def test_a_viewer_does_not_take_back_what_somebody_else_did(network: Database) -> None:
    sari = Conversation(network, "Sari")
    sari.says(ADDING.replace("@Petro", "@Vera"))
    sari.says("/follow done #1")
    assert sari.answer is not None
    batch = next(each.says for each in sari.answer.reply.buttons if "undo" in each.says)
    assert "You can undo only your own changes." in Conversation(network, "Vera").says(batch)


def test_a_viewer_takes_back_who_is_reminded_in_their_place(network: Database) -> None:
    vera = Conversation(network, "Vera")
    vera.says("/settings backup Petro")
    assert "Undone" in vera.presses("Undo")
    with network.reading() as session:
        assert set(session.scalars(select(Appointment.backup_id))) == {None}


def test_a_viewer_takes_back_where_they_are_reminded(network: Database) -> None:
    vera = Conversation(network, "Vera")
    vera.says("/settings reminders telegram")
    assert "Undone" in vera.presses("Undo")
    with network.reading() as session:
        assert set(session.scalars(select(Official.reached_on))) == {None}


def test_an_editor_takes_back_that_no_digest_comes(network: Database) -> None:
    with network.writing(Actor("fixture")) as session:
        petro = session.scalars(select(Official.id).where(Official.name == "Petro")).one()
        session.add(ChatIdentity(official_id=petro, platform="slack", team="T1", user="UPETRO"))
        session.add(Channel(network_id=1, platform="slack", team="T1", channel="C1"))
    there = Conversation.on_slack(network, "UPETRO", channel="C1")
    there.says("/digest subscribe monday 09:00 about=Odesa")
    there.says("/digest unsubscribe")
    assert "is back" in there.presses("Undo")
    with network.reading() as session:
        assert list(session.scalars(select(Digest.removed_at))) == [None]
