"""What people said in places that share a conversation: shown to them, and forgotten with them."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.chat.reply import File
from bot.domain.bridging import WordingState
from bot.domain.deliveries import DeliveryKind
from bot.domain.identity import Platform, Venue
from bot.domain.marks import Mark, MarkKind
from storage import echoes, listening, utterances
from storage.audit import Actor
from storage.engine import Database
from storage.models import Delivery, Echo, Sign, Utterance, Wording
from storage.utterances import Heard
from tests.conversation import TODAY, Conversation
from tests.handlers.digesting import bound, steward_in_channel
from tests.handlers.test_bridge_undo import code_in
from tests.handlers.test_joining import invited
from tests.handlers.test_privacy import whole

SAID = TODAY - timedelta(hours=2)
PLACE = Venue(Platform.SLACK, "C1", "T1")
TEXT = "The pumps have arrived"
MARKS = (Mark(4, 9, MarkKind.BOLD),)


@pytest.fixture
def petro(network: Database) -> Conversation:
    """An editor, alone with the bot, after he wrote in a bridged channel, was translated, and put
    an emoji under what a visitor had written of him."""
    code = code_in(steward_in_channel(network).says("/bridge open lang=en"))
    bound(network, "C2")
    there = Conversation.on_slack(network, "U1", channel="C2")
    there.says(f"/bridge join {code} lang=uk")
    alone = Conversation.on_slack(network, "UMELNYK7", name="Petro Melnyk")
    alone.says(f"/join {invited(network, 'network invite Odesa editor name=Petro Melnyk')}")
    say(network, alone, "100", TEXT)
    say(network, visitor(network), "101", "Ask Petro Melnyk about them")
    with network.writing(Actor("talk")) as session:
        utterances.sign(session, PLACE, "101", alone.sender, "👍", added=True)
    return alone


def visitor(database: Database) -> Conversation:
    return Conversation.on_slack(database, "U9", name="Olena")


def say(database: Database, who: Conversation, message: str, text: str) -> None:
    """Say something in the channel, which is brought over in Ukrainian."""
    with database.writing(Actor("talk")) as session:
        where = listening.listening(session, PLACE)
        assert where is not None
        heard = Heard(PLACE, message, who.sender, who.name, text, SAID, marks=MARKS)
        utterances.say(session, heard, where)
        for wording in session.scalars(select(Wording).where(Wording.text == "")):
            wording.state, wording.text = WordingState.MADE, f"Переклад: {text}"
        for echo in session.scalars(select(Echo).where(Echo.message == "")):
            echoes.posted(session, echo.id, f"2{message}", "", "shown")


def all_of(database: Database, kind: type) -> list:
    with database.reading() as session:
        return list(session.scalars(select(kind).order_by(kind.id)))


def test_it_is_told_how_much_is_kept_and_how_long(petro: Conversation) -> None:
    answer = petro.says("/privacy show me")
    assert "Said in bridged or translated channels: 1 since Saturday, November 21, 2026" in answer
    assert "Emoji under what was said there: 1" in answer
    assert "kept for 30 days" in answer
    assert TEXT not in answer


def test_the_file_has_all_of_it_and_nothing_that_others_said(petro: Conversation) -> None:
    petro.says("/privacy export")
    assert petro.answer is not None
    (file,) = (part for part in petro.answer.reply.parts if isinstance(part, File))
    held = json.loads(file.content)
    (said,) = held["said"]
    assert (said["channel"], said["text"]) == ("C1", TEXT)
    assert said["marks"] == [[4, 9, "bold"]]
    assert said["translations"] == [{"language": "uk", "text": f"Переклад: {TEXT}"}]
    assert [each["emoji"] for each in held["emoji"]] == ["👍"]
    assert "about them" not in file.content.decode()


def test_it_is_said_first_what_is_taken_back(petro: Conversation) -> None:
    assert "1 message that I brought to other places, also there" in petro.says("/privacy forget")


def test_who_is_forgotten_has_said_nothing(network: Database, petro: Conversation) -> None:
    assert "1 message is taken back wherever I brought it." in petro.says("/privacy forget --yes")
    rows = whole(network)
    for trace in (TEXT, "Melnyk", "UMELNYK7"):
        assert trace not in rows
    assert all_of(network, Sign) == []


def test_the_copies_are_taken_back_where_they_were_brought(
    network: Database, petro: Conversation
) -> None:
    petro.says("/privacy forget --yes")
    with network.reading() as session:
        (echo,) = session.scalars(
            select(Echo).join(Utterance).where(Utterance.message == "100", Echo.kind == "across")
        )
        queued = select(Delivery).where(Delivery.kind == DeliveryKind.CHANGE)
        assert echo.id in {each.matter["echo"] for each in session.scalars(queued)}
        seen = echoes.read(session, echo.id)
    assert seen is not None
    assert (seen.is_deleted, seen.text, seen.marks, seen.name) == (True, "", (), "")


def test_what_others_said_of_them_loses_the_name_and_its_translations(
    network: Database, petro: Conversation
) -> None:
    petro.says("/privacy forget --yes")
    others = [each for each in all_of(network, Utterance) if each.message == "101"]
    assert [each.text for each in others] == ["Ask [name erased] about them"]
    # They told where the words stood before.
    assert [each.marks for each in others] == [()]
    with network.reading() as session:
        assert session.scalars(select(Wording)).all() == []


def test_who_has_no_role_is_told_what_is_kept_of_them_and_forgotten(
    network: Database, petro: Conversation
) -> None:
    olena = visitor(network)
    assert "channels: 1 since" in olena.says("/privacy show me")
    assert "1 message is taken back" in olena.says("/privacy forget --yes")
    assert "I hold nothing about you" in olena.says("/privacy show me")
    assert "Olena" not in whole(network)


def test_what_the_bot_told_of_them_names_nobody_any_more(
    network: Database, petro: Conversation
) -> None:
    there = Conversation.on_slack(network, "UMELNYK7", channel="C2", name="Petro Melnyk")
    there.says("/bridge close")
    words = [each.matter.get("name") for each in all_of(network, Delivery)]
    assert "Petro Melnyk" in words
    petro.says("/privacy forget --yes")
    assert "Melnyk" not in whole(network)
