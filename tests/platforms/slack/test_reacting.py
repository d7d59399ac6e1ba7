"""Emoji under messages: talk, or a command to the bot about the message."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.answer import Answer
from bot.chat.message import Message, Quoted
from bot.chat.reply import Reply, Tone
from bot.chat.speech import Speech
from bot.chat.talk import Reacted
from bot.domain.identity import Identity, Platform, Venue
from bot.domain.marks import Mark, MarkKind
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.listener import Listener
from tests.platforms.slack.stage import Running, running, until

DONE = Reply("Translated", tone=Tone.DONE)


async def translated(message: Message) -> Answer | None:
    return Answer(DONE, Speech()) if message.text == "translate to uk" else None


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture(params=["http", "socket"])
async def app(
    request: pytest.FixtureRequest, slack: FakeSlack, bound: Database, listener: Listener
) -> AsyncIterator[Running]:
    token = slack.world.app_token if request.param == "socket" else ""
    async with running(
        slack, bound, translated, overhear=listener.overhear, app_token=token
    ) as listening:
        if token:
            slack.transport = "socket"
            await slack.socket.wait_for(1)
        yield listening


@pytest.fixture
async def by_http(slack: FakeSlack, bound: Database, listener: Listener) -> AsyncIterator[Running]:
    async with running(slack, bound, translated, overhear=listener.overhear) as listening:
        yield listening


def written(slack: FakeSlack, text: str = "Good morning", **more: Any) -> dict[str, Any]:
    return slack.written(text, slack.user, slack.channel, **more)


@pytest.mark.parametrize("is_added", [True, False])
@pytest.mark.parametrize(
    ("name", "emoji"), [("heart", "❤️"), ("+1::skin-tone-3", "👍🏼"), ("tada", "🎉")]
)
async def test_an_emoji_that_comes_or_goes_is_talk(
    app: Running, listener: Listener, name: str, emoji: str, is_added: bool
) -> None:
    slack, message = app.slack, written(app.slack)
    await (slack.react if is_added else slack.unreact)(message, name)
    assert slack.last_event is not None
    venue = Venue(Platform.SLACK, slack.channel.id, slack.team.id)
    author = Identity(Platform.SLACK, slack.user.id, slack.team.id)
    at = datetime.fromtimestamp(slack.last_event["event_time"], UTC)
    event = slack.last_event["event_id"]
    assert listener.heard == [Reacted(venue, message["ts"], author, emoji, at, event, is_added)]
    assert app.heard == []


async def test_a_sign_says_its_command_and_is_no_talk(app: Running, listener: Listener) -> None:
    slack, message = app.slack, written(app.slack, "Good *morning* :tada:")
    await slack.react(message, "flag-ua")
    (heard,) = app.heard
    assert (heard.text, heard.by_sign, heard.name) == ("translate to uk", True, "Olena Koval")
    assert heard.sender == Identity(Platform.SLACK, slack.user.id, slack.team.id)
    assert heard.venue == Venue(
        Platform.SLACK, slack.channel.id, slack.team.id, topic=message["ts"]
    )
    bold = (Mark(5, 12, MarkKind.BOLD),)
    number = message["ts"]
    assert heard.quoted == Quoted("Good morning 🎉", heard.sender, number, number, bold)
    assert listener.heard == []


async def test_its_answer_goes_into_the_thread_under_the_message(app: Running) -> None:
    message = written(app.slack)
    await app.slack.react(message, "flag-ua")
    (said,) = app.slack.posted
    assert (said["thread_ts"], app.slack.text_of(said)) == (message["ts"], "✅ Translated")


async def test_a_sign_under_a_reply_is_answered_in_the_same_thread(app: Running) -> None:
    head = written(app.slack, "Who?")
    reply = written(app.slack, "I do", thread_ts=head["ts"])
    await app.slack.react(reply, "flag-ua")
    quoted = app.heard[0].quoted
    assert quoted is not None
    assert (quoted.text, quoted.message, quoted.own) == ("I do", head["ts"], reply["ts"])
    assert app.slack.posted[0]["thread_ts"] == head["ts"]


async def test_what_could_not_be_done_is_not_answered(app: Running) -> None:
    await app.slack.react(written(app.slack), "memo")
    await until(lambda: app.heard)
    assert app.heard[0].text == "bridge log"
    assert app.slack.posted == []


async def test_a_sign_that_is_taken_away_says_nothing_but_is_talk(
    app: Running, listener: Listener
) -> None:
    await app.slack.unreact(written(app.slack), "memo")
    assert app.heard == []
    (talk,) = listener.heard
    assert isinstance(talk, Reacted)
    assert (talk.emoji, talk.added) == ("📝", False)


async def test_the_bots_own_message_has_no_author(app: Running) -> None:
    await app.slack.mention("hello")
    await app.platform.courier._acting.write(
        app.slack.team.id, "chat.postMessage", {"channel": app.slack.channel.id, "text": "Hi"}
    )
    await app.slack.react(app.slack.posted[-1], "flag-ua")
    quoted = app.heard[-1].quoted
    assert quoted is not None
    assert (quoted.text, quoted.author) == ("Hi", None)


async def test_a_sign_is_understood_in_private_as_well(app: Running, listener: Listener) -> None:
    direct = app.slack.world.direct_channel(app.slack.user)
    await app.slack.react(app.slack.written("hello", app.slack.user, direct), "flag-ua")
    assert app.heard[0].venue.private
    await app.slack.react(app.slack.messages[0], "heart")
    assert listener.heard == []


async def test_pictures_of_a_workspaces_own_say_nothing(app: Running, listener: Listener) -> None:
    await app.slack.react(written(app.slack), "partyparrot", custom=True)
    assert (app.heard, listener.heard) == ([], [])


@pytest.mark.parametrize("name", ["flag-ua", "heart"])
async def test_programs_emoji_are_nobodys(app: Running, listener: Listener, name: str) -> None:
    slack, message = app.slack, written(app.slack)
    weather = slack.add_user("Weather", is_bot=True)
    await slack.react(message, name, user=weather)
    slack.world.users.pop(weather.id)
    item = {"type": "message", "channel": slack.channel.id, "ts": message["ts"]}
    told = {"type": "reaction_added", "reaction": name, "item": item}
    for user in (slack.team.bot_user_id, "USLACKBOT", ""):
        await slack.event(told | {"user": user})
    assert (app.heard, listener.heard) == ([], [])


async def test_an_emoji_of_a_guest_is_a_strangers(app: Running, listener: Listener) -> None:
    other = app.slack.add_team("Elsewhere")
    guest = app.slack.add_user("Guest", other)
    shared = app.slack.add_channel("shared", shared_with=other)
    message = app.slack.written("hello", app.slack.user, shared)
    await app.slack.react(message, "memo", user=guest)
    await until(lambda: app.heard)
    assert (app.heard[0].stranger, app.heard[0].venue.team) == (True, app.slack.team.id)
    await app.slack.react(message, "heart", user=guest)
    (talk,) = listener.heard
    assert isinstance(talk, Reacted)
    assert talk.author == Identity(Platform.SLACK, guest.id, other.id)


@pytest.mark.parametrize(
    "item",
    [
        {"type": "file", "file": "F1"},
        {"type": "message", "ts": "1.2"},
        {},
        {"type": "message", "channel": ["C1"], "ts": "1.2"},
        "x",
    ],
)
async def test_what_is_under_no_message_is_passed_over(
    by_http: Running, listener: Listener, item: Any
) -> None:
    told = {"type": "reaction_added", "user": by_http.slack.user.id, "reaction": "memo"}
    answer = await by_http.slack.event(told | {"item": item})
    assert answer.status in (200, 400)
    assert (by_http.heard, listener.heard) == ([], [])


@pytest.mark.parametrize("fault", [{"error": "missing_scope"}, {"retry_after": 9}, {"drop": True}])
async def test_a_message_that_slack_does_not_show_is_left_alone(
    by_http: Running, fault: dict[str, Any]
) -> None:
    by_http.slack.fail_next("conversations.history", **fault)
    answer = await by_http.slack.react(written(by_http.slack), "flag-ua")
    assert (answer.status, by_http.heard, by_http.slack.posted) == (200, [], [])


async def test_a_message_that_is_gone_is_left_alone(by_http: Running) -> None:
    message = written(by_http.slack)
    by_http.slack.messages.clear()
    assert (await by_http.slack.react(message, "flag-ua")).status == 200
    assert by_http.heard == []


async def test_an_emoji_that_could_not_be_taken_in_is_told_again(
    by_http: Running, listener: Listener
) -> None:
    listener.out_of_order = True
    assert (await by_http.slack.react(written(by_http.slack), "heart")).status == 503
    listener.out_of_order = False
    await by_http.slack.redeliver()
    assert len(listener.heard) == 1


async def test_without_a_listener_signs_are_understood_all_the_same(
    slack: FakeSlack, bound: Database
) -> None:
    async with running(slack, bound, translated) as app:
        await slack.react(written(slack), "flag-ua")
        await slack.react(slack.messages[0], "heart")
        assert [heard.text for heard in app.heard] == ["translate to uk"]


async def test_a_sign_that_is_delivered_again_has_the_same_event(app: Running) -> None:
    await app.slack.react(written(app.slack), "flag-ua")
    await app.slack.redeliver()
    assert len(app.heard) == 2
    assert len({heard.event for heard in app.heard}) == 1
