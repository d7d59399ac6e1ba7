"""A reply in a thread that somebody tracks: it settles what was made from it, and says so."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.chat.message import Message, Quoted
from bot.domain.identity import Identity, Platform
from storage.audit import Actor
from storage.engine import Database
from storage.models import Channel, ChatIdentity, FollowUp, Network, Official
from tests.conversation import TODAY, Conversation
from tests.handlers.test_statement_counts import counted

ASKED = Quoted("When can you deliver the pumps to Odesa?", None, "100")


@pytest.fixture
def aiko(network: Database) -> Conversation:
    """The editor of Yokohama in a room with the others, where she tracks two messages: of one
    she awaits an answer, the other is for her to do."""
    aiko = Conversation(network, "Aiko").in_room()
    aiko.says('/follow add Odesa "when they deliver" by 2026-11-30 await', quoted=ASKED)
    aiko.says(
        '/follow add Odesa "Send the drawings" by 2026-11-27', quoted=Quoted("x", None, "200")
    )
    return aiko


def other(network: Database, name: str) -> Conversation:
    return Conversation(network, name).in_room()


def is_open(network: Database, number: int) -> bool:
    with network.reading() as session:
        query = select(FollowUp.closed_at).where(FollowUp.id == number)
        return session.execute(query).scalar() is None


def test_an_answer_of_the_awaited_side_settles_it_and_says_so(
    aiko: Conversation, network: Database
) -> None:
    said = other(network, "Petro").replies("We deliver on 3 December")
    assert said == (
        "✅ That settles: when they deliver\nIt was due: Monday, November 30, 2026\n[Undo]"
    )
    assert not is_open(network, 1)


def test_whoever_waits_takes_it_back_by_one_press(aiko: Conversation, network: Database) -> None:
    petro = other(network, "Petro")
    petro.replies("We deliver on 3 December")
    aiko.answer = petro.answer
    assert "Open again: when they deliver" in aiko.presses("Undo")
    assert is_open(network, 1)


@pytest.mark.parametrize("words", ["ok", "Thank you!", "Which pumps do you mean?", "👍", "дякую"])
def test_a_courtesy_or_a_question_settles_nothing(
    aiko: Conversation, network: Database, words: str
) -> None:
    assert other(network, "Petro").replies(words) == ""
    assert is_open(network, 1)


@pytest.mark.parametrize("name", ["Aiko", "Sari", "Lena"])
def test_nobody_else_answers_for_them(aiko: Conversation, network: Database, name: str) -> None:
    assert other(network, name).replies("They told me it will be Monday") == ""
    assert is_open(network, 1)


@pytest.mark.parametrize(
    "words",
    ["Done.", "I have sent them ✅", "erledigt", "Готово!", "完了しました", "envoyé ce matin"],
)
def test_what_we_owe_is_settled_when_our_own_people_say_so(
    aiko: Conversation, network: Database, words: str
) -> None:
    assert "That settles: Send the drawings" in aiko.replies(words, "200")
    assert not is_open(network, 2)


@pytest.mark.parametrize(
    "words",
    [
        "Not done yet",
        "Is it done?",
        "noch nicht erledigt",
        "ще не готово",
        "未完了です",
        "I look at it",
    ],
)
def test_what_says_otherwise_settles_nothing(
    aiko: Conversation, network: Database, words: str
) -> None:
    assert aiko.replies(words, "200") == ""
    assert is_open(network, 2)


def test_the_others_do_not_say_what_we_have_done(aiko: Conversation, network: Database) -> None:
    assert other(network, "Petro").replies("done", "200") == ""
    assert is_open(network, 2)


def test_a_reply_elsewhere_settles_nothing(aiko: Conversation, network: Database) -> None:
    assert other(network, "Petro").replies("We deliver on 3 December", "101") == ""
    petro = Conversation(network, "Petro").in_room("another room")
    assert petro.replies("We deliver on 3 December") == ""
    assert is_open(network, 1)


def test_what_was_settled_is_not_settled_again(aiko: Conversation, network: Database) -> None:
    petro = other(network, "Petro")
    petro.replies("We deliver on 3 December")
    assert petro.replies("Or rather on 4 December") == ""


def test_a_thread_that_nobody_tracks_costs_one_statement(
    aiko: Conversation, network: Database
) -> None:
    with counted(network) as statements:
        assert aiko.replies("We deliver on 3 December", "999") == ""
    assert len(statements) == 1


def test_what_not_all_in_the_room_may_see_is_not_told_there(
    aiko: Conversation, network: Database
) -> None:
    alone = Conversation(network, "Aiko")
    alone.venue = replace(alone.venue, channel="room")
    alone.says(
        '/follow add Odesa "whether they can pay" visibility=partnership await',
        quoted=Quoted("x", None, "300"),
    )
    assert other(network, "Petro").replies("We can pay in spring", "300") == ""
    assert is_open(network, 3)


def test_people_of_another_network_settle_nothing(other_network: Database) -> None:
    aiko = Conversation(other_network, "Aiko").in_room()
    aiko.says('/follow add Odesa "when they deliver" await', quoted=ASKED)
    marco = Conversation(other_network, "Marco", network="harbours").in_room()
    assert marco.replies("We deliver on 3 December") == ""
    assert is_open(other_network, 1)


def test_a_fault_is_not_told_to_those_who_asked_nothing(
    aiko: Conversation, network: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_call: object) -> None:
        raise ValueError("fault")

    aiko.router.registry.hearer = fails
    assert aiko.replies("done", "200") == ""
    assert "could not be heard" in caplog.text


@pytest.fixture
def in_slack(network: Database) -> Conversation:
    """Aiko in a channel of Slack that belongs to the network, where she awaits an answer."""
    with network.writing(Actor("fixture")) as session:
        home = session.scalars(select(Network.id)).one()
        aiko = session.scalars(select(Official.id).where(Official.name == "Aiko")).one()
        session.add(
            Channel(
                network_id=home, platform=Platform.SLACK, team="T1", channel="C1", title="pumps"
            )
        )
        session.add(ChatIdentity(official_id=aiko, platform=Platform.SLACK, team="T1", user="U1"))
    aiko = Conversation.on_slack(network, "U1", channel="C1")
    aiko.says('/follow add Odesa "when they deliver" by 2026-11-30 await', quoted=ASKED)
    return aiko


def test_a_guest_from_another_workspace_answers_for_those_who_are_awaited(
    in_slack: Conversation, network: Database
) -> None:
    guest = Conversation.on_slack(network, "U9", team="T1", channel="C1")
    guest.sender = Identity(Platform.SLACK, "U9", "T2")
    guest.stranger = True
    assert "That settles: when they deliver" in guest.replies("We deliver on 3 December")
    assert "do not know you" in guest.says("/follow list")


def test_a_thread_of_slack_is_tracked_from_whatever_is_said_in_it(
    in_slack: Conversation, network: Database
) -> None:
    in_slack.venue = replace(in_slack.venue, topic="300")
    in_slack.says('/follow add Odesa "Send the drawings"')
    assert "That settles: Send the drawings" in in_slack.replies("sent", "300")


def test_an_event_that_arrives_twice_is_heard_once(
    in_slack: Conversation, network: Database
) -> None:
    guest = Conversation.on_slack(network, "U9", channel="C1")
    message = Message(
        "We deliver on 3 December",
        guest.sender,
        guest.venue,
        TODAY,
        event="Ev1",
        quoted=ASKED,
        overheard=True,
    )
    assert guest.router.answer(message) is not None
    in_slack.says("/follow reopen #1")
    assert guest.router.answer(message) is None
    assert is_open(network, 1)
