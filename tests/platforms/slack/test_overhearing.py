"""What people say to each other in the threads of channels, in the bot's hearing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.chat.answer import Answer
from bot.chat.message import Message, Quoted
from bot.chat.reply import Reply, Tone
from bot.chat.speech import Speech
from bot.domain.identity import Platform, Venue
from bot.platforms.slack import hearing
from storage.engine import Database
from tests.fakes.slack import FakeSlack
from tests.platforms.slack.stage import Running, running

CLOSED = Reply("Closed", tone=Tone.DONE)


async def settles(message: Message) -> Answer | None:
    """Closes what somebody says is done; to anything else there is nothing to say."""
    return Answer(CLOSED, Speech()) if message.text == "done" else None


@pytest.fixture(params=["http", "socket"])
async def app(
    request: pytest.FixtureRequest, slack: FakeSlack, bound: Database
) -> AsyncIterator[Running]:
    token = slack.world.app_token if request.param == "socket" else ""
    async with running(slack, bound, settles, app_token=token) as listening:
        if token:
            slack.transport = "socket"
            await slack.socket.wait_for(1)
        yield listening


def head(slack: FakeSlack) -> str:
    """The first message of a thread."""
    return str(slack.written("Who sends the spec?", slack.user, slack.channel)["ts"])


async def test_a_reply_in_a_thread_is_overheard(app: Running) -> None:
    thread = head(app.slack)
    await app.slack.say("I will", thread_ts=thread)
    (heard,) = app.heard
    assert (heard.text, heard.overheard) == ("I will", True)
    assert heard.venue == Venue(
        Platform.SLACK, app.slack.channel.id, app.slack.team.id, topic=thread
    )
    assert heard.quoted == Quoted("", None, thread)


async def test_what_it_settles_is_told_in_the_thread(app: Running) -> None:
    thread = head(app.slack)
    await app.slack.say("done", thread_ts=thread)
    (said,) = app.slack.posted
    assert (said["thread_ts"], app.slack.text_of(said)) == (thread, "✅ Closed")


async def test_what_settles_nothing_is_not_answered(app: Running) -> None:
    await app.slack.say("hm", thread_ts=head(app.slack))
    assert app.slack.posted == []


async def test_a_private_channel_is_overheard_as_well(app: Running) -> None:
    group = app.slack.add_channel("mayors", private=True)
    thread = app.slack.written("Who sends the spec?", app.slack.user, group)["ts"]
    await app.slack.say("done", channel=group, thread_ts=thread)
    assert app.slack.posted[0]["channel"] == group.id


async def test_what_opens_a_thread_is_not_for_us(app: Running) -> None:
    await app.slack.say("done")
    assert app.heard == []


async def test_a_mention_in_a_thread_is_heard_once_and_not_overheard(app: Running) -> None:
    await app.slack.mention("done", thread_ts=head(app.slack))
    assert [(heard.text, heard.overheard) for heard in app.heard] == [("done", False)]


async def test_a_mention_that_opens_a_thread_is_heard_once(app: Running) -> None:
    await app.slack.mention("done")
    assert len(app.heard) == 1


async def test_a_direct_message_in_a_thread_is_said_to_the_bot(app: Running) -> None:
    direct = app.slack.world.direct_channel(app.slack.user)
    thread = app.slack.written("hello", app.slack.user, direct)["ts"]
    await app.slack.direct_message("done", thread_ts=thread)
    assert [heard.overheard for heard in app.heard] == [False]


@pytest.mark.parametrize(
    "changed",
    [
        {"bot_id": "B0OTHER"},
        {"edited": {"user": "U1", "ts": "1.3"}},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"user": ""},
        {"text": " "},
        {"text": None},
    ],
)
async def test_bots_edits_and_notices_are_not_overheard(
    app: Running, changed: dict[str, Any]
) -> None:
    told = {
        "type": "message",
        "channel": app.slack.channel.id,
        "channel_type": "channel",
        "user": app.slack.user.id,
        "text": "done",
        "ts": "1.2",
        "event_ts": "1.2",
        "thread_ts": head(app.slack),
    }
    await app.slack.event(told | changed)
    assert app.heard == []


async def test_the_bots_own_words_are_not_overheard(app: Running) -> None:
    told = {"type": "message", "channel": app.slack.channel.id, "channel_type": "channel"}
    words = {"text": "done", "ts": "1.2", "thread_ts": head(app.slack)}
    await app.slack.event(told | words | {"user": app.slack.team.bot_user_id})
    assert app.heard == []


async def test_what_slack_made_of_typed_text_is_put_back(app: Running) -> None:
    told = {"type": "message", "channel": app.slack.channel.id, "channel_type": "channel"}
    words = {"text": "a &amp; <@U9|olena>", "ts": "1.2", "thread_ts": head(app.slack)}
    await app.slack.event(told | words | {"user": app.slack.user.id})
    assert app.heard[0].text == "a & @olena"


async def test_a_guest_of_a_shared_channel_is_a_stranger(app: Running) -> None:
    other = app.slack.add_team("Elsewhere")
    guest = app.slack.add_user("Guest", other)
    shared = app.slack.add_channel("shared", shared_with=other)
    thread = app.slack.written("Who sends the spec?", app.slack.user, shared)["ts"]
    await app.slack.say("done", user=guest, channel=shared, thread_ts=thread)
    assert app.heard[0].stranger
    assert app.heard[0].venue.team == app.slack.team.id


async def test_a_reply_delivered_again_has_the_same_event(app: Running) -> None:
    await app.slack.say("hm", thread_ts=head(app.slack))
    await app.slack.redeliver()
    assert len({heard.event for heard in app.heard}) == 1


async def test_a_channels_talk_goes_no_further_than_the_door(
    slack: FakeSlack, bound: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(slack, bound, settles):
        monkeypatch.delattr(hearing.Remembered, "__call__")
        assert (await slack.say("good morning")).status == 200
