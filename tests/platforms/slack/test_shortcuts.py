"""The shortcuts in a message's menu: what somebody wrote is followed up, logged, translated."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.chat.answer import Answer
from bot.chat.message import Message
from bot.chat.reply import Button, Reply, Tone
from bot.chat.speech import Speech
from bot.domain.identity import Identity, Platform
from bot.telemetry import REFUSED
from storage.engine import Database
from tests.fakes.slack import Channel, FakeSlack, Signing
from tests.fakes.slack.delivery import Delivery
from tests.platforms.slack.browser import Browser
from tests.platforms.slack.stage import Running, installable, running

NOTED = Reply("Noted", buttons=(Button("Done", "follow done #1"),), tone=Tone.DONE)


async def noted(_message: Message) -> Answer | None:
    return Answer(NOTED, Speech())


@pytest.fixture(params=["http", "socket"])
async def tracking(
    request: pytest.FixtureRequest, slack: FakeSlack, bound: Database
) -> AsyncIterator[Running]:
    """A bot that takes note of everything, over HTTP and over Socket Mode."""
    token = slack.world.app_token if request.param == "socket" else ""
    async with running(slack, bound, noted, app_token=token) as listening:
        if token:
            slack.transport = "socket"
            await slack.socket.wait_for(1)
        yield listening


@pytest.fixture
async def app(slack: FakeSlack, bound: Database) -> AsyncIterator[Running]:
    async with running(slack, bound, noted) as listening:
        yield listening


def written(slack: FakeSlack, text: str = "I send the pump spec on Friday", **more: Any) -> Any:
    colleague = slack.add_user("Aiko Mori")
    slack.channel.members.add(colleague.id)
    return slack.written(text, colleague, slack.channel, **more)


async def track(app: Running, message: Any = None, **more: Any) -> Message:
    chosen = message or written(app.slack)
    answer = await app.slack.shortcut("track", chosen, **more)
    assert answer.status == 200
    return app.heard[-1]


@pytest.mark.parametrize(
    ("callback", "says"),
    [("track", "follow add"), ("log_this", "bridge log"), ("translate", "translate")],
)
async def test_each_shortcut_says_its_command(app: Running, callback: str, says: str) -> None:
    message = written(app.slack)
    await app.slack.shortcut(callback, message)
    (heard,) = app.heard
    assert (heard.text, heard.venue.private, heard.by_sign) == (says, True, False)
    assert heard.quoted is not None
    assert (heard.quoted.message, heard.quoted.own) == (message["ts"], message["ts"])
    assert [each["user"] for each in app.slack.ephemerals] == [app.slack.user.id]


async def test_who_is_mentioned_in_the_message_is_named(app: Running) -> None:
    heard = await track(app, written(app.slack, f"Ask <@{app.slack.user.id}>"))
    assert heard.quoted is not None
    assert heard.quoted.text == "Ask @Olena Koval"


async def test_a_tracked_message_is_heard_as_a_command_about_it(tracking: Running) -> None:
    heard = await track(tracking)
    assert heard.text == "follow add"
    assert heard.sender == Identity(Platform.SLACK, tracking.slack.user.id, tracking.slack.team.id)
    assert heard.quoted is not None
    assert heard.quoted.text == "I send the pump spec on Friday"
    assert heard.quoted.at is not None
    assert f"{heard.quoted.at.timestamp():.6f}" == heard.quoted.own


async def test_the_answer_is_shown_to_the_speaker_alone(tracking: Running) -> None:
    heard = await track(tracking)
    assert heard.venue.private
    assert tracking.slack.posted == []
    (shown,) = tracking.slack.ephemerals
    assert shown["user"] == tracking.slack.user.id
    assert "Noted" in tracking.slack.text_of(shown)


async def test_the_place_is_where_it_was_said(app: Running) -> None:
    heard = await track(app)
    assert heard.venue.channel == app.slack.channel.id
    assert heard.venue.team == app.slack.team.id
    assert heard.place == "#partners"


async def test_its_author_is_told(app: Running) -> None:
    message = written(app.slack)
    heard = await track(app, message)
    assert heard.quoted is not None
    assert heard.quoted.author == Identity(Platform.SLACK, message["user"], app.slack.team.id)


async def test_what_slack_made_of_typed_text_is_put_back(app: Running) -> None:
    heard = await track(app, written(app.slack, "a &amp; b <http://odesa.ua|odesa.ua>"))
    assert heard.quoted is not None
    assert heard.quoted.text == "a & b odesa.ua"


async def test_replies_to_it_will_arrive_under_its_number(app: Running) -> None:
    message = written(app.slack)
    heard = await track(app, message)
    assert heard.quoted is not None
    assert heard.quoted.message == message["ts"]


async def test_replies_to_a_reply_arrive_under_the_head_of_its_thread(app: Running) -> None:
    head = written(app.slack, "Who sends the spec?")
    reply = written(app.slack, "I do", thread_ts=head["ts"])
    heard = await track(app, reply)
    assert heard.quoted is not None
    assert (heard.quoted.message, heard.quoted.own) == (head["ts"], reply["ts"])
    assert app.slack.ephemerals[0]["thread_ts"] == head["ts"]


async def test_the_bots_own_words_have_no_author(app: Running) -> None:
    await app.slack.mention("hello")
    heard = await track(app, app.slack.posted[0])
    assert heard.quoted is not None
    assert heard.quoted.author is None


async def test_it_works_where_the_bot_is_not_as_well(app: Running) -> None:
    other = app.slack.add_user("Aiko Mori")
    between = Channel("D77", app.slack.team, "directmessage", "im", {other.id, app.slack.user.id})
    app.slack.world.channels[between.id] = between
    heard = await track(app, app.slack.written("I send it on Friday", other, between))
    assert heard.place == ""
    assert "Noted" in app.slack.text_of(app.slack.ephemerals[0])


async def test_a_guest_who_tracks_something_is_a_stranger(app: Running) -> None:
    guest = app.slack.add_user("Guest", app.slack.add_team("Elsewhere"))
    payload = {
        "type": "message_action",
        "callback_id": "track",
        "message": written(app.slack),
        "channel": {"id": app.slack.channel.id, "name": "partners"},
        "team": {"id": app.slack.team.id, "domain": "x"},
        "user": {"id": guest.id, "name": "guest", "team_id": guest.team.id},
        "response_url": app.slack.world.new_response_url(app.slack.channel, guest),
    }
    await _delivered(app, payload)
    assert app.heard[0].stranger


async def test_a_forged_shortcut_is_turned_away(app: Running) -> None:
    message = written(app.slack)
    answer = await app.slack.shortcut("track", message, signing=Signing.FORGED)
    assert answer.status == 401
    assert app.heard == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"message": None},
        {"message": {"ts": "1.1", "text": ["x"]}},
        {"message": {"ts": 1}},
        {"message": {"ts": "1.1", "user": {"id": "U1"}}},
        {"message": {"ts": "1.1", "thread_ts": "x" * 65}},
        {"channel": "C1"},
        {"user": None},
        {"callback_id": None},
    ],
)
async def test_a_malformed_one_is_turned_away(app: Running, wrong: dict[str, Any]) -> None:
    before = REFUSED.labels("slack", "malformed")._value.get()
    payload = {
        "type": "message_action",
        "callback_id": "track",
        "message": {"ts": "1.1", "text": "x"},
        "channel": {"id": "C1"},
        "team": {"id": app.slack.team.id},
        "user": {"id": "U1"},
    }
    answer = await _delivered(app, payload | wrong)
    assert answer.status == 400
    assert app.heard == []
    assert REFUSED.labels("slack", "malformed")._value.get() == before + 1


async def test_a_shortcut_of_another_name_is_left_alone(app: Running) -> None:
    answer = await app.slack.shortcut("somebody_elses", written(app.slack))
    assert answer.status == 200
    assert app.heard == []


async def test_where_the_app_is_gone_that_is_said(slack: FakeSlack, bound: Database) -> None:
    async with running(slack, bound, **installable(slack)) as app:
        await Browser(app).installs()
        message = written(slack)
        await slack.app_uninstalled()
        answer = await slack.shortcut("track", message)
    assert answer.status == 200
    assert "not installed" in slack.text_of(slack.ephemerals[0])


async def _delivered(app: Running, payload: dict[str, Any]) -> Any:
    return await app.slack.deliver(Delivery("interactive", payload))
