"""Taking back what was done to a bridge, as a chat: alone it goes, with others they are told."""

import re

from sqlalchemy import select

from bot.chat.message import Quoted
from storage import listening, utterances
from storage.audit import Actor
from storage.engine import Database
from storage.models import AccessCode, AuditEntry, Bridge, BridgeEnd
from storage.utterances import Heard
from tests.conversation import TODAY, Conversation
from tests.handlers.digesting import bound, editor_in_channel, steward_in_channel

TO_BE_TOLD = "Everybody who reads along is to be told of that"


def code_in(said: str) -> str:
    found = re.search(r"\w{4}-\w{4}-\w{4}", said)
    assert found is not None
    return found[0]


def ends(database: Database) -> list[tuple[str, bool]]:
    """The channels that were ever an end of a bridge, and whether they still are."""
    with database.reading() as session:
        found = session.scalars(select(BridgeEnd).order_by(BridgeEnd.id))
        return [(each.channel, each.left_at is None) for each in found]


def elsewhere(database: Database, channel: str = "C2") -> Conversation:
    """The steward in another channel of the network."""
    bound(database, channel)
    return Conversation.on_slack(database, "U1", channel=channel)


def joined(database: Database) -> Conversation:
    """A steward in a channel that has just joined the bridge of another."""
    code = code_in(steward_in_channel(database).says("/bridge open"))
    there = elsewhere(database)
    there.says(f"/bridge join {code}")
    return there


def test_a_bridge_that_nobody_joined_is_gone_with_its_code(network: Database) -> None:
    sari = steward_in_channel(network)
    code = code_in(sari.says("/bridge open"))
    assert "Bridge — is no longer there" in sari.says("/undo")
    assert ends(network) == []
    with network.reading() as session:
        assert not session.scalars(select(Bridge)).all()
        assert not session.scalars(
            select(AccessCode).where(AccessCode.bridge_id.is_not(None))
        ).all()
    assert "not good" in elsewhere(network).says(f"/bridge join {code}")


def test_an_editor_takes_back_a_bridge_of_their_own(network: Database) -> None:
    olena = editor_in_channel(network)
    olena.says("/bridge open")
    assert "Bridge — is no longer there" in olena.says("/undo")


def test_a_bridge_that_was_taken_back_can_be_opened_once_more(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says("/bridge open")
    sari.says("/undo")
    assert "Bridge — is back" in sari.presses("Redo")
    assert ends(network) == [("C1", True)]


def test_of_what_was_said_meanwhile_nothing_is_in_the_way(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says("/bridge open")
    with network.writing(Actor("talk")) as session:
        where = listening.listening(session, sari.venue)
        assert where is not None
        heard = Heard(sari.venue, "100", sari.sender, "Sari", "Is anybody there?", TODAY)
        utterances.say(session, heard, where)
    sari.says("/undo")
    assert "I know no partnership" in sari.says("/bridge log", quoted=Quoted("", None, "100"))
    assert "It is taken back" in sari.says("/bridge remove", quoted=Quoted("", None, "100"))


def test_a_bridge_that_somebody_joined_stays(network: Database) -> None:
    there = joined(network)
    with network.reading() as session:
        opening = session.scalars(
            select(AuditEntry.batch).where(
                AuditEntry.entity == "bridge", AuditEntry.action == "create"
            )
        ).one()
    assert "changed or built upon since" in there.says(f"/undo {opening}")
    assert ends(network) == [("C1", True), ("C2", True)]


def test_joining_is_not_taken_back_behind_the_others_backs(network: Database) -> None:
    there = joined(network)
    assert TO_BE_TOLD in there.says("/undo")
    assert ends(network) == [("C1", True), ("C2", True)]


def test_who_was_taken_out_is_not_put_back_behind_the_others_backs(network: Database) -> None:
    there = joined(network)
    there.says("/bridge close")
    assert TO_BE_TOLD in there.says("/undo")
    assert ends(network) == [("C1", False), ("C2", False)]


def test_a_code_alone_is_taken_back_and_the_bridge_stays(network: Database) -> None:
    sari = steward_in_channel(network)
    sari.says("/bridge open")
    sari.says("/bridge open")
    assert "is no longer there" in sari.says("/undo")
    assert ends(network) == [("C1", True)]
    assert "1 place shares this conversation" in sari.says("/bridge status")


def test_an_editor_takes_back_the_languages_of_a_place(network: Database) -> None:
    olena = editor_in_channel(network)
    olena.says("/bridge open lang=uk")
    assert "Japanese" in olena.says("/bridge language ja")
    assert "Japanese → Ukrainian" in olena.presses("Undo")
    assert "Ukrainian" in olena.says("/bridge status")


def test_the_trail_tells_of_a_place_that_left_and_offers_no_undo(network: Database) -> None:
    joined(network).says("/bridge close")
    said = Conversation(network, "operator").says("/audit network")
    assert "End of a bridge C2 — Left on: nothing →" in said
    assert "Undo 1" not in said
